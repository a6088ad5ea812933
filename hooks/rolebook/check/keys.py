"""What is said of a key that is missing, not known, or in the wrong place."""

from __future__ import annotations

from rolebook.problems import Problem
from rolebook.read.document import path_text
from rolebook.suggest import nearest, one_of, shortened

from .allowed import choices_of, homes_of, keys_of, line_for, lists_of, types_with, walk
from .fault import Fault

#: More keys than a message can list.
_MANY = 12

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
    "closing": "closes",
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
    key, record = str(fault.path[-1]), fault.path[:-1]
    known = keys_of(fault.around)
    # Only an item of a list can be text or keys, as in "- Note: bring a laptop".
    is_item = bool(record) and isinstance(record[-1], int) and "text" in known
    if not is_item or not isinstance(fault.given, str) or nearest(key, known):
        return False
    alone = len(fault.document.held(record) or ()) == 1
    return alone or " " in key or key[:1].isupper()


def list_of_parts(fault: Fault) -> str | None:
    """Give the key of a list that stands below an unknown key which is the text of the item.

    ``- Help people to plan:`` with a list below it is a duty and its parts to a person.
    """
    record, known = fault.path[:-1], keys_of(fault.around)
    is_item = bool(record) and isinstance(record[-1], int) and {"text", "items"} <= set(known)
    alone = is_item and len(fault.document.held(record) or ()) == 1
    if not alone or not isinstance(fault.given, (list, tuple)):
        return None
    return None if nearest(str(fault.path[-1]), known) else "items"


def missing_key(fault: Fault) -> Problem:
    """Tell a key that must be there and is not, or is blank."""
    key = str(fault.path[-1])
    line, below = line_for(key, fault.annotation)
    if fault.path == ("title",):
        line = "title: Support Worker"
    if fault.path in fault.document.keys:
        advice = (
            f'"{below}" on the line below it' if below else f'what belongs there, as in "{line}"'
        )
        return fault.tell(f"is blank; write {advice}", at_key=True)
    under = ""
    if len(fault.path) > 1:
        under = f" under {path_text(fault.path[:-1])}"
    if choices := choices_of(fault.annotation):
        # Any of them would be taken, so none is named as if it were meant.
        return fault.tell(f'is missing; add{under} a line "{key}: " with {one_of(choices)}')
    then = f', and "{below}" below it' if below else ""
    return fault.tell(f'is missing; add a line "{line}"{under}{then}')


def unknown_key(fault: Fault) -> Problem:
    """Tell a key that the model does not know."""
    key = str(fault.path[-1])
    if looks_like_text(fault):
        return fault.tell(
            f'is read as a key, because of the colon after "{shortened(key)}"; put the whole text '
            "in double quotes",
            at_key=True,
        )
    if parts := list_of_parts(fault):
        return fault.tell(
            f'is text with a list below it; write "- text: {shortened(key)}", and below it '
            f'"{parts}:" on a line of its own above the list',
            at_key=True,
        )
    if key.startswith("-"):
        item = shortened(key.lstrip("-"))
        return fault.tell(
            f'has no space after the hyphen; put one there, as in "- {item}:"', at_key=True
        )
    if types := _types_with_it(fault):
        ours = fault.details["loc"][-2]
        return fault.tell(
            f"goes with type: {one_of(types)}, and this is {ours}; take it out, or change the type",
            at_key=True,
        )
    what = "is not a key that is known here"
    if home := home_of(fault):
        return fault.tell(f'{what}; it belongs under "{home}:", two spaces further in', at_key=True)
    if column := _column_further_out(fault):
        advice = f"it belongs further out, so begin it in column {column}"
        return fault.tell(f"{what}; {advice}", at_key=True)
    known = keys_of(fault.around)
    ours = _OTHER_NAMES.get(key, key)
    if near := suggested_key(fault):
        hint = f'did you mean "{near}"?'
    elif len(lists := lists_of(fault.around, ours)) == 1:
        what_it_is = "it belongs" if ours == key else f'write "{ours}" in its place,'
        hint = f'{what_it_is} in an entry of "{lists[0]}:"'
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


def _types_with_it(fault: Fault) -> list[str]:
    """List the other types of a record that have a key which this type does not have."""
    location = fault.details["loc"][:-1]
    path, annotation = walk(fault.model, location[:-1])
    # Where there are types, the last step names one, and is no step in the file.
    if path != fault.path[:-1]:
        return []
    return types_with(annotation, str(fault.path[-1]))


def _column_further_out(fault: Fault) -> int | None:
    """Give the column of the nearest record around an unknown key in which it is known."""
    location = fault.details["loc"][:-1]
    for end in range(len(location) - 1, -1, -1):
        path, annotation = walk(fault.model, location[:end])
        if str(fault.path[-1]) in keys_of(annotation):
            return fault.document.place(path).column
    return None
