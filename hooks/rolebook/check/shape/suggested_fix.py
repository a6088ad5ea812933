"""The exact lines to write where somebody wrote text and keys belong."""

from __future__ import annotations

import re
from collections.abc import Callable

from rolebook.base.suggestions import and_list, nearest, one_of, shortened
from rolebook.model.stated_pay import plausible_pay
from rolebook.model.values.currency import ONLY_POUNDS, other_currency
from rolebook.model.values.fields import id_for
from rolebook.model.values.times import day_meant

from .allowed import annotation_below, choices_of, keys_of, record_names, says, types_of
from .shape_error import ShapeError

#: What to write, line by line; of several lines in one place, one is to be chosen.
Lines = list[str | tuple[str, ...]]

_SCALE_WORDS = re.compile(r"\b(?:band|grade|scale|spine|points?)\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints? ([0-9]{1,3})\s*(?:-|–|to)\s*([0-9]{1,3})\b", re.IGNORECASE)
_UNPAID = re.compile(r"(?:unpaid|volunteer|voluntary|none|no pay|expenses)\b", re.IGNORECASE)
#: What an amount pays for, by the type of pay.
_PAID_FOR = {"hourly": "an hour", "daily": "a day", "session": "a session", "annual": "a year"}
_PAID_FOR_WORDS = re.compile(
    r"\b(?:per|an?|each) (?:\w+ )?(?:(?P<hourly>hour|hr)|(?P<daily>day)|(?P<session>session))\b",
    re.IGNORECASE,
)
_UNCLEAR = "amount: …"


def suggested_lines(error: ShapeError) -> str:
    """Say which lines to write in place of the text of ``error``; empty where none are known."""
    text = str(error.given).strip()
    names = record_names(error.annotation)
    if "AnnualPay" in names and other_currency(text):
        return f"{ONLY_POUNDS}, so write what the post pays in pounds"
    special = next((_SPECIAL[name] for name in names if name in _SPECIAL), None)
    lines = special(text, error) if special else _choice(text, error)
    if not lines:
        return ""
    if error.path and isinstance(error.path[-1], int):
        first, *below = lines
        opening = _quoted(f"- {first}", error)
    else:
        opening, below = f'"{error.path[-1]}:" alone', lines
    if not below:
        return f"write {opening}"
    many = len(below) > 1
    listed = and_list(_quoted(line, error, many) for line in below)
    lines_ = "the lines " if many else ""
    advice = f"write {opening}, and below it, two spaces further in, {lines_}{listed}"
    if _UNCLEAR in below:
        type_ = str(lines[0]).removeprefix("type: ")
        advice += (
            f', with pounds {_PAID_FOR[type_]} in place of "…"'
            if type_ in _PAID_FOR
            else (', with pounds in place of "…"')
        )
    elif any("…" in str(line) for line in lines):
        advice += ', with your words in place of "…"'
    return advice


def _quoted(line: str | tuple[str, ...], error: ShapeError, many: bool = False) -> str:
    """Quote a line, one of ``many``; where nobody gave what it says, its choices are behind it."""
    if isinstance(line, tuple):
        return one_of(_quoted(each, error, many) for each in line)
    key, _, value = line.removeprefix("- ").partition(": ")
    if value:
        return f'"{line}"'
    below = annotation_below(error.annotation, key)
    after = one_of(types_of(error.annotation)) if key == "type" else says(key, below)
    return f'"{line}" ({after})' if many else f'"{line}" with {after}'


def _choice(text: str, error: ShapeError) -> Lines:
    """Find the key of which the text is a choice, or that may hold any words."""
    if types_of(error.annotation):
        return []
    for key in keys_of(error.annotation):
        choices = choices_of(annotation_below(error.annotation, key))
        if (word := id_for(text)) in choices:
            return [f"{key}: {word}"]
    return []


