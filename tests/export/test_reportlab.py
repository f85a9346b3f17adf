"""What the exporter relies on inside ReportLab is as it was when it was read."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.canvas import Canvas

DIGESTS: dict[str, tuple[Callable[..., object], str]] = {
    # EmbeddedFont replaces the character map that these make
    "makeToUnicodeCMap": (ttfonts.makeToUnicodeCMap, "71783731cbe452d8"),
    "TTFont.addObjects": (ttfonts.TTFont.addObjects, "33ac8d69ad7fe232"),
    "TTFont.splitString": (ttfonts.TTFont.splitString, "95205a99dcbbf1ed"),
    # FichaCanvas.save does in its own way what these do
    "Canvas.save": (Canvas.save, "50fd3ba8f81e953c"),
    "Canvas.showPage": (Canvas.showPage, "a9d4d3b9b7563794"),
    "PDFDocument.GetPDFData": (pdfdoc.PDFDocument.GetPDFData, "d277704fa42a1062"),
    "PDFDocument.format": (pdfdoc.PDFDocument.format, "536ea7a675493430"),
    "PDFDocument.Reference": (pdfdoc.PDFDocument.Reference, "75342ed129b2115c"),
    # PdfFile knows a stream by the end that this gives it
    "PDFStream.format": (pdfdoc.PDFStream.format, "12ee5c4d2e6ac259"),
    # pages and catalog take keys of ours by its __NoDefault__
    "PDFCatalog.format": (pdfdoc.PDFCatalog.format, "5f903fa92af59133"),
    "PDFPage.check_format": (pdfdoc.PDFPage.check_format, "4719e4564fc6da76"),
}


@pytest.mark.parametrize("name", DIGESTS)
def test_reportlab_functions_that_we_build_upon_are_unchanged(name: str) -> None:
    """When this fails: read the new source, then see what of ours is still right or needed."""
    function, digest = DIGESTS[name]
    assert hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16] == digest
