"""Several pieces that are kept as one entry of the cache, of which each can be read by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from rolebook.cache import Cache, DamagedError, Entry
from rolebook.render.web.page import Slice


def put_pieces(cache: Cache, key: str, pieces: Mapping[str, bytes]) -> Entry | None:
    """Keep pieces by their names under ``key``; None where the disk takes no more."""
    places = json.dumps([[name, len(data)] for name, data in pieces.items()])
    return cache.put(key, b"".join(pieces.values()), {"pieces": places})


def pieces_in(cache: Cache, key: str) -> dict[str, Slice]:
    """Give where each piece stands, of the entry or of the version that it refers to.

    Raises:
        DamagedError: when the entry is not there, or not whole.
    """
    entry = cache.get(key)
    if entry is None:
        raise DamagedError(key)
    if version := entry.facts.get("version"):
        return pieces_in(cache, str(version))
    pieces = {}
    start = 0
    # Thousands of entries have pieces of the same few names.
    for name, length in json.loads(str(entry.facts.get("pieces", "[]"))):
        pieces[sys.intern(name)] = Slice(entry.path, start, length)
        start += length
    return pieces
