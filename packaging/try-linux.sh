#!/usr/bin/env bash
# Tries what linux.sh built: the package in a clean Debian 12, the folder without network, on read-only ground, for two
# people, and stops at the first thing that is not so. Needs root and debootstrap.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$PWD/packaging/build
dist=$PWD/packaging/dist
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' fichas_desktop/version.py)
work=$build/try/debian
seen=$build/try/debian-out

if [ ! -e "$build/bookworm/.ready" ]; then
  debootstrap --variant=minbase bookworm "$build/bookworm" http://deb.debian.org/debian > /dev/null
  touch "$build/bookworm/.ready"
fi
rm -rf "$work" "$seen"
mkdir -p "$work" "$seen"
packaging/try-data.sh "$seen/data"

# everything happens in a copy in memory over the clean Debian, which stays as it is
inside='
  mount -t tmpfs tmpfs "$1" && mkdir "$1/upper" "$1/over" "$1/root"
  mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/over" "$1/root"
  root=$1/root
  mkdir -p "$root/src" "$root/seen"
  mount --bind "$0" "$root/src" && mount -o remount,bind,ro "$root/src"
  mount --bind "$3" "$root/seen"
  mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev"
  exec chroot "$root" bash /src/packaging/linux/try.sh "$4"'
# whatever is started in there ends with it
unshare --mount --pid --fork --kill-child bash -euc "$inside" "$PWD" "$work" "$build/bookworm" "$seen" "$version"
