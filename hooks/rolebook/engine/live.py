"""What the engine serves while somebody edits: seen soon, built without it where it has no part."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import MkDocsException
from watchdog.observers.polling import PollingObserverVFS

from rolebook.base.memory import keep_for_good, no_search
from rolebook.commands.publishing.serving import is_served_at
from rolebook.commands.publishing.themes import theme_key
from rolebook.commands.system_errors import in_words
from rolebook.read.mkdocs_file import site_in

from .current_build import current

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


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

    observer: Any = PollingObserverVFS(state_when_idle, os.scandir, polling_interval=_LOOK_EVERY)
    server.observer = observer
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
        made = current.publishing.made_when_asked(path)
        if made is None:
            return server.serve_request(environ, start_response)
        status, headers, data = made
        start_response(status, headers)
        return [data]

    server.set_app(answer)
    return server


def _build_again(folder: Path, builder: Callable[[], None]) -> None:
    """Build what is served once more, without MkDocs where it has no part."""
    publishing, theme = current.publishing, current.theme
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
            current.theme = theme
            publishing.forget(folder)
            shutil.rmtree(folder)
            shutil.copytree(f"{place}/site", folder, copy_function=_linked)
            raise


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)
