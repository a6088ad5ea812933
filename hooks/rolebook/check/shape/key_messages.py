"""What is said of a key that is missing, not known, or in the wrong place."""

from __future__ import annotations

from rolebook.base.problems import Problem
from rolebook.base.suggestions import nearest, one_of, shortened
from rolebook.read.source_file import path_text

from .allowed import first_below, keys_of, says, types_with, walk
from .key_suggestions import KeySuggestion, suggested_key
from .shape_error import ShapeError

#: More keys than a message can list.
_MANY = 12


def looks_like_text(error: ShapeError) -> bool:
    """Whether an unknown key is the beginning of a text that holds a colon."""
    key, record = str(error.path[-1]), error.path[:-1]
    known = keys_of(error.around)
    # Only an item of a list can be text or keys, as in "- Note: bring a laptop".
    is_item = bool(record) and isinstance(record[-1], int) and "text" in known
    if not is_item or not isinstance(error.given, str) or nearest(key, known):
        return False
    alone = len(error.source_file.value_at(record) or ()) == 1
    return alone or " " in key or key[:1].isupper()


def list_of_parts(error: ShapeError) -> str | None:
    """Give the key of a list that stands below an unknown key which is the text of the item.

    ``- Help people to plan:`` with a list below it is a duty and its parts to a person.
    """
    record, known = error.path[:-1], keys_of(error.around)
    is_item = bool(record) and isinstance(record[-1], int) and {"text", "items"} <= set(known)
    alone = is_item and len(error.source_file.value_at(record) or ()) == 1
    if not alone or not isinstance(error.given, (list, tuple)):
        return None
    return None if nearest(str(error.path[-1]), known) else "items"


def missing_key(error: ShapeError) -> Problem:
    """Tell a key that must be there and is not, or is blank."""
    key = str(error.path[-1])
    after = says(key, error.annotation)
    if error.path in error.source_file.keys:
        below = f"on the line below it, write {first_below(error.annotation)}"
        return error.problem(f"is blank; {f'write {after}' if after else below}", at_key=True)
    under = f" under {path_text(error.path[:-1])}" if len(error.path) > 1 else ""
    line = (
        f'"{key}: " with {after}'
        if after
        else f'"{key}:", and below it {first_below(error.annotation)}'
    )
    return error.problem(f"is missing; add{under} a line {line}")


def unknown_key(error: ShapeError) -> Problem:
    """Tell a key that the model does not know."""
    key = str(error.path[-1])
    if looks_like_text(error):
        return error.problem(
            f'is read as a key, because of the colon after "{shortened(key)}"; put the whole text '
            "in double quotes",
            at_key=True,
        )
    if parts := list_of_parts(error):
        return error.problem(
            f'is text with a list below it; write "- text: {shortened(key)}", and below it '
            f'"{parts}:" on a line of its own above the list',
            at_key=True,
        )
    if key.startswith("-"):
        item = shortened(key.lstrip("-"))
        return error.problem(
            f'has no space after the hyphen; put one there, as in "- {item}:"', at_key=True
        )
    if types := _types_with_it(error):
        ours = error.details["loc"][-2]
        return error.problem(
            f"goes with type: {one_of(types)}, and this is {ours}; take it out, or change the type",
            at_key=True,
        )
    return error.problem(f"is not a key that is known here; {_instead(error)}", at_key=True)


def _instead(error: ShapeError) -> str:
    """Say what to write in place of an unknown key."""
    if meant := suggested_key(error):
        return _as_meant(error, meant)
    known = keys_of(error.around)
    if error.path[:-1] in error.source_file.in_braces:
        return (
            "if it belongs to the text before it, put the whole of that text in double quotes; if "
            f"not, write {one_of(known)}"
        )
    if len(known) > _MANY:
        return "take it out, or look for its name in another file"
    return f"write {one_of(known)}, or take it out"


def _as_meant(error: ShapeError, meant: KeySuggestion) -> str:
    ours = str(meant.path[-1])
    known_by_name = ours == error.path[-1]
    if stands := error.source_file.key_position(meant.path):
        there = "put what this says there, or take it out"
        if error.given is None:  # it says nothing
            there = "take it out"
        if known_by_name:
            return f"it is on line {stands.line} already; {there}"
        return f'did you mean "{ours}" on line {stands.line}? If so, {there}'
    if meant.where == "here":
        return f'did you mean "{ours}"?'
    start = "it belongs" if known_by_name else f'write "{ours}" in its place,'
    if meant.where == "outside":
        column = error.source_file.position(meant.path[:-1]).column
        return f"{start} further out, so begin it in column {column}"
    if meant.where == "under":
        return f'{start} under "{meant.path[-2]}:", two spaces further in'
    return f'{start} in an entry of "{meant.path[-2]}:"'


def _types_with_it(error: ShapeError) -> list[str]:
    """List the other types of a record that have a key which this type does not have."""
    location = error.details["loc"][:-1]
    path, annotation = walk(error.model, location[:-1])
    # Where there are types, the last step names one, and is no step in the file.
    if path != error.path[:-1]:
        return []
    return types_with(annotation, str(error.path[-1]))
