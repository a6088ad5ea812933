"""What a finished PDF says, read back as a reader's program would read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from threading import Lock

import pypdfium2
from pikepdf import Array, Dictionary, Object, Pdf
from pypdfium2 import raw

#: White space falls where lines end, signs that nobody sees where long words may break, and a
#: hyphen at the end of a line is read back as some other sign.
_UNSEEN = re.compile(r"[\s\x02\u00ad\u200b\u2010\ufffe\-]+")


#: PDFium must not be called from two threads at once.
_ONE_AT_A_TIME = Lock()


def text_of(data: bytes) -> str:
    """Give all text of a PDF, without white space and hyphens."""
    with _ONE_AT_A_TIME:
        return bare(_read(data))


def text_by_tags(data: bytes) -> str:
    """Give all tagged text of a PDF as a screen reader says it, without white space and hyphens.

    What runs over a page is whole here: feet and repeated headers of tables have no tags, and the
    other cells of a row come after the whole cell. It takes twice as long as ``text_of``.
    """
    with _ONE_AT_A_TIME:
        pieces = _tagged_pieces(data)
    with Pdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        return bare("".join(_in_order_of_tags(pdf.Root.StructTreeRoot, pages, pieces)))


def _tagged_pieces(data: bytes) -> Mapping[tuple[int, int], str]:
    """Give the pieces of text by the index of their page and their number on it."""
    pieces: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for index in range(len(document)):
            page = document[index]
            words = page.get_textpage()
            for piece in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], textpage=words):
                key = index, raw.FPDFPageObj_GetMarkedContentID(piece)
                pieces[key] = pieces.get(key, "") + piece.extract()
            words.close()
            page.close()
    finally:
        document.close()
    return pieces


def _in_order_of_tags(
    element: Object,
    pages: Mapping[tuple[int, int], int],
    pieces: Mapping[tuple[int, int], str],
    page: int = -1,
) -> Iterator[str]:
    """Go through an element, whose kids are elements and the numbers of pieces on ``page``."""
    if "/Pg" in element:
        page = pages[element.Pg.objgen]
    if "/MCID" in element:
        yield pieces.get((page, int(element.MCID)), "")
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary):
            yield from _in_order_of_tags(kid, pages, pieces, page)
        else:
            yield pieces.get((page, int(kid)), "")


def _read(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        parts = []
        for index in range(len(document)):
            page = document[index]
            words = page.get_textpage()
            parts.append(words.get_text_range())
            words.close()
            page.close()
    finally:
        document.close()
    return "".join(parts)


def bare(text: str) -> str:
    """Give a text as ``text_of`` does, so that the two can be compared."""
    return _UNSEEN.sub("", text)
