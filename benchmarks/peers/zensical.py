"""Zensical, by the authors of Material for MkDocs, with its own theme and search."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import yaml

from benchmarks.markdown_pages import RolePage

from .material import write_documents
from .site_builder import COLD, EDITED, UNCHANGED, PeerMissing, SiteBuilder


def zensical(project: Path, pages: Iterable[RolePage]) -> SiteBuilder:
    """Write a project of the pages for Zensical; the pages of roles are in no navigation.

    Raises:
        PeerMissing: when Zensical is not installed.
    """
    if importlib.util.find_spec("zensical") is None:
        raise PeerMissing("Zensical is not installed: python -m pip install zensical")
    write_documents(project / "docs", pages)
    settings = {
        "site_name": "Zensical",
        "site_url": "https://jobs.example.org/",
        "site_dir": "site",
        "theme": {"language": "en", "font": False},
        "nav": [{"Home": "index.md"}],
    }
    file = project / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    build = (sys.executable, "-m", "zensical", "build", "--config-file", str(file))
    return SiteBuilder(
        name="Zensical",
        version=f"Zensical {version('zensical')}",
        project=project,
        site=project / "site",
        page=lambda id_: project / "docs" / "roles" / f"{id_}.md",
        commands=dict.fromkeys((COLD, EDITED, UNCHANGED), build),
        caches=(project / ".cache",),
        most_runs=3,
    )
