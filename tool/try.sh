#!/usr/bin/env bash
# Builds raiify and runs it, with all the set-up that takes.
#
#   tool/try.sh                  on the bundled demo, test/demo/robot
#   tool/try.sh ARGUMENTS...     with these arguments, for example
#   tool/try.sh -p BUILD PATH    on a project of yours
#
#   RAIIFY_NO_SETUP=1  install nothing: the packages are there already
#   JOBS=N             processes to build with (default: all cores)
#
# Exits with raiify's status; on the demo, whose findings are what is expected,
# with 0 where there are findings.
set -euo pipefail

Root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
Build=$Root/build/release
Jobs=${JOBS:-$(nproc)}

say() {
  echo "try.sh: $1" >&2
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
  (cd "$Root" && "$Build/bin/raiify" -p build/demo test/demo/robot) ||
    status=$?
  [[ $status != 1 ]] || status=0
  return "$status"
}

build_raiify
if [[ $# -gt 0 ]]; then
  exec "$Build/bin/raiify" "$@"
fi
run_demo
