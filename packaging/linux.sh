#!/usr/bin/env bash
# Builds the program for Linux in one folder; without --solo-carpeta also its packages (.deb and .tar.xz).
# Run on the oldest Debian that it must run on: a program needs the glibc with which it was built, or a newer one.
set -euo pipefail
cd "$(dirname "$0")/.."
build=packaging/build
dist=packaging/dist
python=${PYTHON:-python3.11} # the locks are for this series

if [ ! -x $build/venv/bin/python ]; then
  "$python" -m venv $build/venv
fi
$build/venv/bin/pip install -q --require-hashes -r packaging/requirements-linux.txt -r packaging/requirements-build-linux.txt
$build/venv/bin/pyinstaller --log-level WARN --noconfirm --distpath $build/linux --workpath $build/work-linux \
  packaging/fichas-desktop.spec
echo "$build/linux/fichas-desktop: $(du -sm $build/linux/fichas-desktop | cut -f1) MB"
[ "${1:-}" != --solo-carpeta ] || exit 0

version=$(PYTHONPATH=packaging $build/venv/bin/python -c "from delivery.bundle import program_version as v; print(v())")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
mkdir -p $dist
# this fails when a library is needed that neither ships nor is known to Debian
PYTHONPATH=packaging $build/venv/bin/python -m delivery.deb \
  $build/linux/fichas-desktop "$dist/fichas-desktop_${version}_amd64.deb"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
  --transform "s,^fichas-desktop,fichas-desktop-$version," \
  -cJf "$dist/fichas-desktop-$version-linux.tar.xz" -C $build/linux fichas-desktop
(cd $dist && rm -f SHA256SUMS && sha256sum -- *"$version"* > SHA256SUMS)
ls -lh $dist
