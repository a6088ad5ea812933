"""The styles of our Word documents, and how a letterhead's own take their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree

from .xml import NAMESPACES, qualified

LANGUAGE = "en-GB"
FONT = "Arial"
INK = "1F2328"
MUTED = "555B63"
_HAIRLINE = "B9BEC5"
#: Lists are indented this far for each level, in twips.
STEP = 400
#: Word has styles for lists within lists down to this level.
LIST_LEVELS = 5


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:g}"/><w:szCs w:val="{points * 2:g}"/>'


def _space(before: int, after: int, line: int = 0) -> str:
    """Give space before and after in twips; ``line`` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _colour(rgb: str) -> str:
    return f'<w:color w:val="{rgb}"/>'


_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"


def _paragraph_styles(colour: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Give name, what it is based on, what follows it, and its properties."""
    # Not among the defaults of the document, which LibreOffice puts above all styles in a table.
    yield "Normal", "", "", _space(0, 130, 261), f"{_colour(INK)}{_size(10.5)}"
    yield (
        "Title", "Normal", "Normal", f"<w:keepNext/>{_space(120, 200, 240)}",
        f"{_BOLD}{_colour(INK)}{_size(27)}",
    )  # fmt: skip
    yield "Subtitle", "Normal", "Normal", _space(0, 240), _size(12.5)
    for level, (size, before, after, ink) in enumerate(
        ((18, 440, 150, colour), (13, 300, 110, INK), (11.5, 260, 100, INK), (10.5, 220, 80, INK)),
        1,
    ):
        yield (
            f"heading {level}", "Normal", "Normal",
            f'{_KEEP}{_space(before, after, 247)}<w:outlineLvl w:val="{level - 1}"/>',
            f"{_BOLD}{_colour(ink)}{_size(size)}",
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
            yield name, "Normal", "", f"{numbered}{_space(0, 70)}{own_indent}", ""
    yield (
        "TOC Heading",
        "Normal",
        "Normal",
        f"{_KEEP}{_space(320, 100, 240)}",
        f"{_BOLD}{_size(13)}",
    )
    yield "toc 1", "Normal", "Normal", _space(0, 40, 240), ""
    yield "header", "Normal", "", _space(0, 0), f"{_colour(MUTED)}{_size(8)}"
    yield "footer", "Normal", "", _space(0, 0), f"{_colour(MUTED)}{_size(8)}"
    yield "Imprint", "Normal", "", _space(0, 0, 252), f"{_colour(MUTED)}{_size(8)}"
    yield "Employer", "Normal", "", _space(0, 20), f"{_BOLD}{_colour(colour)}{_size(13)}"
    rule = f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="7" w:color="{colour}"/></w:pBdr>'
    yield "Employer Top", "Employer", "Employer", f"{rule}{_space(0, 20)}", ""
    yield "Employer Detail", "Normal", "", _space(0, 20), f"{_colour(MUTED)}{_size(9.5)}"
    yield "Role Status", "Normal", "", _space(400, 200, 240), ""
    yield (
        "Document Kind",
        "Normal",
        "Title",
        f"<w:keepNext/>{_space(240, 0)}",
        (f"{_colour(MUTED)}{_size(11)}"),
    )
    bar = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{colour}"/></w:pBdr>'
    indent = '<w:ind w:left="200"/>'
    yield "Notice", "Normal", "", f"<w:keepLines/>{bar}{_space(60, 100)}{indent}", ""
    yield "Notice Title", "Notice", "Notice", f"<w:keepNext/>{bar}{_space(120, 40)}{indent}", _BOLD
    yield "Table Text", "Normal", "", _space(0, 40, 252), ""
    yield "Table Note", "Table Text", "", _space(0, 40, 252), f"{_colour(MUTED)}{_size(9.5)}"
    yield "Table Label", "Table Text", "", _space(0, 40, 252), _BOLD
    yield (
        "Table Head", "Table Text", "", f"<w:keepNext/>{_space(0, 20, 252)}", f"{_BOLD}{_size(9)}"
    )  # fmt: skip
    yield (
        "After Table",
        "Normal",
        "",
        ('<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'),
        _size(2),
    )


def _character_styles(colour: str) -> Iterator[tuple[str, str]]:
    yield "Strong", _BOLD
    yield "Emphasis", "<w:i/><w:iCs/>"
    yield "Hyperlink", f'{_colour(colour)}<w:u w:val="single"/>'
    yield "Small Note", f"{_colour(MUTED)}{_size(9)}"
    yield (
        "Status Mark",
        (
            f"{_BOLD}{_colour(colour)}{_size(9.5)}"
            f'<w:bdr w:val="single" w:sz="8" w:space="4" w:color="{colour}"/>'
        ),
    )


#: Styles that Word knows by itself; their ids are their names without spaces.
_BUILT_IN = (
    "Normal", "Title", "Subtitle", "heading", "List", "TOC Heading", "toc", "header", "footer",
    "Strong", "Emphasis", "Hyperlink",
)  # fmt: skip


def style_id(name: str) -> str:
    """Give the id of a style of ours.

    >>> style_id("heading 1"), style_id("toc 1")
    ('Heading1', 'TOC1')
    """
    name = name.replace("toc ", "TOC ")
    return (name[:1].upper() + name[1:]).replace(" ", "")


def _opened(kind: str, name: str, default: bool = False) -> str:
    custom = "" if name.startswith(_BUILT_IN) or default else ' w:customStyle="1"'
    is_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{is_default}{custom} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/>'
    )


def _table_style(name: str, colour: str) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_HAIRLINE}"'
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 75), ("left", 0), ("bottom", 35), ("right", 200))
    )
    return (
        f'{_opened("table", name)}<w:basedOn w:val="TableNormal"/><w:qFormat/>'
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
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"'
    parts = [
        f'<w:styles xmlns:w="{NAMESPACES["w"]}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f"<w:rFonts {fonts}/>"
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    ]
    for name, based_on, following, paragraph, run in _paragraph_styles(colour):
        parts.append(_opened("paragraph", name, default=not based_on))
        parts.append(f'<w:basedOn w:val="{style_id(based_on)}"/>' if based_on else "")
        parts.append(f'<w:next w:val="{style_id(following)}"/>' if following else "")
        parts.append(f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>")
        parts.append(f"<w:rPr>{run}</w:rPr></w:style>" if run else "</w:style>")
    parts.append(
        f"{_opened('character', 'Default Paragraph Font', default=True)}<w:semiHidden/></w:style>"
    )
    for name, run in _character_styles(colour):
        parts.append(f'{_opened("character", name)}<w:basedOn w:val="DefaultParagraphFont"/>')
        parts.append(f"<w:qFormat/><w:rPr>{run}</w:rPr></w:style>")
    parts.append(
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom '
        'w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    parts.extend(_table_style(name, colour) for name in ("Role Facts", "Role Table"))
    return "".join((*parts, "</w:styles>")).encode()


def styles_with(own: bytes | None, colour: str) -> tuple[etree._Element, Mapping[str, str]]:
    """Give the styles of a document, and the id of each style by its name in small letters.

    ``own`` are those of a letterhead: they stay as they are, and ours fill what is missing.
    """
    ours = etree.fromstring(stylesheet(colour))
    styles = ours if own is None else etree.fromstring(own)
    ids = {_name(style): style.get(qualified("styleId"), "") for style in _styles(styles)}
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


def _styles(styles: etree._Element) -> list[etree._Element]:
    return styles.findall(qualified("style"))


def _name(style: etree._Element) -> str:
    name = style.find(qualified("name"))
    return "" if name is None else name.get(qualified("val"), "").casefold()
