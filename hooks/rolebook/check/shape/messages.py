"""What pydantic finds wrong with the shape of a file, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Callable

from rolebook.base.problems import Problem
from rolebook.base.suggestions import nearest, one_of, shortened
from rolebook.model.values.folded_text import sign_for_hyphen

from .allowed import choices_of, first_below, keys_of, list_of, types_of
from .id_suggestions import nearest_id
from .key_messages import missing_key, unknown_key
from .shape_error import ShapeError
from .suggested_fix import suggested_lines, suggested_range


def problem_of(error: ShapeError) -> Problem:
    """Put one error into words."""
    tell = _WORDINGS.get(error.kind)
    if tell is None:
        return error.problem("cannot be read; compare it with the same place in another file")
    return tell(error)


def _own(error: ShapeError) -> Problem:
    message = nearest_id(error) or suggested_range(error) or str(error.context["message"])
    for key in error.context.get("quotes", ()):
        # The path is that of the field where a record told one, else of the record.
        typed = error.source_file.typed((*error.path[:-1], key)) or ""
        message = message.replace(f"{{{key}}}", shortened(typed))
    at_key = error.details["loc"][-1:] == ("[key]",)
    return error.problem(message, str(error.context.get("snippet", "")), at_key)


def _not_a_choice(error: ShapeError) -> Problem:
    words = choices_of(error.annotation)
    if isinstance(error.given, str):
        return _no_such_choice(error, error.given, words)
    if error.given is None:
        return error.problem(f"is blank; write {one_of(words)}, or take the line out")
    kind = "is a list" if isinstance(error.given, (list, tuple)) else "has keys below it"
    return error.problem(f"{kind}, where one word belongs; write {one_of(words)}")


def _no_such_choice(error: ShapeError, given: str, words: list[str]) -> Problem:
    near = nearest(given, words)
    if error.path[-1:] == ("state",):
        hint = (
            f"write {one_of(words)}, or take the line out: whether it is open follows from its "
            "dates"
        )
    elif near and len(words) > 1:
        hint = f'did you mean "{near}"? The choices are {one_of(words)}'
    else:
        hint = f"write {one_of(words)}"
    return error.problem(f'"{shortened(given)}" is not one of the choices; {hint}')


def _wrong_type(error: ShapeError) -> Problem:
    """A record of several kinds whose ``type:`` is none of them."""
    words = types_of(error.annotation)
    path = (*error.path, "type")
    at_type = ShapeError(error.model, error.source_file, error.details, path, error.annotation)
    given = error.source_file.typed(path)
    if given is None:
        return at_type.problem(f"is not one word; write {one_of(words)}")
    return _no_such_choice(at_type, given, words)


def _no_type(error: ShapeError) -> Problem:
    words = one_of(types_of(error.annotation))
    path = (*error.path, "type")
    if path in error.source_file.keys:
        return error.source_file.problem(path, f"is blank; write {words}", at_key=True)
    given = error.given if isinstance(error.given, dict) else {}
    if near := nearest("type", set(given) - set(keys_of(error.annotation))):
        message = 'is not a key that is known here; did you mean "type"?'
        return error.source_file.problem((*error.path, near), message, at_key=True)
    return error.problem(f'has no type; add a line "type: " with {words}')


def _not_a_list(error: ShapeError) -> Problem:
    if isinstance(error.given, str):
        if sign := sign_for_hyphen(error.given):
            return error.problem(_other_bullets(sign))
        nothing = error.given.strip(". ").casefold() in _NOTHING
        return error.problem(
            f'"{shortened(error.given)}" is text where a list belongs; '
            + ("take the line out if there are none, or " if nothing else "")
            + 'write each item on a line of its own below, beginning with "- "'
        )
    if error.given and (sign := sign_for_hyphen(str(next(iter(error.given))))):
        return error.problem(_other_bullets(sign))
    return error.problem(
        'has keys where a list belongs; write "- " before the first key of each item, and begin '
        "the other keys below the first"
    )


def _other_bullets(sign: str) -> str:
    return f'has lines that begin with "{sign}" where a list belongs; write "- " in place of each'


def _not_keys(error: ShapeError) -> Problem:
    items = error.given if isinstance(error.given, (list, tuple)) else ()
    if heading := next((key for item in items if (key := list_of(error.annotation, item))), None):
        return error.problem(
            f'is a list where keys belong; write "{heading}:" on a line of its own above the list'
        )
    first = first_below(error.annotation)
    advice = f"write below it {first}"
    if error.given is None:
        if error.path and isinstance(error.path[-1], int):
            return error.problem('is blank; write the item after its "- ", or take the line out')
        below = f"{advice}, or " if keys_of(error.annotation) else ""
        return error.problem(f"is blank; {below}take the line out", at_key=True)
    if isinstance(error.given, str):
        shown = shortened(error.given)
        nothing = error.given.strip(". ").casefold() in _NOTHING
        nothing = nothing and not types_of(error.annotation)
        if error.path and not isinstance(error.path[-1], int):
            advice = (
                f'write "{error.path[-1]}:" alone, and below it, two spaces further in, {first}'
            )
        advice = ("take the line out if there is none, or " if nothing else "") + (
            suggested_lines(error) or advice
        )
        return error.problem(f'"{shown}" is text where keys belong; {advice}')
    return error.problem(
        f"is a list where keys belong; take the brackets or dashes out, and {advice}"
    )


def _too_few(error: ShapeError) -> Problem:
    least = error.context.get("min_length", 1)
    return error.problem(f"has too few items; write at least {least}")


#: What people write where there is nothing to list.
_NOTHING = {"no", "none", "n/a", "na", "nil", "-", "tbc", "false"}

_WORDINGS: dict[str, Callable[[ShapeError], Problem]] = {
    "rolebook": _own,
    "missing": missing_key,
    "extra_forbidden": unknown_key,
    "literal_error": _not_a_choice,
    "union_tag_invalid": _wrong_type,
    "union_tag_not_found": _no_type,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "model_type": _not_keys,
    "model_attributes_type": _not_keys,
    "dict_type": _not_keys,
    "too_short": _too_few,
}
