#!/usr/bin/env bash
#
# Measures raiify against clang and clang-tidy on the same compile databases, in
# the same run, and prints the figures as a table.
#
#   test/benchmark/run.sh [OPTION...] [SUBJECT...]
#
# SUBJECT is a project of test/corpus (xerces-c, poco, casacore, libpqxx),
# `generated` (10,000 small units) or `merge` (a million sites). Without one:
# xerces-c, poco, generated and merge.
#
#   --build DIR   the build to measure (default: the newest below build/)
#   --sample N    run compilers on each Nth unit of a project, and take their costs
#                 times N (default: 1; generated units: 10)
#   --units N     how many units `generated` has (default: 10,000)
#   --write       put the figures into docs/performance.md as well
#   -j N          threads and processes at once (default: all processors)
#
# Needs an optimised build, clang-22 and clang-tidy-22, and a machine that does
# nothing else. The projects are fetched and kept as test/corpus/README.md says.
# Status: 0 measured, 1 a target is missed or findings differ, 2 the run failed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
repository=$(cd "$here/../.." && pwd -P)

build='' jobs=$(nproc) options=() subjects=()
usage() { sed -n '3,21s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
wrong_usage() {
  echo "benchmark: error: $1" >&2
  usage >&2
  exit 2
}
while [ $# -gt 0 ]; do
  case $1 in
  -h | --help) usage && exit 0 ;;
  --build | -j)
    [ $# -gt 1 ] || wrong_usage "$1 needs a value"
    if [ "$1" = -j ]; then jobs=$2; else build=$2; fi
    shift
    ;;
  --sample | --units)
    [ $# -gt 1 ] || wrong_usage "$1 needs a value"
    [[ $2 =~ ^[1-9][0-9]*$ ]] || wrong_usage "$1 takes a whole number from 1 on"
    options+=("$1" "$2")
    shift
    ;;
  --write) options+=(--write "$repository/docs/performance.md") ;;
  -*) wrong_usage "unknown option '$1'" ;;
  *) subjects+=("$1") ;;
  esac
  shift
done
[ ${#subjects[@]} -gt 0 ] || subjects=(xerces-c poco generated merge)

if [ -z "$build" ]; then
  newest=$(find "$repository/build" -type f -path '*/bin/raiify' \
    -printf '%T@ %h\n' 2>/dev/null | sort -rn | sed -n '1s/^[^ ]* //p')
  [ -n "$newest" ] || wrong_usage "no raiify below build/; build it first"
  build=$(dirname "$newest")
fi

for subject in "${subjects[@]}"; do
  case $subject in
  generated | merge) ;;
  *) "$repository/test/corpus/run.sh" "$subject" --prepare-only ;;
  esac
done
exec python3 "$here/benchmark.py" --build "$build" -j "$jobs" \
  --corpus "${RAIIFY_CORPUS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/raiify-corpus}" \
  "${options[@]}" "${subjects[@]}"
