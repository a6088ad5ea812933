"""The changes of any record, field by field: what is told where no module knows better."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from rolebook.base.prose import Prose

from .amounts import moved
from .change import Change, Context, Names
from .labels import details, is_money, label, lead_of, plain_words, record_words, value_words
from .pairs import pairs
from .reworded import quoted, reworded

#: The fields that tell one record of a list from another, the best first.
_IDENTITY = (
    "id", "shared", "reference", "effective_from", "name", "post", "who", "award", "title",
    "question", "when", "body", "on",
)  # fmt: skip

#: Words for the people who edit a file.
_INTERNAL = ("notes",)


def field_changes(
    old: BaseModel | None, new: BaseModel | None, context: Context, skip: Collection[str] = ()
) -> Iterator[Change]:
    """Tell what differs between two records of one kind; either may be missing."""
    some = new if new is not None else old
    if some is None or old == new:
        return
    kind = type(some)
    for name, info in kind.model_fields.items():
        if name in skip:
            continue
        default = info.get_default(call_default_factory=True) if not info.is_required() else None
        before = getattr(old, name, default) if old is not None else default
        after = getattr(new, name, default) if new is not None else default
        if before != after:
            yield from value_changes(kind, name, before, after, context)


def value_changes(
    kind: type[BaseModel], name: str, old: Any, new: Any, context: Context
) -> Iterator[Change]:
    """Tell what differs between two values of a field."""
    words = label(kind, name)
    if name in _INTERNAL:
        inner = context.inside("", internal=True)
        yield inner.change(name, "changed", f"{words} changed", plain_words(old), plain_words(new))
    elif isinstance(old, Prose) or isinstance(new, Prose):
        yield from prose_changes(name, words, old, new, context)
    elif isinstance(old, BaseModel) or isinstance(new, BaseModel):
        record = type(new if new is not None else old)
        yield from field_changes(old, new, context.inside(name, lead_of(record, words)))
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        yield from _mapping_changes(kind, name, old or {}, new or {}, context)
    elif isinstance(old, (tuple, list)) or isinstance(new, (tuple, list)):
        yield from list_changes(kind, name, old or (), new or (), context)
    else:
        yield _scalar_change(kind, name, old, new, context)


def prose_changes(
    name: str, words: str, old: Prose | None, new: Prose | None, context: Context
) -> Iterator[Change]:
    """Tell how a text changed; lines that only run differently are no change."""
    if old is None or new is None:
        given = new or old
        assert given is not None, "one of two that differ is given"
        text = quoted(given.plain)
        if old is None:
            yield context.change(name, "added", f"{words} added: {text}", new=given.plain)
        else:
            yield context.change(name, "removed", f"{words} removed: {text}", old=given.plain)
    elif old.blocks != new.blocks:
        told = reworded(words, old.plain, new.plain)
        if old.plain == new.plain:
            told = f"{words}: links, emphasis or lists changed, and no words"
        yield context.change(name, "reworded", told, old.plain, new.plain)


def _scalar_change(
    kind: type[BaseModel], name: str, old: Any, new: Any, context: Context
) -> Change:
    words = label(kind, name)
    before = "" if old is None else value_words(kind, name, old, context.old)
    after = "" if new is None else value_words(kind, name, new, context.new)
    if old is None:
        return context.change(name, "added", f"{words} added: {after}", new=after)
    if new is None:
        return context.change(name, "removed", f"{words} removed (was {before})", before)
    if isinstance(new, dt.date):
        told = f"{words} moved from {before} to {after}"
        return context.change(name, "moved", told, before, after)
    if is_money(kind, name):
        told, rises = f"{words} {moved(old, new)}", new > old
        return context.change(name, "raised" if rises else "lowered", told, before, after)
    if isinstance(new, str) and max(len(before), len(after)) > 60:
        return context.change(name, "reworded", reworded(words, before, after), before, after)
    if isinstance(new, str) and (" " in before or " " in after):
        before_told, after_told = quoted(before), quoted(after)
    else:
        before_told, after_told = before, after
    told = f"{words} changed from {before_told} to {after_told}"
    return context.change(name, "changed", told, before, after)


def _mapping_changes(
    kind: type[BaseModel],
    name: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    context: Context,
) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if isinstance(before, BaseModel) and isinstance(after, BaseModel):
            yield from field_changes(before, after, context.inside(f"{name}[{key}]", f"{key}: "))
            continue
        inner = context.inside(f"{name}[{key}]")
        old_words = "" if before is None else value_words(kind, name, before, context.old)
        new_words = "" if after is None else value_words(kind, name, after, context.new)
        what = f"{_one(label(kind, name))} {key}"
        if before is None:
            yield inner.change("", "added", f"{what} added: {new_words}", "", new_words)
        elif after is None:
            yield inner.change("", "removed", f"{what} removed (was {old_words})", old_words)
        else:
            told = f"{what} changed from {old_words} to {new_words}"
            if is_money(kind, name):
                told = f"{what} {moved(before, after)}"
            yield inner.change("", "changed", told, old_words, new_words)


def _one(words: str) -> str:
    """Give the words for one item: spine points → spine point."""
    return words.removesuffix("s")


def list_changes(
    kind: type[BaseModel], name: str, old: Sequence[Any], new: Sequence[Any], context: Context
) -> Iterator[Change]:
    """Tell which items of a list were added, removed or reworded."""
    words = label(kind, name)

    def before(item: Any) -> str:
        return value_words(kind, name, item, context.old)

    def after(item: Any) -> str:
        return value_words(kind, name, item, context.new)

    def more(item: Any, names: Names) -> str:
        return details(item, names) if isinstance(item, BaseModel) else ""

    found = pairs(old, new, _identity, plain_words)
    for one, other in found.both:
        if one == other:
            continue
        if isinstance(one, BaseModel) and type(one) is type(other):
            what = quoted(record_words(other, context.new))
            inner = context.inside(f"{name}[{_identity(other)}]", f"{words}, {what}: ")
            yield from _record_item_changes(one, other, inner, words, context)
        elif before(one) != after(other):
            told = reworded(f"{words}: {quoted(before(one))}", before(one), after(other))
            yield context.change(name, "reworded", told, before(one), after(other))
    for item in found.removed:
        told = f"{words}: {quoted(before(item))}{more(item, context.old)} removed"
        yield context.change(name, "removed", told, before(item))
    for item in found.added:
        told = f"{words}: {quoted(after(item))}{more(item, context.new)} added"
        yield context.change(name, "added", told, new=after(item))
    if found.reordered:
        yield context.change(name, "moved", f"{words}: order changed")


def _record_item_changes(
    old: BaseModel, new: BaseModel, inner: Context, words: str, outer: Context
) -> Iterator[Change]:
    """Tell of an item; one that only says its text differently is reworded as a whole."""
    differing = [
        name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)
    ]
    before, after = record_words(old), record_words(new)
    if len(differing) == 1 and before != after:
        told = reworded(f"{words}: {quoted(before)}", before, after)
        yield outer.change(differing[0], "reworded", told, before, after)
    else:
        yield from field_changes(old, new, inner)


def _identity(item: Any) -> Any:
    if isinstance(item, BaseModel):
        for name in _IDENTITY:
            value = getattr(item, name, None)
            if value is not None and isinstance(value, (str, dt.date)):
                return str(value)
    return plain_words(item)
