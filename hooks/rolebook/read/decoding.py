"""The bytes of a file as text, whatever editor wrote them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from rolebook.base.problems import Problem

#: A role is some 20 kB; a file far beyond that is no role, and could only slow the build down.
LARGEST_FILE = 1_000_000

#: How files begin that people rename to .yaml, and what they are.
_OTHER_KINDS = {
    b"PK\x03\x04": "a Word document (or another packed file)",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "a document in Rich Text Format",
    b"%PDF-": "a PDF",
}

#: Signs that join letters, as text copied from a PDF has them, and the letters. No search finds a
#: word with such a sign, and readers aloud stumble over it.
_JOINED = {sign: unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}

_SAVE_AGAIN = 'save it again with the encoding "UTF-8"'


def file_bytes(path: Path) -> bytes:
    """Give what a file holds; of one that is too large, just enough to tell that it is."""
    with path.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def raise_unless_missing(error: OSError) -> None:
    """Raise what the system says of a folder, unless there is no such folder."""
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        raise error


def decode(name: str, data: bytes) -> str | Problem:
    """Read UTF-8, with or without a byte order mark; line ends of Windows are accepted.

    Accents that stand beside their letters, and letters that are joined in one sign, are read as
    the letters that they are. ``name`` is the file's name as problems show it.
    """
    for beginning, kind in _OTHER_KINDS.items():
        if data.startswith(beginning):
            message = (
                f"is {kind}, whatever its name ends in; copy the file of another role, and paste "
                "the words into that"
            )
            return Problem(name, 1, 1, "", message)
    if len(data) > LARGEST_FILE:
        return Problem(
            name, 1, 1, "", "is larger than 1 MB; check that it is the file that you meant"
        )
    if _is_utf16(data):
        return Problem(name, 1, 1, "", f"is saved as UTF-16; {_SAVE_AGAIN}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _not_utf8(name, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, letters in _JOINED.items():
        text = text.replace(sign, letters)
    return unicodedata.normalize("NFC", text)


def _is_utf16(data: bytes) -> bool:
    """Whether the bytes are UTF-16: marked so, or with a zero beside each plain letter."""
    start = data[:100]
    zeros = start.count(0)
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or (zeros > 2 and zeros * 3 > len(start))


def _not_utf8(name: str, data: bytes) -> Problem:
    line = 1
    for line, content in enumerate(data.split(b"\n"), start=1):  # noqa: B007
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(content[: error.start].decode("utf-8-sig")) + 1
            byte = content[error.start : error.start + 1]
            break
    else:  # pragma: no cover - a line end is never part of a longer character
        raise AssertionError("bytes that do not decode have a line that does not")
    try:
        meant = byte.decode("cp1252")
    except UnicodeDecodeError:
        return Problem(name, line, column, "", f"is not saved as UTF-8; {_SAVE_AGAIN}")
    return Problem(
        name,
        line,
        column,
        "",
        f'is saved as Windows-1252, and "{meant}" stands here; {_SAVE_AGAIN}',
    )
