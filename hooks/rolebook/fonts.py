"""The fonts that the packs are printed in, and the characters that they hold."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont


@lru_cache(maxsize=4)
def printable_characters(folder: Path) -> frozenset[int]:
    """Give the code points that every font in ``folder`` can show."""
    held: frozenset[int] | None = None
    for path in sorted(folder.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            points = frozenset(font.getBestCmap())
        held = points if held is None else held & points
    if not held:
        raise FileNotFoundError(f"no TrueType font in {folder}")
    return held
