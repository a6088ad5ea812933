"""The paper that a Word document is written on: ours, or that of an employer's letterhead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from rolebook.model.letterhead import HeaderOrFooter, Letterhead

from .header_and_footer import headers_and_footers_of
from .numbering import Numbering, numbering_of
from .package import Part
from .styles import LIST_LEVELS, ids_of, styles_with
from .stylesheet import FONT, LANGUAGE
from .theme import plain_theme
from .xml import TWIPS_A_MM, add, loose, qualified, root, serialised

_A4 = (round(210 * TWIPS_A_MM), round(297 * TWIPS_A_MM))
_SIDE, _TOP, _EDGE = (round(mm * TWIPS_A_MM) for mm in (25, 22, 11))
#: The order in which Word wants the elements of a section.
_SECTION = (
    "headerReference", "footerReference", "paperSrc", "pgSz", "pgMar", "pgBorders", "cols",
    "titlePg", "rtlGutter", "docGrid",
)  # fmt: skip
#: The order in which Word wants what we say of a document beside what a letterhead says.
_BEFORE_LANGUAGE = (
    "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders",
    "characterSpacingControl", "compat",
)  # fmt: skip
#: Word opens what says less as a file of an old program.
_TODAY = "15"
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"


@dataclass(frozen=True)
class DocumentTemplate:
    """Everything of a document that does not depend on the role; made once and used for many.

    ``styles`` gives the id of a style by its name in small letters. Width and height are those of
    the text on a page, in twips.
    """

    parts: tuple[Part, ...]
    styles: Mapping[str, str]
    numbering: Numbering
    section: bytes
    edges: tuple[HeaderOrFooter, ...]
    width: int
    height: int
    is_letterhead: bool

    def style(self, name: str) -> str:
        """Give the id of a style."""
        return self.styles[name.casefold()]


@lru_cache(maxsize=64)
def template_of(colour: str, letterhead: Letterhead | None) -> DocumentTemplate:
    """Prepare the paper of an employer; ``colour`` is its own, as #0b5c6b."""
    colour = colour.removeprefix("#").upper()
    styles, ids = styles_with(letterhead.styles if letterhead else None, colour)
    ours = _unnumbered(styles, ids)
    numbering = numbering_of(letterhead.numbering if letterhead else None, ours)
    _number(styles, ids, ours, numbering)
    settings, section = _settings(letterhead), _section(letterhead)
    even = settings.find(qualified("evenAndOddHeaders")) is not None
    theme = letterhead.theme if letterhead else None
    parts = _parts(styles, settings, theme or plain_theme(colour))
    width, height = _text_area(section)
    own = tuple(headers_and_footers_of(letterhead, section, even))
    return DocumentTemplate(
        parts, ids, numbering, etree.tostring(section), own, width, height, letterhead is not None
    )


def plain_template(colour: str, styles: etree._Element, margin: int, edge: int) -> DocumentTemplate:
    """Prepare paper without a letterhead or lists, and the same on each page.

    ``styles`` are all that there are; ``margin`` and ``edge`` are twips from the side of the page
    to its text, and to its header and footer.
    """
    section = root("sectPr")
    add(section, "pgSz", w=_A4[0], h=_A4[1])
    add(section, "pgMar", top=margin, right=margin, bottom=margin, left=margin,
        header=edge, footer=edge, gutter=0)  # fmt: skip
    width, height = _text_area(section)
    return DocumentTemplate(
        _parts(styles, _settings(None), plain_theme(colour)), ids_of(styles),
        numbering_of(None, {}), etree.tostring(section), (), width, height, False,
    )  # fmt: skip


def _parts(styles: etree._Element, settings: etree._Element, theme: bytes) -> tuple[Part, ...]:
    return (
        Part("styles.xml", "styles", serialised(styles)),
        Part("settings.xml", "settings", serialised(settings)),
        Part("fontTable.xml", "fontTable", serialised(_fonts())),
        Part("theme/theme1.xml", "theme", theme),
    )


def _fonts() -> etree._Element:
    fonts = root("fonts")
    font = add(fonts, "font", name=FONT)
    add(font, "charset", val="00")
    add(font, "family", val="swiss")
    add(font, "pitch", val="variable")
    return fonts


def _unnumbered(styles: etree._Element, ids: Mapping[str, str]) -> dict[str, str]:
    """Find the styles of lists that are ours, or that a letterhead has left without a number."""
    found = {}
    by_id = {style.get(qualified("styleId")): style for style in styles.iter(qualified("style"))}
    for kind in ("List Bullet", "List Number"):
        for level in range(1, LIST_LEVELS + 1):
            name = kind if level == 1 else f"{kind} {level}"
            style = by_id[ids[name.casefold()]]
            number = style.find(f"{qualified('pPr')}/{qualified('numPr')}/{qualified('numId')}")
            if number is None or number.get(qualified("val")) == kind:
                found[name] = ids[name.casefold()]
    return found


