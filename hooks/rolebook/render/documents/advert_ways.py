"""How to apply, as a notice of one page tells it: in full, and shorter for where that is too long.

What several vacancies have in common stands once, and the dates of each stand with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rolebook.base.document_tree import (
    Block,
    Fact,
    Facts,
    Note,
    Paragraph,
    Section,
    Table,
    paragraph,
    plain,
)
from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView

_APPLY, _DATES, _CONTACT = "how-to-apply", "key-dates", "who-to-talk-to"
#: Facts of an opening that the advert tells above.
_TOLD_ABOVE = ("closes", "vacancy_start")
#: Facts that follow from others, for which a line has no room.
_WORKED_OUT = ("actual_pay", "hourly_pay")


@dataclass(frozen=True)
class _Opening:
    """One of several vacancies: its facts, its further dates, and what it says of applying."""

    title: str
    reference: str
    facts: tuple[Fact, ...]
    dates: tuple[Fact, ...]
    blocks: tuple[Block, ...]


def ways_in_full(view: RoleView) -> tuple[Section, ...]:
    """Give what an applicant needs, part by part; how to apply comes first on a notice."""
    sections = {section.id: section for section in view.sections}
    apply = sections.get(_APPLY)
    several = apply is not None and bool(apply.sections)
    if apply is not None and several:
        parts = [*_several(apply, sections.get(_DATES), view)]
        rest = [sections.get(_CONTACT)]
    else:
        parts = []
        rest = [sections.get(id_) for id_ in (_APPLY, _DATES, _CONTACT)]
    parts += [part for section in rest if section for part in _parts(section, view.words)]
    return tuple(parts)


def ways_in_short(view: RoleView, *, on_the_web: bool) -> tuple[Section, ...]:
    """Give how to apply alone, and say where the rest is told.

    Empty where there is nothing more to leave out.
    """
    sections = {section.id: section for section in view.sections}
    apply = sections.get(_APPLY)
    if apply is None:
        return ()
    words = view.words
    left_out = []
    if apply.sections:
        openings = _openings(apply, sections.get(_DATES), words)
        blocks, own = _common_and_own(openings)
        if any(own):
            left_out.append(words("advert_paper.how_to_apply"))
        blocks.append(Facts(tuple(_in_a_line(opening, words) for opening in openings)))
        has_dates = any(opening.dates for opening in openings)
    else:
        blocks = [*_for_notice(apply.blocks, words)]
        has_dates = _DATES in sections and any(_parts(sections[_DATES], words))
    left_out += [words("advert_paper.dates")] if has_dates else []
    left_out += [words("advert_paper.contact")] if _CONTACT in sections else []
    if not left_out:
        return ()
    key = "advert_paper.on_the_web_page" if on_the_web else "advert_paper.in_the_job_pack"
    blocks.append(paragraph(words(key, left_out=words.all_of(left_out))))
    return (replace(apply, blocks=tuple(blocks), sections=()),)


def _several(apply: Section, dates: Section | None, view: RoleView) -> Iterator[Section]:
    """Give what several vacancies have in common, then what each has of its own."""
    openings = _openings(apply, dates, view.words)
    blocks, own_blocks = _common_and_own(openings)
    facts = [(*opening.facts, *opening.dates) for opening in openings]
    common = [fact for fact in facts[0] if all(fact in each for each in facts)]
    own_facts = [tuple(fact for fact in each if fact not in common) for each in facts]
    starts_above = any(fact.key == "start" for fact in view.glance)
    told = [f for f in common if f.key not in (_TOLD_ABOVE if starts_above else ("closes",))]
    alike = not any(own_facts) and not any(own_blocks)
    if alike:
        references = ", ".join(opening.reference for opening in openings)
        told.insert(0, Fact("vacancy_reference", view.words("advert_paper.references"), references))
    if told:
        blocks.insert(0, Facts(tuple(told)))
    yield replace(apply, blocks=tuple(blocks), sections=())
    if not alike:
        for opening, own, said in zip(openings, own_facts, own_blocks, strict=True):
            # A heading with nothing below it looks like a fault.
            shown = own if own or said else opening.facts[:1]
            yield Section("", opening.title, (*((Facts(shown),) if shown else ()), *said))


def _openings(apply: Section, dates: Section | None, words: Words) -> list[_Opening]:
    dated = {part.id: part for part in dates.sections} if dates else {}
    openings = []
    for index, part in enumerate(apply.sections, start=1):
        blocks = list(_for_notice(part.blocks, words))
        own = next(block for block in blocks if _reference(block))
        assert isinstance(own, Facts)
        blocks.remove(own)
        further = dated.get(f"dates-{index}")
        openings.append(
            _Opening(
                title=part.title,
                reference=_reference(own),
                facts=tuple(fact for fact in own.facts if fact.key != "vacancy_reference"),
                dates=tuple(
                    fact
                    for block in (further.blocks if further else ())
                    if isinstance(block, Facts)
                    for fact in block.facts
                    if fact.key != "closes"
                ),
                blocks=tuple(blocks),
            )
        )
    return openings


def _reference(block: Block) -> str:
    """Give the reference that is told among the facts of a vacancy; empty in other blocks."""
    facts = block.facts if isinstance(block, Facts) else ()
    return next((fact.value for fact in facts if fact.key == "vacancy_reference"), "")


def _common_and_own(
    openings: Sequence[_Opening],
) -> tuple[list[Block], list[tuple[Block, ...]]]:
    """Part what all openings say of applying, notes and the end of it, from what each says."""
    said = [opening.blocks for opening in openings]
    shared = 0
    while shared < len(said[0]) and all(
        each[-shared - 1 :] == said[0][-shared - 1 :] for each in said
    ):
        shared += 1
    before = [each[: len(each) - shared] for each in said]
    notes = [
        block
        for block in before[0]
        if isinstance(block, Note) and all(block in each for each in before)
    ]
    own = [tuple(block for block in each if block not in notes) for each in before]
    return [*notes, *said[0][len(said[0]) - shared :]], own


def _in_a_line(opening: _Opening, words: Words) -> Fact:
    facts = (fact for fact in opening.facts if fact.value and fact.key not in _WORKED_OUT)
    told = (words("lists.labelled", label=fact.label, text=fact.value) for fact in facts)
    return Fact("vacancy", opening.reference, "; ".join(told))


def _parts(section: Section, words: Words) -> Iterator[Section]:
    """Give a section part by part, without the questions of the form and what is told above."""
    for part in (replace(section, sections=()), *section.sections):
        blocks = tuple(_without_told(_for_notice(part.blocks, words)))
        if blocks:
            yield replace(part, blocks=blocks, sections=())


def _without_told(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Facts):
            kept = tuple(fact for fact in block.facts if fact.key not in _TOLD_ABOVE)
            if kept:
                yield Facts(kept)
        else:
            yield block


def _for_notice(blocks: Sequence[Block], words: Words) -> Iterator[Block]:
    """Leave out tables, which take more room than a notice has, and what leads into them."""
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Table):
            yield paragraph(words("advert_paper.questions"))
        elif not (
            isinstance(block, Paragraph)
            and isinstance(following, Table)
            and plain(block.inlines).endswith(":")
        ):
            yield block
