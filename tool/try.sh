#!/usr/bin/env bash
# Builds raiify and runs it, with all the set-up that takes.
#
#   tool/try.sh                  on the bundled demo, test/demo/robot
#   tool/try.sh --fix            rewrite a copy of the demo, and show that it
#                                still builds and does the same
#   tool/try.sh ARGUMENTS...     with these arguments, for example
#   tool/try.sh -p BUILD PATH    on a project of yours
#
#   RAIIFY_NO_SETUP=1  install nothing: the packages are there already
#   RAIIFY=FILE        use this raiify: neither install nor build one
#   JOBS=N             processes to build with (default: all cores)
#
# Exits with raiify's status; on the demo, whose findings are what is expected,
# with 0 where there are findings. With --fix alone: 0 exactly if the rewritten
# copy builds and logs the same, 1 if its logs differ, 2 if something failed.
set -euo pipefail

Root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
Build=$Root/build/release
Jobs=${JOBS:-$(nproc)}
Raiify=${RAIIFY:-$Build/bin/raiify}

say() {
  echo "try.sh: $*" >&2
}

# Runs a command, showing what it prints only if it fails.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    say "error: '$*' failed; its output stands above"
    rm -f "$log"
    exit 2
  fi
  rm -f "$log"
}

build_raiify() {
  [[ -z ${RAIIFY:-} ]] || return 0
  [[ ${RAIIFY_NO_SETUP:-0} == 1 ]] || "$Root/tool/setup.sh"
  if [[ ! -f $Build/build.ninja ]]; then
    say "configuring in build/release"
    (cd "$Root" && quietly cmake --preset release)
  fi
  say "building (the first time takes some minutes)"
  quietly cmake --build "$Build" --target raiify -j "$Jobs"
}

run_demo() {
  local status=0
  quietly cmake -S "$Root/test/demo/robot" -B "$Root/build/demo" \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
  say "raiify -p build/demo test/demo/robot"
  (cd "$Root" && "$Raiify" -p build/demo test/demo/robot) ||
    status=$?
  [[ $status != 1 ]] || status=0
  return "$status"
}

# Runs the demo in the current folder with each step made to fail, one log a
# step in the folder $1; its last line is the exit status.
log_steps() {
  local step status
  mkdir "$1"
  for step in $(build/robot --list-steps); do
    status=0
    build/robot "--fail=$step" >"$1/$step" 2>&1 || status=$?
    echo "exit status $status" >>"$1/$step"
  done
}

# Rewrites a copy of the demo, builds it with the command that it had, and
# compares what it does.
fix_demo() {
  local scratch status=0
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/raiify-demo.XXXXXX")
  say "a copy of the demo: $scratch"
  cp -R "$Root/test/demo/robot" "$scratch/robot"
  cp -R "$scratch/robot/src" "$scratch/src-before"
  cd "$scratch/robot"
  quietly cmake -S . -B build
  quietly cmake --build build -j "$Jobs"
  log_steps "$scratch/logs-before"

  say "raiify --fix -p build src"
  "$Raiify" --fix -p build src >"$scratch/report.txt" || status=$?
  if [[ $status -gt 1 ]]; then
    say "error: raiify ended with status $status"
    exit 2
  fi
  say "what is left and why stands in $scratch/report.txt"
  (cd "$scratch" && git --no-pager diff --no-index --stat=72 src-before \
    robot/src) || true

  say "building again, with the same command"
  quietly cmake --build build -j "$Jobs"
  log_steps "$scratch/logs-after"
  status=0
  diff -r "$scratch/logs-before" "$scratch/logs-after" || status=1
  if [[ $status == 0 ]]; then
    say "the logs of $(build/robot --list-steps | wc -l) runs, each with" \
      "another step failing, are the same as before"
  else
    say "error: the logs differ, as shown above"
  fi
  return "$status"
}

build_raiify
if [[ $# == 1 && $1 == --fix ]]; then
  fix_demo
  exit
fi
if [[ $# -gt 0 ]]; then
  exec "$Raiify" "$@"
fi
run_demo
