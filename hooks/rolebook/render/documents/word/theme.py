"""The theme of a Word document: what Word offers in its menus of colours and fonts."""

from __future__ import annotations

from .stylesheet import FONT, INK, MUTED

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: Dark on white, each at 4.5:1 or more; the employer's own comes before them.
_ACCENTS = ("24405C", "7A2E45", "2F6B3A", "5B4A8A", "8A4B12")


def plain_theme(colour: str) -> bytes:
    """Give a theme with the ``colour`` of an employer; nothing in our styles comes from it."""
    shades = {"dk1": INK, "lt1": "FFFFFF", "dk2": MUTED, "lt2": "F2F3F5"}
    shades |= {f"accent{at}": accent for at, accent in enumerate((colour, *_ACCENTS), start=1)}
    shades |= {"hlink": colour, "folHlink": MUTED}
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{shade}"/></a:{name}>' for name, shade in shades.items()
    )
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    # Lines, fills and effects of drawings, of which each theme has to have three.
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    drawn = "".join(
        f"<a:{name}>{one * 3}</a:{name}>"
        for name, one in (
            ("fillStyleLst", fill),
            ("lnStyleLst", line),
            ("effectStyleLst", effect),
            ("bgFillStyleLst", fill),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{_DRAWING}" name="Rolebook"><a:themeElements>'
        f'<a:clrScheme name="Rolebook">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Rolebook"><a:majorFont>{face}</a:majorFont>'
        f"<a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Rolebook">{drawn}</a:fmtScheme></a:themeElements></a:theme>'
    ).encode()
