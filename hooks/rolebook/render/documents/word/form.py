"""Forms in Word: their paper, and fields to write in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from .body import DocumentBody
from .header_and_footer import add_page_number
from .package import Part, Properties, Relationship, word_file
from .stylesheet import (
    BOLD,
    INK,
    KEEP,
    MUTED,
    ParagraphStyle,
    coloured,
    sheet_of,
    sized,
    spaced,
)
from .template import DocumentTemplate, plain_template
from .xml import TWIPS_A_MM, add, add_run, clean, qualified, root, serialised

_MARGIN, _EDGE = round(25 * TWIPS_A_MM), round(12.7 * TWIPS_A_MM)
#: A line and a sixth, in 240ths.
_LINE = 276
#: Word takes no longer names of fields.
_LONGEST_NAME = 64


def _paragraph_styles(colour: str) -> Iterator[ParagraphStyle]:
    yield "Normal", "", "", spaced(0, 160, _LINE), f"{coloured(INK)}{sized(11.5)}"
    yield (
        "Title", "Normal", "Subtitle", f"<w:keepNext/>{spaced(0, 80, 240)}",
        f"{BOLD}{coloured(colour)}{sized(24)}",
    )  # fmt: skip
    yield "Subtitle", "Normal", "Normal", spaced(0, 280), sized(13)
    for level, size, ink, before, after in ((1, 17, colour, 440, 120), (2, 12.5, INK, 320, 60)):
        yield (
            f"heading {level}", "Normal", "Normal",
            f'{KEEP}{spaced(before, after)}<w:outlineLvl w:val="{level - 1}"/>',
            f"{BOLD}{coloured(ink)}{sized(size)}",
        )  # fmt: skip
    yield "header", "Normal", "", spaced(0, 0, 240), f"{coloured(MUTED)}{sized(9)}"
    yield "footer", "Normal", "", spaced(0, 0, 240), f"{coloured(MUTED)}{sized(9)}"
    yield "Question", "Normal", "Answer", f"{KEEP}{spaced(240, 60)}", BOLD
    guidance = f"{coloured(MUTED)}{sized(10.5)}"
    yield "Guidance", "Normal", "Answer", f"<w:keepNext/>{spaced(0, 80)}", guidance
    # A line at the side shows where to write, on paper as well.
    line = '<w:pBdr><w:left w:val="single" w:sz="8" w:space="8" w:color="8A9099"/></w:pBdr>'
    yield "Answer", "Normal", "", f'{line}{spaced(40, 200)}<w:ind w:left="170"/>', ""


@lru_cache(maxsize=64)
def form_template(colour: str) -> DocumentTemplate:
    """Prepare the paper of the forms of an employer; ``colour`` is its own, as #0b5c6b."""
    colour = colour.removeprefix("#").upper()
    styles = sheet_of(_paragraph_styles(colour), [("Placeholder", coloured(MUTED))])
    return plain_template(colour, etree.fromstring(styles), margin=_MARGIN, edge=_EDGE)


def add_answer(story: DocumentBody, name: str, prompt: str) -> None:
    """Add a field of text; its prompt goes when somebody writes, and readers hear its name."""
    field = add(story.body, "sdt")
    about = add(field, "sdtPr")
    for tag in ("alias", "tag"):
        add(about, tag, val=clean(name)[:_LONGEST_NAME])
    add(about, "showingPlcHdr")
    paragraph = story.paragraph(add(field, "sdtContent"), "Answer")
    add_run(paragraph, prompt, story.paper.style("Placeholder"))


def form_file(story: DocumentBody, header: str, footer: str, properties: Properties) -> bytes:
    """Put a form together, with these words at the head and at the foot of each page."""
    parts = [
        *story.paper.parts,
        Part("header1.xml", "header", serialised(_edge(story, "header", header))),
        Part("footer1.xml", "footer", serialised(_edge(story, "footer", footer))),
    ]
    section = etree.fromstring(story.paper.section)
    for place, kind in enumerate(("header", "footer")):
        element = add(section, f"{kind}Reference", type="default")
        element.set(qualified("r:id"), f"part-{kind}")
        section.insert(place, element)
    story.body.append(section)
    references = tuple(Relationship(f"part-{part.kind}", part.kind, part.name) for part in parts)
    document = Part("document.xml", "main", serialised(story.document), references)
    return word_file([document, *parts], properties)


def _edge(story: DocumentBody, kind: str, words: str) -> etree._Element:
    edge = root("hdr" if kind == "header" else "ftr")
    paragraph = add(edge, "p")
    add(add(paragraph, "pPr"), "pStyle", val=story.paper.style(kind))
    add_run(paragraph, words)
    if kind == "footer":
        add_page_number(paragraph, story.words, " · ")
    return edge
