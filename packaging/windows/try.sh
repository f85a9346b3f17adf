#!/usr/bin/env bash
# Run by try-windows.sh inside Wine's Debian: installs, uses, upgrades and removes the program as people and
# administrators do, and stops at the first thing that is not so.
set -euo pipefail
version=$1
build=/src/packaging/build
dist=/src/packaging/dist
expected=$build/try/linux
seen=$build/try/windows
ficha='Z:\src\tests\data\fichas\larga\respuestas.json'
drive=$WINEPREFIX/drive_c
home=$drive/users/$(id -un)
per_user=$home/AppData/Local/Programs/fichas-desktop
all_users="$drive/Program Files/fichas-desktop"
uninstall_key='Software\Microsoft\Windows\CurrentVersion\Uninstall\fichas-desktop'

say() { echo "== $*"; }
run() { wine "$@" < /dev/null 2>&1 | tr -d '\r'; return "${PIPESTATUS[0]}"; }
exits() { # exits CODE COMMAND...
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  [ "$code" -eq "$wanted" ] || { echo "exit code $code instead of $wanted: $*" >&2; exit 1; }
}
shows() { # shows WORDS COMMAND...
  local words=$1 output
  shift
  output=$("$@")
  [[ $output == *"$words"* ]] || { echo "«$words» is not in what this prints: $*" >&2; exit 1; }
}
exists() { [ -e "$1" ] || { echo "not there: $1" >&2; exit 1; }; }
is_gone() { [ ! -e "$1" ] || { echo "still there: $1" >&2; exit 1; }; }
program() { run "$folder/fichas-desktop.exe" "$@"; }

open_screen() {
  Xvfb :7 -screen 0 1366x768x24 -nolisten tcp > /dev/null 2>&1 &
  screen=$!
  trap 'kill $screen 2> /dev/null || true' EXIT
  export DISPLAY=:7
  sleep 2
}
wait_for_window() { # wait_for_window [NAME]
  local began=$SECONDS
  until xdotool search --onlyvisible --name "${1:-Fichas de buenas}" > /dev/null 2>&1; do
    if [ $((SECONDS - began)) -ge 60 ]; then
      import -window root "$seen/en-vez-de-ventana.png"
      echo "no window came" >&2
      exit 1
    fi
    sleep 1
  done
  echo "window after $((SECONDS - began)) s"
  sleep 5
}
close_screen() {
  wineserver --kill || true
  wineserver --wait
  kill $screen
  wait $screen 2> /dev/null || true
  trap - EXIT
  unset DISPLAY
}

# what every installed program must do
prove_program() {
  exits 0 program autoprueba
  shows "fichas-desktop $version" program --version
  rm -rf "$seen/salida"
  exits 0 program exportar "$ficha" --salida "$(winepath -w "$seen/salida")"
  diff -r "$expected" "$seen/salida"
  exits 0 program verificar "$(winepath -w "$seen/salida")"
}

say "Wine $(wine --version), user $(id -un)"
mkdir -p "$seen"
say "per user, silent"
SECONDS=0
exits 0 run "$dist/fichas-desktop-$version-instalador.exe" /S
echo "installed in $SECONDS s"
folder=$per_user
prove_program
exists "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Fichas de buenas prácticas.lnk"
shows "$version" run reg query 'HKCU\'"$uninstall_key" /v DisplayVersion
shows 'Fichas.exe' run reg query 'HKCU\Software\Classes\fichas-desktop.ficha\shell\open\command' /ve

say "a draft, a portable ficha, a data folder on another drive with a space and an accent"
draft=$(program importar "$ficha" | tail -n 1)
data=$home/AppData/Local/fichas-desktop
exists "$data/drafts/$draft/draft.json"
mkdir -p "$seen/unidad"
ln -sfn "$seen/unidad" "$WINEPREFIX/dosdevices/e:"
other=$(program --datos 'E:\Fichas de la señora Ñáñez' importar "$ficha" | tail -n 1)
exists "$seen/unidad/Fichas de la señora Ñáñez/drafts/$other/draft.json"
exits 0 program exportar "$ficha" --portatil --reemplazar --salida 'E:\Señales y años'
test -n "$(find "$seen/unidad/Señales y años" -name '*.ficha')"

