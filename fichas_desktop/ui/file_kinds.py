"""What kind of file an annex is, in words."""

from __future__ import annotations

from collections.abc import Mapping

_KINDS: Mapping[str, str] = {
    "csv": "Tabla CSV",
    "doc": "Documento de Word",
    "docx": "Documento de Word",
    "eml": "Correo",
    "heic": "Imagen HEIC",
    "jfif": "Imagen JPEG",
    "jpe": "Imagen JPEG",
    "jpg": "Imagen JPEG",
    "md": "Texto",
    "msg": "Correo de Outlook",
    "odp": "Presentación",
    "ods": "Hoja de cálculo",
    "odt": "Documento de texto",
    "pdf": "Documento PDF",
    "ppt": "Presentación de PowerPoint",
    "pptx": "Presentación de PowerPoint",
    "rtf": "Documento de texto",
    "tif": "Imagen TIFF",
    "txt": "Texto",
    "xls": "Hoja de Excel",
    "xlsx": "Hoja de Excel",
    "zip": "Archivo comprimido ZIP",
}
_FAMILIES: Mapping[str, str] = {"image": "Imagen", "audio": "Audio", "video": "Video"}
_LONGEST_ENDING = 5


def kind_words(name: str, media_type: str) -> str:
    """Return the kind of a file: ``Imagen PNG``, ``Documento PDF``, ``Archivo DWG``.

    Args:
        name: Of the file.
        media_type: That follows from the name.
    """
    ending = ending_of(name)
    if ending.lower() in _KINDS:
        return _KINDS[ending.lower()]
    family = _FAMILIES.get(media_type.partition("/")[0], "Archivo")
    return f"{family} {ending}".rstrip()


def ending_of(name: str) -> str:
    """Return the end of a file's name in capitals, empty where it has none that says anything."""
    _, dot, ending = name.rpartition(".")
    return ending.upper() if dot and ending.isalnum() and len(ending) <= _LONGEST_ENDING else ""
