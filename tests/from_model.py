"""Files made from the model: values of every kind of field, and the smallest record around one."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, product
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from rolebook.advise.advice import rule_ids
from rolebook.editing.kinds import kind_of
from rolebook.model import contract
from rolebook.model.content import CATALOGUE_RECORDS, Content
from rolebook.model.references import field_refers_to
from rolebook.model.role import Role
from rolebook.model.values import fields

#: Two values or more of each kind, as somebody types them.
SAMPLES: list[tuple[Any, tuple[str, ...]]] = [
    (fields.Text, ("Alder by the water", "Birch on the hill")),
    (fields.Name, ("Cedar Officer", "Dogwood Officer")),
    (fields.CriterionText, ("Elder among the hedges", "Fir above the valley")),
    (fields.Prose, ("Gorse beside the path.", "Hazel beneath the wall.")),
    (fields.Notes, ("Notes of one kind", "Notes of another")),
    (fields.Id, ("first-id", "second-id")),
    (fields.Money, ("11.50", "12", "13.75", "26000", "27000", "28000")),
    (fields.Hours, ("20", "22.5", "37.5")),
    (fields.Number, ("2", "3.5", "40")),
    (fields.Fte, ("0.5", "0.6")),
    (fields.Count, ("3", "7")),
    (fields.Percent, ("40%", "62.5%")),
    (fields.YesNo, ("yes", "no")),
    (fields.Day, ("2027-03-05", "2027-04-06", "2028-05-07")),
    (fields.Closing, ("2027-01-29 12:00", "2027-01-30 17:30")),
    (fields.Opening, ("2026-11-02 9:00", "2026-11-03 10:30")),
    (fields.ClockTime, ("9:00", "9:30", "16:45", "17:00")),
    (fields.WebAddress, ("https://www.example.org/one", "https://www.example.org/two")),
    (fields.Email, ("one@example.org", "two@example.org")),
    (fields.Phone, ("01634 000000", "020 0000 0001")),
    (fields.Postcode, ("ZZ1 1ZZ", "ZZ2 2ZZ")),
    (fields.Colour, ("#123456", "#3b1c5a")),
    (contract.StartField, ("2027-03-08", "2027-04", "as-soon-as-possible", "by-agreement")),
]
_BY_KIND = {id(kind_of(annotation)): samples for annotation, samples in SAMPLES}
#: Keys whose text names something in a file of site_config/.
NAMES = {
    ("ScalePay", "band"): "bands",
    ("SpinePoints", "lowest"): "points",
    ("SpinePoints", "highest"): "points",
    ("Waiver", "rule"): "rules",
    ("Band", "lowest_point"): "points",
    ("Band", "highest_point"): "points",
    ("PayScaleVersion", "effective_from"): "past days",
}
Names = Mapping[str, Sequence[str]]
#: Fields that a record is given where they do not contradict what is asked for.
USUAL: dict[str, dict[str, Any]] = {
    "Vacancy": {"opens": "2026-11-02 9:00"},
    "Duty": {"items": ["A part of a duty"]},
    "Criterion": {"category": "experience", "assessed_by": ["interview"]},
    "Duties": {"sections": [{"title": "Duties of the base", "duties": ["A duty of the base"]}]},
    "SpinePoints": {"highest": "3"},
    "PayScaleVersion": {"points": {"1": "24000", "2": "25500", "3": "27000"}},
    "Location": {"name": "Maple House"},
    "Address": {"town": "Mapletown"},
}


def members(annotation: Any) -> list[Any]:
    """List what may stand in one place, without Annotated and Optional."""
    while get_origin(annotation) is Annotated and kind_of(annotation) is None:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return [member for part in parts for member in members(part)]
    return [annotation]


def is_record(member: Any) -> bool:
    return isinstance(member, type) and issubclass(member, BaseModel)


def annotation_of(record: type[BaseModel], name: str) -> Any:
    """Give the annotation of a field, with its kind of value."""
    return _hints(record)[name]


@cache
def _hints(record: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(record, include_extras=True)


@dataclass(frozen=True)
class Step:
    """A field of a record on the way to a value; ``kind`` names the record where several may be."""

    record: type[BaseModel]
    field: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.field} of {self.kind}" if self.kind else self.field


@dataclass(frozen=True)
class Leaf:
    """The place of a value in the files of one kind: the steps to it, and what it may be."""

    steps: tuple[Step, ...]
    annotation: Any

    def __str__(self) -> str:
        return ".".join(str(step) for step in self.steps)

    @property
    def field(self) -> str:
        """The last field with its record, such as ``Place.area_served``."""
        return f"{self.steps[-1].record.__name__}.{self.steps[-1].field}"

    def passes(self, fields: Collection[str]) -> bool:
        """Whether one of the steps is among ``fields``, such as ``Role.notes``."""
        return any(f"{step.record.__name__}.{step.field}" in fields for step in self.steps)


def leaves(annotation: Any, steps: tuple[Step, ...] = ()) -> Iterator[Leaf]:
    """Give every value that a place of a file may hold, records of a kind in themselves once.

    Where there are several kinds of record, the record is a value itself; what they have in common
    is given with the first of them.
    """
    records = [member for member in members(annotation) if is_record(member)]
    if len(records) > 1:
        yield Leaf(steps, annotation)
    common = set.intersection(*(set(_inherited(record)) for record in records)) if records else ()
    for member in members(annotation):
        if not is_record(member):
            yield from _leaves_of_value(member, steps)
            continue
        if sum(step.record is member for step in steps) > 1:
            continue
        kind = member.__name__ if len(records) > 1 else ""
        for name in member.model_fields:
            is_kind = kind and name == "type" and len(tags_of(member)) == 1
            if not is_kind and (member is records[0] or name not in common):
                step = Step(member, name, kind)
                yield from leaves(annotation_of(member, name), (*steps, step))


def _inherited(record: type[BaseModel]) -> set[str]:
    """Give the fields that a record has from others."""
    return {name for base in record.__mro__[1:] for name in getattr(base, "model_fields", ())}


def _leaves_of_value(member: Any, steps: tuple[Step, ...]) -> Iterator[Leaf]:
    if get_origin(member) in (tuple, dict):
        yield from leaves(get_args(member)[get_origin(member) is dict], steps)
    else:
        yield Leaf(steps, member)


def is_choice(annotation: Any) -> bool:
    """Whether a place holds one of a few words, or one of several kinds of record."""
    held = members(annotation)
    return len(held) > 1 or get_origin(held[0]) is Literal


def tags_of(record: type[BaseModel]) -> list[str]:
    return [str(tag) for tag in get_args(annotation_of(record, "type"))]


class Maker:
    """Makes values of a file; ``names`` are those that it may refer to, by what they name."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._smallest: dict[Any, Any] = {}

    def names(self, record: type[BaseModel], field: str) -> Sequence[str]:
        """Give what a field may name; nothing for a field that names nothing."""
        to = field_refers_to(record, field)
        held = to.list if to else NAMES.get((record.__name__, field))
        return self._names[held] if held else ()

    def samples(self, annotation: Any, record: type[BaseModel], field: str) -> list[Any]:
        """Give values of one kind that differ from each other."""
        if names := self.names(record, field):
            return list(names)
        if any(is_record(member) for member in members(annotation)):
            return self.values(annotation, record, field)
        if get_origin(annotation) is Literal:
            return [str(word) for word in get_args(annotation)]
        return list(_BY_KIND[id(kind_of(annotation))])

    def values(self, annotation: Any, record: type[BaseModel], field: str) -> list[Any]:
        """Give values for a field, of the smallest records where it holds records."""
        found: list[Any] = []
        for member in members(annotation):
            if is_record(member):
                tags = tags_of(member) if len(members(annotation)) > 1 else [""]
                found += [self.smallest(member, {"type": tag} if tag else {}) for tag in tags]
            elif get_origin(member) is tuple:
                items = self.values(get_args(member)[0], record, field)
                found += [[items[0]], items[:2]]
            elif get_origin(member) is dict:
                item = self.values(get_args(member)[1], record, field)[0]
                found.append({_key(field): item})
            else:
                found += self.samples(member, record, field)
        return found

    def smallest(self, record: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
        """Give the record with the fewest fields besides those that are ``given``.

        Raises:
            ValueError: where no few fields make a record of it.
        """
        key = (record, repr(given))
        if key not in self._smallest:
            self._smallest[key] = self._search(record, given)
        made = self._smallest[key]
        if made is None:
            raise ValueError(f"no {record.__name__} holds {given}")
        return dict(made)

    def _search(self, record: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any] | None:
        usual = USUAL.get(record.__name__, {})
        for start in ({**usual, **given}, given):
            needed = [
                name
                for name, info in record.model_fields.items()
                if name not in start and info.is_required()
            ]
            others = [
                name for name in record.model_fields if name not in start and name not in needed
            ]
            for count in range(3):
                for more in combinations(others, count):
                    names = [*needed, *more]
                    choices = [self._few(record, name) for name in names]
                    for chosen in islice(product(*choices), 400):
                        made = {**start, **dict(zip(names, chosen, strict=True))}
                        if is_valid(record, made):
                            return made
        return None

    def _few(self, record: type[BaseModel], name: str) -> list[Any]:
        annotation = annotation_of(record, name)
        key = (record, name, "few")
        if key not in self._smallest:
            self._smallest[key] = self.values(annotation, record, name)[:8]
        found: list[Any] = self._smallest[key]
        return found

    def around(self, leaf: Leaf, value: Any) -> dict[str, Any]:
        """Give the smallest file that holds ``value`` at the place of ``leaf``.

        Of a role, only what holds the value is given.

        Raises:
            ValueError: where there is none.
        """
        held = value
        for step in reversed(leaf.steps):
            shape = members(annotation_of(step.record, step.field))[0]
            if get_origin(shape) is tuple and not isinstance(held, list):
                held = [held]
                least = _least_items(step)
                if len(held) < least:
                    held += self.values(get_args(shape)[0], step.record, step.field)[-1:]
            elif get_origin(shape) is dict:
                names = self.names(step.record, step.field)
                held = {names[0] if names else _key(step.field): held}
            given = {step.field: held}
            held = given if step.record is Role else self.smallest(step.record, given)
        assert isinstance(held, dict)
        return held


def maker_for(content: Content) -> Maker:
    """Give a maker of files that refer to what is in ``projects/complete``."""
    return Maker(
        {
            **{name: list(getattr(content, name)) for name in CATALOGUE_RECORDS},
            "roles": ["everything"],
            "bands": ["Band of points", "Band of amounts"],
            "points": ["1", "2", "3"],
            "duties": ["first-duty", "left-out"],
            "rules": sorted(rule_ids())[:2],
            "past days": ["2026-04-01", "2026-05-01"],
        }
    )


def _key(field: str) -> str:
    """Give the key under which something stands that files name as they like."""
    return "1" if field == "points" else "A"


def _least_items(step: Step) -> int:
    metadata = step.record.model_fields[step.field].metadata
    return max((getattr(one, "min_length", 0) for one in metadata), default=0)


def is_valid(record: type[BaseModel], data: Mapping[str, Any]) -> bool:
    """Whether pydantic reads a record, whatever other files say."""
    try:
        _adapter(record).validate_python(data)
    except ValidationError:
        return False
    return True


@cache
def _adapter(record: type[BaseModel]) -> TypeAdapter[BaseModel]:
    return TypeAdapter(record)


def with_value(data: Mapping[str, Any], leaf: Leaf, value: Any) -> dict[str, Any]:
    """Give the same file with another value at one place; None takes the key out."""
    return _with(dict(data), [step.field for step in leaf.steps], value)


def _with(data: dict[str, Any], keys: Sequence[str], value: Any) -> dict[str, Any]:
    first, *rest = keys
    held = data[first]
    if not rest:
        if value is None:
            return {key: item for key, item in data.items() if key != first}
        if isinstance(held, list):
            value = [value, *held[1:]]
        elif isinstance(held, dict) and not isinstance(value, dict):
            value = {**held, next(iter(held)): value}  # a name with one value
        return {**data, first: value}
    if isinstance(held, list):
        return {**data, first: [_with(held[0], rest, value), *held[1:]]}
    if _key(first) in held:
        return {**data, first: {**held, _key(first): _with(held[_key(first)], rest, value)}}
    return {**data, first: _with(held, rest, value)}
