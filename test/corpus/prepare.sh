# shellcheck shell=bash
# shellcheck disable=SC2154 # `here`, `name` and `dir` are the caller's.
#
# Brings one corpus project to the state in which raiify can run on it. Sourced
# by run.sh, which sets `here` (this folder), `name` (the project) and `dir`
# (its folder in the cache). The chain:
#
#   install_packages -> download_source -> unpack_source -> configure
#     -> generate_sources -> drop_units -> list_includes -> stamp
#
# The stamp is written last and holds a hash of all that the result depends on,
# so an interrupted preparation is redone from clean folders and a finished one
# costs nothing. Nothing outside `dir` changes, but for the packages installed.

# What every project needs, whatever it is.
common_packages=(cmake dpkg-dev g++ gcc ninja-build)

say() { printf '%s\n' "corpus: $*" >&2; }

# die MESSAGE [REMEDY]: gives up with what went wrong and what helps.
die() {
  say "error: $1"
  [ $# -lt 2 ] || say "remedy: $2"
  exit 2
}

# setting KEY: the values of the project's KEY in projects.tsv, on one line.
setting() {
  awk -F'\t' -v name="$name" -v key="$1" \
    '$1 == name && $2 == key { printf "%s%s", sep, $3; sep = " " }' \
    "$here/projects.tsv"
}

# Names the projects of projects.tsv.
project_names() {
  awk -F'\t' '!/^#/ && $2 == "version" { print $1 }' "$here/projects.tsv" |
    paste -sd' '
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "installing packages needs root, and sudo is not there" \
      "as root: apt-get install --no-install-recommends ${missing[*]}"
  fi
}

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_packages() {
  local wanted package missing=()
  read -ra wanted <<<"$(setting packages)"
  for package in "${common_packages[@]}" "${wanted[@]}"; do
    installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  as_root apt-get -q update >&2 || say "warning: apt-get update failed"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y \
    --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}" >&2 ||
    die "apt could not install what $name needs: ${missing[*]}" \
      "mend apt's sources, or install the packages by hand, and run again"
}

# Sets `apt_options` so that apt reads source packages from the same places as
# the machine's binary packages, with lists of its own: /etc/apt and /var stay
# as they are, and no root is needed.
use_source_lists() {
  local apt=$dir/apt
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  # The single quotes are meant: apt expands these names.
  # shellcheck disable=SC2016
  apt-get indextargets 'Created-By: Packages' \
    --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' |
    sort -u >"$apt/sources.list"
  apt_options=(-q -o "Dir::Etc::sourcelist=$apt/sources.list"
    -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists"
    -o "Dir::Cache=$apt/cache")
  # apt's unprivileged user cannot enter a home folder.
  [ "$(id -u)" -ne 0 ] || apt_options+=(-o APT::Sandbox::User=root)
}

versions_on_offer() {
  apt-cache "${apt_options[@]}" showsrc --only-source "$name" 2>/dev/null |
    sed -n 's/^Version: //p' | sort -uV | paste -sd' '
}

# download_source VERSION: the files of the source package, in `download`.
download_source() {
  local version=$1 offered apt_options
  [ ! -d "$download" ] || return 0
  use_source_lists
  apt-get "${apt_options[@]}" update >&2 ||
    say "warning: apt-get update failed for some source lists"
  offered=$(versions_on_offer)
  case " $offered " in
  *" $version "*) ;;
  *)
    die "source package $name: version $version is wanted, on offer: \
${offered:-none}" "give apt a source that has it (it is part of Debian 12), \
or put its .dsc and the files that names into $download, or pin another \
version in test/corpus/projects.tsv and rewrite the lists with --update"
    ;;
  esac
  say "downloading $name $version"
  rm -rf "$download.part"
  mkdir -p "$download.part"
  (cd "$download.part" &&
    apt-get "${apt_options[@]}" source --download-only --only-source \
      "$name=$version" >&2) ||
    die "apt-get source $name=$version failed" "see apt's messages above"
  mv "$download.part" "$download"
}

