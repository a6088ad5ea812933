"""What pydantic finds wrong with the shape of a file, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Callable

from rolebook.base.problems import Problem
from rolebook.base.suggestions import nearest, one_of, shortened
from rolebook.model.values.folded_text import sign_for_hyphen

from .allowed import choices_of, first_below, keys_of, list_of, types_of
from .id_suggestions import nearest_id
from .key_messages import missing_key, unknown_key
from .shape_error import Fault
from .suggested_fix import lines_instead, range_instead


def problem_of(fault: Fault) -> Problem:
    """Put one error into words."""
    tell = _WORDINGS.get(fault.kind)
    if tell is None:
        return fault.tell("cannot be read; compare it with the same place in another file")
    return tell(fault)


def _own(fault: Fault) -> Problem:
    message = nearest_id(fault) or range_instead(fault) or str(fault.context["message"])
    for key in fault.context.get("quotes", ()):
        # The path is that of the field where a record told one, else of the record.
        typed = fault.document.typed((*fault.path[:-1], key)) or ""
        message = message.replace(f"{{{key}}}", shortened(typed))
    at_key = fault.details["loc"][-1:] == ("[key]",)
    return fault.tell(message, str(fault.context.get("snippet", "")), at_key)


def _not_a_choice(fault: Fault) -> Problem:
    words = choices_of(fault.annotation)
    if isinstance(fault.given, str):
        return _no_such_choice(fault, fault.given, words)
    if fault.given is None:
        return fault.tell(f"is blank; write {one_of(words)}, or take the line out")
    kind = "is a list" if isinstance(fault.given, (list, tuple)) else "has keys below it"
    return fault.tell(f"{kind}, where one word belongs; write {one_of(words)}")


def _no_such_choice(fault: Fault, given: str, words: list[str]) -> Problem:
    near = nearest(given, words)
    if fault.path[-1:] == ("state",):
        hint = (
            f"write {one_of(words)}, or take the line out: whether it is open follows from its "
            "dates"
        )
    elif near and len(words) > 1:
        hint = f'did you mean "{near}"? The choices are {one_of(words)}'
    else:
        hint = f"write {one_of(words)}"
    return fault.tell(f'"{shortened(given)}" is not one of the choices; {hint}')


def _wrong_type(fault: Fault) -> Problem:
    """A record of several kinds whose ``type:`` is none of them."""
    words = types_of(fault.annotation)
    path = (*fault.path, "type")
    at_type = Fault(fault.model, fault.document, fault.details, path, fault.annotation)
    given = fault.document.typed(path)
    if given is None:
        return at_type.tell(f"is not one word; write {one_of(words)}")
    return _no_such_choice(at_type, given, words)


def _no_type(fault: Fault) -> Problem:
    words = one_of(types_of(fault.annotation))
    path = (*fault.path, "type")
    if path in fault.document.keys:
        return fault.document.problem(path, f"is blank; write {words}", at_key=True)
    given = fault.given if isinstance(fault.given, dict) else {}
    if near := nearest("type", set(given) - set(keys_of(fault.annotation))):
        message = 'is not a key that is known here; did you mean "type"?'
        return fault.document.problem((*fault.path, near), message, at_key=True)
    return fault.tell(f'has no type; add a line "type: " with {words}')


def _not_a_list(fault: Fault) -> Problem:
    if isinstance(fault.given, str):
        if sign := sign_for_hyphen(fault.given):
            return fault.tell(_other_bullets(sign))
        nothing = fault.given.strip(". ").casefold() in _NOTHING
        return fault.tell(
            f'"{shortened(fault.given)}" is text where a list belongs; '
            + ("take the line out if there are none, or " if nothing else "")
            + 'write each item on a line of its own below, beginning with "- "'
        )
    if fault.given and (sign := sign_for_hyphen(str(next(iter(fault.given))))):
        return fault.tell(_other_bullets(sign))
    return fault.tell(
        'has keys where a list belongs; write "- " before the first key of each item, and begin '
        "the other keys below the first"
    )


def _other_bullets(sign: str) -> str:
    return f'has lines that begin with "{sign}" where a list belongs; write "- " in place of each'


def _not_keys(fault: Fault) -> Problem:
    items = fault.given if isinstance(fault.given, (list, tuple)) else ()
    if heading := next((key for item in items if (key := list_of(fault.annotation, item))), None):
        return fault.tell(
            f'is a list where keys belong; write "{heading}:" on a line of its own above the list'
        )
    first = first_below(fault.annotation)
    advice = f"write below it {first}"
    if fault.given is None:
        if fault.path and isinstance(fault.path[-1], int):
            return fault.tell('is blank; write the item after its "- ", or take the line out')
        below = f"{advice}, or " if keys_of(fault.annotation) else ""
        return fault.tell(f"is blank; {below}take the line out", at_key=True)
    if isinstance(fault.given, str):
        shown = shortened(fault.given)
        nothing = fault.given.strip(". ").casefold() in _NOTHING
        nothing = nothing and not types_of(fault.annotation)
        if fault.path and not isinstance(fault.path[-1], int):
            advice = (
                f'write "{fault.path[-1]}:" alone, and below it, two spaces further in, {first}'
            )
        advice = ("take the line out if there is none, or " if nothing else "") + (
            lines_instead(fault) or advice
        )
        return fault.tell(f'"{shown}" is text where keys belong; {advice}')
    return fault.tell(f"is a list where keys belong; take the brackets or dashes out, and {advice}")


def _too_few(fault: Fault) -> Problem:
    least = fault.context.get("min_length", 1)
    return fault.tell(f"has too few items; write at least {least}")


#: What people write where there is nothing to list.
_NOTHING = {"no", "none", "n/a", "na", "nil", "-", "tbc", "false"}

_WORDINGS: dict[str, Callable[[Fault], Problem]] = {
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
