#!/usr/bin/env bash
# Run by windows.sh inside Wine's Debian: the installers of a program that is built.
set -euo pipefail
version=$1
build=$PWD/packaging/build
dist=$PWD/packaging/dist
makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" "-DPROGRAM=$build/windows/fichas-desktop" \
  "-DICON=$build/work-windows/fichas-desktop/fichas-desktop.ico" \
  "-DSIDE=$build/work-windows/fichas-desktop/installer.bmp" \
  "-DOUT=$dist/fichas-desktop-$version-instalador.exe" packaging/windows/installer.nsi
wixl --arch x64 --output "$dist/fichas-desktop-$version.msi" "$build/fichas-desktop.wxs"
