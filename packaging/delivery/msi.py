"""Writes the description from which ``wixl`` makes the package for central distribution on Windows.

For the whole computer, without questions; a newer one replaces an older one.
Run: ``PYTHONPATH=packaging python -m delivery.msi PROGRAM_FOLDER DESCRIPTION.wxs SEEN_AS``.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

from delivery.bundle import TITLE, program_version

# the same for ever: Windows tells by it that two packages are versions of one program
UPGRADE_CODE = "5C1A7B52-0E0C-4E43-9C55-2E0E6F3B61A4"
SPANISH_OF_COLOMBIA = "9226"
NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
WINDOW = "Fichas.exe"
FILE_CLASS = "fichas-desktop.ficha"
REGISTRY = (
    (r"Software\Classes\.ficha", FILE_CLASS),
    (rf"Software\Classes\{FILE_CLASS}", "Ficha portátil"),
    (rf"Software\Classes\{FILE_CLASS}\DefaultIcon", f"[PROGRAM]{WINDOW},0"),
    (rf"Software\Classes\{FILE_CLASS}\shell\open\command", f'"[PROGRAM]{WINDOW}" "%1"'),
)


def main(program: Path, description: Path, seen_as: str) -> None:
    """Write the description of a built program.

    Args:
        program: Its folder.
        description: Where the description goes.
        seen_as: Path of the same folder where ``wixl`` runs.
    """
    ET.indent(document := describe(program, seen_as))
    ET.ElementTree(document).write(description, encoding="utf-8", xml_declaration=True)


def describe(program: Path, seen_as: str) -> ET.Element:
    """Return the description: every file a component of its own, with the same code in every version."""
    root = ET.Element("Wix", xmlns=NAMESPACE)
    product = ET.SubElement(
        root,
        "Product",
        Id="*",
        Name=TITLE,
        Version=program_version(),
        Manufacturer=TITLE,
        Language=SPANISH_OF_COLOMBIA,
        Codepage="1252",
        UpgradeCode=UPGRADE_CODE,
    )
    ET.SubElement(
        product,
        "Package",
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine",
        Languages=SPANISH_OF_COLOMBIA,
        SummaryCodepage="1252",
    )
    ET.SubElement(product, "MajorUpgrade", DowngradeErrorMessage="Ya está instalada una versión más nueva.")
    ET.SubElement(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    target = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    menu = ET.SubElement(target, "Directory", Id="ProgramMenuFolder", Name="Programs")
    files = ET.SubElement(target, "Directory", Id="ProgramFiles64Folder", Name="PFiles")
    folder = ET.SubElement(files, "Directory", Id="PROGRAM", Name="fichas-desktop")
    feature = ET.SubElement(product, "Feature", Id="Program", Title=TITLE, Level="1")
    _add_folder(folder, program, "", feature)
    for file in root.iter("File"):
        file.set("Source", f"{seen_as}/{file.attrib['Source']}")
    _add_menu(menu, feature)
    return root


def _add_folder(parent: ET.Element, folder: Path, prefix: str, feature: ET.Element) -> None:
    for path in sorted(folder.iterdir()):
        place = prefix + path.name
        if path.is_dir():
            inner = ET.SubElement(parent, "Directory", Id=_identifier("d", place), Name=path.name)
            _add_folder(inner, path, f"{place}/", feature)
        else:
            component = _add_component(parent, place, feature)
            ET.SubElement(
                component, "File", Id=_identifier("f", place), Name=path.name, Source=place, KeyPath="yes"
            )


def _add_menu(menu: ET.Element, feature: ET.Element) -> None:
    component = _add_component(menu, "menu", feature)
    ET.SubElement(
        component,
        "Shortcut",
        Id="Shortcut",
        Name=TITLE,
        Target=f"[PROGRAM]{WINDOW}",
        WorkingDirectory="PROGRAM",
    )
    for number, (key, value) in enumerate(REGISTRY):
        ET.SubElement(
            component,
            "RegistryValue",
            Root="HKLM",
            Key=key,
            Value=value,
            Type="string",
            KeyPath="no" if number else "yes",
        )


def _add_component(parent: ET.Element, place: str, feature: ET.Element) -> ET.Element:
    code = str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), place)).upper()
    component = ET.SubElement(parent, "Component", Id=_identifier("c", place), Guid=code, Win64="yes")
    ET.SubElement(feature, "ComponentRef", Id=component.attrib["Id"])
    return component


def _identifier(kind: str, place: str) -> str:
    return f"{kind}{uuid.uuid5(uuid.NAMESPACE_URL, place).hex}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
