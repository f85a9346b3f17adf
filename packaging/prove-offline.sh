#!/usr/bin/env bash
# Proves a built folder: self-test, whole export and its verification without network, in an empty home, the program
# folder read-only and under a name with spaces and accents. Usage: prove-offline.sh [PROGRAM_FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-packaging/build/linux/fichas-desktop}
python=${PYTHON:-python3}
[ -n "${PYTHON:-}" ] || [ ! -x .venv/bin/python ] || python=$PWD/.venv/bin/python
ficha=tests/data/fichas/larga
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
program="$work/Programas de él/fichas-desktop"

mkdir -p "$work/Programas de él" "$work/hogar" "$work/salida"
cp -R "$folder" "$work/Programas de él/"
cp -R "$ficha" "$work/ficha"
"$python" -m fichas_desktop exportar $ficha/respuestas.json --salida "$work/esperado" > /dev/null
chmod -R a-w,a+rX "$work/Programas de él"
chmod -R a+rX "$work"

as_nobody=()
if [ "$(id -u)" -eq 0 ]; then # to whom nothing is read-only
  chown 65534:65534 "$work/hogar" "$work/salida"
  as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
guard=()
if unshare --net true 2> /dev/null; then
  offline=(unshare --net)
  echo "network: none (a network namespace of its own)"
elif unshare --map-root-user --net true 2> /dev/null; then
  offline=(unshare --map-root-user --net)
  echo "network: none (a user's network namespace)"
else
  offline=()
  cc -shared -fPIC -O2 -o "$work/no-network.so" packaging/linux/no-network.c -ldl
  guard=("LD_PRELOAD=$work/no-network.so")
  echo "network: no namespace is granted here; any use of the network ends the program instead"
fi
run() {
  "${offline[@]}" "${as_nobody[@]}" env -i "HOME=$work/hogar" "${guard[@]}" "$program/fichas-desktop" "$@"
}

run autoprueba
left=$(find "$work/hogar" -type f -not -path '*/.cache/fontconfig/*')
[ -z "$left" ] || { echo "the self-test left: $left" >&2; exit 1; }
run exportar "$work/ficha/respuestas.json" --salida "$work/salida" > /dev/null
run verificar "$work/salida" > /dev/null
diff -r "$work/esperado" "$work/salida"
echo "exported without network: the same bytes as the sources write"
