#!/usr/bin/env bash
# Inside the folder that wine.sh makes: sets Wine's Windows up and runs the command.
# With TRY_AS=NAME a person of that name gets a Windows of their own, new each time.
set -euo pipefail
export WINEDEBUG=-all LANG=C.UTF-8
# no questions about Mono and Gecko
export WINEDLLOVERRIDES="mscoree=d;mshtml=d"
cd /src
if [ -n "${TRY_AS:-}" ] && [ "$(id -u)" -eq 0 ]; then
  grep -q '^[^:]*:x:1500:' /etc/passwd || echo "$TRY_AS:x:1500:1500::/wine/try:/bin/bash" >> /etc/passwd
  rm -rf /wine/try
  mkdir -p /wine/try packaging/build/try
  chown -R 1500:1500 /wine/try packaging/build/try
  exec setpriv --reuid=1500 --regid=1500 --clear-groups "$0" "$@"
fi
if [ -n "${TRY_AS:-}" ]; then HOME=/wine/try; else HOME=/wine; fi
export HOME XDG_RUNTIME_DIR=$HOME WINEPREFIX=$HOME/windows
if [ ! -d "$WINEPREFIX" ]; then
  wineboot --init > /dev/null 2>&1
  wineserver --wait
  # Windows 10 has this library, Wine 10 not
  x86_64-w64-mingw32-gcc -O2 -s -shared -o "$WINEPREFIX/drive_c/windows/system32/icuuc.dll" \
    packaging/windows/wine-only/icuuc.c
fi
"$@"
wineserver --wait
