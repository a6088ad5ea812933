"""MkDocs hook: hands the pages and files that Rolebook makes to MkDocs.

The only module that imports MkDocs. Before MkDocs empties the site's folder, everything is read,
checked and rendered, so that a problem in the content leaves the published site as it was. While
MkDocs serves, the problems are shown on the pages instead.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from watchdog.observers.polling import PollingObserver

from rolebook.agreement import DisagreementError
from rolebook.build import Publication, publish
from rolebook.cache import CACHE_FOLDER, Cache
from rolebook.dates import LONDON, in_london
from rolebook.documents import Waiting
from rolebook.editing.schema_files import refresh
from rolebook.file_versions import past_of
from rolebook.kept import Kept, state_of
from rolebook.problems import ContentProblems
from rolebook.render.bytecode import KeptBytecode
from rolebook.render.downloads import Download
from rolebook.render.page import Heading, Page
from rolebook.render.problem_pages import pages_with_problems
from rolebook.render.shell import MARKS, Shell, ShellError
from rolebook.render.site_assets import SCRIPTS, STYLE_SHEETS
from rolebook.render.theme_assets import is_used, theme_assets
from rolebook.render.typst_pdf import PdfRendererError
from rolebook.revision import last_changes
from rolebook.settings import BuildSettings

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation

#: Moment for which the site is built, as 2026-11-23 or 2026-11-23T12:00; the clock where not set.
NOW = "ROLEBOOK_NOW"

#: Set to any word: nothing is taken from the cache, and nothing kept in it.
NO_CACHE = "ROLEBOOK_NO_CACHE"

_TAB_TITLES = {"": "Vacancies", "roles/": "Roles", "compare/": "Compare",
               "careers/": "Careers"}  # fmt: skip

#: Pages with a table of contents as deep in the site as a role's fit the shell of the theme.
_SHELL_DEPTH = 2


class _Build:
    """What one build hands from event to event; MkDocs keeps hooks loaded while it serves."""

    publication: Publication | None = None
    problems: ContentProblems | None = None
    #: Only while serving: what the builds before have made.
    kept: Kept | None = None
    nav: Navigation
    shell: Shell | None = None
    checked = False


_build = _Build()


class GeneratedPage(MkDocsPage):
    """A page whose HTML is known before MkDocs reads it."""

    def __init__(self, file: File, config: MkDocsConfig, page: Page) -> None:
        """Put ``page`` behind ``file``."""
        super().__init__(_TAB_TITLES.get(page.address, escape(page.title)), file, config)
        self.rolebook_page = page
        if page.changed:
            self.update_date = page.changed.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """Give the page's metadata; there is no Markdown to read."""
        page = self.rolebook_page
        self.markdown = ""
        self.meta = {
            "title": escape(page.title),
            "description": escape(page.description),
            "hide": ["navigation", "toc"] if page.wide else ["navigation"],
            "head": page.head,
            "listed": page.listed,
        }
        if not page.wide and page.address.count("/") == _SHELL_DEPTH:
            self.meta["template"] = "filled.html"

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take over the HTML and the table of contents."""
        self.content = self.rolebook_page.html
        title = Heading("content", self.rolebook_page.title, 1, self.rolebook_page.headings)
        self.toc = TableOfContents([_anchor(title)])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


def _anchor(heading: Heading) -> AnchorLink:
    link = AnchorLink(escape(heading.title), heading.id, heading.level)
    link.children = [_anchor(child) for child in heading.children]
    return link


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether MkDocs serves: then a mistake must not take the last good site away."""
    _build.kept = Kept() if command == "serve" else None
    if command == "build":
        # A build makes a great many values and throws few away before it ends: looking for garbage
        # as often as Python does by default takes a third of the time of reading.
        gc.set_threshold(200_000, 50, 100)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the project's style sheets and scripts."""
    for path in STYLE_SHEETS:
        if path not in config.extra_css:
            config.extra_css.append(path)
    known = [str(script) for script in config.extra_javascript]
    config.extra_javascript.extend(path for path in SCRIPTS if path not in known)
    if _build.kept is not None:
        _list_theme_once(config, _build.kept)
    return config


