#!/usr/bin/env bash
# Runs a command in a Debian 13 with Wine 10, in a folder of its own that is made on first use; needs root.
# The checkout is /src there, and Wine's own Windows is kept in /wine. Usage: wine.sh COMMAND [WORD...]
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD/packaging/build/wine

if [ ! -e "$root/.ready" ]; then
  debootstrap --variant=minbase trixie "$root" http://deb.debian.org/debian
  mkdir -p "$root/src" "$root/wine"
  chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    wine wine64 nsis wixl gcc-mingw-w64-x86-64 osslsigncode xvfb xauth imagemagick openbox xdotool fonts-dejavu-core
  touch "$root/.ready"
fi

# mounts and processes in there end with the one that made them
inside='
  mount --bind "$0" "$1/src" && mount -t proc proc "$1/proc" && mount --bind /dev "$1/dev" || exit
  shift_root=$1; shift
  exec chroot "$shift_root" /src/packaging/windows/in-wine.sh "$@"'
exec unshare --mount --pid --fork --kill-child bash -c "$inside" "$PWD" "$root" "$@"
