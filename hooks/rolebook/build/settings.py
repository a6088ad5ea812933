"""What a build is told besides the files that it reads."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rolebook.build.installed import versions_of
from rolebook.build.project_files import FileDigest
from rolebook.cache import Cache, hash_of, hash_of_files, program_hash
from rolebook.changes.past import Past

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: What pages and data are made with.
_LIBRARIES = (
    "Jinja2", "MarkupSafe", "PyYAML", "icalendar", "lxml", "markdown-it-py", "pydantic",
    "pydantic_core", "tzdata",
)  # fmt: skip


class Progress(Protocol):
    """Where a build tells how far it has come."""

    def expect(self, tasks: int) -> None:
        """Add to the number of tasks that are to be done."""

    def done(self, tasks: int) -> None:
        """Add to the number of those that are done."""


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
    templates_in: Path | None = None
    """Folder that holds ``templates/``; ``root`` where left out"""

    cache: Cache | None = None
    """Where documents are kept from build to build; None keeps them in memory"""
    past: Past = field(default_factory=Past)
    """What git knows of the content: when it last changed, and its earlier versions"""

    pages_only: bool = False
    """Leaves out everything that is made to print, to keep and to fill in"""
    executor: Executor | None = None
    """Who does the work role by role, in place of processes of this machine"""
    progress: Progress | None = None
    file_digests: Mapping[str, FileDigest] | None = None
    """The digest of each file of the project, by its name, where they are known already"""

    @cached_property
    def shared_key(self) -> str:
        """The hash of everything that every role is worked out from, besides its own file.

        The time is not in it: what is kept of a role says between which moments it holds.
        """
        web = hash_of_files(self.templates, "web/**/*", "fonts/**/*")
        config = hash_of_files(self.root / "site_config", "**/*")
        return hash_of(
            program_hash(),
            web,
            config,
            self.site_name,
            self.site_address,
            sys.version,
            *versions_of(*_LIBRARIES),
        )

    @cached_property
    def makers_key(self) -> str:
        """The hash of what makes documents: this package, the templates, fonts and libraries."""
        return hash_of(
            program_hash(),
            hash_of_files(self.templates, "pdf/*", "fonts/**/*"),
            *versions_of("typst", "pikepdf", "segno", "lxml"),
        )

    @property
    def kept_in(self) -> Cache:
        """The cache, which a build has had from its beginning."""
        assert self.cache is not None, "publish gives one where there is none"
        return self.cache

    def for_workers(self) -> BuildSettings:
        """Give what the work on one role needs of this."""
        return replace(self, past=Past(), executor=None, progress=None, file_digests=None)

    @property
    def templates(self) -> Path:
        """The folder of the templates."""
        return (self.templates_in or self.root) / "templates"

    def page_address(self, role_id: str) -> str:
        """Give the address of a role's page; empty where that of the site is not known."""
        return f"{self.site_address}roles/{role_id}/" if self.site_address else ""
