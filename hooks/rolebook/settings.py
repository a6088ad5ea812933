"""What a build is told besides the files that it reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rolebook.cache import Cache
from rolebook.changes.past import Past
from rolebook.revision import LastChange


@dataclass(frozen=True)
class BuildSettings:
    """Everything that a build depends on besides the files under ``root``."""

    root: Path
    site_name: str
    now: dt.datetime
    """The moment for which the site is built, in Europe/London"""
    last_changes: Mapping[str, LastChange] = field(default_factory=dict)
    """The last change of each file, by its name relative to ``root``"""
    source_prefix: str | None = None
    """Address under which the files of ``content/`` stand in git"""
    workers: int = 1
    """How many PDFs are made at once"""
    site_address: str = ""
    """Address of the site, ending with a slash; packs name that of their page"""
    templates_in: Path | None = None
    """Folder that holds ``templates/``; ``root`` where left out"""

    cache: Cache | None = None
    """Where documents are kept from build to build; None keeps them in memory"""
    past: Past = field(default_factory=Past)
    """Earlier versions of the content, from which each page tells its history"""

    @property
    def templates(self) -> Path:
        """The folder of the templates."""
        return (self.templates_in or self.root) / "templates"

    def page_address(self, role_id: str) -> str:
        """Give the address of a role's page; empty where that of the site is not known."""
        return f"{self.site_address}roles/{role_id}/" if self.site_address else ""
