#!/usr/bin/env bash
# Builds raiify and runs every test: unit tests, fixtures, project rules.
#
#   test/run.sh [PRESET] [-- LIT ARGUMENTS]
#
# PRESET is one of CMakePresets.json: ci (the default), release, asan.
#   BUILD_DIR=DIR     build there instead of in the preset's folder
#   RAIIFY_NO_SETUP=1 install nothing: the packages are there already
#   JOBS=N            processes to build and test with (default: all cores)
#
# The last line is "N passed, N failed". Exits 1 when a test failed or none
# ran, and with the failing command's status when the build broke.
set -euo pipefail
exec </dev/null

Root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$Root"

Preset=ci
if [[ $# -gt 0 && $1 != -- ]]; then
  Preset=$1
  shift
fi
if [[ $# -gt 0 && $1 == -- ]]; then
  shift
elif [[ $# -gt 0 ]]; then
  echo "usage: test/run.sh [PRESET] [-- LIT ARGUMENTS]" >&2
  exit 2
fi
Build=${BUILD_DIR:-build/$Preset}
Jobs=${JOBS:-$(nproc)}

if [[ ${RAIIFY_NO_SETUP:-0} != 1 ]]; then
  tool/setup.sh
fi
cmake --preset "$Preset" -B "$Build"
cmake --build "$Build" -j "$Jobs"

Lit=$(sed -n 's/^RAIIFY_LIT:FILEPATH=//p' "$Build/CMakeCache.txt")
Python=$(sed -n 's/^RAIIFY_PYTHON:FILEPATH=//p' "$Build/CMakeCache.txt")
Results=$Build/test/results.json
rm -f "$Results"
# A test that hangs fails by its name; the longest takes minutes.
Limit=()
if "$Python" -c 'import psutil' 2>/dev/null; then
  Limit=(--timeout 1800)
fi
"$Python" "$Lit" -sv -j "$Jobs" "${Limit[@]}" --output "$Results" "$@" "$Build/test" || true
exec "$Python" test/support/summary.py "$Results"
