"""What the search knows of one role, from that role alone: its parts, and the words of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.base.document_tree import Facts, Section, plain_blocks
from rolebook.enrich.role_view import RoleView

from .words import words_in

_APPLYING = "how-to-apply"
#: Sections whose words are much the same for every role of an employer.
_NOT_SEARCHED = frozenset({"statements", "about-us", _APPLYING})
#: Names of parts: no digit, since numbers of roles stand between them.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Part:
    """A stretch of a role's page that the search leads to; ``anchor`` is empty for its top."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class RoleWords:
    """One role as the search knows it: the first part is its title, the second its summary.

    ``parts_of`` gives for each word the parts that hold it, a letter for each; further parts than
    there are letters share the last one.
    ``closes`` is the last moment at which somebody can apply, in ISO 8601; empty where none is set.
    """

    id: str
    title: str
    organisation: str
    place: str
    status: str
    closes: str
    parts: tuple[Part, ...]
    parts_of: dict[str, str]

    @property
    def text(self) -> bytes:
        """The file from which excerpts are shown: anchor, title and text of each part."""
        parts = [[part.anchor, part.title, part.text] for part in self.parts]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def role_words(view: RoleView) -> RoleWords:
    """Give what the search knows of a role."""
    parts = tuple(_parts(view))
    parts_of: dict[str, str] = {}
    for number, part in enumerate(parts):
        letter = _LETTERS[min(number, len(_LETTERS) - 1)]
        for word in words_in(f"{part.title} {part.text}"):
            parts_of[word] = parts_of.get(word, "") + letter
    closings = [vacancy.closes for vacancy in view.open_vacancies]
    ends = [moment for moment in closings if moment is not None]
    return RoleWords(
        id=view.id,
        title=view.title,
        organisation=view.organisation.name,
        place=view.base,
        status=view.status,
        closes=max(ends).isoformat() if ends and len(ends) == len(closings) else "",
        parts=parts,
        parts_of=parts_of,
    )


def _parts(view: RoleView) -> Iterator[Part]:
    yield Part("", view.title, "")
    facts = "\n".join(f"{fact.label}: {fact.value}" for fact in view.glance)
    who = ", ".join(part for part in (view.organisation.name, view.department) if part)
    yield Part("", "", f"{view.summary}\n{who}\n{facts}")
    for section in view.sections:
        if section.id not in _NOT_SEARCHED:
            yield from _sections([section])
        elif section.id == _APPLYING:
            yield from _openings(section)


def _openings(applying: Section) -> Iterator[Part]:
    """Give what each of several vacancies states first: its dates, and where the role differs."""
    for opening in applying.sections:
        facts = tuple(block for block in opening.blocks if isinstance(block, Facts))
        yield Part(opening.id, opening.title, plain_blocks(facts[:1]))


def _sections(sections: Iterable[Section], within: str = "") -> Iterator[Part]:
    """Give a part for each heading, so that the search leads as near as it can."""
    for section in sections:
        title = f"{within}: {section.title}" if within else section.title
        if section.blocks:
            yield Part(section.id, title, plain_blocks(section.blocks))
        yield from _sections(section.sections, section.title)
