"""What each kind of value looks like: in words, and as JSON Schema for editors.

An editor reads YAML 1.2, so ``0042`` is a number to it and ``true`` an answer. Here they are text,
and the schema must not put a red line under them. What is accepted besides the obvious is written
as ``not``, which editors do not offer while somebody types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import PlainValidator

from rolebook.model import contract
from rolebook.model.values import fields
from rolebook.model.values.words import ID

Schema = dict[str, Any]

#: Accepts what is left blank, and offers nothing.
BLANK: Schema = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}
#: Accepts ``true`` where it is text, and offers nothing.
ANSWER: Schema = {"not": {"type": ["string", "number", "object", "array", "null"]}}
#: Accepts either.
ANSWER_OR_BLANK: Schema = {"not": {"type": ["string", "number", "object", "array"]}}


@dataclass(frozen=True)
class Kind:
    """A kind of value: what to write, in words, and the schemas of which one must fit."""

    words: str
    schemas: tuple[Schema, ...]


def _pattern(text: str, words: str, *types: str, **limits: float) -> Kind:
    """Make a kind of value that has a pattern; ``types`` are those an editor may take it for."""
    wrong = f"Write {words}."
    schema: Schema = {
        "type": ["string", *types],
        "pattern": rf"^\s*(?:{text})\s*$",
        "patternErrorMessage": wrong,
        "errorMessage": wrong,
        **limits,
    }
    return Kind(words, (schema,))


def _any_case(words: str) -> str:
    return "".join(f"[{sign.lower()}{sign.upper()}]" if sign.isalpha() else sign for sign in words)


_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = rf"{_DAY}[ T]+{_CLOCK}"
_ANY_TEXT: tuple[Schema, ...] = ({"type": ["string", "number"], "pattern": r"\S"}, ANSWER)
_START = ("as-soon-as-possible", "by-agreement")
_START_WORDS = "a day, a month, as-soon-as-possible or by-agreement"


def _answers() -> Kind:
    answers = "|".join(_any_case(word) for word in ("yes", "no", "true", "false"))
    return Kind(
        "yes or no",
        (
            {"enum": ["yes", "no"], "errorMessage": "Write yes or no."},
            {"type": "string", "pattern": rf"^\s*(?:{answers})\s*$"},
            ANSWER,
        ),
    )


def _starts() -> Kind:
    words = "|".join(_any_case(word).replace("-", "[- ]") for word in _START)
    return Kind(
        _START_WORDS,
        (
            {
                "enum": list(_START),
                "errorMessage": "Write a day (2026-01-05), a month (2026-01), as-soon-as-possible "
                "or by-agreement.",
            },
            {
                "type": "string",
                "pattern": rf"^\s*(?:{_DAY}|[0-9]{{4}}-(?:0[1-9]|1[0-2])|{words})\s*$",
            },
        ),
    )


_KINDS: list[tuple[Any, Kind]] = [
    (fields.Text, Kind("text", _ANY_TEXT)),
    (fields.Name, Kind("text", _ANY_TEXT)),
    (fields.CriterionText, Kind("text", _ANY_TEXT)),
    (fields.Prose, Kind("text with Markdown", _ANY_TEXT)),
    (fields.Notes, Kind("text", _ANY_TEXT)),
    (
        fields.Id,
        Kind(
            "an id",
            _pattern(ID.pattern, "an id in small letters, digits and hyphens", "integer").schemas,
        ),
    ),
    (
        fields.Money,
        _pattern(
            r"£?\s?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2})?",
            "pounds, such as 24772.74",
            "number",
            minimum=0,
            exclusiveMaximum=10_000_000,
        ),
    ),
    (
        fields.Hours,
        _pattern(_NUMBER, "hours a week, such as 37.5", "number", exclusiveMinimum=0, maximum=168),
    ),
    (fields.Number, _pattern(_NUMBER, "a number", "number", minimum=0)),
    (
        fields.Fte,
        _pattern(_NUMBER, "a number up to 1, such as 0.6", "number", exclusiveMinimum=0, maximum=1),
    ),
    (fields.Count, _pattern("0*[1-9][0-9]{0,5}", "a whole number", "integer", minimum=1)),
    (
        fields.Percent,
        _pattern(r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]{1,6})?)\s?%", "a percentage, such as 80%"),
    ),
    (fields.YesNo, _answers()),
    (fields.Day, _pattern(_DAY, "a day, such as 2027-01-29")),
    (
        fields.Closing,
        _pattern(_MOMENT, "a day and time, such as 2027-01-29 23:59"),
    ),
    (
        fields.Opening,
        _pattern(_MOMENT, "a day and time, such as 2027-01-04 9:00"),
    ),
    (fields.ClockTime, _pattern(_CLOCK, "a time, such as 9:30")),
    (fields.HostAddress, _pattern(r"https://(\*\.)?[a-z0-9.-]+(:[0-9]+)?", "a host")),
    (fields.WebAddress, _pattern(r"""https?://[^\s/"<>\\]+\.[^\s"<>\\]+""", "a web address")),
    (fields.Email, _pattern(r"[^@\s]+@[^@\s]+", "an email address")),
    (fields.Phone, _pattern(r"[+0-9 ()extx.]+", "a telephone number", "number")),
    (
        fields.Postcode,
        _pattern(r"[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}", "a postcode"),
    ),
    (fields.Colour, _pattern("#[0-9A-Fa-f]{6}", "a colour, such as #0b5c6b")),
    (contract.StartField, _starts()),
]


def _reader(annotation: Any) -> Any:
    """Give the function that reads a kind of value, by which kinds are told apart."""
    validators = getattr(annotation, "__metadata__", ())
    return next((each.func for each in validators if isinstance(each, PlainValidator)), None)


_BY_READER = {_reader(annotation): kind for annotation, kind in _KINDS}


def kind_read_by(reader: Any) -> Kind:
    """Give the kind of value that a function reads."""
    return _BY_READER[reader]


def kind_of(annotation: Any) -> Kind | None:
    """Give the kind of value that an annotation stands for; None where it is no single value."""
    reader = _reader(annotation)
    if reader is None and get_args(annotation):
        return None
    return _BY_READER.get(reader) if reader is not None else None
