"""Eleventy with one layout, a list of the roles and a site map."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.markdown_pages import RolePage

from .site_builder import COLD, EDITED, UNCHANGED, PeerMissing, SiteBuilder

_INSTALLED = Path(__file__).parent / "node_modules" / "@11ty" / "eleventy"
_SETTINGS = """\
export default function (settings) {
  settings.setUseGitIgnore(false);
  settings.setQuietMode(true);
  return {
    dir: { input: "pages", output: "site" },
    // The words of roles are data: nothing in them is run.
    markdownTemplateEngine: false,
  };
}
"""
_LAYOUT = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ title }} - Eleventy</title>
<link rel="canonical" href="https://jobs.example.org{{ page.url }}">
</head>
<body>
<header><a href="/">Eleventy</a> <nav><a href="/roles/">Roles</a></nav></header>
<main>{{ content | safe }}</main>
<footer>Eleventy</footer>
</body>
</html>
"""
_LIST = """\
---
title: Roles
layout: page.njk
permalink: /roles/index.html
---
<ul>
{% for role in collections.role %}<li><a href="{{ role.url }}">{{ role.data.title }}</a></li>
{% endfor %}</ul>
"""
_SITE_MAP = """\
---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for role in collections.role %}<url><loc>https://jobs.example.org{{ role.url }}</loc></url>
{% endfor %}</urlset>
"""


def eleventy(project: Path, pages: Iterable[RolePage]) -> SiteBuilder:
    """Write a project of the pages for Eleventy.

    Raises:
        PeerMissing: when Eleventy or Node is not installed.
    """
    node = shutil.which("node")
    if node is None or not _INSTALLED.is_dir():
        raise PeerMissing("Eleventy is not installed: npm ci --prefix benchmarks/peers")
    source = project / "pages"
    for folder in ("_includes", "roles"):
        (source / folder).mkdir(parents=True)
    (project / "eleventy.config.mjs").write_text(_SETTINGS, "utf-8")
    (source / "_includes" / "page.njk").write_text(_LAYOUT, "utf-8")
    (source / "roles.njk").write_text(_LIST, "utf-8")
    (source / "sitemap.njk").write_text(_SITE_MAP, "utf-8")
    (source / "roles" / "roles.json").write_text('{"layout": "page.njk", "tags": "role"}', "utf-8")
    _write(source / "index.md", {"title": "Roles", "layout": "page.njk"}, "# Roles\n")
    for page in pages:
        _write(source / "roles" / f"{page.id}.md", {"title": page.title}, page.markdown)
    build = (node, str(_INSTALLED / "cmd.cjs"), "--quiet")
    version = json.loads((_INSTALLED / "package.json").read_text("utf-8"))["version"]
    return SiteBuilder(
        name="Eleventy",
        version=f"Eleventy {version}",
        project=project,
        site=project / "site",
        page=lambda id_: source / "roles" / f"{id_}.md",
        # With --incremental=FILE it ends with an error outside its watching.
        commands=dict.fromkeys((COLD, EDITED, UNCHANGED), build),
        caches=(project / ".cache",),
        note="keeps no pages: builds all again",
    )


def _write(path: Path, data: dict[str, str], markdown: str) -> None:
    # JSON is YAML: no title can break it.
    path.write_text(f"---\n{json.dumps(data)}\n---\n{markdown}", "utf-8")
