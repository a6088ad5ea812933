"""How large sites are: a role's page, the largest index that a browser loads, files by kinds."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from .tables import kilobytes, table

#: What a host compresses with.
_LEVEL = 6
#: What scripts of the search fetch; besides, every page that is not a role's own is weighed.
_FETCHED = "search/*.json"
#: Of how many roles the pages are weighed.
_WEIGHED = 50


@dataclass(frozen=True)
class Sizes:
    """Bytes of a site of ``roles`` roles: of a role's page (mean), and of the largest index.

    ``indexes`` are files that a candidate's browser loads whole, compressed, by their paths.
    """

    roles: int
    page: float
    page_compressed: float
    indexes: dict[str, int]

    @property
    def largest(self) -> tuple[str, int]:
        """The path and the compressed bytes of the largest index."""
        return max(self.indexes.items(), key=lambda item: item[1])


def sizes(site: Path, roles: int) -> Sizes:
    """Weigh a site; the same roles are weighed, however many there are."""
    pages = sorted(site.glob("roles/*-0*/index.html"), key=_number)[:_WEIGHED]
    own = set(site.glob("roles/*/index.html"))
    data = [page.read_bytes() for page in pages]
    lists = (path for path in site.rglob("*.html") if path not in own)
    return Sizes(
        roles,
        mean(len(one) for one in data),
        mean(len(gzip.compress(one, _LEVEL)) for one in data),
        {
            path.relative_to(site).as_posix(): len(gzip.compress(path.read_bytes(), _LEVEL))
            for path in sorted((*site.glob(_FETCHED), *lists))
        },
    )


def files_table(sites: Sequence[tuple[str, Path]]) -> str:
    """Give how many files of each kind, and bytes, the sites of several builders have."""
    written = [_written(site) for _, site in sites]
    header = ["written", *(f"{name}: {what}" for name, _ in sites for what in ("files", "size"))]
    rows = [
        [
            kind,
            *(cell for of in written for cell in (f"{len(of[kind]):,}", kilobytes(sum(of[kind])))),
        ]
        for kind in sorted({kind for of in written for kind in of})
    ]
    return table(header, rows)


def _written(site: Path) -> dict[str, list[int]]:
    """Give the bytes of each file by kinds of files."""
    found: dict[str, list[int]] = defaultdict(list)
    for path in site.rglob("*"):
        if path.is_file():
            found[_kind(path.relative_to(site))].append(path.stat().st_size)
    return found


def _kind(path: Path) -> str:
    folder = path.parts[0]
    if folder == "roles" and len(path.parts) > 2:
        return f"each role: {path.name}"
    if path.suffix == ".html":
        return "other pages"
    return folder if folder in ("assets", "feeds", "search") else "other files"


def _number(page: Path) -> tuple[int, str]:
    """Order roles by the number at the end of their ids."""
    name, _, number = page.parent.name.rpartition("-")
    return int(number) if number.isdigit() else 0, name
