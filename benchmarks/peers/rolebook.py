"""Rolebook itself: its web pages and data alone, with job packs, or with every document."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import NOW

from .site_builder import COLD, EDITED, FILLING, UNCHANGED, SiteBuilder

PAGES = "Rolebook, pages and data"
PACKS = "Rolebook, pages, data and job packs"
WHOLE = "Rolebook, with every document"


def rolebook_pages(project: Path) -> SiteBuilder:
    """Build web pages and data, without documents."""
    return _builder(PAGES, project, "--pages-only")


def rolebook_packs(project: Path) -> SiteBuilder:
    """Build web pages, data, job packs and pictures for sharing, and no other edition."""
    with (project / "site_config" / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\neditions: [full]\n")
    return _builder(PACKS, project)


def rolebook_whole(project: Path) -> SiteBuilder:
    """Build all that is published."""
    return _builder(WHOLE, project)


def build_command(project: Path, site: Path, *options: str) -> tuple[str, ...]:
    """Give the command that builds a site."""
    where = ("--project", str(project), "--out", str(site))
    return rolebook("build", *where, *options)


def rolebook(*arguments: str) -> tuple[str, ...]:
    """Give the command that is installed beside this Python, for the moment of the benchmarks."""
    now = f"{NOW:%Y-%m-%dT%H:%M}"
    return (str(Path(sys.executable).with_name("rolebook")), *arguments, "--now", now)


def _builder(name: str, project: Path, *options: str) -> SiteBuilder:
    site = project / "site"
    cached = build_command(project, site, *options)
    return SiteBuilder(
        name=name,
        version=f"Rolebook {version('rolebook')}",
        project=project,
        site=site,
        page=lambda id_: project / "content" / "roles" / f"{id_}.yaml",
        commands={
            COLD: build_command(project, site, "--no-cache", *options),
            FILLING: cached, EDITED: cached, UNCHANGED: cached,
        },
        caches=(project / ".cache",),
    )  # fmt: skip
