"""What a vacancy is about, in the few HTML elements that job boards take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import escape

from rolebook.base.document_tree import (
    Block,
    CriteriaTable,
    Emphasis,
    Facts,
    Inline,
    LineBreak,
    List,
    Paragraph,
    Section,
    Table,
    Text,
    plain,
)
from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.sections.arrangement import EXTRA
from rolebook.enrich.vacancy_view import VacancyView

#: What a candidate decides by. Facts come from the vacancy, so sections of facts stay out.
_TOLD = ("about-the-role", "purpose", "duties", "requirements", "person-specification")
_OFFERED = ("what-we-offer", "benefits")


def description_html(view: RoleView, vacancy: VacancyView) -> str:
    """Describe a vacancy in whole: summary, facts, duties and criteria.

    Google knows ``p``, ``ul``, ``li`` and line breaks, and asks for duties, qualifications, skills
    and hours (https://developers.google.com/search/docs/appearance/structured-data/job-posting,
    under description). Headings become paragraphs, and the addresses of links are left out.
    """
    facts = "".join(
        f"<li>{escape(view.words('lists.labelled', label=label, text=value))}</li>"
        for label, value in _facts(vacancy, view.words)
    )
    return f"<p>{escape(view.summary)}</p><ul>{facts}</ul>{sections_html(_told(view))}"


def _facts(vacancy: VacancyView, words: Words) -> Iterator[tuple[str, str]]:
    yield words("facts.pay"), vacancy.pay.stated
    if vacancy.pay.for_these_hours:
        yield words("facts.actual_pay"), vacancy.pay.for_these_hours
    yield words("facts.hours"), vacancy.hours
    yield words("facts.contract"), vacancy.contract
    yield words("facts.place"), vacancy.base
    yield words("facts.closes"), vacancy.closing
    yield words("facts.vacancy_reference"), vacancy.vacancy.reference


def _told(view: RoleView) -> Iterator[Section]:
    for section in view.sections:
        if section.id in _TOLD or section.id.startswith(EXTRA):
            yield section
        yield from (part for part in section.sections if part.id in _OFFERED)


def sections_html(sections: Iterable[Section]) -> str:
    """Give sections with their titles as paragraphs."""
    return "".join(
        f"<p>{escape(section.title)}</p>{blocks_html(section.blocks)}"
        f"{sections_html(section.sections)}"
        for section in sections
    )


def blocks_html(blocks: Iterable[Block], *, whole: bool = False) -> str:
    """Give blocks as paragraphs and lists; ``whole`` adds links, emphasis and numbers of lists."""
    return "".join(_block(block, whole) for block in blocks)


def _block(block: Block, whole: bool) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_words(block.inlines, whole)}</p>"
    if isinstance(block, List):
        items = (_item(item, whole) for item in block.items)
        return _list(items, "ol" if whole and block.numbered else "ul")
    if isinstance(block, CriteriaTable):
        return "".join(
            f"<p>{escape(group.title)}</p>"
            + _list(f"{escape(row.importance_words)}: {escape(row.text)}" for row in group.rows)
            for group in block.groups
        )
    if isinstance(block, Facts):
        return _list(
            ": ".join(filter(None, (str(escape(fact.label)), str(escape(fact.value)))))
            + (f" ({escape(fact.note)})" if fact.note else "")
            + blocks_html(fact.blocks, whole=whole)
            for fact in block.facts
        )
    if isinstance(block, Table):
        return _list(escape(": ".join(filter(None, row))) for row in block.rows)
    return blocks_html(block.blocks, whole=whole)


def _list(items: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _item(blocks: tuple[Block, ...], whole: bool) -> str:
    """Give the HTML of an item; its first paragraph needs no element of its own."""
    if blocks and isinstance(blocks[0], Paragraph):
        return _words(blocks[0].inlines, whole) + blocks_html(blocks[1:], whole=whole)
    return blocks_html(blocks, whole=whole)


def _words(inlines: Iterable[Inline], whole: bool) -> str:
    parts = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(str(escape(inline.text)))
        elif isinstance(inline, LineBreak):
            parts.append("<br>")
        elif not whole:
            parts.append(str(escape(plain(inline.inlines))))
        elif isinstance(inline, Emphasis):
            tag = "strong" if inline.strong else "em"
            parts.append(f"<{tag}>{_words(inline.inlines, whole)}</{tag}>")
        else:
            words = _words(inline.inlines, whole)
            parts.append(f'<a href="{escape(inline.address)}">{words}</a>')
    return "".join(parts)
