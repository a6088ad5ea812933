"""The events of MkDocs: Rolebook borrows the theme, and puts what it makes into the site.

Before MkDocs empties the site's folder, everything is read, checked and rendered, so that a problem
in the content leaves the published site as it was. MkDocs then renders one page of each kind with
marks in place of what is a page's own; the pages of the site are these, filled. ``rolebook build``
asks for the theme alone, and keeps it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from rolebook.base.memory import search_seldom
from rolebook.base.project_folders import templates_folder
from rolebook.check.words import words_of
from rolebook.commands.options import CONFIG
from rolebook.commands.publishing.look import look_of
from rolebook.commands.publishing.publishing import Publishing, PublishingError
from rolebook.commands.publishing.serving import why_not_served
from rolebook.commands.publishing.themes import tell_left_out, theme_key
from rolebook.commands.system_errors import in_words
from rolebook.read.mkdocs_file import Site, site_in
from rolebook.render.web.site_assets import STYLE_SHEET
from rolebook.render.web.templates import words_for_templates
from rolebook.render.web.theme import Theme
from rolebook.render.web.theme_assets import theme_assets
from rolebook.site.site_place import target_problem

from .current_build import ThemeAlone, current
from .live import on_serve as on_serve
from .published_files import leave_out, publish_only
from .shells import shells_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

#: Folders of a project that are watched while it is served, besides what MkDocs watches itself.
_WATCHED = ("site_config", "templates")


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether MkDocs serves: then a mistake must not take the last good site away."""
    current.serves = command == "serve"
    search_seldom()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the theme's templates and style sheet, and say what is to be watched.

    Where an address is taken, that is known before anything is built.
    """
    if current.serves and current.begun is None:
        host, port = config.dev_addr
        if why := why_not_served(host, port):
            raise PluginError(why)
    root = _root(config)
    if STYLE_SHEET not in config.extra_css:
        config.extra_css.insert(0, STYLE_SHEET)  # an employer's own come later, and win
    look = look_of(root)
    current.words = words_of(root)
    for name in ("logo", "favicon"):
        if chosen := getattr(look, name):
            config.theme[name] = chosen
    config.copyright = look.footer or config.copyright
    folder = str(templates_folder(root) / "theme")
    if folder not in config.theme.dirs:
        # A custom_dir, which is the first, wins.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
    config.watch.extend(
        str(root / name)
        for name in _WATCHED
        if (root / name).is_dir() and str(root / name) not in config.watch
    )
    # Rolebook lists the pages itself.
    config.theme.static_templates.discard("sitemap.xml")
    return config


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or CONFIG).resolve().parent


def on_pre_build(config: MkDocsConfig) -> None:
    """Read, check and render, while what was published before still stands."""
    root = _root(config)
    if current.theme_tabs is not None:
        current.begun = ThemeAlone(root, current.theme_tabs)
        return
    address = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    if refused := target_problem(root, Path(config.site_dir).resolve(), is_chosen=False):
        raise PluginError(refused)
    wrong = site_in(root, os.environ).problems if (root / CONFIG).is_file() else ()
    site = Site(config.site_name, address, config.edit_uri, wrong)
    if current.serves and current.begun:
        current.begun.site = site  # mkdocs.yml may say something else now
    else:
        current.begun = Publishing(root, site, serves=current.serves)
    try:
        current.begun.prepare()
    except PublishingError as error:
        raise PluginError(str(error)) from error
    if not current.serves:
        current.replace_site(config)


def on_build_error(error: Exception) -> None:
    """Leave the last site as it was; what the operating system refuses is told in words."""
    current.leave_site(error)
    if isinstance(error, OSError):
        raise PluginError(in_words(error)) from error


@event_priority(-100)  # after all plugins: whatever they add is looked at
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each tab of the navigation, and leave out what must not be published."""
    publish_only(files, config)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation, which every page shows."""
    current.nav = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Render the theme's page once for each kind of page, and leave out what no page refers to."""
    env.globals["theme_assets"] = theme_assets(files.src_uris)
    env.globals["look"] = look_of(current.publishing.root)
    env.globals["words"] = words_for_templates(current.words)["words"]
    tabs = current.publishing.tabs
    shells, shown = shells_of(env, config, files.documentation_pages())
    left_out = leave_out(files, config, shown)
    own = {f"{tab}index.md" for tab in tabs}
    others = tuple(file.url for file in files.documentation_pages() if file.src_uri not in own)
    key = theme_key(current.publishing.root, tabs)
    current.theme = Theme(shells, tabs, others=others, left_out=left_out, key=key)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Put the site's own pages and files beside those of the theme."""
    folder = Path(config.site_dir)
    current.publishing.forget(folder)  # MkDocs has emptied it
    current.publishing.finish(folder, current.theme)
    current.put_site(config)
    if not isinstance(current.publishing, ThemeAlone):
        tell_left_out(current.theme)
