from collections.abc import Mapping, Sequence

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

class PDFObject:
    def format(self, document: PDFDocument) -> bytes: ...

class PDFObjectReference(PDFObject):
    name: str

class PDFString(PDFObject):
    def __init__(self, s: str | bytes, escape: int = ..., enc: str = ...) -> None: ...

class PDFArray(PDFObject):
    def __init__(self, sequence: Sequence[object]) -> None: ...

class PDFDictionary(PDFObject):
    def __init__(self, dict: Mapping[str, object] | None = ...) -> None: ...

class StreamFilter: ...

PDFZCompress: StreamFilter

class PDFStream(PDFObject):
    content: str | bytes
    def __init__(
        self,
        dictionary: PDFDictionary | None = ...,
        content: str | bytes | None = ...,
        filters: Sequence[StreamFilter] | None = ...,
    ) -> None: ...

class PDFInfo(PDFObject):
    title: str
    author: str
    subject: str

class PDFCatalog(PDFObject):
    __NoDefault__: list[str]
    __Refs__: list[str]
    ViewerPreferences: PDFDictionary
    Names: PDFDictionary
    MarkInfo: PDFDictionary
    Metadata: PDFStream
    StructTreeRoot: PDFObject
    OutputIntents: PDFArray
    Outlines: PDFOutlines | None
    AF: PDFArray

class PDFPage(PDFCatalog):
    def check_format(self, document: PDFDocument) -> None: ...
    stream: str
    Contents: PDFStream
    StructParents: int
    Tabs: str
    Trans: PDFDictionary | None

class PDFPages(PDFCatalog):
    pages: list[PDFPage]

class PDFOutlines(PDFObject):
    ready: int
    def prepare(self, document: PDFDocument, canvas: Canvas) -> None: ...

class PDFDocument(PDFObject):
    info: PDFInfo
    Catalog: PDFCatalog
    Pages: PDFPages
    Outlines: PDFOutlines
    delayedFonts: list[TTFont]
    idToObject: dict[str, PDFStream]
    idToObjectNumberAndVersion: dict[str, tuple[int, int]]
    numberToId: dict[int, str]
    def format(self) -> bytes: ...  # type: ignore[override]
    def GetPDFData(self, canvas: Canvas) -> bytes: ...
    def Reference(self, obj: PDFObject, name: str | None = ...) -> PDFObjectReference: ...
    def getXObjectName(self, name: str) -> str: ...

def PDFName(data: str) -> str: ...
