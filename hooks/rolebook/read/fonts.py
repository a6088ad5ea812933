"""The fonts that the packs are printed in, and the characters that they hold."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from rolebook.base.problems import Problem

_COPY_AGAIN = "copy it again from the version of Rolebook that you use"
#: How a template of a PDF names the font that it is set in.
_NAMED = re.compile(r'\b(?:font|name): "([^"]+)"')


@lru_cache(maxsize=4)
def printable_characters(folder: Path) -> frozenset[int]:
    """Give the code points that every font in ``folder`` can show; none where none can be read."""
    held: frozenset[int] | None = None
    for path in sorted(folder.glob("*.ttf")):
        if (found := _font(path)) is not None:
            held = found[1] if held is None else held & found[1]
    return held or frozenset()


def font_problems(templates: Path) -> Iterator[Problem]:
    """Find fonts that cannot be read, and those that a template names and nobody has put there."""
    folder = templates / "fonts"
    name = "templates/fonts"
    families = set()
    for path in sorted(folder.glob("**/*.ttf")):
        found = _font(path)
        if found is None:
            file = f"{name}/{path.relative_to(folder).as_posix()}"
            yield Problem(file, 1, 1, "", f"is damaged, or is no font; {_COPY_AGAIN}")
        else:
            families.add(found[0])
    for template in sorted((templates / "pdf").glob("*.typ")):
        for family in _NAMED.findall(template.read_text("utf-8", errors="replace")):
            if family not in families:
                families.add(family)
                message = f"has no font of the family {family}; {_COPY_AGAIN}"
                yield Problem(name, 1, 1, "", message)


def _font(path: Path) -> tuple[str, frozenset[int]] | None:
    """Give the family of a font, and its characters; None where it cannot be read."""
    try:
        return _font_as_of(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=32)
def _font_as_of(path: Path, changed: int) -> tuple[str, frozenset[int]] | None:
    """Read a font that was last ``changed`` then: a build asks for each twice."""
    data = path.read_bytes()
    face = uharfbuzz.Face(data)
    characters = frozenset(face.unicodes)
    names = uharfbuzz.OTNameIdPredefined
    family = face.get_name(names.TYPOGRAPHIC_FAMILY) or face.get_name(names.FONT_FAMILY)
    return (family, characters) if family and characters and _is_whole(data) else None


def _is_whole(data: bytes) -> bool:
    """Whether all tables of a font lie within its file; HarfBuzz reads what is left of one.

    The directory of tables is at the beginning, as OpenType has it
    (https://learn.microsoft.com/typography/opentype/spec/otff).
    """
    (count,) = struct.unpack_from(">H", data, 4)
    ends = (struct.unpack_from(">LL", data, 20 + 16 * table) for table in range(count))
    return all(offset + length <= len(data) for offset, length in ends)
