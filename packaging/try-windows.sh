#!/usr/bin/env bash
# Tries what windows.sh built under Wine, against an export made on Linux by the same sources. Needs root.
# The person's name there has a space and an ñ. Pictures of the windows stay in packaging/build/try/windows.
set -euo pipefail
cd "$(dirname "$0")/.."
build=packaging/build
python=${PYTHON:-python3}
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' fichas_desktop/version.py)

rm -rf $build/try/linux $build/try/windows
"$python" -m fichas_desktop exportar tests/data/fichas/larga/respuestas.json --salida $build/try/linux > /dev/null
TRY_AS='Íñigo Muñoz' packaging/windows/wine.sh packaging/windows/try.sh "$version"
