"""Colours of employers: dark enough for the white text that stands on them."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from rolebook.base.suggestions import shortened

from .record import refuse
from .words import typed

#: Contrast that text needs with what is behind it (WCAG 2.2, success criterion 1.4.3, level AA).
LEAST_CONTRAST = 4.5


def read_colour(value: Any) -> str:
    """Read a colour as # and six hexadecimal digits."""
    text = typed(value, "a colour").lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise refuse(
            f'"{shortened(text)}" is not a colour; write # and six digits or letters from a to f, '
            'in quotes, such as "#0b5c6b"'
        )
    ratio = contrast_with_white(text)
    if ratio < LEAST_CONTRAST:
        # Rounded down, so that 4.49 is never shown as the 4.5 that is needed.
        shown = Decimal(ratio).quantize(Decimal("0.1"), ROUND_FLOOR)
        raise refuse(
            f'"{text}" is too light for white text on it ({shown} to 1, where {LEAST_CONTRAST} is '
            f'needed); write a darker colour, such as "{_darkened(text)}"'
        )
    return text


def contrast_with_white(colour: str) -> float:
    """Give the contrast ratio of a colour with white, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _darkened(colour: str) -> str:
    """Give the lightest shade of a colour on which white text can be read."""
    for percent in range(99, 0, -1):
        shade = "#" + "".join(f"{part * percent // 100:02x}" for part in _parts(colour))
        if contrast_with_white(shade) >= LEAST_CONTRAST:
            return shade
    return "#000000"  # pragma: no cover - every shade grows dark enough before this
