"""How large a role's page is as the roles grow many, and the largest index that a browser loads."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

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


def _number(page: Path) -> tuple[int, str]:
    """Order roles by the number at the end of their ids."""
    name, _, number = page.parent.name.rpartition("-")
    return int(number) if number.isdigit() else 0, name
