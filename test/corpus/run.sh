#!/usr/bin/env bash
#
# Runs raiify on one pinned open-source project and compares what it finds with
# the committed lists. See README.md in this folder, or run with --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
repository=$(cd "$here/../.." && pwd -P)
# shellcheck source-path=SCRIPTDIR source=prepare.sh
source "$here/prepare.sh"

usage() {
  cat <<END
usage: test/corpus/run.sh NAME [option...] [-- raiify option...]

NAME is one of: $(project_names)

  --prepare-only   fetch and configure the project, then stop
  --raiify BINARY  the raiify to run (default: \$RAIIFY, or else the newest one
                   below build/)
  --also-all-tus   run with '--all-tus' as well, which takes many times as long:
                   it has to find the same
  --update         rewrite NAME.tsv and NAME.expected.tsv, keeping what was
                   written by hand
  -j N             threads for raiify (default: all processors)

Projects are kept in \${RAIIFY_CORPUS_DIR:-~/.cache/raiify-corpus}/NAME.
Status: 0 as committed, 1 findings differ, 2 the run itself failed, 3 raiify
crashed or lost a translation unit.
END
}

wrong_usage() {
  say "error: $1"
  usage >&2
  exit 2
}

parse_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --prepare-only) prepare_only=1 ;;
    --update) update=(--update) ;;
    --also-all-tus) also_all=1 ;;
    --raiify | -j)
      [ $# -gt 1 ] || wrong_usage "$1 needs a value"
      if [ "$1" = -j ]; then jobs=$2; else raiify=$2; fi
      shift
      ;;
    --raiify=*) raiify=${1#*=} ;;
    -j*) jobs=${1#-j} ;;
    --) shift && extra=("$@") && break ;;
    -*) wrong_usage "unknown option '$1'" ;;
    *)
      [ -z "$name" ] || wrong_usage "one project at a time: '$name' or '$1'"
      name=$1
      ;;
    esac
    shift
  done
  [ -n "$name" ] || wrong_usage "which project?"
}

# Sets `raiify` to an executable's absolute path.
find_raiify() {
  if [ -z "$raiify" ] && [ -d "$repository/build" ]; then
    raiify=$(find "$repository/build" -type f -path '*/bin/raiify' -perm -u+x \
      -printf '%T@ %p\n' | sort -rn | sed -n '1s/^[^ ]* //p')
  fi
  [ -n "$raiify" ] || die "no raiify below $repository/build" \
    "build it, or name one with --raiify or the variable RAIIFY"
  if [ ! -f "$raiify" ] || [ ! -x "$raiify" ]; then
    die "'$raiify' is not an executable file" "build it, or name another"
  fi
  raiify=$(realpath "$raiify")
}

# run_raiify REPORT [OPTION...]: from the source root, so that its paths are
# relative to that.
run_raiify() {
  local status=0 report=$1
  shift
  rm -f "$report"
  say "running $raiify on $name"
  (cd "$dir/source" &&
    python3 "$here/measure.py" "$raiify" -p "$dir/build" --no-cache --format=json \
      --exit-zero -o "$report" "-j$jobs" "$@" "${extra[@]}" >/dev/null) ||
    status=$?
  case $status in
  0 | 3) [ -s "$report" ] || die "raiify wrote no report" ;;
  2) die "raiify refuses its options or the database (see above)" ;;
  130 | 143) die "raiify was stopped from outside" ;;
  *)
    say "error: raiify crashed with status $status"
    exit 3
    ;;
  esac
}

# Each comparison speaks, also when an earlier one fails.
compare() {
  local result=0
  local where=(--source "$dir/source" --report "$report")
  python3 "$here/compare.py" summary "${where[@]}" --build "$dir/build" ||
    result=3
  python3 "$here/compare.py" findings "${where[@]}" "${update[@]}" \
    "$here/$name.tsv" || [ $result -ne 0 ] || result=1
  python3 "$here/compare.py" expected "${where[@]}" "${update[@]}" \
    --includes "$dir/includes.txt" "$here/$name.expected.tsv" ||
    [ $result -ne 0 ] || result=1
  [ -z "$also_all" ] ||
    python3 "$here/compare.py" same "${where[@]}" --other "$all_report" ||
    [ $result -ne 0 ] || result=1
  return $result
}

name='' prepare_only='' also_all='' raiify=${RAIIFY:-} jobs=$(nproc) update=() extra=()
parse_arguments "$@"
cache=${RAIIFY_CORPUS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/raiify-corpus}
mkdir -p "$cache"
dir=$(cd "$cache" && pwd -P)/$name
prepare
say "$name is ready: $dir/source, $dir/build"
[ -z "$prepare_only" ] || exit 0
report=$dir/report.json all_report=$dir/report-all-tus.json
find_raiify
run_raiify "$report"
[ -z "$also_all" ] || run_raiify "$all_report" --all-tus
compare
