"""Word documents: styles, language, fields to fill in, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import cast
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.rel import _Relationship
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from .job_pack import start_of
from .word.package import zipped
from .word.styles import FONT, INK, LANGUAGE, MUTED

_INK, _MUTED = RGBColor.from_string(INK), RGBColor.from_string(MUTED)


def new_document(
    *, title: str, author: str, header: str, footer: str, colour: str, day: dt.date
) -> Document:
    """Make an empty document of A4 in British English; pages are numbered in its footer."""
    document = docx.Document()
    _leave_out(document.part.rels, "stylesWithEffects")
    _leave_out(document.part.package.rels, "thumbnail")
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, LANGUAGE
    properties.comments = properties.keywords = properties.last_modified_by = ""
    # In Word these days have no zone.
    properties.created = properties.modified = start_of(day).replace(tzinfo=None)
    properties.revision = 1
    _set_styles(document, RGBColor.from_string(colour.removeprefix("#").upper()))
    _set_language(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header.paragraphs[0].text = header
    line = section.footer.paragraphs[0]
    line.text = f"{footer} · Page "
    _add_field(line, "PAGE")
    line.add_run(" of ")
    _add_field(line, "NUMPAGES")
    return document


def add_answer(document: Document, name: str, prompt: str) -> None:
    """Add a field of text; its prompt goes when somebody writes, and readers hear its name."""
    paragraph = document.add_paragraph(style="Answer")
    body = paragraph._p.getparent()
    assert body is not None
    place = body.index(paragraph._p)
    run = paragraph.add_run(prompt)
    run.style = document.styles["Placeholder"]
    field = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent/></w:sdt>"
    )
    # Set as attributes, so that no letter of a name is read as XML.
    for tag in ("w:alias", "w:tag"):
        _found(field, tag).set(qn("w:val"), name[:64])
    _found(field, "w:sdtContent").append(paragraph._p)
    body.insert(place, field)


def saved(document: Document) -> bytes:
    """Give the bytes of the file; the same ones for the same document, whenever it is made."""
    made = BytesIO()
    document.save(made)
    with ZipFile(made) as file:
        return zipped({name: file.read(name) for name in file.namelist()})


def _leave_out(relationships: dict[str, _Relationship], kind: str) -> None:
    """Leave out what python-docx's own template holds besides: styles as Word 2007 read them."""
    for id_, relationship in list(relationships.items()):
        if relationship.reltype.endswith(f"/{kind}"):
            del relationships[id_]


def _set_styles(document: Document, colour: RGBColor) -> None:
    looks: dict[str, tuple[float, RGBColor, bool, float, float]] = {
        # style: size, colour, bold, space before and after
        "Normal": (11.5, _INK, False, 0, 8),
        "Title": (24, colour, True, 0, 4),
        "Subtitle": (13, _INK, False, 0, 14),
        "Heading 1": (17, colour, True, 22, 6),
        "Heading 2": (12.5, _INK, True, 16, 3),
        "Header": (9, _MUTED, False, 0, 0),
        "Footer": (9, _MUTED, False, 0, 0),
        "Question": (11.5, _INK, True, 12, 3),
        "Guidance": (10.5, _MUTED, False, 0, 4),
        "Answer": (11.5, _INK, False, 2, 10),
    }
    for name in ("Question", "Guidance", "Answer"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name, (size, ink, bold, before, after) in looks.items():
        style = cast("ParagraphStyle", document.styles[name])
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = ink
        _set_font(style)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    for name in ("Question", "Guidance"):
        cast("ParagraphStyle", document.styles[name]).paragraph_format.keep_with_next = True
    answer = cast("ParagraphStyle", document.styles["Answer"])
    answer.paragraph_format.left_indent = Cm(0.3)
    # A line at the side shows where to write, on paper as well.
    answer.element.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="8" w:space="8" '
            'w:color="8A9099"/></w:pBdr>'
        ),
        "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip
    placeholder = document.styles.add_style("Placeholder", WD_STYLE_TYPE.CHARACTER)
    placeholder.font.color.rgb = _MUTED


def _set_font(style: ParagraphStyle) -> None:
    """Name the font itself: the styles of the template take it from a theme."""
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = _found(properties, "w:rFonts")
    for name in [name for name in fonts.attrib if "Theme" in str(name)]:
        del fonts.attrib[name]
    for kind in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    for tag in ("w:spacing", "w:kern"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    _found(settings, "w:themeFontLang").set(qn("w:val"), LANGUAGE)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # Word opens what says less as a file of an old program.
            setting.set(qn("w:val"), "15")


def _add_field(paragraph: Paragraph, code: str) -> None:
    """Add a number that Word works out, with 1 until it does."""
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def _found(parent: BaseOxmlElement, tag: str) -> BaseOxmlElement:
    found = next(iter(parent.iter(qn(tag))), None)
    assert found is not None, tag
    return cast("BaseOxmlElement", found)
