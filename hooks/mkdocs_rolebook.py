"""MkDocs hook: lends Rolebook the theme, and puts what Rolebook makes into the site.

The only module that imports MkDocs. Before MkDocs empties the site's folder, everything is read,
checked and rendered, so that a problem in the content leaves the published site as it was. MkDocs
then renders one page of each kind with marks in place of what is a page's own; the pages of the
site are these, filled. ``rolebook build`` asks for the theme alone, and keeps it.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from watchdog.observers.polling import PollingObserverVFS

from rolebook.base.memory import keep_for_good, no_search, search_seldom
from rolebook.commands.options import CONFIG
from rolebook.commands.publishing import Publishing, PublishingError
from rolebook.commands.serving import is_served_at, why_not_served
from rolebook.commands.system_errors import in_words
from rolebook.commands.themes import THEME_TABS, tell_left_out, theme_key
from rolebook.read.mkdocs_file import Site, site_in
from rolebook.render.web.linked_files import OwnFile, linked_files
from rolebook.render.web.page import Heading, Page
from rolebook.render.web.shell import MARKS, PageKind, Shell, ShellError
from rolebook.render.web.site_assets import STYLE_SHEET
from rolebook.render.web.theme import SAMPLE, TAB_TITLES, Theme, kinds
from rolebook.render.web.theme_assets import is_used, theme_assets
from rolebook.site.replacing import replacing
from rolebook.site.site_place import target_problem

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

    def prepare(self, careful: bool = False) -> None:
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
    left_out: dict[str, str]
    """Why each file of the employer's own is not published, by its path in ``content/``"""
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
    if THEME_TABS in os.environ:
        # Who asks wants to hear of links that lead nowhere, and not of all that is done.
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
    search_seldom()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the project's style sheet; each page names the scripts that it uses.

    Where an address is taken, that is known before anything is built.
    """
    if _build.serves and _build.publishing is None:
        host, port = config.dev_addr
        if why := why_not_served(host, port):
            raise PluginError(why)
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
    if refused := target_problem(root, Path(config.site_dir).resolve(), is_chosen=False):
        raise PluginError(refused)
    wrong = site_in(root, os.environ).problems if (root / CONFIG).is_file() else ()
    site = Site(config.site_name, address, config.edit_uri, wrong)
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


@event_priority(-100)  # after all plugins: whatever they add is looked at
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each tab of the navigation, and leave out what must not be published."""
    tabs = {f"{tab}index.md": tab for tab in _build.publishing.tabs}
    theme = theme_assets(files.src_uris)
    _build.left_out = {}
    for file in list(files):
        why = _why_private(file, config, tabs)
        if why or not is_used(file.src_uri, theme):
            files.remove(file)
        if why and not file.src_uri.endswith((".yaml", ".yml")):
            _build.left_out[file.src_uri] = why
    if config.nav is None:
        # MkDocs would list every page that it finds: people say what is published.
        config.nav = []
    missing = {f"{tab}index.md" for tab in TAB_TITLES} - tabs.keys()
    config.nav = [item for item in config.nav if not missing.intersection(_listed_in(item))]
    for uri, tab in tabs.items():
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.INCLUDED)
        GeneratedPage(file, config, replace(SAMPLE, address=tab))
        files.append(file)
        # Not every site has every tab, and mkdocs.yml therefore cannot name them all.
        if not any(uri in _listed_in(item) for item in config.nav):
            config.nav.append(uri)
    return files


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
    content = (_build.publishing.root / "content").resolve()
    if path.is_relative_to(content / "roles"):
        return "nothing in content/roles/ is"
    if not _is_own(file, config):
        return ""
    if not path.is_relative_to(content):
        return "it is a link to a file outside content/"
    return "Rolebook makes the page with this address" if file.src_uri in tabs else ""


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
    shown = []
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
        shown.append((_address_of(kind), whole))
    left_out = _leave_out(files, config, shown)
    others = tuple(file.url for file in files.documentation_pages() if file.src_uri not in own)
    key = theme_key(_build.publishing.root, tabs)
    _build.theme = Theme(shells, tabs, others=others, left_out=left_out, key=key)
    return env