say "the window on a portable ficha, with the command that its file type is opened with"
portable=$(find "$seen/unidad/Señales y años" -name '*.ficha')
shows 'Fichas.exe" "%1"' run reg query 'HKCU\Software\Classes\fichas-desktop.ficha\shell\open\command' /ve
open_screen
wine "$per_user/Fichas.exe" "$(winepath -w "$portable")" < /dev/null > /dev/null 2>&1 &
wait_for_window
import -window root "$seen/ventana.png"
test "$(find "$data/drafts" -mindepth 1 -maxdepth 1 | wc -l)" -eq 2
say "the door without console says what is wrong"
# started as the desktop starts it: without the streams of this script
wine start "$(winepath -w "$per_user/Fichas.exe")" 'C:\no existe.ficha' < /dev/null > /dev/null 2>&1
wait_for_window '^Fichas de buenas prácticas$'
import -window root "$seen/queja.png"

say "an open program is not replaced"
exits 6 run "$dist/fichas-desktop-$version-instalador.exe" /S
close_screen

say "the installer's pages"
open_screen
wine "$dist/fichas-desktop-$version-instalador.exe" < /dev/null > /dev/null 2>&1 &
sleep 6
import -window root "$seen/instalador.png"
xdotool key Return
sleep 25
import -window root "$seen/instalador-fin.png"
close_screen

say "a newer installer over an older one keeps the drafts and leaves no old file"
touch "$per_user/_internal/de-una-version-anterior.dll"
exits 0 run "$dist/fichas-desktop-$version-instalador.exe" /S
is_gone "$per_user/_internal/de-una-version-anterior.dll"
shows "$draft" program borradores

say "uninstalled: the program is gone, the drafts are not"
cp "$data/drafts/$draft/draft.json" "$seen/antes.json"
exits 0 run "$per_user/desinstalar.exe" /S '_?='"$(winepath -w "$per_user")"
is_gone "$per_user/_internal"
is_gone "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Fichas de buenas prácticas.lnk"
if run reg query 'HKCU\'"$uninstall_key"; then exit 1; fi
if run reg query 'HKCU\Software\Classes\.ficha'; then exit 1; fi
cmp "$data/drafts/$draft/draft.json" "$seen/antes.json"

say "for all users, silent"
exits 0 run "$dist/fichas-desktop-$version-instalador.exe" /S /AllUsers
folder=$all_users
prove_program
shows "$version" run reg query 'HKLM\'"$uninstall_key" /v DisplayVersion /reg:64
exists "$drive/ProgramData/Microsoft/Windows/Start Menu/Programs/Fichas de buenas prácticas.lnk"
say "in a program folder that nobody may write, and opened by its file type"
chmod -R a-w "$all_users"
exits 0 program autoprueba
open_screen
# it is here already, so the program opens the one that is here
wine start /unix "$portable" < /dev/null > /dev/null 2>&1
wait_for_window
import -window root "$seen/ventana-por-tipo.png"
close_screen
chmod -R u+w "$all_users"
exits 0 run "$all_users/desinstalar.exe" /S '_?='"$(winepath -w "$all_users")"
is_gone "$all_users/_internal"

say "the package for central distribution"
exits 0 run msiexec /i "$(winepath -w "$dist/fichas-desktop-$version.msi")" /qn
prove_program
# Windows puts it into everybody's menu, Wine into one person's
exists "$(find "$drive" -name 'Fichas de buenas prácticas.lnk')"
shows 'Fichas.exe' run reg query 'HKLM\Software\Classes\fichas-desktop.ficha\shell\open\command' /ve /reg:64
exits 0 run msiexec /x "$(winepath -w "$dist/fichas-desktop-$version.msi")" /qn
is_gone "$all_users/Fichas.exe"
cmp "$data/drafts/$draft/draft.json" "$seen/antes.json"
say "all of it is so"
