"""What a PDF says of itself: information dictionary, XMP and output intent (ISO 19005-3, 6.2 and 6.6)."""

from __future__ import annotations

import datetime as dt
from functools import cache
from xml.sax.saxutils import escape

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from fichas_desktop.assets import read_bytes
from fichas_desktop.export.structure import text_bytes

PRODUCER = "ReportLab"
_PROFILE = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{creator}</xmp:CreatorTool>{dates}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class DocumentIdentity(Struct, frozen=True):
    """What a PDF says of itself. ``time`` None leaves its dates out."""

    title: str
    author: str
    subject: str
    creator: str
    language: str
    time: dt.datetime | None


class Information(pdfdoc.PDFInfo):
    """Information dictionary with the record's date, or without any."""

    def __init__(self, identity: DocumentIdentity) -> None:
        super().__init__()
        self._identity = identity

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary as it is written."""
        identity = self._identity
        entries: dict[str, object] = {
            "Title": string(identity.title),
            "Author": string(identity.author),
            "Subject": string(identity.subject),
            "Creator": string(identity.creator),
            "Producer": string(PRODUCER),
        }
        if identity.time is not None:
            stamp = string(pdf_date(identity.time))
            entries |= {"CreationDate": stamp, "ModDate": stamp}
        return pdfdoc.PDFDictionary(entries).format(document)


def xmp_stream(identity: DocumentIdentity) -> pdfdoc.PDFStream:
    """Return the metadata stream; it says the same as :class:`Information`."""
    dates = ""
    if identity.time is not None:
        stamp = identity.time.isoformat(timespec="seconds")
        dates = f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
    packet = _XMP.format(
        title=_xml(identity.title),
        author=_xml(identity.author),
        subject=_xml(identity.subject),
        language=_xml(identity.language),
        producer=PRODUCER,
        creator=_xml(identity.creator),
        dates=dates,
    )
    header = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    # not compressed, so that programs that know no PDF find it (ISO 16684-1)
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(header), packet.encode("utf-8"))


def _xml(text: str) -> str:
    """Escape a text; the word that ends a stream is kept out of sight of simple readers."""
    return escape(text, {"endstream": "&#101;ndstream"})


def output_intents(document: pdfdoc.PDFDocument) -> pdfdoc.PDFArray:
    """Return the output intent of a document whose colours are sRGB."""
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), _colour_profile(), [pdfdoc.PDFZCompress])
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": string(_PROFILE),
        "Info": string(_PROFILE),
        "DestOutputProfile": document.Reference(profile),
    }
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


@cache
def _colour_profile() -> bytes:
    return read_bytes("resources", "color", "sRGB.icc")


def pdf_date(time: dt.datetime) -> str:
    """Return a date as PDF writes it, with its own distance from UTC (ISO 32000-1, 7.9.4)."""
    offset = time.strftime("%z") or "+0000"
    return f"D:{time:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def string(text: str) -> pdfdoc.PDFString:
    """Return a text string."""
    return pdfdoc.PDFString(text_bytes(text), enc="raw")
