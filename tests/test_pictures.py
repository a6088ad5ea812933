"""Pictures and letterheads that cannot be printed are told before anything is built."""

from __future__ import annotations

import base64
import datetime as dt
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from letterheads import letterhead, png, rewritten
from rolebook.check.content import check_content
from rolebook.read.fonts import font_problems
from rolebook.read.letterhead import LetterheadError, read_letterhead
from rolebook.read.picture import PictureError, check_picture

ROOT = Path(__file__).parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="9" height="9"/></svg>'
CUT = "is cut off or damaged; save it again as {}"


def with_size(width: int, height: int) -> bytes:
    """Give a small PNG that claims to be of another size."""
    data = png()
    head = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


def jpeg(width: int, height: int) -> bytes:
    """Give the beginning of a JPEG of some size."""
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes(9)
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"text"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame


def within(kind: str, data: bytes) -> bytes:
    """Give a drawing that holds a picture."""
    packed = base64.b64encode(data).decode()
    image = f'<image xmlns:x="http://www.w3.org/1999/xlink" x:href="data:image/{kind};base64,'
    return SVG.format('width="9" height="9"').replace("<rect", f'{image}{packed}"/><rect').encode()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("png", png()),
        ("png", png(5000, 1)),
        ("svg", SVG.format('width="30mm" height="10mm"').encode()),
        ("svg", SVG.format('width="100%" viewBox="0 0 9 9"').encode()),
        ("svg", SVG.format("").encode()),
        ("svg", b"\xef\xbb\xbf<?xml version='1.0'?><!-- by hand -->" + SVG.format("").encode()),
        ("svg", within("png", png())),
        ("svg", within("jpeg", jpeg(300, 200))),
    ],
)
def test_a_picture_that_can_be_printed_passes(kind: str, data: bytes) -> None:
    check_picture(data, kind)


def test_every_picture_of_the_projects_passes() -> None:
    found = [
        path
        for pattern in ("site_config/*", "tests/projects/*/site_config/*")
        for path in ROOT.glob(pattern)
        if path.suffix in (".png", ".svg")
    ]
    assert found
    for path in found:
        check_picture(path.read_bytes(), path.suffix[1:])


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        ("png", b"", "is empty; save it again"),
        ("svg", b"", "is empty; save it again"),
        ("png", b"GIF89a", "is not PNG inside; save it again as PNG"),
        ("png", png()[:8], CUT.format("PNG")),
        ("png", png()[:60], CUT.format("PNG")),
        ("png", png()[:-12], CUT.format("PNG")),
        ("png", png().replace(b"IDAT", b"IDAX"), CUT.format("PNG")),
        ("png", with_size(400, 400), CUT.format("PNG")),
        (
            "png",
            with_size(2**31 - 1, 2**31 - 1),
            "is 2,147,483,647 dots wide and 2,147,483,647 high; save it with at most 5,000 on each "
            "side",
        ),
        ("png", with_size(0, 5), "has no size; save it again"),
        ("png", png() + bytes(5_000_000), "is larger than 5 MB; save a smaller picture"),
        ("svg", b"\x89PNG", "is not SVG inside; save it again as SVG"),
        ("svg", b"<html/>", "is not SVG inside; save it again as SVG"),
        ("svg", SVG.format("").encode()[:-9], CUT.format("SVG")),
        ("svg", SVG.format('width="0" height="5"').encode(), "has no size; save it again"),
        (
            "svg",
            SVG.format('width="2147483648" height="1"').encode(),
            "is 2.14748e+09 wide and 1 high, too long for a logo; save it in another shape",
        ),
        (
            "svg",
            SVG.format('viewBox="0 0 1 900"').encode(),
            "is 1 wide and 900 high, too long for a logo; save it in another shape",
        ),
        ("svg", within("png", png()[:60]), CUT.format("PNG")),
        (
            "svg",
            within("jpeg", jpeg(60_000, 60_000)),
            "is 60,000 dots wide and 60,000 high; save it with at most 5,000 on each side",
        ),
        ("svg", within("jpeg", b"\xff\xd8"), CUT.format("SVG")),
        (
            "svg",
            within("webp", b"RIFF"),
            "is a drawing with a picture in it that is neither PNG nor JPEG; save the whole as PNG",
        ),
    ],
)
def test_a_picture_that_cannot_be_printed_says_what_to_do(
    kind: str, data: bytes, told: str
) -> None:
    with pytest.raises(PictureError) as caught:
        check_picture(data, kind)
    assert str(caught.value) == told


def test_a_cut_logo_is_told_at_its_file(
    small_project: Path, today: dt.date, printable: frozenset[int]
) -> None:
    (small_project / "site_config" / "logo.png").write_bytes(png()[:60])
    file = small_project / "site_config" / "organisations.yaml"
    text = file.read_text("utf-8")
    lines = "    logo: logo.png\n    logo_description: Logo of Example Care\n"
    file.write_text(text + lines, "utf-8")
    line = text.count("\n") + 1
    assert [str(one) for one in check_content(small_project, today, printable).problems] == [
        f"site_config/organisations.yaml:{line}:11: organisations.example-care.logo: "
        '"logo.png" is cut off or damaged; save it again as PNG'
    ]


def in_document(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        assert old in data
        return data.replace(old, new)

    return change


def numbered(name: str, data: bytes) -> bytes:
    return data.replace(b'numId="1"', b'numId="first"') if name == "word/numbering.xml" else data


NO_ROOM = (
    "has a page whose size and margins leave no room for text; set both in Word with Layout, and "
    "save it again"
)
DAMAGED = (
    'is damaged, or is no Word document; open it in Word, choose Save As and the type "Word '
    'Document (*.docx)"'
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (in_document(b'w:w="11906"', b'w:w="wide"'), DAMAGED),
        (in_document(b'w:w="11906"', b'w:w="nan"'), NO_ROOM),
        (in_document(b'w:w="11906"', b'w:w="0"'), NO_ROOM),
        (in_document(b'w:w="11906"', b'w:w="2147483648"'), NO_ROOM),
        (in_document(b'w:left="1701"', b'w:left="9000"'), NO_ROOM),
        (in_document(b'w:left="1701"', b'w:left=""'), DAMAGED),
        (numbered, DAMAGED),
    ],
)
def test_wrong_numbers_in_a_letterhead_are_told(
    change: Callable[[str, bytes], bytes], told: str
) -> None:
    with pytest.raises(LetterheadError) as caught:
        read_letterhead(rewritten(letterhead(), change))
    assert str(caught.value) == told


def test_fonts_that_are_missing_or_damaged_are_told(project: Path) -> None:
    templates = project / "templates"
    assert list(font_problems(templates)) == []
    again = "copy it again from the version of Rolebook that you use"
    bold = templates / "fonts" / "SourceSans3-Bold.ttf"
    bold.write_bytes(bold.read_bytes()[:1000])
    for path in (templates / "fonts" / "large-print").glob("*.ttf"):
        path.unlink()
    assert [str(one) for one in font_problems(templates)] == [
        f"templates/fonts/SourceSans3-Bold.ttf:1:1: is damaged, or is no font; {again}",
        f"templates/fonts:1:1: has no font of the family Atkinson Hyperlegible Next; {again}",
    ]
    for path in (templates / "fonts").glob("*.ttf"):
        path.unlink()
    assert {str(one) for one in font_problems(templates)} == {
        f"templates/fonts:1:1: has no font of the family Atkinson Hyperlegible Next; {again}",
        f"templates/fonts:1:1: has no font of the family Source Sans 3; {again}",
    }
