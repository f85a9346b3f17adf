#!/usr/bin/env bash
# Run by try-linux.sh inside a clean Debian; stops at the first thing that is not so.
set -euo pipefail
version=$1
dist=/src/packaging/dist
data=/seen/data
program=/opt/fichas-desktop
ficha=/src/tests/data/fichas/larga/respuestas.json
newer=4202000-FT-1311-v02.toml
export LANG=C.UTF-8
say() { echo "== $*"; }
fail() { echo "$*" >&2; exit 1; }
is_gone() { [ ! -e "$1" ] || fail "still there: $1"; }
exits() { # exits CODE COMMAND...
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  [ "$code" -eq "$wanted" ] || fail "exit code $code instead of $wanted: $*"
}
shows() { # shows WORDS COMMAND...
  local words=$1 output
  shift
  output=$("$@" 2>&1) || true
  [[ $output == *"$words"* ]] || fail "«$words» is not in what this prints: $*: $output"
}
offline="unshare --net"
# as another person, with nothing in the environment but a home, without network
as() { # as NUMBER HOME COMMAND...
  local number=$1 home=$2
  shift 2
  $offline setpriv --reuid="$number" --regid="$number" --clear-groups \
    env -i HOME="$home" LANG=C.UTF-8 PATH=/usr/bin:/bin "$@"
}
first() { as 2001 "/home/Íñigo Muñoz" "$@"; }
second() { as 2002 "/home/señora ágil" "$@"; }
# the first person's window; what they do with it is a function
in_window() { # in_window PICTURE FUNCTION [WORD...]
  local picture=$1 act=$2
  shift 2
  first DISPLAY=:97 "$command" "$@" 2> /dev/null &
  local window=$!
  export DISPLAY=:97
  for _ in $(seq 60); do
    sleep 0.5
    ! xdotool search --onlyvisible --name 'Fichas de buenas' > /dev/null 2>&1 || break
  done
  xdotool search --onlyvisible --name 'Fichas de buenas' > /dev/null || fail "no window came"
  sleep 3
  "$act"
  import -window root "/seen/$picture.png"
  xdotool key ctrl+q
  wait "$window"
  sleep 1
}

say "an older package, with nothing but what it depends on"
apt-get update -qq
export DEBIAN_FRONTEND=noninteractive
mkdir /tmp/older
dpkg-deb --raw-extract "$dist/fichas-desktop_${version}_amd64.deb" /tmp/older
sed -i 's/^Version: .*/Version: 0.0.1/' /tmp/older/DEBIAN/control
touch /tmp/older/opt/fichas-desktop/_internal/de-una-version-anterior
dpkg-deb --root-owner-group -Znone --build /tmp/older /tmp/older.deb > /dev/null
apt-get install -y -qq --no-install-recommends /tmp/older.deb desktop-file-utils shared-mime-info > /dev/null 2>&1
rm -r /tmp/older /tmp/older.deb
desktop-file-validate /usr/share/applications/fichas-desktop.desktop
update-mime-database /usr/share/mime 2> /dev/null
grep -q 'application/vnd.fichas-desktop+zip:\*.ficha' /usr/share/mime/globs
test -s /usr/share/icons/hicolor/48x48/apps/fichas-desktop.png
diff -r /src/resources $program/_internal/fichas_desktop/resources
missing=$(LD_LIBRARY_PATH=$program/_internal find $program -type f \( -name '*.so*' -o -perm -100 \) -exec ldd {} + 2> /dev/null | grep 'not found' || true)
[ -z "$missing" ] || fail "$missing"