def _pay(text: str, error: ShapeError) -> Lines:
    if pay := plausible_pay(text):
        return [f"{key}: {value}" for key, value in pay.keys.items()]
    if scales := _SCALE_WORDS.search(text) and error.ids.get("pay_scales"):
        only = next(iter(scales)) if len(scales) == 1 else "…"
        scale = nearest(id_for(text), scales) or only
        if points := _POINTS.search(text):
            held = f"points: {{lowest: {points[1]}, highest: {points[2]}}}"
            if re.search(r"\w", _SCALE_WORDS.sub("", text.replace(points[0], ""))):
                scale = nearest(id_for(text), scales) or ""  # the one that is named is not known
        else:
            held = f"band: {_words(text)}"
        return ["type: pay-scale", f"scale: {scale}", held]
    if _UNPAID.match(text):
        paid_back = re.search(r"expenses\b([^()]*)", text, re.IGNORECASE)
        expenses = f"Expenses{paid_back[1].rstrip()}" if paid_back else ""
        return ["type: unpaid", *([f"expenses: {_words(expenses)}"] if expenses else [])]
    if not re.search("[0-9]", text):
        return []
    paid_for = _PAID_FOR_WORDS.search(text)
    return [f"type: {paid_for.lastgroup}" if paid_for else "type: ", _UNCLEAR]


def suggested_range(error: ShapeError) -> str | None:
    """Say what to write in place of a range where one amount belongs, such as 25,000 - 26,000."""
    type_ = error.source_file.typed((*error.path[:-1], "type"))
    if error.path[-1:] != ("amount",) or type_ not in _PAID_FOR or not isinstance(error.given, str):
        return None
    pay = plausible_pay(f"{error.given} {_PAID_FOR[type_]}")
    if pay is None or pay.lowest == pay.highest:
        return None
    return (
        f'"{shortened(error.given)}" is a range; write "minimum: {pay.lowest}" and '
        f'"maximum: {pay.highest}" on two lines in place of this one'
    )


def _hours(text: str, error: ShapeError) -> Lines:
    if found := re.fullmatch(r"([0-9]{1,2}(?:\.[0-9]+)?)(?: ?(?:h|hrs?|hours?)\b.*)?", text):
        return [f"hours_a_week: {found[1]}", "pattern: "]
    return _choice(text, error)


def _application(text: str, error: ShapeError) -> Lines:
    if found := re.search(r"[^@\s<>\"“”]+@[^@\s<>\"“”]+\.[A-Za-z]+", text):
        return [f"email: {found[0]}"]
    if found := re.search(r"(https?://)?((?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?)", text):
        return [f"link: {found[1] or 'https://'}{found[2]}"]
    return [f"form: {_words(text)}"]


def _contact(text: str, error: ShapeError) -> Lines:
    return [f"name: {_words(text)}"]


def _place(text: str, error: ShapeError) -> Lines:
    near = nearest(id_for(text), error.ids.get("locations", ()))
    if near or len(text) < 4:  # such as "no", which says nothing of a place
        return [f"base: {near}"] if near else []
    return [f"detail: {_words(text)}"]


def _criterion(text: str, error: ShapeError) -> Lines:
    shared = error.ids.get("shared_criteria", ())
    if (id_ := id_for(text)) in shared:
        return [f"shared: {id_}", "importance: "]
    return [
        f"id: {shortened(id_, 30).rstrip('-…')}",
        "category: ",
        (f"essential: {_words(text)}", f"desirable: {_words(text)}"),
        "assessed_by: ",
    ]


def _question(text: str, error: ShapeError) -> Lines:
    return [f"question: {_words(text)}", "answer: "]


def _interview(text: str, error: ShapeError) -> Lines:
    return [f"on: {day_meant(text) or '…'}"]


def _general(text: str, error: ShapeError) -> Lines:
    near = nearest(id_for(text), error.ids.get("general_duties", ()))
    return [f"set: {near}"] if near else []


def _under(key: str) -> Callable[[str, ShapeError], Lines]:
    return lambda text, error: [f"{key}: {_words(text)}"]


def _words(text: str) -> str:
    """Give text as it can stand after a colon; what is long is left for the person to copy."""
    if len(text) > 60:
        return "…"
    shown = shortened(text)
    if not re.search(r": |:$| #|^[^\w(£]", shown):
        return shown
    return f"'{shown.replace(chr(39), chr(39) * 2)}'"


_SPECIAL: dict[str, Callable[[str, ShapeError], Lines]] = {
    "AnnualPay": _pay,
    "Application": _application,
    "WorkingHours": _hours,
    "Contact": _contact,
    "Place": _place,
    "Criterion": _criterion,
    "ApplicationQuestion": _question,
    "Interview": _interview,
    "GeneralDuties": _general,
    "Clients": _under("who"),
    "ManagedPost": _under("post"),
}
