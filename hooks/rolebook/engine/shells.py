"""The theme's page, rendered once for each kind of page of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from rolebook.render.web.page import Heading, Page
from rolebook.render.web.shell import MARKS, PageKind, Shell, ShellError
from rolebook.render.web.theme import SAMPLE, kinds

from .current_build import current
from .generated_pages import GeneratedPage, anchor_link

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig


def shells_of(
    env: Environment, config: MkDocsConfig, pages: Sequence[File]
) -> tuple[dict[str, Shell], list[tuple[str, str]]]:
    """Give the shell of each kind of page by its name, and a whole page of each with its address.

    Raises:
        PluginError: when a shell that is filled is not what the theme makes of the same page.
    """
    item = env.get_template("partials/toc-item.html")
    mark = Heading(MARKS["id"], MARKS["words"], 2)
    child = Heading("", MARKS["contents"], 3)
    leaf = item.render(toc_item=anchor_link(mark))
    inner = item.render(toc_item=anchor_link(child))
    nested = item.render(toc_item=anchor_link(replace(mark, children=(child,))))
    nested = nested.replace(inner, MARKS["contents"])
    line = item.render(toc_item=anchor_link(Heading(MARKS["id"], MARKS["contents"], 2)))
    marked = Page(
        address="",
        title=MARKS["title"],
        description=MARKS["description"],
        html=MARKS["content"],
        headings=(Heading(MARKS["id"], MARKS["contents"], 2),),
        head=MARKS["head"],
    )
    shells = {}
    shown = []
    for kind in kinds(current.publishing.tabs):
        text = _themed(env, config, pages, kind, marked, MARKS["canonical"])
        shell = Shell(text.replace(line, MARKS["contents"]), leaf, nested)
        address = f"{config.site_url}sample" if config.site_url else ""
        whole = _themed(env, config, pages, kind, SAMPLE, address)
        try:
            Shell.hold_against(shell.fill(_shaped(SAMPLE, kind), address), whole)
        except ShellError as error:
            raise PluginError(f"{kind.name}: {error}") from error
        shells[kind.name] = shell
        shown.append((_address_of(kind), whole))
    return shells, shown


def _address_of(kind: PageKind) -> str:
    """Give an address that a page of a kind can have."""
    return kind.tab or "".join(f"{letter}/" for letter in "xyz"[: kind.depth])


def _shaped(page: Page, kind: PageKind) -> Page:
    """Give a page the shape of a kind."""
    headings = page.headings if kind.contents else ()
    return replace(page, address=kind.tab, wide=kind.wide, headings=headings)


def _themed(
    env: Environment,
    config: MkDocsConfig,
    pages: Sequence[File],
    kind: PageKind,
    page: Page,
    canonical: str,
) -> str:
    """Render a page through the whole theme, as one of a kind."""
    address = _address_of(kind)
    at = f"{address}index.md"
    tab = next(
        (file.page for file in pages if kind.tab in current.publishing.tabs and file.src_uri == at),
        None,
    )
    file = File.generated(config, at, content="")
    shown = tab or GeneratedPage(file, config, replace(page, address=address))
    assert isinstance(shown, GeneratedPage), "tabs are Rolebook's own pages"
    shown.rolebook_page = _shaped(page, kind)
    shown.read_source(config)
    shown.render(config, Files([]))
    shown.canonical_url = canonical if config.site_url else None
    shown.active = True
    context: Any = get_context(current.nav, pages, config, shown)
    context = config.plugins.on_page_context(context, page=shown, config=config, nav=current.nav)
    text = env.get_template("main.html").render(context)
    shown.active = False
    return text
