"""Each kind of block of the document tree, as Word shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from rolebook.base.document_tree import (
    Block,
    CriteriaTable,
    Fact,
    Facts,
    List,
    Note,
    Paragraph,
    Section,
    Table,
    plain_blocks,
)
from rolebook.render.documents.document_data import stated_facts

from .body import DocumentBody
from .styles import LIST_LEVELS, STEP
from .tables import Row, add_table, column_widths
from .xml import TWIPS_A_MM, add, loose, qualified

_LABEL = round(46 * TWIPS_A_MM)
_IMPORTANCE = round(30 * TWIPS_A_MM)
_ASSESSED = round(42 * TWIPS_A_MM)
#: Space between a table and what follows it, in twips.
_AFTER_TABLE = 200
#: Space between a list and what follows it, in twips.
_AFTER_LIST = 160
#: Numbers of three figures need more room than their level has.
_MANY = 99
_WIDE_NUMBER = 640


@dataclass(frozen=True)
class Container:
    """Where blocks are written: in an element, below a heading, in a list, in a column so wide.

    ``heading`` is the level and the words of the heading above; ``depth`` that of lists.
    ``keep`` keeps all of it on one page with what follows.
    """

    parent: etree._Element
    width: int
    heading: str
    level: int = 1
    depth: int = 0
    is_cell: bool = False
    keep: bool = False


def add_section(
    story: DocumentBody, section: Section, level: int = 1, *, new_page: bool = False
) -> None:
    """Add a section with the sections in it."""
    story.heading(story.body, section.title, level, new_page=new_page)
    place = Container(story.body, story.paper.width, section.title, level)
    add_blocks(story, section.blocks, place, leads=bool(section.sections))
    for part in section.sections:
        add_section(story, part, level + 1)


def add_blocks(
    story: DocumentBody, blocks: Sequence[Block], place: Container, *, leads: bool = False
) -> None:
    """Add blocks; ``leads`` says that all of them lead into something that follows them."""
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        # What leads into a list, a table or parts of a section stays with it.
        into = following is not None and not isinstance(following, Paragraph)
        keep = place.keep or (place.depth == 0 and not place.is_cell and (leads or into))
        if isinstance(block, Paragraph):
            style = "Table Text" if place.is_cell else "Normal"
            story.paragraph(place.parent, style, block.inlines, keep=keep, gap=_gap(place))
        elif isinstance(block, List):
            add_list(story, block, place)
        elif isinstance(block, Facts):
            _apart(story, place)
            caption = story.words("word.facts_of", heading=place.heading)
            add_facts(story, block.facts, place, caption)
        elif isinstance(block, CriteriaTable):
            _add_criteria(story, block, place)
        elif isinstance(block, Table):
            _apart(story, place)
            _add_plain_table(story, block, place)
        else:
            _add_note(story, block, place)
    if place.is_cell and (len(place.parent) == 0 or place.parent[-1].tag != qualified("p")):
        # A cell ends with a paragraph, or Word calls the file damaged.
        story.paragraph(place.parent, "After Table")


def _gap(place: Container) -> int:
    """Give the space that what follows a table needs above it."""
    last = place.parent[-1] if len(place.parent) else None
    return _AFTER_TABLE if last is not None and last.tag == qualified("tbl") else 0


def _apart(story: DocumentBody, place: Container) -> None:
    """Keep two tables apart, which would become one."""
    if _gap(place):
        story.paragraph(place.parent, "After Table")


def add_list(story: DocumentBody, block: List, place: Container) -> None:
    """Add a list; numbers begin anew with each."""
    number = 0
    if block.numbered:
        number = story.paper.numbering.following + len(story.lists)
        story.lists.append(min(place.depth, 8))
    wide = len(block.items) > _MANY and place.depth == 0 and block.numbered
    for index, item in enumerate(block.items):
        # The last item does not go alone to the next page. To keep all of a short list together
        # would make LibreOffice 7 leave the heading above it behind.
        keep = place.keep or (place.depth == 0 and index + 2 == len(block.items))
        _add_item(story, item, place, number, keep=keep, wide=wide)
    last = place.parent[-1] if place.depth == 0 and block.items else None
    if last is not None and last.tag == qualified("p"):
        _set_space_after(last)


def _set_space_after(paragraph: etree._Element) -> None:
    """Set a list off from what follows it."""
    properties = paragraph[0]
    spacing = properties.find(qualified("spacing"))
    if spacing is None:
        spacing = loose("spacing")
        indent = properties.find(qualified("ind"))
        if indent is None:
            properties.append(spacing)
        else:
            indent.addprevious(spacing)
    spacing.set(qualified("after"), str(_AFTER_LIST))


def _add_item(
    story: DocumentBody,
    item: Sequence[Block],
    place: Container,
    number: int,
    *,
    keep: bool,
    wide: bool,
) -> None:
    """Add an item: its first paragraph bears the bullet or number, what follows stands below it."""
    level = min(place.depth + 1, LIST_LEVELS)
    kind = "List Number" if number else "List Bullet"
    inner = Container(place.parent, place.width, place.heading, place.level, place.depth + 1,
                  place.is_cell, keep)  # fmt: skip
    begun = False
    for index, block in enumerate(item):
        if isinstance(block, Paragraph) or (not begun and not isinstance(block, List)):
            words = block.inlines if isinstance(block, Paragraph) else plain_blocks((block,))
            style = kind if not begun else "List Continue"
            name = style if level == 1 else f"{style} {level}"
            # An item stays with the list that it leads into.
            stays = keep or (index + 1 < len(item) and isinstance(item[index + 1], List))
            paragraph = story.paragraph(place.parent, name, words, keep=stays, gap=_gap(place))
            if not begun:
                _set_number(paragraph, number, place.depth, wide=wide)
            begun = True
        elif isinstance(block, List):
            add_list(story, block, inner)
        else:
            add_blocks(story, (block,), inner)


def _set_number(paragraph: etree._Element, number: int, depth: int, *, wide: bool) -> None:
    """Say to which list a numbered paragraph belongs; bullets come from their style."""
    if not number and depth < LIST_LEVELS:
        return
    properties = paragraph[0]
    if number:
        element = loose("numPr")
        add(element, "ilvl", val=min(depth, 8))
        add(element, "numId", val=number)
        before = sum(child.tag != qualified("spacing") for child in properties)
        properties.insert(before, element)
    if wide:
        add(properties, "ind", left=_WIDE_NUMBER, hanging=_WIDE_NUMBER)
    elif depth >= LIST_LEVELS:
        add(properties, "ind", left=(depth + 1) * STEP, hanging=STEP)


def add_facts(story: DocumentBody, facts: Sequence[Fact], place: Container, caption: str) -> None:
    """Add facts, label beside value."""
    told = stated_facts(facts, story.words)
    if not told:
        return
    label = min(_LABEL, place.width // 3)
    widths = [label, place.width - label]
    add_table(
        story, place.parent, style="Role Facts", caption=caption,
        description=story.words("word.facts_description"),
        widths=widths, header=(story.words("compare.fact"), story.words("word.details")),
        rows=[_fact_row(story, fact, widths[1], place) for fact in told],
    )  # fmt: skip


def _fact_row(story: DocumentBody, fact: Fact, width: int, place: Container) -> Row:
    def label(cell: etree._Element, keep: bool) -> None:
        story.paragraph(cell, "Table Label", fact.label, keep=keep)

    def value(cell: etree._Element, keep: bool) -> None:
        if fact.value:
            story.paragraph(cell, "Table Text", fact.value, keep=keep)
        if fact.note:
            story.paragraph(cell, "Table Note", fact.note, keep=keep)
        if fact.blocks:
            inner = Container(cell, width, fact.label, place.level, 0, True, keep)
            add_blocks(story, fact.blocks, inner)

    letters = len(fact.value) + len(fact.note) + len(plain_blocks(fact.blocks))
    return Row((label, value), letters)


def _add_plain_table(story: DocumentBody, block: Table, place: Container) -> None:
    columns = list(zip(block.header, *block.rows, strict=True))
    add_table(
        story, place.parent, style="Role Table", caption=block.caption,
        description=story.words("word.columns", columns=", ".join(block.header)),
        widths=column_widths(columns, place.width), header=block.header,
        # An empty cell looks like a fault, and is silent when read aloud.
        rows=[Row([cell or "–" for cell in row], sum(map(len, row))) for row in block.rows],
    )  # fmt: skip


def _add_criteria(story: DocumentBody, block: CriteriaTable, place: Container) -> None:
    """Add a table for each group of criteria below its own heading.

    One table with the groups as rows across would be shorter, and its columns lost to people who
    hear it.
    """
    assessed = any(row.assessed_by for group in block.groups for row in group.rows)
    heads = ("criterion", "importance", "assessed_by")[: 3 if assessed else 2]
    header = tuple(story.words(f"criteria_table.{head}") for head in heads)
    about = "word.assessed_criteria_description" if assessed else "word.criteria_description"
    widths = [_IMPORTANCE, _ASSESSED][: len(header) - 1]
    widths = [place.width - sum(widths), *widths]
    for group in block.groups:
        story.heading(place.parent, group.title, place.level + 1)
        add_table(
            story, place.parent, style="Role Table",
            caption=story.words("lists.labelled", label=place.heading, text=group.title),
            description=story.words(about),
            widths=widths, header=header, may_run_over=True,
            rows=[
                Row(
                    (
                        row.text,
                        row.importance_words,
                        row.assessed_by or story.words("values.not_stated"),
                    )[: len(header)],
                    len(row.text),
                )
                for row in group.rows
            ],
        )  # fmt: skip


def _add_note(story: DocumentBody, block: Note, place: Container) -> None:
    if block.title:
        story.paragraph(place.parent, "Notice Title", block.title, keep=True, gap=_gap(place))
    for part in block.blocks:
        if isinstance(part, Paragraph):
            story.paragraph(place.parent, "Notice", part.inlines)
        else:
            add_blocks(story, (part,), place)
