"""The settings of a build, besides the files that it reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rolebook.base.project_folders import TEMPLATES
from rolebook.build.project_files import FileDigest
from rolebook.changes.past import Past
from rolebook.render.web.publisher import Publisher


@dataclass(frozen=True)
class BuildSettings:
    """Everything that a build depends on besides the files under ``root``."""

    root: Path
    site_name: str
    now: dt.datetime
    """The moment for which the site is built, in Europe/London"""
    source_prefix: str | None = None
    """Address under which the files of ``content/`` stand in git"""
    workers: int = 1
    """How many PDFs are made at once"""
    site_address: str = ""
    """Address of the site, ending with a slash; packs name that of their page"""
    templates: Path = TEMPLATES
    """Folder of templates, style sheets, scripts and fonts"""

    past: Past = field(default_factory=Past)
    """What git knows of the content: when it last changed, and its earlier versions"""

    pages_only: bool = False
    """Leaves out everything that is made to print, to keep and to fill in"""
    file_digests: Mapping[str, FileDigest] | None = None
    """The digest of each file of the project, by its name, where they are known already"""

    @property
    def publisher(self) -> Publisher:
        """The name and the address of the site."""
        return Publisher(self.site_name, self.site_address)

    def page_address(self, role_id: str) -> str:
        """Give the address of a role's page; empty where that of the site is not known."""
        return f"{self.site_address}roles/{role_id}/" if self.site_address else ""
