#!/usr/bin/env bash
# Run by try-windows.sh inside Wine's Debian: installs, uses, upgrades and removes the program as people and
# administrators do, and stops at the first thing that is not so.
set -euo pipefail
version=$1
build=/src/packaging/build
dist=/src/packaging/dist
data=$build/try/data
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
  output=$("$@") || true
  [[ $output == *"$words"* ]] || { echo "«$words» is not in what this prints: $*: $output" >&2; exit 1; }
}
exists() { [ -e "$1" ] || { echo "not there: $1" >&2; exit 1; }; }
is_gone() { [ ! -e "$1" ] || { echo "still there: $1" >&2; exit 1; }; }
program() { run "$folder/fichas-desktop.exe" "$@"; }
# another person of the same computer: Wine keeps one person in a Windows, so theirs is another one with the
# first one's program and settings of the computer
second() { USER='señora ágil' WINEPREFIX=$HOME/otra run 'C:\Program Files\fichas-desktop\fichas-desktop.exe' "$@"; }
let_second_in() {
  local theirs=$HOME/otra/drive_c
  USER='señora ágil' WINEPREFIX=$HOME/otra wineboot --init > /dev/null 2>&1
  WINEPREFIX=$HOME/otra wineserver --wait
  cp "$drive/windows/system32/icuuc.dll" "$theirs/windows/system32/"
  ln -s "$all_users" "$theirs/Program Files/fichas-desktop"
  ln -s "$drive/ProgramData/Fichas" "$theirs/ProgramData/Fichas"
}

open_screen() {
  rm -f /tmp/.X98-lock /tmp/.X11-unix/X98 # of a trial that was cut off
  Xvfb :98 -screen 0 1366x768x24 -nolisten tcp -noreset > /dev/null 2>&1 &
  screen=$!
  trap 'kill $screen 2> /dev/null || true' EXIT
  export DISPLAY=:98
  sleep 2
  openbox > /dev/null 2>&1 &
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
  shows "4202000-FT-1311 versión 01" program --version
  diff -r /src/resources "$folder/_internal/fichas_desktop/resources"
  rm -rf "$seen/salida"
  exits 0 program exportar "$ficha" --salida "$(winepath -w "$seen/salida")"
  diff -r "$data/expected" "$seen/salida"
  exits 0 program verificar "$(winepath -w "$seen/salida")"
}

say "Wine $(wine --version), user $(id -un)"
mkdir -p "$seen"
say "an older Windows is refused"
run winecfg /v win81
exits 4 run "$dist/fichas-desktop-$version-instalador.exe" /S
is_gone "$per_user"
run winecfg /v win10

say "an older installer, per user, silent"
cp -R $build/windows/fichas-desktop "$seen/older"
touch "$seen/older/_internal/de-una-version-anterior.dll"
makensis -V1 -INPUTCHARSET UTF8 '-XSetCompressor /FINAL zlib' -DVERSION=0.0.1 "-DPROGRAM=$seen/older" \
  "-DICON=$build/work-windows/fichas-desktop/fichas-desktop.ico" \
  "-DSIDE=$build/work-windows/fichas-desktop/installer.bmp" "-DOUT=$seen/older.exe" /src/packaging/windows/installer.nsi
