"""What a finished PDF says, read back as a reader's program would read it."""

from __future__ import annotations

import re
from threading import Lock

import pypdfium2

#: White space falls where lines end, signs that nobody sees where long words may break, and a
#: hyphen at the end of a line is read back as some other sign.
_UNSEEN = re.compile(r"[\s\x02\u00ad\u200b\u2010\ufffe\-]+")


#: PDFium must not be called from two threads at once.
_ONE_AT_A_TIME = Lock()


def text_of(data: bytes) -> str:
    """Give all text of a PDF, without white space and hyphens."""
    with _ONE_AT_A_TIME:
        return bare(_read(data))


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