def _number(
    styles: etree._Element, ids: Mapping[str, str], ours: Mapping[str, str], numbering: Numbering
) -> None:
    """Tell the styles of our lists which list they belong to."""
    lists = {"List Bullet": numbering.bullets, "List Number": numbering.numbers}
    by_id = {style.get(qualified("styleId")): style for style in styles.iter(qualified("style"))}
    for name, id_ in ours.items():
        kind, level = name[: len("List Bullet")], name[len("List Bullet") :].strip() or "1"
        properties = _own(by_id[id_], "pPr", ("rPr", "tblPr"))
        for old in properties.findall(qualified("numPr")):
            properties.remove(old)
        number = loose("numPr")
        add(number, "ilvl", val=int(level) - 1)
        add(number, "numId", val=lists[kind])
        before = {
            qualified(tag)
            for tag in (
                "pStyle",
                "keepNext",
                "keepLines",
                "pageBreakBefore",
                "framePr",
                "widowControl",
            )
        }
        at = sum(1 for child in properties if child.tag in before)
        properties.insert(at, number)


def _own(parent: etree._Element, name: str, following: tuple[str, ...]) -> etree._Element:
    """Give a child, made before the ``following`` ones where it is missing."""
    child = parent.find(qualified(name))
    if child is None:
        child = add(parent, name)
        for tag in following:
            after = parent.find(qualified(tag))
            if after is not None:
                after.addprevious(child)
                break
    return child


def _settings(letterhead: Letterhead | None) -> etree._Element:
    settings = root("settings") if letterhead is None else etree.fromstring(letterhead.settings)
    language = add(settings, "themeFontLang", val=LANGUAGE)
    compatibility = settings.find(qualified("compat"))
    if compatibility is None:
        compatibility = add(settings, "compat")
    modes = [
        setting for setting in compatibility.iter(qualified("compatSetting"))
        if setting.get(qualified("name")) == "compatibilityMode"
    ]  # fmt: skip
    for mode in modes:
        mode.set(qualified("val"), _TODAY)
    if not modes:
        add(
            compatibility, "compatSetting", name="compatibilityMode", uri=_COMPATIBILITY, val=_TODAY
        )
    order = {
        qualified(tag): place for place, tag in enumerate((*_BEFORE_LANGUAGE, "themeFontLang"))
    }
    last = len(order)
    settings[:] = sorted(settings, key=lambda child: order.get(str(child.tag), last))
    assert language.getparent() is settings
    return settings


def _section(letterhead: Letterhead | None) -> etree._Element:
    """Give the size and margins of pages; where a letterhead leaves them open, ours."""
    section = root("sectPr") if letterhead is None else etree.fromstring(letterhead.section)
    if section.find(qualified("pgSz")) is None:
        add(section, "pgSz", w=_A4[0], h=_A4[1])
    if section.find(qualified("pgMar")) is None:
        add(section, "pgMar", top=_TOP, right=_SIDE, bottom=_TOP, left=_SIDE,
            header=_EDGE, footer=_EDGE, gutter=0)  # fmt: skip
    add(section, "cols", space=720)
    if letterhead is None:
        add(section, "titlePg")
    return _ordered(section)


def _ordered(section: etree._Element) -> etree._Element:
    order = {qualified(tag): place for place, tag in enumerate(_SECTION)}
    section[:] = sorted(section, key=lambda child: order[str(child.tag)])
    return section


def _text_area(section: etree._Element) -> tuple[int, int]:
    size, margins = section.find(qualified("pgSz")), section.find(qualified("pgMar"))
    assert size is not None
    assert margins is not None

    def twips(element: etree._Element, *names: str) -> int:
        # A margin below nothing keeps its place under a tall header.
        return sum(abs(round(float(element.get(qualified(name), "0")))) for name in names)

    return (
        twips(size, "w") - twips(margins, "left", "right", "gutter"),
        twips(size, "h") - twips(margins, "top", "bottom"),
    )


def section_of(
    paper: DocumentTemplate, references: Sequence[tuple[str, str, str]]
) -> etree._Element:
    """Give the section that ends a document; ``references`` are kind, pages and id of each edge."""
    section = deepcopy(etree.fromstring(paper.section))
    for kind, pages, id_ in references:
        reference = add(section, f"{kind}Reference", type=pages)
        reference.set(qualified("r:id"), id_)
    return _ordered(section)
