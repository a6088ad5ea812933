"""What pydantic finds wrong with the shape of a file, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from rolebook.problems import Problem
from rolebook.read.document import Document, Path, path_text
from rolebook.suggest import nearest, one_of, shortened

from .allowed import choices_of, homes_of, keys_of, line_for, types_of, walk


@dataclass(frozen=True)
class Fault:
    """One error of pydantic's: where it is in the file, and what the model allows there."""

    model: type[BaseModel]
    document: Document
    details: ErrorDetails
    path: Path
    annotation: Any

    @property
    def kind(self) -> str:
        """The name that pydantic has for the error."""
        return self.details["type"]

    @property
    def context(self) -> Mapping[str, Any]:
        """What pydantic knows about the error beyond its kind."""
        return self.details.get("ctx") or {}

    @property
    def given(self) -> Any:
        """The value that the error is about."""
        return self.details["input"]

    @property
    def around(self) -> Any:
        """What the model allows in the record that the value belongs to."""
        return walk(self.model, self.details["loc"][:-1])[1]

    def tell(self, message: str, snippet: str = "", at_key: bool = False) -> Problem:
        """Build the problem."""
        return self.document.problem(self.path, message, snippet, at_key)


def problem_of(fault: Fault) -> Problem:
    """Put one error into words."""
    tell = _WORDINGS.get(fault.kind)
    if tell is None:
        return fault.tell("cannot be read; compare it with the same place in another file")
    return tell(fault)


#: What people call a thing that has another name here.
_OTHER_NAMES = {
    "salary": "pay",
    "wage": "pay",
    "job_title": "title",
    "employer": "organisation",
    "location": "place",
    "description": "summary",
    "responsibilities": "duties",
    "skills": "person_specification",
    "adverts": "vacancies",
    "closing_date": "closes",
    "deadline": "closes",
    "opening_date": "opens",
    "interview_date": "interviews",
    "line_manager": "reports_to",
}


def suggested_key(fault: Fault) -> str | None:
    """Give the known key that an unknown one is probably meant to be, if there is one."""
    key = str(fault.path[-1])
    known = keys_of(fault.around)
    used = {name for name in known if (*fault.path[:-1], name) in fault.document.keys}
    if near := nearest(key, set(known) - used):
        return near
    other = nearest(key, [name for name, ours in _OTHER_NAMES.items() if ours in known])
    return _OTHER_NAMES[other] if other else nearest(key, used)


def looks_like_text(fault: Fault) -> bool:
    """Whether an unknown key is the beginning of a text that holds a colon."""
    key = str(fault.path[-1])
    return isinstance(fault.given, str) and (" " in key or key[:1].isupper())


def _own(fault: Fault) -> Problem:
    message = str(fault.context["message"])
    for key in fault.context.get("quotes", ()):
        # The path is that of the field where a record told one, else of the record.
        typed = fault.document.typed((*fault.path[:-1], key)) or ""
        message = message.replace(f"{{{key}}}", shortened(typed))
    place = fault.document.place(fault.path)
    if message.startswith('"') and place.last_line > place.line:
        message += f", and check line {place.last_line}, which is read as part of it"
    at_key = fault.details["loc"][-1:] == ("[key]",)
    return fault.tell(message, str(fault.context.get("snippet", "")), at_key)


def _missing(fault: Fault) -> Problem:
    key = str(fault.path[-1])
    line, below = line_for(key, fault.annotation)
    if fault.path in fault.document.keys:
        advice = (
            f'"{below}" on the line below it' if below else f'what belongs there, as in "{line}"'
        )
        return fault.tell(f"is blank; write {advice}", at_key=True)
    under = ""
    if len(fault.path) > 1:
        under = f" under {path_text(fault.path[:-1])}"
        line = "title: the title as people read it" if key == "title" else line
    then = f', and "{below}" below it' if below else ""
    return fault.tell(f'is missing; add a line "{line}"{under}{then}')


def _unknown_key(fault: Fault) -> Problem:
    key = str(fault.path[-1])
    if looks_like_text(fault):
        return fault.tell(
            f'is read as a key, because of the colon after "{shortened(key)}"; put the whole text '
            "in double quotes",
            at_key=True,
        )
    what = "is not a key that is known here"
    if home := home_of(fault):
        return fault.tell(f'{what}; it belongs under "{home}:", two spaces further in', at_key=True)
    if column := _column_further_out(fault):
        advice = f"it belongs further out, so begin it in column {column}"
        return fault.tell(f"{what}; {advice}", at_key=True)
    known = keys_of(fault.around)
    if near := suggested_key(fault):
        hint = f'did you mean "{near}"?'
    elif len(known) > _MANY:
        hint = "take it out, or look for its name in another file"
    else:
        hint = f"write {one_of(known)}, or take it out"
    return fault.tell(f"{what}; {hint}", at_key=True)


def home_of(fault: Fault) -> str | None:
    """Give the key beside an unknown one under which it belongs, where only one is possible."""
    homes = homes_of(fault.around, str(fault.path[-1]))
    places = fault.document.keys
    blank = [
        home
        for home in homes
        if (path := (*fault.path[:-1], home)) in places and fault.document.held(path) is None
    ]
    homes = blank or homes
    return homes[0] if len(homes) == 1 else None


def _column_further_out(fault: Fault) -> int | None:
    """Give the column of the nearest record around an unknown key in which it is known."""
    location = fault.details["loc"][:-1]
    for end in range(len(location) - 1, -1, -1):
        path, annotation = walk(fault.model, location[:end])
        if str(fault.path[-1]) in keys_of(annotation):
            return fault.document.place(path).column
    return None


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
    if near and len(words) > 1:
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
    return fault.tell(f'has no type; add a line "type: " with {words}')


def _not_a_list(fault: Fault) -> Problem:
    if isinstance(fault.given, str):
        nothing = fault.given.strip(". ").casefold() in _NOTHING
        return fault.tell(
            f'"{shortened(fault.given)}" is text where a list belongs; '
            + ("take the line out if there are none, or " if nothing else "")
            + 'write each item on a line of its own below, beginning with "- "'
        )
    return fault.tell(
        'has keys where a list belongs; write "- " before the first key of each item, and begin '
        "the other keys below the first"
    )


def _not_keys(fault: Fault) -> Problem:
    if words := types_of(fault.annotation):
        advice = f'write below it a line "type: " with {one_of(words)}'
    elif keys_of(fault.annotation):
        _, below = line_for("", fault.annotation)
        advice = f'write keys below it, such as "{below}"'
    else:
        advice = "write below it, on a line of its own, a name and a colon for each"
    if fault.given is None:
        return fault.tell('is blank; write the item after its "- ", or take the line out')
    if isinstance(fault.given, str):
        shown = shortened(fault.given)
        return fault.tell(f'"{shown}" is text where keys belong; {advice}')
    return fault.tell(f"is a list where keys belong; take the brackets or dashes out, and {advice}")


def _too_few(fault: Fault) -> Problem:
    least = fault.context.get("min_length", 1)
    return fault.tell(f"has too few items; write at least {least}")


#: More keys than a message can list.
_MANY = 12
#: What people write where there is nothing to list.
_NOTHING = {"no", "none", "n/a", "na", "nil", "-", "tbc", "false"}

_WORDINGS: dict[str, Callable[[Fault], Problem]] = {
    "rolebook": _own,
    "missing": _missing,
    "extra_forbidden": _unknown_key,
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
