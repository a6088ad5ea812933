"""Styles of Word documents as they are written: sizes, spaces, colours, and a sheet of them."""

from __future__ import annotations

from collections.abc import Iterable

from .xml import NAMESPACES

LANGUAGE = "en-GB"
FONT = "Arial"
INK = "1F2328"
MUTED = "555B63"

BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"

ParagraphStyle = tuple[str, str, str, str, str]
"""Name, what it is based on, what follows it, and its properties: of the paragraph, of its words"""

#: Styles that Word knows by itself; their ids are their names without spaces.
_BUILT_IN = (
    "Normal", "Title", "Subtitle", "heading", "List", "TOC Heading", "toc", "header", "footer",
    "Strong", "Emphasis", "Hyperlink",
)  # fmt: skip


def sized(points: float) -> str:
    """Give the size of letters."""
    return f'<w:sz w:val="{points * 2:g}"/><w:szCs w:val="{points * 2:g}"/>'


def spaced(before: int, after: int, line: int = 0) -> str:
    """Give space before and after in twips; ``line`` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def coloured(rgb: str) -> str:
    """Give the colour of letters as six hexadecimal digits."""
    return f'<w:color w:val="{rgb}"/>'


def style_id(name: str) -> str:
    """Give the id of a style of ours.

    >>> style_id("heading 1"), style_id("toc 1")
    ('Heading1', 'TOC1')
    """
    name = name.replace("toc ", "TOC ")
    return (name[:1].upper() + name[1:]).replace(" ", "")


def opened(kind: str, name: str, default: bool = False) -> str:
    """Give the beginning of a style, up to its name."""
    custom = "" if name.startswith(_BUILT_IN) or default else ' w:customStyle="1"'
    is_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{is_default}{custom} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/>'
    )


def sheet_of(
    paragraphs: Iterable[ParagraphStyle], characters: Iterable[tuple[str, str]], tables: str = ""
) -> bytes:
    """Give a sheet of styles; the paragraph style that is based on nothing is the default one.

    ``characters`` are names with their properties, ``tables`` are styles that are written already.
    """
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"'
    parts = [
        f'<w:styles xmlns:w="{NAMESPACES["w"]}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f"<w:rFonts {fonts}/>"
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    ]
    for name, based_on, following, paragraph, run in paragraphs:
        parts.append(opened("paragraph", name, default=not based_on))
        parts.append(f'<w:basedOn w:val="{style_id(based_on)}"/>' if based_on else "")
        parts.append(f'<w:next w:val="{style_id(following)}"/>' if following else "")
        parts.append(f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>")
        parts.append(f"<w:rPr>{run}</w:rPr></w:style>" if run else "</w:style>")
    parts.append(
        f"{opened('character', 'Default Paragraph Font', default=True)}<w:semiHidden/></w:style>"
    )
    for name, run in characters:
        parts.append(f'{opened("character", name)}<w:basedOn w:val="DefaultParagraphFont"/>')
        parts.append(f"<w:qFormat/><w:rPr>{run}</w:rPr></w:style>")
    parts.append(
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom '
        'w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return "".join((*parts, tables, "</w:styles>")).encode()
