#!/usr/bin/env bash
# Run by windows.sh inside Wine: the program in one folder.
set -euo pipefail
build=packaging/build
# Wine's Python needs a standard input and a pipe
QT_QPA_PLATFORM=offscreen wine $build/windows-python/python.exe -m PyInstaller --log-level WARN --noconfirm \
  --distpath $build/windows --workpath $build/work-windows packaging/fichas-desktop.spec < /dev/null 2>&1 | cat