# dpkg-source checks the files against the .dsc, which apt has checked.
unpack_source() {
  rm -rf "$dir/source"
  dpkg-source --no-check --no-copy -x "$download"/*.dsc "$dir/source" \
    >"$dir/unpack.log" 2>&1 ||
    die "unpacking $name failed (see $dir/unpack.log)" \
      "remove $download and run again"
}

# GCC by name: the database then reads as a Debian developer's does, flags that
# clang does not know included.
configure() {
  local arguments
  read -ra arguments <<<"$(setting cmake)"
  rm -rf "$dir/build"
  say "configuring $name"
  cmake -G Ninja -S "$dir/source" -B "$dir/build" \
    -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "${arguments[@]}" \
    >"$dir/configure.log" 2>&1 ||
    die "configuring $name failed (see $dir/configure.log)" \
      "mend the project's lines in test/corpus/projects.tsv"
}

# Builds the outputs that `generate` matches, and nothing else: each one's own
# command is run, since building it as a target would first build every library
# that its folder links with.
generate_sources() {
  local pattern target targets
  pattern=$(setting generate)
  [ -n "$pattern" ] || return 0
  mapfile -t targets < <(ninja -C "$dir/build" -t targets all |
    sed -n 's/: CUSTOM_COMMAND$//p' | grep -v '^/' | grep -E "$pattern")
  [ ${#targets[@]} -gt 0 ] ||
    die "no build output of $name matches '$pattern'" \
      "mend its generate line in test/corpus/projects.tsv"
  say "generating ${#targets[@]} sources"
  for target in "${targets[@]}"; do
    ninja -C "$dir/build" -t commands -s "$target" | grep -v '^ninja: '
  done >"$dir/generate.sh"
  (cd "$dir/build" && sh -e "$dir/generate.sh" >"$dir/generate.log" 2>&1) ||
    die "generating sources of $name failed (see $dir/generate.log)"
}

# Takes the files that `drop` names out of the database.
drop_units() {
  local files
  read -ra files <<<"$(setting drop)"
  [ ${#files[@]} -gt 0 ] || return 0
  say "leaving out ${files[*]}"
  python3 - "$dir/source" "$dir/build/compile_commands.json" "${files[@]}" \
    <<'END' || die "dropping units of $name failed" "mend its drop lines"
import json, os, sys
source, path, *files = sys.argv[1:]
database = json.load(open(path))
dropped = {os.path.join(source, file) for file in files}
unknown = dropped - {entry["file"] for entry in database}
if unknown:
    sys.exit("not in the database: " + " ".join(sorted(unknown)))
database = [entry for entry in database if entry["file"] not in dropped]
with open(path, "w") as file:
    json.dump(database, file, indent=1)
END
}

list_includes() {
  say "listing the files that the database covers"
  python3 "$here/includes.py" "$dir/source" "$dir/build" \
    >"$dir/includes.txt.part" ||
    die "$name has translation units that do not preprocess" \
      "see the messages above: a generated file or a package is missing"
  mv "$dir/includes.txt.part" "$dir/includes.txt"
}

# All that the prepared folders depend on.
wanted_stamp() {
  {
    grep "^$name"$'\t' "$here/projects.tsv"
    cat "$here/prepare.sh" "$here/includes.py"
    echo "$dir"
  } | sha256sum | cut -d' ' -f1
}

prepare() {
  local version download stamp
  version=$(setting version)
  [ -n "$version" ] || die "unknown project '$name'" "one of: $(project_names)"
  download=$dir/download-$version
  mkdir -p "$dir"
  exec 9>"$dir/lock"
  flock 9 # One preparation at a time; released when the script ends.
  stamp=$(wanted_stamp)
  [ "$(cat "$dir/stamp" 2>/dev/null)" != "$stamp" ] || return 0
  rm -f "$dir/stamp"
  install_packages
  download_source "$version"
  unpack_source
  configure
  generate_sources
  drop_units
  list_includes
  echo "$stamp" >"$dir/stamp"
}