def _leave_out(
    files: Files, config: MkDocsConfig, pages: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Take away what no page refers to and nobody has listed; say what is left out, and why."""
    level = InclusionLevel.is_in_serve if _build.serves else InclusionLevel.is_included
    own = {file.src_uri: file for file in files if _is_own(file, config) and level(file.inclusion)}
    listed = {page.file.src_uri for page in _build.nav.pages} | set(config.extra_templates)
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
        _build.left_out[uri] = "no page links to it"
    return tuple(
        f"content/{uri} is not published: {why}" for uri, why in sorted(_build.left_out.items())
    )


def _text_of(file: File) -> str:
    """Give what may refer to other files."""
    if file.page is not None:
        return file.page.content or ""
    is_text = file.src_uri.endswith((".css", ".htm", ".html", ".svg"))
    return file.content_bytes.decode(errors="replace") if is_text else ""


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
    folder = Path(config.site_dir)
    _build.publishing.forget(folder)  # MkDocs has emptied it
    _build.publishing.finish(folder, _build.theme)
    _build.put_site(config)
    if not isinstance(_build.publishing, ThemeAlone):
        tell_left_out(_build.theme)


#: How often files are looked at while serving, in seconds. MkDocs looks every half a second.
_LOOK_EVERY = 0.15


_AS_BEFORE = "The pages show the site as it was before."
#: What is told of a watched file or folder that is not there, as where another branch lacks it.
_GONE = os.stat_result((0,) * 10)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Notice a change soon, build without MkDocs where it has no part, make PDFs when asked for."""
    keep_for_good()
    watched = [path for path in (config.docs_dir, config.config_file_path) if path]
    for path in watched:
        server.unwatch(path)
    # Polling, as in MkDocs: what the system tells does not reach every network drive.
    # While a site is built, nobody looks: it would take half of Python's time with 1,000 roles.
    idle = threading.Event()
    idle.set()

    def state_when_idle(path: str) -> os.stat_result:
        idle.wait()
        try:
            return os.stat(path)  # noqa: PTH116 - as the observer wants it
        except (FileNotFoundError, NotADirectoryError):
            return _GONE  # the observer would look no more

    server.observer = PollingObserverVFS(state_when_idle, os.scandir, polling_interval=_LOOK_EVERY)
    server.build_delay = _LOOK_EVERY / 3

    def build() -> None:
        idle.clear()
        try:
            with no_search():
                _build_again(Path(config.site_dir), builder)
        except (MkDocsException, OSError) as error:
            why = in_words(error) if isinstance(error, OSError) else error
            print(f"{why}\n{_AS_BEFORE}", file=sys.stderr)
        except Exception:  # a fault of ours: MkDocs would answer nobody any more
            traceback.print_exc()
            print(_AS_BEFORE, file=sys.stderr)
        finally:
            idle.set()

    server.builder = build
    for path in watched:
        server.watch(path)
    is_served = is_served_at(config.dev_addr.host)

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        if not is_served(environ.get("HTTP_HOST")):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"Open {server.url} instead.\n".encode()]
        path = environ["PATH_INFO"].removeprefix(server.mount_path)
        made = _build.publishing.made_when_asked(path)
        if made is None:
            return server.serve_request(environ, start_response)
        status, headers, data = made
        start_response(status, headers)
        return [data]

    server.set_app(answer)
    return server


def _build_again(folder: Path, builder: Callable[[], None]) -> None:
    """Build what is served once more, without MkDocs where it has no part."""
    publishing, theme = _build.publishing, _build.theme
    assert publishing is not None, "there has been a first build"
    wrong = site_in(publishing.root, os.environ).problems
    if wrong or theme.key == theme_key(publishing.root, theme.tabs):
        publishing.site = replace(publishing.site, problems=wrong)
        publishing.prepare()
        if publishing.tabs == theme.tabs:
            publishing.finish(folder, theme)
            return
        # What is new has a tab that the theme has none for.
    with tempfile.TemporaryDirectory(prefix="rolebook-") as place:
        # MkDocs empties the folder before it knows whether it can build.
        shutil.copytree(folder, f"{place}/site", copy_function=_linked)
        try:
            builder()
        except Exception:
            _build.theme = theme
            publishing.forget(folder)
            shutil.rmtree(folder)
            shutil.copytree(f"{place}/site", folder, copy_function=_linked)
            raise


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)
