"""Which files of the theme the pages use; the others are left out of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Where the theme keeps its files; their names bear a fingerprint that differs between versions.
_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")


@dataclass(frozen=True)
class ThemeAssets:
    """Paths of the theme's files by their use; empty where no page uses that kind."""

    styles: str
    script: str = ""
    search: str = ""


def theme_assets(paths: Iterable[str], searches: bool) -> ThemeAssets:
    """Find the theme's files among ``paths``; its scripts only where its search is used.

    Raises:
        LookupError: when the theme has no such file.
    """
    known = tuple(paths)

    def named(pattern: str) -> str:
        found = next((path for path in known if re.fullmatch(pattern, path)), None)
        if found is None:
            raise LookupError(f"the theme has no file like {pattern}")
        return found

    styles = named(r"assets/stylesheets/main\.\w+\.min\.css")
    if not searches:
        return ThemeAssets(styles)
    return ThemeAssets(
        styles,
        named(r"assets/javascripts/bundle\.\w+\.min\.js"),
        named(r"assets/javascripts/workers/search\.\w+\.min\.js"),
    )


def is_used(path: str, assets: ThemeAssets) -> bool:
    """Whether a file belongs on the site: all that is not the theme's, and what pages use of it."""
    if not path.startswith(_FOLDERS):
        return True
    return path in (assets.styles, assets.script, assets.search)
