#!/usr/bin/env bash
# Run by try-linux.sh inside a clean Debian; stops at the first thing that is not so.
set -euo pipefail
version=$1
dist=/src/packaging/dist
ficha=/src/tests/data/fichas/larga/respuestas.json
export LANG=C.UTF-8
say() { echo "== $*"; }
is_gone() { [ ! -e "$1" ] || { echo "still there: $1" >&2; exit 1; }; }
offline="unshare --net"
# as another person, with nothing in the environment but a home, without network
as() { # as NUMBER HOME COMMAND...
  local number=$1 home=$2
  shift 2
  $offline setpriv --reuid="$number" --regid="$number" --clear-groups env -i HOME="$home" LANG=C.UTF-8 PATH=/usr/bin:/bin "$@"
}

say "installed with nothing but what it depends on"
apt-get update -qq
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends \
  "$dist/fichas-desktop_${version}_amd64.deb" desktop-file-utils shared-mime-info > /dev/null 2>&1
desktop-file-validate /usr/share/applications/fichas-desktop.desktop
update-mime-database /usr/share/mime 2> /dev/null
grep -q 'application/vnd.fichas-desktop+zip:\*.ficha' /usr/share/mime/globs
test -s /usr/share/icons/hicolor/48x48/apps/fichas-desktop.png

missing=$(LD_LIBRARY_PATH=/opt/fichas-desktop/_internal find /opt/fichas-desktop -type f \( -name '*.so*' -o -perm -100 \) -exec ldd {} + 2> /dev/null | grep 'not found' || true)
[ -z "$missing" ] || { echo "$missing" >&2; exit 1; }

say "two people on one computer, homes with a space and an ñ, the program folder theirs to read only"
for person in 2001:"/home/Íñigo Muñoz" 2002:"/home/señora ágil"; do
  number=${person%%:*} home=${person#*:}
  mkdir -p "$home"
  chown "$number:$number" "$home"
  as "$number" "$home" fichas-desktop autoprueba
  # fontconfig keeps its own cache where the system has none
  left=$(find "$home" -type f -not -path '*/.cache/fontconfig/*')
  [ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
  draft=$(as "$number" "$home" fichas-desktop importar "$ficha")
  test -f "$home/.local/share/fichas-desktop/drafts/$draft/draft.json"
  as "$number" "$home" fichas-desktop exportar "$ficha" \
    --salida "$home/Mis fichas" > /dev/null
  diff -r /seen/expected "$home/Mis fichas"
  as "$number" "$home" fichas-desktop verificar "$home/Mis fichas"
done
fichas-desktop --version | grep "fichas-desktop $version" > /dev/null

say "a data folder on another disk"
mkdir -p "/media/Disco de señales"
mount -t tmpfs tmpfs "/media/Disco de señales"
fichas-desktop --datos "/media/Disco de señales/fichas" importar "$ficha" > /dev/null
test -n "$(find "/media/Disco de señales/fichas" -name draft.json)"

say "the window on a screen, from its place in the menu"
apt-get install -y -qq --no-install-recommends xvfb xdotool imagemagick fonts-dejavu-core > /dev/null 2>&1
Xvfb :7 -screen 0 1366x768x24 -nolisten tcp > /dev/null 2>&1 &
sleep 2
command=$(sed -n 's/^Exec=\(.*\) %f$/\1/p' /usr/share/applications/fichas-desktop.desktop)
as 2001 "/home/Íñigo Muñoz" DISPLAY=:7 "$command" &
for _ in $(seq 30); do
  sleep 1
  ! DISPLAY=:7 xdotool search --onlyvisible --name 'Fichas de buenas' > /dev/null 2>&1 || break
done
DISPLAY=:7 xdotool search --onlyvisible --name 'Fichas de buenas' > /dev/null
sleep 2
DISPLAY=:7 import -window root /seen/ventana.png
kill %2 %1

say "a newer package over it keeps the drafts"
apt-get install -y -qq --reinstall "$dist/fichas-desktop_${version}_amd64.deb" > /dev/null 2>&1
as 2001 "/home/Íñigo Muñoz" fichas-desktop borradores | grep "Cuadernos de oficio" > /dev/null

say "removed: nothing of the program stays, the drafts do"
apt-get remove -y -qq fichas-desktop > /dev/null 2>&1
is_gone /opt/fichas-desktop
is_gone /usr/bin/fichas-desktop
is_gone /usr/share/applications/fichas-desktop.desktop
test -n "$(find "/home/Íñigo Muñoz/.local/share/fichas-desktop/drafts" -name draft.json)"

say "the folder of the .tar.xz, unpacked by a person under a name with spaces and accents"
apt-get install -y -qq --no-install-recommends xz-utils > /dev/null
mkdir -p "/home/Íñigo Muñoz/Programas de él"
tar -xJf "$dist/fichas-desktop-$version-linux.tar.xz" -C "/home/Íñigo Muñoz/Programas de él"
as 2001 "/home/Íñigo Muñoz" \
  "/home/Íñigo Muñoz/Programas de él/fichas-desktop-$version/fichas-desktop" autoprueba
say "all of it is so"
