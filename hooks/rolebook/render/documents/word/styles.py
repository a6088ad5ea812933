"""The styles of our Word documents, and how a letterhead's own take their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree

from .stylesheet import (
    BOLD,
    INK,
    KEEP,
    LANGUAGE,
    MUTED,
    ParagraphStyle,
    coloured,
    opened,
    sheet_of,
    sized,
    spaced,
)
from .xml import qualified

_HAIRLINE = "B9BEC5"
#: Lists are indented this far for each level, in twips.
STEP = 400
#: Word has styles for lists within lists down to this level.
LIST_LEVELS = 5


def _paragraph_styles(colour: str) -> Iterator[ParagraphStyle]:
    # Not among the defaults of the document, which LibreOffice puts above all styles in a table.
    yield "Normal", "", "", spaced(0, 130, 261), f"{coloured(INK)}{sized(10.5)}"
    yield (
        "Title", "Normal", "Normal", f"<w:keepNext/>{spaced(120, 200, 240)}",
        f"{BOLD}{coloured(INK)}{sized(27)}",
    )  # fmt: skip
    yield "Subtitle", "Normal", "Normal", spaced(0, 240), sized(12.5)
    for level, (size, before, after, ink) in enumerate(
        ((18, 440, 150, colour), (13, 300, 110, INK), (11.5, 260, 100, INK), (10.5, 220, 80, INK)),
        1,
    ):
        yield (
            f"heading {level}", "Normal", "Normal",
            f'{KEEP}{spaced(before, after, 247)}<w:outlineLvl w:val="{level - 1}"/>',
            f"{BOLD}{coloured(ink)}{sized(size)}",
        )  # fmt: skip
    for kind in ("List Bullet", "List Number", "List Continue"):
        for level in range(1, LIST_LEVELS + 1):
            name = kind if level == 1 else f"{kind} {level}"
            indent = f'<w:ind w:left="{level * STEP}"/>'
            numbered = (
                f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{kind}"/></w:numPr>'
                if kind != "List Continue"
                else ""
            )
            own_indent = indent if not numbered else ""
            yield name, "Normal", "", f"{numbered}{spaced(0, 70)}{own_indent}", ""
    yield (
        "TOC Heading",
        "Normal",
        "Normal",
        f"{KEEP}{spaced(320, 100, 240)}",
        f"{BOLD}{sized(13)}",
    )
    yield "toc 1", "Normal", "Normal", spaced(0, 40, 240), ""
    yield "header", "Normal", "", spaced(0, 0), f"{coloured(MUTED)}{sized(8)}"
    yield "footer", "Normal", "", spaced(0, 0), f"{coloured(MUTED)}{sized(8)}"
    yield "Imprint", "Normal", "", spaced(0, 0, 252), f"{coloured(MUTED)}{sized(8)}"
    yield "Employer", "Normal", "", spaced(0, 20), f"{BOLD}{coloured(colour)}{sized(13)}"
    rule = f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="7" w:color="{colour}"/></w:pBdr>'
    yield "Employer Top", "Employer", "Employer", f"{rule}{spaced(0, 20)}", ""
    yield "Employer Detail", "Normal", "", spaced(0, 20), f"{coloured(MUTED)}{sized(9.5)}"
    yield "Role Status", "Normal", "", spaced(400, 200, 240), ""
    yield (
        "Document Kind",
        "Normal",
        "Title",
        f"<w:keepNext/>{spaced(240, 0)}",
        (f"{coloured(MUTED)}{sized(11)}"),
    )
    bar = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{colour}"/></w:pBdr>'
    indent = '<w:ind w:left="200"/>'
    yield "Notice", "Normal", "", f"<w:keepLines/>{bar}{spaced(60, 100)}{indent}", ""
    yield "Notice Title", "Notice", "Notice", f"<w:keepNext/>{bar}{spaced(120, 40)}{indent}", BOLD
    yield "Table Text", "Normal", "", spaced(0, 40, 252), ""
    yield "Table Note", "Table Text", "", spaced(0, 40, 252), f"{coloured(MUTED)}{sized(9.5)}"
    yield "Table Label", "Table Text", "", spaced(0, 40, 252), BOLD
    yield (
        "Table Head", "Table Text", "", f"<w:keepNext/>{spaced(0, 20, 252)}", f"{BOLD}{sized(9)}"
    )  # fmt: skip
    yield (
        "After Table",
        "Normal",
        "",
        ('<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'),
        sized(2),
    )


def _character_styles(colour: str) -> Iterator[tuple[str, str]]:
    yield "Strong", BOLD
    yield "Emphasis", "<w:i/><w:iCs/>"
    yield "Hyperlink", f'{coloured(colour)}<w:u w:val="single"/>'
    yield "Small Note", f"{coloured(MUTED)}{sized(9)}"
    yield (
        "Status Mark",
        (
            f"{BOLD}{coloured(colour)}{sized(9.5)}"
            f'<w:bdr w:val="single" w:sz="8" w:space="4" w:color="{colour}"/>'
        ),
    )


def _table_style(name: str, colour: str) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_HAIRLINE}"'
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 75), ("left", 0), ("bottom", 35), ("right", 200))
    )
    return (
        f'{opened("table", name)}<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" '
        f'w:space="0" w:color="{colour}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


@cache
def stylesheet(colour: str) -> bytes:
    """Give all styles; ``colour`` is six hexadecimal digits.

    Where a style is to be numbered, it names the kind of its list in place of a number.
    """
    tables = "".join(_table_style(name, colour) for name in ("Role Facts", "Role Table"))
    return sheet_of(_paragraph_styles(colour), _character_styles(colour), tables)


def styles_with(own: bytes | None, colour: str) -> tuple[etree._Element, Mapping[str, str]]:
    """Give the styles of a document, and the id of each style by its name in small letters.

    ``own`` are those of a letterhead: they stay as they are, and ours fill what is missing.
    """
    ours = etree.fromstring(stylesheet(colour))
    styles = ours if own is None else etree.fromstring(own)
    ids = dict(ids_of(styles))
    if own is None:
        return styles, ids
    taken = set(ids.values())
    missing = [style for style in _styles(ours) if _name(style) not in ids]
    by_our_id = {style.get(qualified("styleId"), ""): _name(style) for style in _styles(ours)}
    for style in missing:
        id_ = style.get(qualified("styleId"), "")
        ids[_name(style)] = f"Rolebook{id_}" if id_ in taken else id_
    for style in missing:
        style.set(qualified("styleId"), ids[_name(style)])
        style.attrib.pop(qualified("default"), "")
        for tag in ("basedOn", "next"):
            for reference in style.iterfind(qualified(tag)):
                value = reference.get(qualified("val"), "")
                reference.set(qualified("val"), ids[by_our_id[value]])
        styles.append(style)
    for language in styles.iter(qualified("lang")):
        language.set(qualified("val"), LANGUAGE)
    return styles, ids


def ids_of(styles: etree._Element) -> Mapping[str, str]:
    """Give the id of each style by its name in small letters."""
    return {_name(style): style.get(qualified("styleId"), "") for style in _styles(styles)}


def _styles(styles: etree._Element) -> list[etree._Element]:
    return styles.findall(qualified("style"))


def _name(style: etree._Element) -> str:
    name = style.find(qualified("name"))
    return "" if name is None else name.get(qualified("val"), "").casefold()