def _list_theme_once(config: MkDocsConfig, kept: Kept) -> None:
    """Keep the list of the theme's files while serving: it holds 14,000 icons."""
    theme = config.theme
    make = theme.get_env
    own = [Path(folder) for folder in theme.dirs if _root(config) in Path(folder).parents]
    state = [state_of(folder) for folder in own if "site-packages" not in folder.parts]

    def get_env() -> Environment:
        env = make()
        listed = env.list_templates

        def list_templates(extensions: Any = None, filter_func: Any = None) -> list[str]:
            return kept.again("theme", state, lambda: listed(extensions, filter_func))

        env.list_templates = list_templates  # type: ignore[method-assign]
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def on_pre_build(config: MkDocsConfig) -> None:
    """Read, check and render, while what was published before still stands."""
    now = _now()
    root = _root(config)
    settings = BuildSettings(
        root=root,
        site_name=config.site_name,
        now=now,
        last_changes=last_changes(root, now),
        source_prefix=config.edit_uri,
        workers=os.cpu_count() or 1,
        site_address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        cache=None if os.environ.get(NO_CACHE) else Cache(root / CACHE_FOLDER, _say),
        past=past_of(root),
    )
    refresh(root)  # so that an editor completes a place that was added a moment ago
    _build.problems = None
    try:
        _build.publication = publish(settings, _build.kept)
    except ContentProblems as problems:
        # Each problem is a line of its own, without the words that a logger puts before it.
        print(problems, file=sys.stderr)
        if _build.kept is None:
            raise PluginError(problems.summary) from problems
        # MkDocs would answer no request at all until the next good build. Not through a logger:
        # in strict mode MkDocs counts what is logged, and gives up.
        print(f"{problems.summary}. The pages show what is wrong.", file=sys.stderr)
        _build.problems = problems
    except DisagreementError as error:
        raise PluginError(
            f"what was made does not say what the files say; nothing was published\n{error}"
        ) from error
    except PdfRendererError as error:
        raise PluginError(f"a PDF could not be made; nothing was published\n{error}") from error


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or ".").resolve().parent


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _now() -> dt.datetime:
    given = os.environ.get(NOW)
    return in_london(given) if given else dt.datetime.now(LONDON)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and file."""
    site = _build.publication or Publication((), ())
    if _build.problems is not None:
        root = _root(config)
        pages, extra = pages_with_problems(site.pages, _build.problems.problems, root)
        site = Publication(pages, (*site.files, *extra))
    _complete_nav(config, {page.address for page in site.pages})
    for page in site.pages:
        in_nav = page.address in _TAB_TITLES
        file = File.generated(
            config,
            f"{page.address}index.md",
            content="",
            inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
        )
        GeneratedPage(file, config, page)
        files.append(file)
    for output in site.files:
        # Said outright, since exclude_docs keeps whatever else is in roles/ out of the site.
        source = (
            {"abs_src_path": str(output.data)}
            if isinstance(output.data, Path)
            else {"content": output.data}
        )
        included = InclusionLevel.INCLUDED
        files.append(File.generated(config, output.path, **source, inclusion=included))
    theme = theme_assets(files.src_uris)
    for file in list(files):
        if not is_used(file.src_uri, theme):
            files.remove(file)
    return files


def _complete_nav(config: MkDocsConfig, addresses: Collection[str]) -> None:
    """Put into the navigation what not every site has, and mkdocs.yml therefore cannot name."""
    for address in _TAB_TITLES:
        name = f"{address}index.md"
        if config.nav is not None and address in addresses and name not in config.nav:
            config.nav.append(name)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation, which the shell needs."""
    _build.nav = nav
    _build.shell = None
    _build.checked = False
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Render the theme's page once with marks to fill."""
    if _build.kept is not None:
        env.bytecode_cache = KeptBytecode(_build.kept)
    env.globals["theme_assets"] = theme_assets(files.src_uris)
    roles = [
        file.page
        for file in files.documentation_pages()
        if isinstance(file.page, GeneratedPage) and file.page.meta.get("template")
    ]
    if roles:
        _build.shell = _render_shell(env, config, files, roles[0])

    def fill(page: GeneratedPage, pages: Any) -> str:
        return _fill(page, config, pages, env)

    env.globals["rolebook_fill"] = fill
    return env


def _render_shell(
    env: Environment, config: MkDocsConfig, files: Files, example: GeneratedPage
) -> Shell:
    marked = Page(
        address=example.rolebook_page.address,
        title=MARKS["title"],
        description=MARKS["description"],
        html=MARKS["content"],
        headings=(Heading("mark", MARKS["contents"], 2),),
        head=MARKS["head"],
    )
    file = File.generated(config, example.file.src_uri, content="")
    page = GeneratedPage(file, config, marked)
    page.read_source(config)
    page.render(config, files)
    page.canonical_url = MARKS["canonical"] if page.canonical_url else None
    text = _full_page(env, config, files.documentation_pages(), page)
    item = env.get_template("partials/toc-item.html")

    def contents_item(link: AnchorLink) -> str:
        return item.render(toc_item=link)

    return Shell(text, contents_item(page.toc.items[0].children[0]), contents_item)


def _full_page(
    env: Environment, config: MkDocsConfig, pages: Sequence[File], page: GeneratedPage
) -> str:
    """Render a page through the whole theme."""
    context: Any = get_context(_build.nav, pages, config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=_build.nav)
    return env.get_template("main.html").render(context)


def _fill(page: GeneratedPage, config: MkDocsConfig, pages: Any, env: Environment) -> str:
    """Fill the shell with a page; the first of each build is held against a full rendering."""
    assert _build.shell is not None
    filled = _build.shell.fill(
        title=page.meta["title"],
        description=page.meta["description"],
        content=page.content or "",
        canonical=page.canonical_url or "",
        head=page.meta["head"],
        contents=page.toc.items[0].children,
    )
    if not _build.checked:
        _build.checked = True
        whole = _full_page(env, config, pages, page)
        try:
            _build.shell.hold_against(filled, whole)
        except ShellError as error:
            raise PluginError(str(error)) from error
    return filled


#: How often files are looked at while serving, in seconds. MkDocs looks every half a second.
_LOOK_EVERY = 0.15


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Notice a change sooner than MkDocs does, and make PDFs when somebody asks for them."""
    watched = [path for path in (config.docs_dir, config.config_file_path) if path]
    for path in watched:
        server.unwatch(path)
    # Polling, as in MkDocs: what the system tells does not reach every network drive.
    server.observer = PollingObserver(timeout=_LOOK_EVERY)
    server.build_delay = _LOOK_EVERY / 3
    for path in watched:
        server.watch(path)

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        documents = _build.publication.waiting if _build.publication else {}
        waiting = documents.get(environ["PATH_INFO"].removeprefix(server.mount_path))
        if waiting is None:
            return server.serve_request(environ, start_response)
        return _made(waiting, start_response)

    server.set_app(answer)
    return server


def _made(waiting: Waiting, start_response: Any) -> Iterable[bytes]:
    """Make a document that somebody has asked for."""
    try:
        document = waiting()
    except (ContentProblems, PdfRendererError) as error:
        start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
        return [f"This document could not be made.\n{error}\n".encode()]
    data = document.data.read_bytes() if isinstance(document.data, Path) else document.data
    kind = Download(document.path).media_type
    start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))])
    return [data]
