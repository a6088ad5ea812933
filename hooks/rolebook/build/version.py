"""Which version of the program and its libraries makes a site: part of the key of every result."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from rolebook.base.digests import digest_of, digest_of_files

from .installed import versions_of

#: What pages, data and documents are made with.
_LIBRARIES = (
    "Jinja2", "MarkupSafe", "PyYAML", "icalendar", "lxml", "markdown-it-py", "pikepdf", "pydantic",
    "pydantic_core", "segno", "typst", "tzdata",
)  # fmt: skip


@lru_cache(maxsize=1)
def program_version() -> str:
    """Give the digest of this package and its libraries; it stays what the process began with."""
    package = Path(__file__).parent.parent
    names = sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py"))
    files = digest_of_files(package, names)
    return digest_of(files, sys.version, *versions_of(*_LIBRARIES))
