"""Digests, by which bytes are known to be the same."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

_BYTES = 20
#: Bytes of a file that are held while its digest is taken.
_AT_A_TIME = 1 << 20


def digest_of(*parts: bytes | str) -> str:
    """Give the digest of some bytes; other parts, or other bounds between them, give another."""
    made = blake2b(digest_size=_BYTES)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


def digest_of_file(path: Path | str) -> str:
    """Give what ``digest_of`` gives for the bytes of a file, of which little is held at a time."""
    with open(path, "rb") as opened:  # noqa: PTH123 - for thousands of files
        made = blake2b(os.fstat(opened.fileno()).st_size.to_bytes(8, "big"), digest_size=_BYTES)
        while data := opened.read(_AT_A_TIME):
            made.update(data)
    return made.hexdigest()


def digest_of_files(folder: Path, names: Iterable[str]) -> str:
    """Give the digest of files in a folder, with their names."""
    return digest_of(*(part for name in names for part in (name, digest_of_file(folder / name))))
