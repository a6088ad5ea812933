"""The names that git may have for the bytes of a file, by which what was read is found in git."""

from __future__ import annotations

import hashlib


def blob_names(data: bytes) -> tuple[str, ...]:
    """Give the names that git may know these bytes by: as they are, or with Unix line ends."""
    names = []
    for held in dict.fromkeys((data, data.replace(b"\r\n", b"\n"))):
        blob = b"blob %d\0" % len(held) + held
        names += [
            hashlib.sha1(blob, usedforsecurity=False).hexdigest(),
            hashlib.sha256(blob).hexdigest(),
        ]
    return tuple(names)
