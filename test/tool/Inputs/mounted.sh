# Runs a command where a folder takes nothing; to be called in a mount namespace
# of its own.
#
#   mounted.sh readonly|full FOLDER COMMAND...
set -e
how=$1 folder=$2
shift 2
mount --make-rprivate /
if [ "$how" = readonly ]; then
  mount --bind "$folder" "$folder"
  mount -o remount,ro,bind "$folder"
else
  # One page, and that is taken.
  mount -t tmpfs -o size=4k,nr_inodes=64 none "$folder"
  head -c 4096 /dev/zero >"$folder/filler"
fi
# The working directory was opened before.
cd "$PWD"
exec "$@"
