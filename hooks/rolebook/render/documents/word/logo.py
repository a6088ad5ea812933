"""The logo of an employer as a picture that every Word can show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import typst

from rolebook.model.site_config import Logo

_EMU_A_MM = 36_000
_HEIGHT_MM = 16
_MOST_WIDTH_MM = 90
#: Dots an inch at which a drawing becomes a picture; sharp on paper.
_DOTS = 400
_DRAWING = b"""
#let data = json(bytes(sys.inputs.data))
#set page(width: auto, height: 16mm, margin: 0pt, fill: none)
#image(bytes(data), format: "svg", height: 100%)
"""


@dataclass(frozen=True)
class LogoPicture:
    """A PNG with its width and height on paper, in English Metric Units."""

    data: bytes
    width: int
    height: int


@lru_cache(maxsize=64)
def logo_picture(logo: Logo) -> LogoPicture:
    """Give the picture of a logo; a drawing (SVG) is made into dots, since old Word shows none.

    Raises:
        typst.TypstError: for a drawing that cannot be read.
    """
    data = logo.data if logo.kind == "png" else _drawn(logo.data)
    # A PNG tells its width and height in its first block.
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    tall = _HEIGHT_MM * _EMU_A_MM
    wide = round(tall * max(width, 1) / max(height, 1))
    most = _MOST_WIDTH_MM * _EMU_A_MM
    if wide > most:
        wide, tall = most, round(tall * most / wide)
    return LogoPicture(data, wide, tall)


def _drawn(svg: bytes) -> bytes:
    made = typst.compile(
        _DRAWING,
        format="png",
        ppi=_DOTS,
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"data": json.dumps(list(svg))},
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made
