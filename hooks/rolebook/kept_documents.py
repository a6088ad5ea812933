"""Documents that were made before: which they are, and where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from rolebook.base.problems import Problem
from rolebook.cache import Cache
from rolebook.enrich.site.comparison import SideBySide

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

    ``pages`` are those of a PDF. Where the bytes stand is a name, since each build reads a thousand
    of these, and a ``Path`` takes long to read.
    """

    path: str
    data: bytes | str
    size: int
    pages: int | None = None
    key: str = ""
    """The hash of what it is made from"""

    @property
    def is_kept(self) -> bool:
        """Whether its bytes stand in the cache, under its key."""
        return isinstance(self.data, str)

    def read(self) -> bytes:
        """Give its bytes, wherever they stand."""
        return Path(self.data).read_bytes() if isinstance(self.data, str) else self.data


@dataclass(frozen=True)
class LeftOut:
    """A document that could not be made: its path on the site, and what is to be put right.

    ``is_fault`` where no text of the role is to blame, but a template or this program.
    """

    path: str
    problem: Problem
    is_fault: bool = False


@dataclass(frozen=True)
class RoleDocuments:
    """The documents of a role, and those that could not be made."""

    made: tuple[Document, ...]
    left_out: tuple[LeftOut, ...] = ()


def note_documents(cache: Cache, key: str, documents: RoleDocuments) -> None:
    """Note under ``key`` which documents were made, so that they need not be worked out again.

    Nothing is noted after a fault, of which nobody knows whether it comes again.
    """
    if any(one.is_fault for one in documents.left_out):
        return
    told = [[made.path, made.key, made.size, made.pages] for made in documents.made]
    left_out = [[one.path, asdict(one.problem)] for one in documents.left_out]
    if all(made.is_kept for made in documents.made):
        cache.put(key, json.dumps([told, left_out]).encode(), {})


def known_documents(cache: Cache, key: str) -> RoleDocuments | None:
    """Give the documents that were noted; None where not all of them are there still."""
    entry = cache.get(key)
    if entry is None:
        return None
    documents = []
    told, left_out = json.loads(entry.path.read_bytes())
    for path, own, size, pages in told:
        held = cache.get(own)
        if held is None or held.size != size:
            return None
        documents.append(Document(path, str(held.path), size, pages, own))
    missing = (LeftOut(path, Problem(**problem)) for path, problem in left_out)
    return RoleDocuments(tuple(documents), tuple(missing))
