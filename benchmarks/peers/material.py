"""Plain Material for MkDocs: every page in the navigation, or only the home page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from benchmarks.markdown_pages import RolePage

from .site_builder import COLD, SiteBuilder

_COMMAND = ("-m", "mkdocs", "build", "--quiet", "--strict")


def material(project: Path, pages: Sequence[RolePage], *, in_navigation: bool) -> SiteBuilder:
    """Write a project of the pages for plain Material, with its search."""
    write_documents(project / "docs", pages)
    settings: dict[str, Any] = {
        "site_name": "Plain Material",
        "site_url": "https://jobs.example.org/",
        "theme": {
            "name": "material",
            "language": "en",
            "font": False,
            "features": ["navigation.tabs", "navigation.top", "toc.follow"],
        },
        "plugins": ["search"],
        "nav": [{"Home": "index.md"}],
    }
    if in_navigation:
        settings["nav"].append({"Roles": [{page.title: f"roles/{page.id}.md"} for page in pages]})
    else:
        settings["not_in_nav"] = "/roles/*.md"
    file = project / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), "utf-8")
    site = project / "site"
    build = (sys.executable, *_COMMAND, "--config-file", str(file), "--site-dir", str(site))
    where = "all in" if in_navigation else "outside"
    return SiteBuilder(
        name=f"Plain Material, pages {where} the navigation",
        version=f"MkDocs {version('mkdocs')} with Material {version('mkdocs-material')}",
        project=project,
        site=site,
        page=lambda id_: project / "docs" / "roles" / f"{id_}.md",
        commands={COLD: build},
        # Its time grows with the square of the pages.
        most_runs=1 if in_navigation else None,
        note="has no cache: a rebuild is the whole again",
    )


def write_documents(folder: Path, pages: Iterable[RolePage]) -> None:
    """Write the pages and the home page, which links to each."""
    (folder / "roles").mkdir(parents=True)
    links = []
    for page in pages:
        (folder / "roles" / f"{page.id}.md").write_text(page.markdown, "utf-8")
        links.append(f"- [{page.title_in_markdown}](roles/{page.id}.md)")
    (folder / "index.md").write_text("# Roles\n\n" + "\n".join(links) + "\n", "utf-8")
