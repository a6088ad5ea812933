"""Whether a picture is whole, and of a size that can be printed."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from lxml import etree

#: A logo is printed 16 mm high, for which a twentieth of this is plenty.
MOST_BYTES = 5_000_000
#: Dots on each side: four times this squared is what a picture takes in memory.
MOST_DOTS = 5_000
#: So many times wider than high, or higher than wide, a logo may be.
_MOST_STRETCHED = 50

_PNG = b"\x89PNG\r\n\x1a\n"
#: How many values each kind of PNG holds for a dot, and of how many bits each may be.
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_NUMBER = re.compile(r"\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*(?:px|pt|pc|mm|cm|in|Q)?\s*")
_DATA = re.compile(rb"data:image/([a-z]+)[^,]*?(;base64)?,(.*)", re.DOTALL)


class PictureError(ValueError):
    """A picture that cannot be printed; says what it is, and what to do."""


def check_picture(data: bytes, kind: str) -> None:
    """Do nothing where a picture, of the kind png or svg, can be printed.

    Raises:
        PictureError: for any other.
    """
    if not data:
        raise PictureError("is empty; save it again")
    if len(data) > MOST_BYTES:
        raise PictureError("is larger than 5 MB; save a smaller picture")
    if kind == "png":
        _hold_png(data)
    else:
        _hold_svg(data)


def _hold_png(data: bytes) -> None:
    if not data.startswith(_PNG):
        raise PictureError("is not PNG inside; save it again as PNG")
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise _damaged("PNG")
    head = chunks[0][1]
    width, height = (int.from_bytes(head[at : at + 4], "big") for at in (0, 4))
    _hold_size(width, height)
    depth, colours, compression, filtering, interlaced = head[8:]
    if depth not in _DEPTHS.get(colours, ()) or compression or filtering or interlaced > 1:
        raise _damaged("PNG")
    least = height * ((width * depth * _CHANNELS[colours] + 7) // 8)
    packed = b"".join(held for name, held in chunks if name == b"IDAT")
    # Interlaced pictures begin more rows; twice as much is more than any of them needs.
    unpacking = zlib.decompressobj()
    try:
        dots = len(unpacking.decompress(packed, 2 * (least + 8 * height) + 1))
    except zlib.error:
        raise _damaged("PNG") from None
    if dots < least or chunks[-1][0] != b"IEND":
        raise _damaged("PNG")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the name and the contents of each part that is as it was written, up to the last."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name, held = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        check = data[at + 8 + size : at + 12 + size]
        if len(held) < size or zlib.crc32(name + held).to_bytes(4, "big") != check:
            return
        yield name, held
        if name == b"IEND":
            return
        at += 12 + size


def _hold_jpeg(data: bytes) -> None:
    """Find the size of a JPEG in its first frame."""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[one : one + 2], "big") for one in (at + 5, at + 7))
            _hold_size(width, height)
            return
        at += 2 + size
    raise _damaged("SVG")


def _hold_size(width: int, height: int) -> None:
    if not width or not height:
        raise PictureError("has no size; save it again")
    if max(width, height) > MOST_DOTS:
        raise PictureError(
            f"is {width:,} dots wide and {height:,} high; save it with at most {MOST_DOTS:,} on "
            "each side"
        )


def _hold_svg(data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=True, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        if not data.lstrip().startswith((b"<", b"\xef\xbb\xbf")):
            raise PictureError("is not SVG inside; save it again as SVG") from None
        raise _damaged("SVG") from None
    if _name(root) != "svg":
        raise PictureError("is not SVG inside; save it again as SVG")
    _hold_shape(root)
    for image in root.iter("{*}image"):
        for name, value in image.attrib.items():
            if str(name).rpartition("}")[2] == "href" and str(value).startswith("data:"):
                _hold_inner(str(value).encode())


def _hold_inner(address: bytes) -> None:
    """Look at a picture that stands in a drawing."""
    found = _DATA.fullmatch(address)
    if found is None:
        return
    kind, packed, text = found.groups()
    try:
        data = b64decode(unquote_to_bytes(text)) if packed else unquote_to_bytes(text)
    except Base64Error:
        raise _damaged("SVG") from None
    if kind == b"png":
        _hold_png(data)
    elif kind in (b"jpeg", b"jpg"):
        _hold_jpeg(data)
    else:
        raise PictureError(
            "is a drawing with a picture in it that is neither PNG nor JPEG; save the whole as PNG"
        )


def _hold_shape(root: Any) -> None:
    """Hold the shape of a drawing to what fits beside the name of an employer."""
    box = str(root.get("viewBox") or "").replace(",", " ").split()
    sides = (root.get("width") or "100%", root.get("height") or "100%")
    numbers = [_number(side) for side in sides]
    if None in numbers and len(box) == 4:
        numbers = [_number(box[2]), _number(box[3])]
    if None in numbers:
        return  # as large as what is drawn
    width, height = (number or 0.0 for number in numbers)
    if not (width > 0 and height > 0):
        raise PictureError("has no size; save it again")
    if max(width / height, height / width) > _MOST_STRETCHED:
        raise PictureError(
            f"is {width:g} wide and {height:g} high, too long for a logo; save it in another shape"
        )


def _number(text: str) -> float | None:
    """Read a length; None for one that is a share of something, such as 100%."""
    found = _NUMBER.fullmatch(str(text))
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _damaged(kind: str) -> PictureError:
    return PictureError(f"is cut off or damaged; save it again as {kind}")
