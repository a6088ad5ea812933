"""Which program makes the theme and serves: MkDocs, or ProperDocs, which has the same interface."""

from __future__ import annotations

import os
from importlib.util import find_spec

from .not_published import PublishingError

#: Names the engine where somebody chose one; processes that are started take it over.
ENGINE = "ROLEBOOK_ENGINE"
#: What each engine is called, by its package; of several that are installed, the first is taken.
ENGINES = {"mkdocs": "MkDocs", "properdocs": "ProperDocs"}


def installed_engines() -> list[str]:
    """Give the packages of the engines that are installed."""
    return [name for name in ENGINES if find_spec(name)]


def engine() -> str:
    """Give the package of the engine that is chosen, or of the first that is installed.

    Raises:
        PublishingError: if it isn't installed, or none is.
    """
    chosen = os.environ.get(ENGINE)
    found = [name for name in installed_engines() if name == (chosen or name)]
    if found:
        return found[0]
    if chosen:
        called = ENGINES.get(chosen, chosen)
        raise PublishingError(f"{called} isn't installed; type pip install {chosen}")
    raise PublishingError("nothing that makes the theme is installed; type pip install mkdocs")
