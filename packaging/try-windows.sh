#!/usr/bin/env bash
# Tries what windows.sh built under Wine, against an export made on Linux by the same sources. Needs root.
# The person's name there has a space and an ñ. Pictures of the windows stay in packaging/build/try/windows.
set -euo pipefail
cd "$(dirname "$0")/.."
build=packaging/build
python=${PYTHON:-python3}
[ -n "${PYTHON:-}" ] || [ ! -x .venv/bin/python ] || python=$PWD/.venv/bin/python
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' fichas_desktop/version.py)

rm -rf $build/try/windows
packaging/try-data.sh $build/try/data
mkdir -p $build/try/windows
"$python" -m zipfile -e "packaging/dist/fichas-desktop-$version-portatil.zip" $build/try/windows/portatil
TRY_AS='Íñigo Muñoz' packaging/windows/wine.sh packaging/windows/try.sh "$version"