say "two people on one computer, homes with a space and an ñ, the program folder theirs to read only"
for person in 2001:"/home/Íñigo Muñoz" 2002:"/home/señora ágil"; do
  number=${person%%:*} home=${person#*:}
  mkdir -p "$home"
  chown "$number:$number" "$home"
  as "$number" "$home" fichas-desktop autoprueba
  # fontconfig keeps its own cache where the system has none
  left=$(find "$home" -type f -not -path '*/.cache/fontconfig/*')
  [ -z "$left" ] || fail "left behind: $left"
  draft=$(as "$number" "$home" fichas-desktop importar "$ficha")
  test -f "$home/.local/share/fichas-desktop/drafts/$draft/draft.json"
  as "$number" "$home" fichas-desktop exportar "$ficha" --salida "$home/Mis fichas" > /dev/null
  diff -r $data/expected "$home/Mis fichas"
  as "$number" "$home" fichas-desktop verificar "$home/Mis fichas"
  test "$(as "$number" "$home" fichas-desktop borradores | wc -l)" -eq 1
done

say "a data folder on another disk"
mkdir -p "/media/Disco de señales"
mount -t tmpfs tmpfs "/media/Disco de señales"
fichas-desktop --datos "/media/Disco de señales/fichas" importar "$ficha" > /dev/null
test -n "$(find "/media/Disco de señales/fichas" -name draft.json)"

say "a newer package over it: its version, no old file, the drafts; one of schema 1 becomes one of today"
own="/home/Íñigo Muñoz/.local/share/fichas-desktop"
cp -R $data/schema-1/* "$own/drafts/"
mkdir -p "/home/Íñigo Muñoz/.config/fichas-desktop"
cp -R $data/formularios "/home/Íñigo Muñoz/.config/fichas-desktop/"
grep -v '^carpeta_datos' $data/ajustes.toml > "/home/Íñigo Muñoz/.config/fichas-desktop/ajustes.toml"
chown -R 2001:2001 "/home/Íñigo Muñoz"
apt-get install -y -qq "$dist/fichas-desktop_${version}_amd64.deb" > /dev/null 2>&1
test "$(dpkg-query -W -f '${Version}' fichas-desktop)" = "$version"
is_gone $program/_internal/de-una-version-anterior
shows "Cuadernos de oficio" first fichas-desktop borradores
shows "12 de 12" first fichas-desktop borradores
apt-get install -y -qq --no-install-recommends xvfb openbox xdotool imagemagick fonts-dejavu-core > /dev/null 2>&1
Xvfb :97 -screen 0 1366x768x24 -nolisten tcp -noreset > /dev/null 2>&1 &
screen=$!
sleep 2
DISPLAY=:97 openbox > /dev/null 2>&1 &
command=$(sed -n 's/^Exec=\(.*\) %f$/\1/p' /usr/share/applications/fichas-desktop.desktop)
older=$(basename $data/schema-1/*)
change_day() {
  xdotool key ctrl+a
  xdotool type 21
  sleep 1
  xdotool key ctrl+s
  sleep 2
}
grep -q '"schema_version": 1' "$own/drafts/$older/draft.json"
in_window migrada change_day "$older"
grep -q '"schema_version": 3' "$own/drafts/$older/draft.json"
grep -q '2024-05-21' "$own/drafts/$older/draft.json"
grep -q '2024-05-20' "$own/drafts/$older/versions/"*-backup.json

say "settings of the computer, and then the person's own"
mkdir -p /etc/fichas-desktop
cp -R $data/ajustes.toml $data/formularios /etc/fichas-desktop/
shows "fichas-desktop $version" second fichas-desktop --version
shows "SINT-01 versión 01" second fichas-desktop --version
shows "4202000-FT-1311 versión 01" second fichas-desktop --version
draft=$(second fichas-desktop importar "$ficha")
test -f "/home/señora ágil/Fichas de la entidad/drafts/$draft/draft.json"
mkdir -p "/home/señora ágil/.config/fichas-desktop"
echo 'carpeta_datos = "~/Mías"' > "/home/señora ágil/.config/fichas-desktop/ajustes.toml"
draft=$(second fichas-desktop importar "$ficha")
test -f "/home/señora ágil/Mías/drafts/$draft/draft.json"
echo 'correo = 3' > "/home/señora ágil/.config/fichas-desktop/ajustes.toml"
shows "Un archivo de ajustes no se usa." second fichas-desktop borradores
rm -r /etc/fichas-desktop "/home/señora ágil/.config/fichas-desktop"

say "a form dropped into the data folder: its fingerprint, one yes in the window; a broken one is refused with the reason"
mkdir "$own/formularios"
cp $data/nuevos/* "$own/formularios/"
chown -R 2001:2001 "$own"
shows "$(sha256sum < "$own/formularios/$newer" | cut -d ' ' -f 1)" first fichas-desktop borradores
shows "ROTO-01-v01.toml no es TOML válido; corrija la línea 1" first fichas-desktop borradores
rm "$own/formularios/ROTO-01-v01.toml"
say_yes() { # the strip is at the top, its button right of its words
  for y in 92 75 60; do
    for x in $(seq 600 40 1120); do
      xdotool mousemove "$x" "$y" click 1
      sleep 0.3
      [ ! -e "$own/formularios-confirmados.txt" ] || return 0
    done
  done
  import -window root /seen/sin-formulario.png
  fail "the form was not confirmed"
}
in_window formulario say_yes
grep -q "$newer" "$own/formularios-confirmados.txt"
shows "4202000-FT-1311 versión 02" first fichas-desktop --version
kill $screen

say "removed: nothing of the program stays, the drafts do"
apt-get remove -y -qq fichas-desktop > /dev/null 2>&1
is_gone $program
is_gone /usr/bin/fichas-desktop
is_gone /usr/share/applications/fichas-desktop.desktop
test -f "$own/drafts/$older/draft.json"

say "the folder of the .tar.xz, unpacked by a person under a name with spaces and accents, its data beside it"
apt-get install -y -qq --no-install-recommends xz-utils > /dev/null
mkdir -p "/home/Íñigo Muñoz/Programas de él"
tar -xJf "$dist/fichas-desktop-$version-linux.tar.xz" -C "/home/Íñigo Muñoz/Programas de él"
folder="/home/Íñigo Muñoz/Programas de él/fichas-desktop-$version"
rm "/home/Íñigo Muñoz/.config/fichas-desktop/ajustes.toml"
echo 'carpeta_datos = "datos"' > "$folder/ajustes.toml"
chown -R 2001:2001 "/home/Íñigo Muñoz"
first "$folder/fichas-desktop" autoprueba
draft=$(first "$folder/fichas-desktop" importar "$ficha")
test -f "$folder/datos/drafts/$draft/draft.json"
say "a damaged program does not pass its self-test"
rm -r "$folder/_internal/fichas_desktop/resources/fonts"
exits 3 first "$folder/fichas-desktop" autoprueba
say "all of it is so"
