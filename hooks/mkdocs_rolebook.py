"""MkDocs hook: lends Rolebook the theme, and puts what Rolebook makes into the site.

The only module that imports MkDocs. Before MkDocs empties the site's folder, everything is read,
checked and rendered, so that a problem in the content leaves the published site as it was. MkDocs
then renders one page of each kind with marks in place of what is a page's own; the pages of the
site are these, filled. ``rolebook build`` asks for the theme alone, and keeps it.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from watchdog.observers.polling import PollingObserverVFS

from rolebook.commands.publishing import Publishing, PublishingError
from rolebook.commands.system_errors import in_words
from rolebook.commands.themes import THEME_TABS, theme_key
from rolebook.project import Site
from rolebook.render.page import Heading, Page
from rolebook.render.shell import MARKS, Kind, Shell, ShellError
from rolebook.render.site_assets import STYLE_SHEET
from rolebook.render.theme import SAMPLE, TAB_TITLES, Theme, kinds
from rolebook.render.theme_assets import is_used, theme_assets
from rolebook.site_place import target_problem
from rolebook.write import replacing

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation


class ThemeAlone(Publishing):
    """What the hook does where MkDocs is asked for the theme and nothing else."""

    def __init__(self, root: Path, tabs: str) -> None:
        super().__init__(root, Site("", ""))
        self.tabs = tuple(tab.removeprefix("/") for tab in tabs.split())

    def prepare(self, trust: bool = True) -> None:
        """Do nothing: who asks has read and checked."""

    def finish(self, folder: Path, theme: Theme) -> None:
        """Save the shells beside the files of the theme."""
        theme.save(folder)


class _Build:
    """What one build hands from event to event; MkDocs keeps hooks loaded while it serves."""

    publishing: Publishing | None = None
    serves = False
    nav: Navigation
    theme: Theme
    #: Puts the new site in place of the last one, or leaves that as it was.
    replacing: AbstractContextManager[Path] | None = None
    target: str = ""

    def replace_site(self, config: MkDocsConfig) -> None:
        """Have MkDocs write into a folder beside the site, which stays until all is written."""
        self.target = config.site_dir
        self.replacing = replacing(Path(config.site_dir).resolve())
        config.site_dir = str(self.replacing.__enter__())

    def put_site(self, config: MkDocsConfig) -> None:
        """Put what was written in place of the last site."""
        if self.replacing is not None:
            done, self.replacing = self.replacing, None
            done.__exit__(None, None, None)
            config.site_dir = self.target

    def leave_site(self, error: Exception) -> None:
        """Leave the last site as it was, and delete what was written."""
        if self.replacing is not None:
            failed, self.replacing = self.replacing, None
            failed.__exit__(type(error), error, error.__traceback__)


_build = _Build()


class GeneratedPage(MkDocsPage):
    """A page whose HTML is known before MkDocs reads it."""

    def __init__(self, file: File, config: MkDocsConfig, page: Page) -> None:
        """Put ``page`` behind ``file``."""
        super().__init__(TAB_TITLES.get(page.address, _escaped(page.title)), file, config)
        self.rolebook_page = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Give the page's metadata; there is no Markdown to read."""
        page = self.rolebook_page
        self.markdown = ""
        self.meta = {
            "title": _escaped(page.title),
            "description": _escaped(page.description),
            "hide": ["navigation", "toc"] if page.wide else ["navigation"],
            "head": page.head,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take over the HTML and the table of contents."""
        self.content = self.rolebook_page.html
        title = Heading("content", self.rolebook_page.title, 1, self.rolebook_page.headings)
        self.toc = TableOfContents([_anchor(title)])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


def _escaped(text: str) -> str:
    return str(escape(text))


def _anchor(heading: Heading) -> AnchorLink:
    link = AnchorLink(_escaped(heading.title), _escaped(heading.id), heading.level)
    link.children = [_anchor(child) for child in heading.children]
    return link


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether MkDocs serves: then a mistake must not take the last good site away."""
    _build.serves = command == "serve"
    # A build makes a great many values and throws few away before it ends: looking for garbage
    # as often as Python does by default takes a third of the time of reading.
    gc.set_threshold(200_000, 50, 100)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the project's style sheet; each page names the scripts that it uses."""
    if STYLE_SHEET not in config.extra_css:
        config.extra_css.append(STYLE_SHEET)
    # Rolebook lists the pages itself.
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Read, check and render, while what was published before still stands."""
    root = Path(config.config_file_path or ".").resolve().parent
    tabs = os.environ.get(THEME_TABS)
    if tabs is not None:
        _build.publishing = ThemeAlone(root, tabs)
        return
    address = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    if wrong := target_problem(root, Path(config.site_dir).resolve(), is_chosen=False):
        raise PluginError(wrong)
    site = Site(config.site_name, address, config.edit_uri)
    if _build.serves and _build.publishing:
        _build.publishing.site = site  # mkdocs.yml may say something else now
    else:
        _build.publishing = Publishing(root, site, serves=_build.serves)
    try:
        _build.publishing.prepare()
    except PublishingError as error:
        raise PluginError(str(error)) from error
    if not _build.serves:
        _build.replace_site(config)


def on_build_error(error: Exception) -> None:
    """Leave the last site as it was; what the operating system refuses is told in words."""
    _build.leave_site(error)
    if isinstance(error, OSError):
        raise PluginError(in_words(error)) from error


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each tab of the navigation, and leave out what no page uses."""
    for tab in _build.publishing.tabs:
        file = File.generated(
            config, f"{tab}index.md", content="", inclusion=InclusionLevel.INCLUDED
        )
        GeneratedPage(file, config, replace(SAMPLE, address=tab))
        files.append(file)
        # Not every site has every tab, and mkdocs.yml therefore cannot name them all.
        if config.nav is not None and file.src_uri not in config.nav:
            config.nav.append(file.src_uri)
    theme = theme_assets(files.src_uris)
    for file in list(files):
        if not is_used(file.src_uri, theme):
            files.remove(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation, which every page shows."""
    _build.nav = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Render the theme's page once for each kind of page, with marks to fill."""
    env.globals["theme_assets"] = theme_assets(files.src_uris)
    pages = files.documentation_pages()
    tabs = _build.publishing.tabs
    own = {f"{tab}index.md" for tab in tabs}
    item = env.get_template("partials/toc-item.html")
    mark = Heading(MARKS["id"], MARKS["words"], 2)
    child = Heading("", MARKS["contents"], 3)
    leaf = item.render(toc_item=_anchor(mark))
    inner = item.render(toc_item=_anchor(child))
    nested = item.render(toc_item=_anchor(replace(mark, children=(child,))))
    nested = nested.replace(inner, MARKS["contents"])
    line = item.render(toc_item=_anchor(Heading(MARKS["id"], MARKS["contents"], 2)))
    marked = Page(
        address="",
        title=MARKS["title"],
        description=MARKS["description"],
        html=MARKS["content"],
        headings=(Heading(MARKS["id"], MARKS["contents"], 2),),
        head=MARKS["head"],
    )
    shells = {}
    for kind in kinds(tabs):
        text = _themed(env, config, pages, kind, marked, MARKS["canonical"])
        shell = Shell(text.replace(line, MARKS["contents"]), leaf, nested)
        address = f"{config.site_url}sample" if config.site_url else ""
        whole = _themed(env, config, pages, kind, SAMPLE, address)
        try:
            Shell.hold_against(shell.fill(_shaped(SAMPLE, kind), address), whole)
        except ShellError as error:
            raise PluginError(f"{kind.name}: {error}") from error
        shells[kind.name] = shell
    others = tuple(file.url for file in pages if file.src_uri not in own)
    key = theme_key(_build.publishing.root, tabs)
    _build.theme = Theme(shells, tabs, others=others, key=key)
    return env


def _shaped(page: Page, kind: Kind) -> Page:
    """Give a page the shape of a kind."""
    headings = page.headings if kind.contents else ()
    return replace(page, address=kind.tab, wide=kind.wide, headings=headings)


def _themed(
    env: Environment,
    config: MkDocsConfig,
    pages: Sequence[File],
    kind: Kind,
    page: Page,
    canonical: str,
) -> str:
    """Render a page through the whole theme, as one of a kind."""
    address = kind.tab or "".join(f"{letter}/" for letter in "xyz"[: kind.depth])
    at = f"{address}index.md"
    tab = next(
        (file.page for file in pages if kind.tab in _build.publishing.tabs and file.src_uri == at),
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
    context: Any = get_context(_build.nav, pages, config, shown)
    context = config.plugins.on_page_context(context, page=shown, config=config, nav=_build.nav)
    text = env.get_template("main.html").render(context)
    shown.active = False
    return text


def on_post_build(config: MkDocsConfig) -> None:
    """Put the site's own pages and files beside those of the theme."""
    assert _build.publishing is not None, "MkDocs calls on_pre_build first"
    _build.publishing.finish(Path(config.site_dir), _build.theme)
    _build.put_site(config)


#: How often files are looked at while serving, in seconds. MkDocs looks every half a second.
_LOOK_EVERY = 0.15


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Notice a change soon, build without MkDocs where it has no part, make PDFs when asked for."""
    # What the first build left stays: it need not be looked through for garbage at every save.
    gc.collect()
    gc.freeze()
    watched = [path for path in (config.docs_dir, config.config_file_path) if path]
    for path in watched:
        server.unwatch(path)
    # Polling, as in MkDocs: what the system tells does not reach every network drive.
    # While a site is built, nobody looks: it would take half of Python's time with 1,000 roles.
    idle = threading.Event()
    idle.set()

    def state_when_idle(path: str) -> os.stat_result:
        idle.wait()
        return os.stat(path)  # noqa: PTH116 - as the observer wants it

    server.observer = PollingObserverVFS(state_when_idle, os.scandir, polling_interval=_LOOK_EVERY)
    server.build_delay = _LOOK_EVERY / 3

    def build() -> None:
        idle.clear()
        gc.disable()  # it looks for garbage when nobody waits for a page
        try:
            build_again()
        finally:
            gc.enable()
            idle.set()

    def build_again() -> None:
        publishing = _build.publishing
        assert publishing is not None, "there has been a first build"
        theme = _build.theme
        if theme.key != theme_key(publishing.root, theme.tabs):
            builder()
            return
        publishing.prepare()
        if publishing.tabs == theme.tabs:
            publishing.finish(Path(config.site_dir), theme)
        else:
            builder()  # what is new has a tab that the theme has none for

    server.builder = build
    for path in watched:
        server.watch(path)

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].removeprefix(server.mount_path)
        made = _build.publishing.made_when_asked(path)
        if made is None:
            return server.serve_request(environ, start_response)
        status, headers, data = made
        start_response(status, headers)
        return [data]

    server.set_app(answer)
    return server
