from collections.abc import MutableMapping, Sequence

from reportlab.pdfbase.pdfdoc import PDFDocument

def SUBSETN(n: int) -> bytes: ...
def makeToUnicodeCMap(fontname: str, subset: Sequence[int]) -> str: ...

class TTFontFace:
    name: bytes
    subfontNameX: bytes
    ascent: float
    descent: float
    charToGlyph: dict[int, int]
    charWidths: dict[int, float]

class TTFont:
    class State:
        subsets: list[list[int]]

    fontName: str
    face: TTFontFace
    state: MutableMapping[PDFDocument, State]
    def __init__(self, name: str, filename: str) -> None: ...
    def addObjects(self, doc: PDFDocument) -> None: ...
    def splitString(self, text: str, doc: PDFDocument, encoding: str = ...) -> list[tuple[int, bytes]]: ...
