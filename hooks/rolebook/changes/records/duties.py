"""How the duties of a role changed: added, removed, reworded, or moved to another section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.model.duties import Duties, Duty, DutySection

from .change import Change, Context
from .fields import field_changes
from .pairs import pairs
from .reworded import quoted, words_changed


def duty_changes(old: Duties | None, new: Duties | None, context: Context) -> Iterator[Change]:
    """Tell how the duties of a role changed."""
    here = context.inside("duties")
    if old == new:
        return
    yield from field_changes(old, new, here, ("sections",))
    sections = pairs(
        old.sections if old else (),
        new.sections if new else (),
        lambda section: section.title,
        _all_words,
    )
    found: list[Change] = []
    for one, other in sections.both:
        if one != other:
            found.extend(_section(one, other, here))
    found.extend(_whole_section(section, "removed", here) for section in sections.removed)
    found.extend(_whole_section(section, "added", here) for section in sections.added)
    yield from _with_moves(found)
    if sections.reordered:
        yield here.change("sections", "moved", "order of the sections of duties changed")


def _all_words(section: DutySection) -> str:
    return " ".join((section.title, *(duty.text.plain for duty in section.duties)))


def _whole_section(section: DutySection, kind: str, here: Context) -> Change:
    duties = "; ".join(duty.text.plain for duty in section.duties)
    count = len(section.duties)
    told = (
        f"section of duties {quoted(section.title)} {kind}, with {count} "
        f"dut{'y' if count == 1 else 'ies'}"
    )
    name = f"sections[{section.title}]"
    if kind == "added":
        return here.change(name, "added", told, new=duties)
    return here.change(name, "removed", told, old=duties)


def _section(old: DutySection, new: DutySection, context: Context) -> Iterator[Change]:
    name = f"sections[{new.title}]"
    if old.title != new.title:
        told = f"section of duties {quoted(old.title)} is now called {quoted(new.title)}"
        yield context.change(f"{name}.title", "changed", told, old.title, new.title)
    here = context.inside(name, f"duties in {quoted(new.title)}: ")
    yield from field_changes(old, new, here, ("title", "duties"))
    yield from _duties(old.duties or (), new.duties or (), new.title, context.inside(name))


def _duties(
    old: Sequence[Duty], new: Sequence[Duty], where: str, here: Context
) -> Iterator[Change]:
    place = f"in {quoted(where)}"
    found = pairs(old, new, lambda duty: duty.text.plain, lambda duty: duty.text.plain)
    for one, other in found.both:
        if one == other:
            continue
        was, is_ = one.text.plain, other.text.plain
        if was != is_:
            told = f"duty reworded {place}: {quoted(was)}"
            if words := words_changed(was, is_):
                told += f"; {words}"
            yield here.change("duties", "reworded", told, was, is_)
        elif one.text.blocks != other.text.blocks:
            told = f"links, emphasis or lists changed in duty {place}, and no words: {quoted(is_)}"
            yield here.change("duties", "reworded", told, was, is_)
        if one.occasional != other.occasional:
            often = "occasional" if other.occasional else "no longer occasional"
            told = f"duty {place} is now {often}: {quoted(is_)}"
            yield here.change("duties.occasional", "changed", told)
        if one.style != other.style and other.items:
            told = f"parts of a duty {place} are now {other.style}: {quoted(is_)}"
            yield here.change("duties.style", "changed", told, one.style, other.style)
        yield from _duties(one.items, other.items, is_, here)
    for duty in found.removed:
        told = f"duty removed {place}: {quoted(_whole(duty))}"
        yield here.change("duties", "removed", told, _whole(duty))
    for duty in found.added:
        told = f"duty added {place}: {quoted(_whole(duty))}"
        yield here.change("duties", "added", told, new=_whole(duty))
    if found.reordered:
        yield here.change("duties", "moved", f"order of the duties {place} changed")


def _whole(duty: Duty) -> str:
    """Give a duty with its parts in a line."""
    parts = "; ".join(_whole(item) for item in duty.items)
    return f"{duty.text.plain}: {parts}" if parts else duty.text.plain


def _with_moves(changes: list[Change]) -> Iterator[Change]:
    """Tell a duty that left one section for another in one sentence."""
    left = {change.old: change for change in changes if change.kind == "removed" and change.old}
    came = {change.new: change for change in changes if change.kind == "added" and change.new}
    for change in changes:
        if change.kind == "removed" and change.old in came:
            continue
        if change.kind == "added" and change.new in left:
            was, is_ = _where(left[change.new]), _where(change)
            told = f"duty moved from {was} to {is_}: {quoted(change.new)}"
            yield Change(change.field, "moved", told, change.new, change.new)
            continue
        yield change


def _where(change: Change) -> str:
    """Give the place of a duty out of the sentence about it."""
    return change.sentence.partition(" in ")[2].partition(": ")[0]
