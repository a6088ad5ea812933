"""Which files of the employer and of the theme are published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from rolebook.render.web.host_headers import HOST_FILES
from rolebook.render.web.linked_files import OwnFile, linked_files
from rolebook.render.web.theme import SAMPLE, TABS
from rolebook.render.web.theme_assets import is_used, theme_assets

from .current_build import current
from .generated_pages import GeneratedPage

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def publish_only(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each tab of the navigation, and leave out what must not be published."""
    tabs = {f"{tab}index.md": tab for tab in current.publishing.tabs}
    theme = theme_assets(files.src_uris)
    current.left_out = {}
    for file in list(files):
        why = _why_private(file, config, tabs)
        if why or not is_used(file.src_uri, theme):
            files.remove(file)
        if why and not file.src_uri.endswith((".yaml", ".yml")):
            current.left_out[file.src_uri] = why
    if config.nav is None:
        # MkDocs would list every page that it finds: people say what is published.
        config.nav = []
    missing = {f"{tab}index.md" for tab in TABS} - tabs.keys()
    config.nav = [item for item in config.nav if not missing.intersection(_listed_in(item))]
    for uri, tab in tabs.items():
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.INCLUDED)
        GeneratedPage(file, config, replace(SAMPLE, address=tab))
        files.append(file)
        # Not every site has every tab, and mkdocs.yml therefore cannot name them all.
        if not any(uri in _listed_in(item) for item in config.nav):
            config.nav.append(uri)


def _listed_in(item: object) -> list[object]:
    """Give what one item of the navigation leads to, where that is a page."""
    held = item.values() if isinstance(item, dict) else [item]
    return [one for one in held if isinstance(one, str)]


def _is_own(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is the employer's, rather than the theme's or a plugin's."""
    return file.src_dir == config.docs_dir


def _why_private(file: File, config: MkDocsConfig, tabs: Iterable[str]) -> str:
    """Say why a file must not be published, whatever mkdocs.yml says; empty where it may be."""
    if file.abs_src_path is None:
        return ""
    path = Path(file.abs_src_path).resolve()
    content = (current.publishing.root / "content").resolve()
    if path.is_relative_to(content / "roles"):
        return "nothing in content/roles/ is"
    if not _is_own(file, config):
        return ""
    if not path.is_relative_to(content):
        return "it is a link to a file outside content/"
    if file.src_uri in HOST_FILES:
        return "Rolebook makes this file; hosts to allow go into site_config/site.yaml"
    return "Rolebook makes the page with this address" if file.src_uri in tabs else ""


def leave_out(
    files: Files, config: MkDocsConfig, pages: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Take away what no page refers to and nobody has listed; say what is left out, and why."""
    level = InclusionLevel.is_in_serve if current.serves else InclusionLevel.is_included
    own = {file.src_uri: file for file in files if _is_own(file, config) and level(file.inclusion)}
    listed = {page.file.src_uri for page in current.nav.pages} | set(config.extra_templates)
    listed |= {uri for uri, file in own.items() if file.inclusion.is_not_in_nav()}
    found = linked_files(
        [
            OwnFile(uri, (file.url, file.dest_uri), partial(_text_of, file))
            for uri, file in own.items()
        ],
        listed,
        pages,
        config.site_url or "",
    )
    for uri in own.keys() - found:
        files.remove(own[uri])
        current.left_out[uri] = "no page links to it"
    return tuple(
        f"content/{uri} is not published: {why}" for uri, why in sorted(current.left_out.items())
    )


def _text_of(file: File) -> str:
    """Give what may refer to other files."""
    if file.page is not None:
        return file.page.content or ""
    is_text = file.src_uri.endswith((".css", ".htm", ".html", ".svg"))
    return file.content_bytes.decode(errors="replace") if is_text else ""