exits 0 run "$seen/older.exe" /S
rm "$seen/older.exe"
folder=$per_user
exists "$folder/_internal/de-una-version-anterior.dll"
shows '0.0.1' run reg query 'HKCU\'"$uninstall_key" /v DisplayVersion
exits 0 program importar "$ficha"
own=$home/AppData/Local/fichas-desktop
older=$(basename $data/schema-1/*)
cp -R $data/schema-1/* "$own/drafts/"
cp -R $data/formularios "$own/"
# the person's own settings; drafts stay where they are
sed '/^carpeta_datos/d; /^carpeta/s/= .*/= "otros"/' $data/ajustes.toml > "$own/ajustes.toml"

say "the newer installer over it: its version, no old file, the drafts"
SECONDS=0
exits 0 run "$dist/fichas-desktop-$version-instalador.exe" /S
echo "installed in $SECONDS s"
is_gone "$per_user/_internal/de-una-version-anterior.dll"
prove_program
exists "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Fichas de buenas prácticas.lnk"
shows "$version" run reg query 'HKCU\'"$uninstall_key" /v DisplayVersion
shows 'Fichas.exe' run reg query 'HKCU\Software\Classes\fichas-desktop.ficha\shell\open\command' /ve
shows 'SINT-01 versión 01' program --version
shows '12 de 12' program borradores

say "a draft of schema 1, opened, changed and saved in the window, is one of today; the old one is kept"
open_screen
wine "$per_user/Fichas.exe" "$older" < /dev/null > /dev/null 2>&1 &
wait_for_window
xdotool key ctrl+a
xdotool type 21
sleep 1
xdotool key ctrl+s
sleep 3
import -window root "$seen/migrada.png"
close_screen
for words in '"schema_version": 3' 2024-05-21; do grep -q "$words" "$own/drafts/$older/draft.json"; done
grep -q 2024-05-20 "$own/drafts/$older/versions/"*-backup.json
rm -r "$own/drafts/$older" "$own/formularios" "$own/ajustes.toml"

say "a form dropped into the data folder: its fingerprint, one yes in the window; a broken one is refused with the reason"
mkdir "$own/formularios"
cp $data/nuevos/* "$own/formularios/"
shows "$(sha256sum < $data/nuevos/4202000-FT-1311-v02.toml | cut -d ' ' -f 1)" program borradores
shows "ROTO-01-v01.toml no es TOML válido; corrija la línea 1" program borradores
rm "$own/formularios/ROTO-01-v01.toml"
open_screen
wine "$per_user/Fichas.exe" < /dev/null > /dev/null 2>&1 &
wait_for_window
import -window root "$seen/formulario.png"
say_yes() { # the strip is at the top, its button right of its words
  local x y
  for y in 90 75 105 60; do
    for x in $(seq 600 40 1160); do
      xdotool mousemove "$x" "$y" click 1
      sleep 0.5
      [ ! -e "$own/formularios-confirmados.txt" ] || return 0
    done
  done
  import -window root "$seen/sin-formulario.png"
  echo "the form was not confirmed" >&2
  exit 1
}
say_yes
close_screen
shows '4202000-FT-1311 versión 02' program --version
rm -r "$own/formularios" "$own/formularios-confirmados.txt" "$own/drafts"

say "a draft, a portable ficha, a data folder on another drive with a space and an accent"
draft=$(program importar "$ficha" | tail -n 1)
exists "$own/drafts/$draft/draft.json"
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
test "$(find "$own/drafts" -mindepth 1 -maxdepth 1 | wc -l)" -eq 2
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

say "uninstalled: the program is gone, the drafts are not"
cp "$own/drafts/$draft/draft.json" "$seen/antes.json"
exits 0 run "$per_user/desinstalar.exe" /S '_?='"$(winepath -w "$per_user")"
is_gone "$per_user/_internal"
is_gone "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Fichas de buenas prácticas.lnk"
if run reg query 'HKCU\'"$uninstall_key"; then exit 1; fi
if run reg query 'HKCU\Software\Classes\.ficha'; then exit 1; fi
cmp "$own/drafts/$draft/draft.json" "$seen/antes.json"

say "for all users, silent"
exits 0 run "$dist/fichas-desktop-$version-instalador.exe" /S /AllUsers
folder=$all_users
prove_program
shows "$version" run reg query 'HKLM\'"$uninstall_key" /v DisplayVersion /reg:64
exists "$drive/ProgramData/Microsoft/Windows/Start Menu/Programs/Fichas de buenas prácticas.lnk"
say "settings of the computer, and then the person's own; two people; a program folder that nobody may write"
chmod -R a-w "$all_users"
mkdir -p "$drive/ProgramData/Fichas"
cp -R $data/ajustes.toml $data/formularios "$drive/ProgramData/Fichas/"
exits 0 program autoprueba
shows 'SINT-01 versión 01' program --version
first=$(program importar "$ficha" | tail -n 1)
exists "$home/Fichas de la entidad/drafts/$first/draft.json"
printf 'carpeta_datos = "E:/Mías"\n' > "$own/ajustes.toml"
mine=$(program importar "$ficha" | tail -n 1)
exists "$seen/unidad/Mías/drafts/$mine/draft.json"
let_second_in
shows 'No hay borradores' second borradores
other=$(second importar "$ficha" | tail -n 1)
exists "$HOME/otra/drive_c/users/señora ágil/Fichas de la entidad/drafts/$other/draft.json"
echo 'correo = 3' > "$own/ajustes.toml"
shows 'Un archivo de ajustes no se usa.' program borradores
rm -r "$own/ajustes.toml" "$drive/ProgramData/Fichas"
say "opened by its file type"
open_screen
# it is here already, so the program opens the one that is here
wine start /unix "$portable" < /dev/null > /dev/null 2>&1
wait_for_window
import -window root "$seen/ventana-por-tipo.png"
close_screen
chmod -R u+w "$all_users"
exits 0 run "$all_users/desinstalar.exe" /S '_?='"$(winepath -w "$all_users")"
is_gone "$all_users/_internal"

say "the package for central distribution, over an older one"
sed 's/ Version="[^"]*"/ Version="0.0.1"/; s,/windows/fichas-desktop/,/try/windows/older/,' $build/fichas-desktop.wxs > "$seen/older.wxs"
wixl --arch x64 --output "$seen/older.msi" "$seen/older.wxs"
exits 0 run msiexec /i "$(winepath -w "$seen/older.msi")" /qn
exists "$all_users/Fichas.exe"
exits 0 run msiexec /i "$(winepath -w "$dist/fichas-desktop-$version.msi")" /qn
prove_program
# Windows puts it into everybody's menu, Wine into one person's
exists "$(find "$drive" -name 'Fichas de buenas prácticas.lnk')"
shows 'Fichas.exe' run reg query 'HKLM\Software\Classes\fichas-desktop.ficha\shell\open\command' /ve /reg:64
exits 0 run msiexec /x "$(winepath -w "$dist/fichas-desktop-$version.msi")" /qn
is_gone "$all_users/Fichas.exe"
cmp "$own/drafts/$draft/draft.json" "$seen/antes.json"
say "the portable folder, under a name with spaces and accents, on another drive, with its data beside it"
mkdir -p "$seen/unidad/Programas de él"
cp -R "$seen/portatil/fichas-desktop" "$seen/unidad/Programas de él/"
folder="$seen/unidad/Programas de él/fichas-desktop"
echo 'carpeta_datos = "datos"' > "$folder/ajustes.toml"
prove_program
portable_draft=$(program importar "$ficha" | tail -n 1)
exists "$folder/datos/drafts/$portable_draft/draft.json"
say "a damaged program does not pass its self-test"
rm -r "$folder/_internal/fichas_desktop/resources/fonts"
exits 3 program autoprueba
say "all of it is so"
