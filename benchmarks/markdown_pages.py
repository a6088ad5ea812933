"""The pages of roles as Markdown: what every other builder of sites is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rolebook.base import dates
from rolebook.base.document_tree import (
    Block,
    CriteriaTable,
    Emphasis,
    Fact,
    Facts,
    Inline,
    LineBreak,
    List,
    Note,
    Paragraph,
    Section,
    Table,
    Text,
    plain_blocks,
)
from rolebook.enrich.role_view import RoleView
from rolebook.model.site_config import SiteSettings

_SIGNS = re.compile(r"([\\`*_\[\]{}|#])")
#: What would begin a list at the start of a paragraph.
_LIST_SIGN = re.compile(r"^(\d+)?([-+.])(?=\s)")
_INDENT = " " * 4


@dataclass(frozen=True)
class RolePage:
    """A role's page: its id, its title, and all of its words as Markdown."""

    id: str
    title: str
    markdown: str

    @property
    def title_in_markdown(self) -> str:
        """The title with each sign of Markdown made plain."""
        return _escape(self.title)


def role_pages(views: Iterable[RoleView], site: SiteSettings) -> list[RolePage]:
    """Give the page of each role."""
    return [RolePage(view.id, view.title, role_page(view, site)) for view in views]


def home_page(site: SiteSettings) -> str:
    """Give what the home page says before its list of roles."""
    blocks = (_block(block) for block in site.introduction.blocks)
    return "\n\n".join((f"# {_escape(site.heading)}", *blocks)) + "\n"


def role_page(view: RoleView, site: SiteSettings) -> str:
    """Give the words of a role's page as Markdown."""
    parts = [
        _escape(f"{view.organisation.name}. {view.department}"),
        f"# {_escape(view.title)}",
        _escape(view.summary),
    ]
    if site.example_notice and site.example_notice.shown:
        parts.extend(_block(block) for block in site.example_notice.text.blocks)
    parts.append(_facts(view.glance))
    for section in view.sections:
        parts.extend(_section(section, 2))
    parts.append(f"Content of {dates.day(view.content_date)}.")
    return "\n\n".join(parts) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_escape(section.title)}"
    for block in section.blocks:
        yield _block(block)
    for part in section.sections:
        yield from _section(part, level + 1)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _LIST_SIGN.sub(r"\1\\\2", _inlines(block.inlines))
    if isinstance(block, List):
        return _list(block)
    if isinstance(block, Facts):
        return _facts(block.facts)
    if isinstance(block, CriteriaTable):
        return _criteria(block)
    if isinstance(block, Table):
        return _table(block.header, block.rows)
    return _note(block)


def _list(block: List) -> str:
    sign = "1. " if block.numbered else "- "
    items = []
    for item in block.items:
        text = "\n\n".join(_block(part) for part in item)
        indented = "\n".join(f"{_INDENT}{line}" if line else "" for line in text.split("\n"))
        items.append(sign.ljust(len(_INDENT)) + indented.removeprefix(_INDENT))
    return "\n".join(items)


def _facts(facts: Iterable[Fact]) -> str:
    return _table(("Fact", "Value"), [(fact.label, _fact_value(fact)) for fact in facts])


def _fact_value(fact: Fact) -> str:
    note = f"Worked out: {fact.note}" if fact.computed and fact.note else fact.note
    parts = (fact.value, note, plain_blocks(fact.blocks).replace("\n", " "))
    return " ".join(part for part in parts if part)


def _criteria(block: CriteriaTable) -> str:
    rows: list[tuple[str, ...]] = []
    for group in block.groups:
        rows.append((group.title, "", ""))
        rows.extend((row.text, row.importance, row.assessed_by) for row in group.rows)
    return _table(("Criterion", "Essential or desirable", "How assessed"), rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header)]
    lines.extend([_escape(cell) for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _note(note: Note) -> str:
    text = "\n\n".join((f"**{_escape(note.title)}**", *(_block(block) for block in note.blocks)))
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    if isinstance(inline, Text):
        return _escape(inline.text)
    if isinstance(inline, LineBreak):
        return "  \n"
    if isinstance(inline, Emphasis):
        sign = "**" if inline.strong else "*"
        return f"{sign}{_inlines(inline.inlines)}{sign}"
    return f"[{_inlines(inline.inlines)}]({inline.address})"


def _escape(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    return _SIGNS.sub(r"\\\1", plain)
