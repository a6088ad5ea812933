"""The bytes of a file as text, whatever editor wrote them."""

from __future__ import annotations

import unicodedata

from rolebook.problems import Problem

#: A role is some 20 kB; a file far beyond that is no role, and could only slow the build down.
LARGEST_FILE = 1_000_000


def decode(name: str, data: bytes) -> str | Problem:
    """Read UTF-8, with or without a byte order mark; line ends of Windows are accepted.

    ``name`` is the file's name as problems show it.
    """
    if len(data) > LARGEST_FILE:
        return Problem(
            name, 1, 1, "", "is larger than 1 MB; check that it is the file that you meant"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(name, 1, 1, "", 'is saved as UTF-16; save it again with encoding "UTF-8"')
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        line = before.count(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        byte = data[error.start : error.start + 1]
        try:
            meant = f' (it has "{byte.decode("cp1252")}" here)'
        except UnicodeDecodeError:
            return Problem(name, line, column, "", 'is not text in UTF-8; save it again as "UTF-8"')
        return Problem(
            name,
            line,
            column,
            "",
            f'is saved as Windows-1252{meant}; save it again with encoding "UTF-8"',
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)
