"""Builds within the process of a test: what is published, with its pages and files at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rolebook.base.dates import LONDON
from rolebook.base.project_folders import templates_folder
from rolebook.build import publish as building
from rolebook.build.list_steps import page_templates
from rolebook.build.publication import Publication
from rolebook.build.settings import BuildSettings
from rolebook.build.sources import web_tree
from rolebook.build.version import program_version
from rolebook.build.worker_pool import worker_pool
from rolebook.render.web.page import Page
from rolebook.render.web.templates import CompiledTemplates
from rolebook.store import step
from rolebook.store.store import ScratchStore, Store

#: The day on which the tests of builds were made; nothing is dropped that was used since.
TODAY = dt.date(2026, 11, 23)


def _damaged(line: str) -> None:
    pytest.fail(line)


@dataclass(frozen=True)
class Built:
    """What a build makes: its pages, and the bytes of its files by their paths."""

    pages: tuple[Page, ...]
    files: dict[str, bytes]
    publication: Publication

    @property
    def all(self) -> dict[str, object]:
        """Give everything by its place on the site."""
        pages = {
            page.address: (page.title, page.description, page.html, page.headings, page.head,
                           page.wide, page.changed, page.listed)
            for page in self.pages
        }  # fmt: skip
        return {**pages, **self.files}


@contextmanager
def store_at(
    folder: Path | None, say: Callable[[str], None] = _damaged, today: dt.date = TODAY
) -> Iterator[Store]:
    """Open the store in a folder, or one that is deleted afterwards."""
    version = program_version()
    store = Store(folder, version, today, say) if folder else ScratchStore(version, today, say)
    try:
        yield store
    finally:
        store.close()


def publish(
    settings: BuildSettings, store: Store | None = None, serves: bool = False, **pool: object
) -> Built:
    """Build, and read everything that was made; ``pool`` is what a pool of workers is given."""
    settings = replace(settings, templates=templates_folder(settings.root))
    if store is None:
        with store_at(None) as fresh:
            return publish(settings, fresh, serves, **pool)
    with worker_pool(settings.workers, **pool) as workers:
        made = building.publish(settings, store, workers, serves)
        pages = tuple(page.whole for page in made.pages)
        return Built(pages, {file.path: file.read() for file in made.files}, made)


def web_templates(templates: Path) -> CompiledTemplates:
    """Compile the templates of pages in a folder ``templates/``."""
    settings = BuildSettings(templates.parent, "", dt.datetime(2026, 11, 23, tzinfo=LONDON))
    settings = replace(settings, templates=templates)
    return page_templates(web_tree(settings).loaded())


def watched_steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[object, ...]]]:
    """Note each step that runs in this process from now on: its name, and what it was handed."""
    runs: list[tuple[str, tuple[object, ...]]] = []
    named = step.step_named

    def watched(name: str) -> step.Step:
        def run(*given: object) -> object:
            runs.append((name.partition(":")[2], given))
            return named(name)(*given)

        return run

    monkeypatch.setattr(step, "step_named", watched)
    return runs
