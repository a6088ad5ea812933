"""Letterheads: a Word document in, the parts of it that ours may take out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, Literal, cast
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from rolebook.model.letterhead import SAVE_AS, HeaderOrFooter, Letterhead, Pages, Picture

#: A letterhead stands in each Word document of the site; this much of it is plenty.
MOST_BYTES = 5_000_000
#: A file that unpacks to more than this was made to fill a disk.
_MOST_UNPACKED = 60_000_000

#: Word counts lists with 32 bits.
_MOST_LISTS = 2**31 - 100_000
#: Twips: the largest page that Word knows, and the least room for text on it (10 cm).
_LARGEST_PAGE, _LEAST_ROOM = 31_680, 5_670

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: What of a section is about its pages; where text stood in columns or lines bore numbers is not.
_PAGE = ("paperSrc", "pgSz", "pgMar", "pgBorders", "titlePg", "rtlGutter", "docGrid")
#: Settings on which the look of headers, footers and pages depends.
_SETTINGS = (
    "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders",
    "characterSpacingControl", "compat", "clrSchemeMapping", "decimalSymbol", "listSeparator",
)  # fmt: skip
#: Fields that fetch something from elsewhere, or run something.
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|MACROBUTTON|DATABASE|RD|EMBED)\b",
    re.IGNORECASE,
)


class LetterheadError(ValueError):
    """A file that cannot be a letterhead; says what it is, and what to do."""


def read_letterhead(data: bytes, size: int = 0) -> Letterhead:
    """Take from a Word document what a letterhead lends.

    ``size`` is that of the file, of which no more than a little over MOST_BYTES need be read.

    Raises:
        LetterheadError: for a file that is damaged, is no .docx inside, holds macros, is too
            large, or whose header or footer needs something besides words and pictures.
    """
    _hold_to_size(max(len(data), size))
    if data.startswith(_OLD_WORD):
        raise LetterheadError(
            f"is of an old kind of Word, or needs a password; {SAVE_AS}, and take the password off "
            "in File, Info, Protect Document"
        )
    try:
        return _letterhead(_opened(data))
    # Whatever is wrong in a file from elsewhere, it is damaged as far as its owner can tell.
    except (OpcError, BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError) as error:
        if isinstance(error, LetterheadError):
            raise
        raise LetterheadError(f"is damaged, or is no Word document; {SAVE_AS}") from error


def _hold_to_size(size: int) -> None:
    if size > MOST_BYTES:
        tenths = -(-size // 100_000)
        raise LetterheadError(
            f"has {tenths / 10} MB, and at most {MOST_BYTES // 1_000_000} MB can be used; make its "
            "pictures smaller, in Word with Picture Format and Compress Pictures"
        )


def _opened(data: bytes) -> Part:
    """Open the package, and give the part that the text stands in."""
    with ZipFile(BytesIO(data)) as file:
        if sum(entry.file_size for entry in file.infolist()) > _MOST_UNPACKED:
            raise LetterheadError("unpacks to more than 60 MB; take large pictures out of it")
        if broken := file.testzip():
            raise BadZipFile(broken)
        names = file.namelist()
        types = file.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
        if b"macroEnabled" in types or any("vbaProject" in name for name in names):
            raise LetterheadError(f"holds macros, which are never used here; {SAVE_AS}")
        texts = [name for name in names if name.endswith((".xml", ".rels"))]
        if any(b"<!DOCTYPE" in file.read(name) for name in texts):
            raise BadZipFile("XML with a document type")
        if "word/document.xml" in names and _STRICT in file.read("word/document.xml"):
            raise LetterheadError(
                f'is saved as "Strict Open XML Document", which few programs read; {SAVE_AS}'
            )
    main: Part = OpcPackage.open(BytesIO(data)).main_document_part
    if main.content_type != _MAIN:
        raise LetterheadError(f"is another kind of file with the name of a document; {SAVE_AS}")
    return main


def _letterhead(main: Part) -> Letterhead:
    document = etree.fromstring(main.blob)
    # The first section bears the letterhead; what follows it is for further pages of a letter.
    section = next(document.iter(f"{_W}sectPr"), None)
    if section is None:
        section = etree.Element(f"{_W}sectPr")
    edges = tuple(_edges(main, section))
    if not edges and next(document.iter(f"{_W}drawing", f"{_W}pict"), None) is not None:
        raise LetterheadError(
            "has pictures in its text but no header and no footer, and only those are used; move "
            "the letterhead into them, in Word with Insert and Header"
        )
    styles = related(main, RT.STYLES)
    if styles is None:
        raise KeyError(RT.STYLES)
    numbering, theme = related(main, RT.NUMBERING), related(main, RT.THEME)
    return Letterhead(
        styles=styles.blob,
        settings=_settings(related(main, RT.SETTINGS)),
        section=_page(section),
        edges=edges,
        numbering=_numbering(numbering) if numbering else None,
        theme=theme.blob if theme else None,
    )


def related(part: Part, kind: str) -> Part | None:
    """Give what a part refers to as being of a kind; None where there is no such thing."""
    found = (rel for rel in part.rels.values() if rel.reltype == kind and not rel.is_external)
    rel = next(found, None)
    return rel.target_part if rel else None


def _page(section: Any) -> bytes:
    kept = etree.Element(f"{_W}sectPr", nsmap={"w": _W[1:-1]})
    kept.extend(deepcopy(child) for child in section if _name(child) in _PAGE)
    for source in kept.findall(f"{_W}pgBorders"):
        # Borders of pictures would need those pictures.
        if any(str(attribute).startswith(_R) for side in source for attribute in side.attrib):
            kept.remove(source)
    _hold_to_room(kept)
    return etree.tostring(kept)


def _hold_to_room(page: Any) -> None:
    """Hold the size and the margins of a page to what leaves room for text.

    Raises:
        ValueError: for what is no number.
        LetterheadError: for too little room, or a page that no Word prints.
    """
    numbers: dict[str, float] = {"w": 11906, "h": 16838}  # A4, where a letterhead says nothing
    for element in page.iter(f"{_W}pgSz", f"{_W}pgMar"):
        for name, value in element.attrib.items():
            if str(name) != f"{_W}orient":
                numbers[str(name).removeprefix(_W)] = abs(float(value))
    side = sum(numbers.get(name, 0) for name in ("left", "right", "gutter"))
    edge = sum(numbers.get(name, 0) for name in ("top", "bottom"))
    wide, high = numbers["w"] - side, numbers["h"] - edge
    largest = max(numbers.values())
    if not (largest <= _LARGEST_PAGE and min(wide, high) >= _LEAST_ROOM):
        raise LetterheadError(
            "has a page whose size and margins leave no room for text; set both in Word with "
            "Layout, and save it again"
        )


def _edges(main: Part, section: Any) -> Iterator[HeaderOrFooter]:
    for reference in section:
        if _name(reference) not in ("headerReference", "footerReference"):
            continue
        kind = cast("Literal['header', 'footer']", _name(reference).removesuffix("Reference"))
        pages = reference.get(f"{_W}type", "default")
        part = main.rels[reference.get(f"{_R}id")].target_part
        yield _edge(part, kind, pages)


def _edge(part: Part, kind: Literal["header", "footer"], pages: Pages) -> HeaderOrFooter:
    xml = part.blob
    tree = etree.fromstring(xml)
    codes = [str(text.text or "") for text in tree.iter(f"{_W}instrText")]
    codes += [simple.get(f"{_W}instr", "") for simple in tree.iter(f"{_W}fldSimple")]
    # Word may share the letters of a field's name out over several pieces of text.
    if found := _FETCHING.search("".join(codes)):
        raise LetterheadError(
            f"has a field {found.group(1).upper()} in its {kind}, which fetches or starts "
            "something; in Word click on the field and press Ctrl+Shift+F9, which leaves what it "
            "shows"
        )
    pictures, links = [], []
    for id_, rel in part.rels.items():
        if rel.reltype == RT.HYPERLINK and rel.is_external:
            links.append((id_, rel.target_ref))
        elif rel.reltype == RT.IMAGE and not rel.is_external:
            suffix = PurePosixPath(str(rel.target_part.partname)).suffix.removeprefix(".").lower()
            picture = Picture(id_, rel.target_part.blob, suffix, rel.target_part.content_type)
            pictures.append(picture)
        elif rel.reltype == RT.IMAGE:
            raise LetterheadError(
                f"shows a picture in its {kind} that lies elsewhere; take it out, and insert it "
                "from your computer"
            )
        else:
            raise LetterheadError(
                f"has something in its {kind} that is neither words nor a picture, such as a "
                "chart; put a picture of it there"
            )
    return HeaderOrFooter(kind, pages, xml, tuple(pictures), tuple(links))


def _settings(part: Part | None) -> bytes:
    kept = etree.Element(f"{_W}settings", nsmap={"w": _W[1:-1]})
    if part is not None:
        kept.extend(
            deepcopy(child) for child in etree.fromstring(part.blob) if _name(child) in _SETTINGS
        )
    return etree.tostring(kept)


def _numbering(part: Part) -> bytes:
    """Give the numbering; bullets that are pictures become those of the font."""
    tree = etree.fromstring(part.blob)
    for tag in ("numPicBullet", "lvlPicBulletId", "numIdMacAtCleanup"):
        for element in list(tree.iter(f"{_W}{tag}")):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    # Ours are counted on from the highest; what is no number is damaged.
    for tag, attribute in (("abstractNum", "abstractNumId"), ("num", "numId")):
        for element in tree.iter(f"{_W}{tag}"):
            if not 0 <= int(element.get(f"{_W}{attribute}", "0")) < _MOST_LISTS:
                raise ValueError(attribute)
    return etree.tostring(tree)


def _name(element: Any) -> str:
    """Give the name of an element of Word's own; empty for any other."""
    tag = element.tag
    return tag.removeprefix(_W) if isinstance(tag, str) and tag.startswith(_W) else ""
