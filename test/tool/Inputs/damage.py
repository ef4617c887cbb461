#!/usr/bin/env python3
"""Damages six shards of a cache, each in its own way.

    damage.py FOLDER
"""

import glob
import os
import sys


def shard(number):
    (name,) = glob.glob(os.path.join(sys.argv[1], f"unit{number}.cpp.*.shard"))
    return name


def read(number):
    with open(shard(number), "rb") as file:
        return file.read()


def write(number, data):
    with open(shard(number), "wb") as file:
        file.write(data)


write(0, read(0)[: len(read(0)) // 2])
write(1, b"")
write(2, b"\0" * len(read(2)))
write(3, b"#!/bin/sh\necho foreign\n")
write(4, read(6))
name = shard(5)
os.remove(name)
os.mkdir(name)
