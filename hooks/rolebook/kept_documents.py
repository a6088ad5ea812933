"""Documents that were made before: which they are, and where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolebook.cache import Cache
from rolebook.enrich.comparison import SideBySide
from rolebook.problems import Problem

OVERVIEW = "compare/all-roles.pdf"
CRITERIA = "compare/criteria/criteria.pdf"


#: Makes a document when it is called, or takes it from the cache.
Waiting = Callable[[], "Document"]


def group_path(group: SideBySide) -> str:
    """Give the path of the PDF of a named comparison."""
    return f"compare/{group.id}/comparison.pdf"


@dataclass(frozen=True)
class Document:
    """A finished file: its path on the site, its bytes or where they stand, and its size in bytes.

    ``pages`` are those of a PDF.
    """

    path: str
    data: bytes | Path
    size: int
    pages: int | None = None
    key: str = ""
    """The hash of what it is made from"""


def note_documents(cache: Cache, key: str, documents: Sequence[Document]) -> None:
    """Note under ``key`` which documents were made, so that they need not be worked out again."""
    told = [[made.path, made.key, made.size, made.pages] for made in documents]
    if all(isinstance(made.data, Path) for made in documents):
        cache.put(key, json.dumps(told).encode(), {})


def known_documents(cache: Cache, key: str) -> list[Document] | None:
    """Give the documents that were noted; None where not all of them are there still."""
    entry = cache.get(key)
    if entry is None:
        return None
    documents = []
    for path, own, size, pages in json.loads(entry.path.read_bytes()):
        held = cache.get(own)
        if held is None or held.size != size:
            return None
        documents.append(Document(path, held.path, size, pages, own))
    return documents


@dataclass(frozen=True)
class TooLong:
    """What comes in place of documents where the text of an advert does not fit its one page."""

    problem: Problem
