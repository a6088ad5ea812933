"""Headers and footers: those of a letterhead or ours, and at each foot what tells issues apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from rolebook.base.words import Words
from rolebook.model.letterhead import HeaderOrFooter, Letterhead, Pages

from .package import Part, Relationship
from .xml import add, add_run, qualified, root, serialised

if TYPE_CHECKING:
    from .template import DocumentTemplate


def headers_and_footers_of(
    letterhead: Letterhead | None, section: etree._Element, even: bool
) -> Iterator[HeaderOrFooter]:
    """Give the headers and footers; every page has a footer, since it says which issue it is."""
    own = letterhead.edges if letterhead else ()
    first = section.find(qualified("titlePg")) is not None
    yield from own
    if letterhead is None:
        empty = root("hdr")
        add(add(add(empty, "p"), "pPr"), "pStyle", val="Header")
        yield HeaderOrFooter("header", "first", serialised(empty))
        yield HeaderOrFooter("header", "default", serialised(root("hdr")))
    told = {edge.pages for edge in own if edge.kind == "footer"}
    wanted: dict[Pages, bool] = {"default": True, "first": first, "even": even}
    for pages in wanted:
        if wanted[pages] and pages not in told:
            yield HeaderOrFooter("footer", pages, serialised(root("ftr")))


def page_headers_and_footers(
    paper: DocumentTemplate, running: str, imprint: str, content_of: str, words: Words
) -> tuple[list[Part], list[tuple[str, str, str]]]:
    """Give the headers and footers of a document, and kind, pages and name of each.

    ``running`` stands at the head of our own paper; ``imprint`` and ``content_of`` at the foot.
    """
    parts: list[Part] = []
    references: list[tuple[str, str, str]] = []
    for number, edge in enumerate(paper.edges, start=1):
        tree = etree.fromstring(edge.xml)
        if edge.kind == "footer":
            _add_imprint(tree, paper, imprint, content_of, words)
        elif not paper.is_letterhead and edge.pages == "default":
            paragraph = add(tree, "p")
            add(add(paragraph, "pPr"), "pStyle", val=paper.style("header"))
            add_run(paragraph, running)
        name = f"{edge.kind}{number}.xml"
        links = [Relationship(id_, "hyperlink", address) for id_, address in edge.links]
        pictures = []
        for picture in edge.pictures:
            file = f"media/{edge.kind}{number}-{picture.id}.{picture.suffix}"
            parts.append(Part(file, picture.content_type, picture.data))
            pictures.append(Relationship(picture.id, "image", file))
        parts.append(Part(name, edge.kind, serialised(tree), (*links, *pictures)))
        references.append((edge.kind, edge.pages, name))
    return parts, references


def _add_imprint(
    footer: etree._Element, paper: DocumentTemplate, imprint: str, content_of: str, words: Words
) -> None:
    """Add the lines that tell this issue from others, below what a letterhead has there."""
    fields = [code.get(qualified("instr"), "") for code in footer.iter(qualified("fldSimple"))]
    fields += [code.text or "" for code in footer.iter(qualified("instrText"))]
    counted = "NUMPAGES" in "".join(fields)
    line = _line(footer, paper)
    add_run(line, imprint)
    if counted and not content_of:
        return
    line = _line(footer, paper)
    add_run(line, content_of)
    if not counted:
        add(add(line, "r"), "tab")
        add_page_number(line, words)


def _line(footer: etree._Element, paper: DocumentTemplate) -> etree._Element:
    paragraph = add(footer, "p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=paper.style("Imprint"))
    add(add(properties, "tabs"), "tab", val="right", pos=paper.width)
    return paragraph


def add_page_number(paragraph: etree._Element, words: Words, before: str = "") -> None:
    """Say which page it is, and of how many, behind what comes ``before`` on the line."""
    marks = {"\0": "PAGE", "\1": "NUMPAGES"}
    for part in re.split("([\0\1])", before + words("paper.page_of", page="\0", pages="\1")):
        if part in marks:
            _add_field(paragraph, marks[part])
        elif part:
            add_run(paragraph, part)


def _add_field(paragraph: etree._Element, code: str) -> None:
    """Add a number that Word works out, with 1 until it does."""
    add_run(add(paragraph, "fldSimple", instr=f" {code} "), "1")
