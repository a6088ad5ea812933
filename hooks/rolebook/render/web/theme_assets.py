"""Which files of the theme the pages use; the others are left out of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Where the theme keeps its files; their names bear a fingerprint that differs between versions.
_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")


@dataclass(frozen=True)
class ThemeAssets:
    """Paths of the theme's files that pages use."""

    styles: str


def theme_assets(paths: Iterable[str]) -> ThemeAssets:
    """Find the theme's files among ``paths``.

    Raises:
        LookupError: when the theme has no such file.
    """
    pattern = r"assets/stylesheets/main\.\w+\.min\.css"
    found = next((path for path in paths if re.fullmatch(pattern, path)), None)
    if found is None:
        raise LookupError(f"the theme has no file like {pattern}")
    return ThemeAssets(found)


def is_used(path: str, assets: ThemeAssets) -> bool:
    """Whether a file belongs on the site: all that is not the theme's, and what pages use of it."""
    return not path.startswith(_FOLDERS) or path == assets.styles
