#!/usr/bin/env bash
# Installs what building and testing raiify needs, on Debian and its relatives.
#
#   tool/setup.sh
#
# Does nothing, not even an update of apt's lists, where all of it is there.
# Uses sudo where it is not root. Exits 1 with the cause and what to do where
# it cannot install; 2 when it is called wrongly.
set -euo pipefail
exec </dev/null

Packages=(
  # Building
  cmake ninja-build g++ git patch python3 ca-certificates
  llvm-22-dev libclang-22-dev libmimalloc-dev
  # Packaging: the manual page, and what a package depends on
  help2man gzip dpkg-dev file
  # Testing: clang-tidy, lit, FileCheck; a compiler for what tests compile
  clang-22 clang-tidy-22 clang-tools-22 llvm-22-tools
  libgtest-dev libgmock-dev
  # Lets lit end tests that hang
  python3-psutil
  # Checks reports against their schemas
  python3-jsonschema
  # Testing the HTML report in a browser
  chromium
  # Testing the recipes: hooks, completions, the manual page, files in YAML
  pre-commit bash-completion zsh fish man-db mandoc python3-yaml
)
# The HTML report is bundled by packages of npm. A Node.js from elsewhere has
# an npm of its own, beside which Debian's cannot be installed.
command -v npm >/dev/null && command -v node >/dev/null ||
  Packages+=(nodejs npm)

fail() {
  echo "setup.sh: error: $1" >&2
  exit 1
}

# Prints the packages that are not installed.
missing_packages() {
  local package status
  for package in "${Packages[@]}"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) ||
      status=none
    # Packages for several architectures have a status each.
    [[ $status =~ ^(installed)+$ ]] || echo "$package"
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root, and there is no sudo; as root, run: $*"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >&2
}

if [[ $# -gt 0 ]]; then
  echo "usage: tool/setup.sh" >&2
  exit 2
fi
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  fail "no dpkg and apt-get here. On a system that is not like Debian, install \
CMake 3.25, Ninja, a C++17 compiler, Python 3 with jsonschema, GoogleTest, and \
LLVM and Clang 22 with their development files and tools, and set \
RAIIFY_NO_SETUP=1"
fi

mapfile -t Missing < <(missing_packages)
[[ ${#Missing[@]} -gt 0 ]] || exit 0

echo "setup.sh: installing ${Missing[*]}" >&2
# One broken source among many need not matter: see whether the rest will do.
apt_get update ||
  echo "setup.sh: warning: 'apt-get update' failed; see its message above" >&2
for package in "${Missing[@]}"; do
  apt-cache show "$package" >/dev/null 2>&1 ||
    fail "apt knows no package '$package'. Debian 12 has LLVM 22 in \
bookworm-security; elsewhere, add the source for LLVM 22 of https://apt.llvm.org"
done
apt_get install -y --no-install-recommends "${Missing[@]}" ||
  fail "'apt-get install' failed; see its message above. Is the network there?"
