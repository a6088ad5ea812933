"""Letterheads for tests: Word documents as employers have them, and as they should not be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

LETTERHEAD_WORDS = "Willow Trust, 1 Example Street, Exampletown"
FOOT_WORDS = "Registered charity in a town that does not exist"


def png(width: int = 120, height: int = 40, rgb: tuple[int, int, int] = (30, 90, 60)) -> bytes:
    """Draw a picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes(rgb) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def letterhead(change: Callable[[Document], None] = lambda document: None) -> bytes:
    """Make a letterhead: another first page, a picture, its own margins, headings and bullets."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.top_margin, section.bottom_margin = Cm(4), Cm(3)
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    first.add_run().add_picture(BytesIO(png()), height=Cm(1.5))
    first.add_run(f"  {LETTERHEAD_WORDS}")
    section.header.paragraphs[0].text = "Willow Trust"
    section.first_page_footer.paragraphs[0].text = FOOT_WORDS
    for name, size in (("Heading 1", 22), ("Title", 30)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x1E, 0x5A, 0x3C)
    document.styles["Normal"].font.name = "Liberation Serif"
    # Styles that the document lacks are added to it.
    for name in ("Subtitle", "List Number 2", "List Continue"):
        element = document.styles[name].element
        element.getparent().remove(element)
    document.core_properties.author = "Somebody who left"
    document.add_paragraph("Dear Sir or Madam,")
    change(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def with_field(code: str) -> Callable[[Document], None]:
    """Put a field into the footer."""

    def change(document: Document) -> None:
        paragraph = document.sections[0].first_page_footer.paragraphs[0]._p
        shown = "<w:r><w:t>1</w:t></w:r>"
        paragraph.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}">{shown}</w:fldSimple>')
        )

    return change


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """Change the files in a document, and add ``more``; None takes a file out."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
        for name, extra in more.items():
            new.writestr(name, extra)
    return made.getvalue()
