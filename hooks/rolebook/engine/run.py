"""The engine in a process of its own, for ``rolebook build`` and ``rolebook serve``.

Run in the folder of a project, as ``python -m rolebook.engine.run theme FOLDER /TAB...`` or
``python -m rolebook.engine.run serve HOST:PORT``.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from rolebook.commands.publishing.engines import engine

# Material prints a notice about MkDocs 2 on every build; recruiters cannot act on it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

if engine() == "properdocs":
    # From here on, all that is imported as mkdocs is ProperDocs.
    import properdocs.replacement  # noqa: F401

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from rolebook.commands.options import CONFIG
from rolebook.read.mkdocs_file import HOOK, PLUGIN

from .current_build import current


def main(arguments: Sequence[str]) -> None:
    """Make the theme of a project, or serve its site."""
    task, place, *tabs = arguments
    # Whoever asks for the theme wants to hear of broken links, and not of each step.
    _print_messages(logging.WARNING if task == "theme" else logging.INFO)
    try:
        if task == "theme":
            _make_theme(place, tabs)
        else:
            serve(CONFIG, dev_addr=place, **_added())
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


def _print_messages(level: int) -> None:
    """Print what the engine has to say, in lines as long as they are: nobody knows the terminal."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    for name in {"mkdocs", engine()}:  # plugins use the first, whatever the engine
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.propagate = False
        logger.addHandler(handler)


def _make_theme(folder: str, tabs: Sequence[str]) -> None:
    current.theme_tabs = tuple(tab.removeprefix("/") for tab in tabs)
    config = load_config(CONFIG, strict=False, site_dir=folder, **_added())
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _added() -> dict[str, Any]:
    """Give the settings that name Rolebook, where mkdocs.yml does not.

    A project that was copied from a checkout may name the checkout's hook, and not have it.
    """
    with Path(CONFIG).open("rb") as opened:
        given = yaml_load(opened)
    hooks, plugins = given.get("hooks") or [], given.get("plugins") or []
    gone = [hook for hook in hooks if Path(hook).name == HOOK and not Path(hook).is_file()]
    is_named = PLUGIN in _names(plugins) or any(
        Path(hook).name == HOOK for hook in hooks if hook not in gone
    )
    if is_named:
        return {}
    added = {**plugins, PLUGIN: {}} if isinstance(plugins, dict) else [*plugins, PLUGIN]
    return {"plugins": added, "hooks": [hook for hook in hooks if hook not in gone]}


def _names(plugins: Any) -> list[Any]:
    """Name plugins, which are written as names, with their settings below them, or as keys."""
    return [name for item in plugins for name in (item if isinstance(item, dict) else [item])]


if __name__ == "__main__":
    main(sys.argv[1:])
