"""A role is freed when it is done with, so that a build of any size looks for no garbage."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from building import publish, watched_steps
from conftest import NOW, ROOT
from rolebook.build.role_step import finished_page, role_parts
from rolebook.build.settings import BuildSettings


def garbage_of(step: Callable[..., object], calls: Sequence[tuple[object, ...]]) -> set[str]:
    """Give the kinds of objects that only a search for garbage finds after some calls."""
    step(*calls[0])  # loads what all of them use
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.disable()
    try:
        for given in calls:
            step(*given)
        gc.collect()
        return {f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.enable()
        gc.garbage.clear()


@pytest.mark.parametrize("step", [role_parts, finished_page])
def test_what_was_made_of_a_role_is_freed_without_a_search_for_garbage(
    step: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "market", project)
    runs = watched_steps(monkeypatch)
    made = publish(BuildSettings(project, "Jobs", NOW, pages_only=True))
    assert made.pages
    calls = [given for name, given in runs if name == step.__name__]
    # The parser of Markdown, which few texts need, leaves its tokens.
    kinds = garbage_of(step, calls)
    assert not {kind for kind in kinds if kind.startswith(("jinja2.", "rolebook."))}
