#!/usr/bin/env python3
"""Prints a build.ninja with one edge a unit and one that merges.

    make_ninja.py RAIIFY COMPILE_COMMANDS

Runs where ninja will: the commands must be of one directory, this one.
"""

import json
import os
import shlex
import sys

raiify, database = sys.argv[1:]
with open(database, encoding="utf-8") as file:
    commands = json.load(file)

print(
    f"""rule shard
  command = {shlex.quote(raiify)} --emit-shard=$out -MF $out.d $
    --guard-header=inc/guard.hpp $in -- $flags
  depfile = $out.d
  deps = gcc
  description = SHARD $in
rule merge
  command = {shlex.quote(raiify)} --merge --quiet --exit-zero --format=json $
    -o $out @$out.rsp
  rspfile = $out.rsp
  rspfile_content = $in_newline
  description = MERGE $out
"""
)
shards = []
for command in commands:
    assert os.path.realpath(command["directory"]) == os.getcwd(), command
    source = command["file"]
    flags = [
        flag
        for flag in command["arguments"][1:]
        if flag not in ("-c", source)
    ]
    shard = f"shards/{source}.shard"
    shards.append(shard)
    print(f"build {shard}: shard {source} | .clang-tidy {raiify}")
    print(f"  flags = {' '.join(map(shlex.quote, flags))}")
print(f"build report.json: merge {' '.join(shards)} | {raiify}")
print("default report.json")
