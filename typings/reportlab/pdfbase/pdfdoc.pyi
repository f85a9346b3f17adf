from collections.abc import Mapping, Sequence

class PDFObject:
    def format(self, document: PDFDocument) -> bytes: ...

class PDFObjectReference(PDFObject): ...

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
    AF: PDFArray

class PDFPage(PDFCatalog):
    stream: str
    Contents: PDFStream

class PDFPages(PDFCatalog):
    pages: list[PDFPage]

class PDFDocument(PDFObject):
    info: PDFInfo
    Catalog: PDFCatalog
    Pages: PDFPages
    idToObject: dict[str, PDFStream]
    signature: object
    def Reference(self, obj: PDFObject, name: str | None = ...) -> PDFObjectReference: ...
    def getXObjectName(self, name: str) -> str: ...

def PDFName(data: str) -> str: ...
