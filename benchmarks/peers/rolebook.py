"""Rolebook itself: its web pages and data alone, or with every document that it offers."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import python
from benchmarks.views import NOW

from .site_builder import COLD, EDITED, FILLING, UNCHANGED, SiteBuilder

PAGES = "Rolebook, pages and data"
PACKS = "Rolebook, pages, data and job packs"
WHOLE = "Rolebook, with every document"


def rolebook_pages(project: Path) -> SiteBuilder:
    """Build web pages and data, without documents."""
    cached = pages_command(project, project / "site", cache=True)
    commands = {
        COLD: pages_command(project, project / "site", cache=False),
        FILLING: cached, EDITED: cached, UNCHANGED: cached,
    }  # fmt: skip
    return _builder(PAGES, project, commands)


def rolebook_packs(project: Path) -> SiteBuilder:
    """Build web pages, data and the job packs, and no other edition of them."""
    with (project / "site_config" / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\neditions: [full]\n")
    return _with_documents(PACKS, project, once=True)


def rolebook_whole(project: Path, *, once: bool = True) -> SiteBuilder:
    """Build all that is published; the cold build is done ``once``, as it takes long."""
    return _with_documents(WHOLE, project, once)


def _with_documents(name: str, project: Path, once: bool) -> SiteBuilder:
    command = _command(project, project / "site", cache=True)
    commands = dict.fromkeys((FILLING, EDITED, UNCHANGED), command)
    return _builder(name, project, commands, frozenset({FILLING} if once else ()))


def pages_command(project: Path, site: Path, *, cache: bool) -> tuple[str, ...]:
    """Give the command that builds web pages and data alone."""
    return _command(project, site, "--pages-only", cache=cache)


def _command(project: Path, site: Path, *more: str, cache: bool) -> tuple[str, ...]:
    now = NOW.replace(tzinfo=None).isoformat()
    return python(
        "-m", "rolebook.cli", "build", "--now", now, "--project", str(project), "--out", str(site),
        *more, *(() if cache else ("--no-cache",)),
    )  # fmt: skip


def _builder(
    name: str,
    project: Path,
    commands: dict[str, tuple[str, ...]],
    once: frozenset[str] = frozenset(),
) -> SiteBuilder:
    return SiteBuilder(
        name=name,
        version=f"Rolebook {version('rolebook')}",
        project=project,
        site=project / "site",
        page=lambda id_: project / "content" / "roles" / f"{id_}.yaml",
        commands=commands,
        caches=(project / ".cache",),
        once=once,
    )
