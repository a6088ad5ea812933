"""One run of a step: its arguments as bytes, the function that its name means, and what it gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from rolebook.base.digests import digest_of

from .encoding import (
    Stand,
    decoded_arguments,
    encoded,
    encoded_arguments,
)
from .moment import Moment, Validity
from .records import Lookups
from .reference import (
    MOMENT,
    RECORDS,
    STAND_INS,
    Each,
    LoadedEach,
    Marker,
    Noted,
    Parts,
    Raw,
)

Step = Callable[..., Any]


class Arguments(NamedTuple):
    """Arguments as bytes, and what stands in them for values."""

    data: bytes
    digest: str
    stand_ins: tuple[Any, ...]


def arguments_of(values: tuple[Any, ...]) -> Arguments:
    """Write arguments, each value that is stored or read elsewhere as what stands for it."""
    stand_ins: list[Any] = []

    def stand_for(value: Any) -> Stand | None:
        if not isinstance(value, STAND_INS):
            return None
        stand_ins.append(value)
        return value.stand

    data = encoded_arguments(values, stand_for)
    return Arguments(data, digest_of(data), tuple(stand_ins))


def references_in(arguments: Arguments) -> list[Any]:
    """Give all that arguments refer to, those of ``Each`` one by one."""
    found: list[Any] = []
    for one in arguments.stand_ins:
        found.extend(one.references if isinstance(one, Each) else (one,))
    return found


def name_of(step: Step) -> str:
    """Give the name by which every process finds a step."""
    return f"{step.__module__}:{step.__qualname__}"


@cache
def step_named(name: str) -> Step:
    """Give the step of a name."""
    module, _, function = name.partition(":")
    step: Step = getattr(import_module(module), function)
    return step


class Part(NamedTuple):
    """A part of a result as it is stored."""

    digest: str
    is_raw: bool
    data: bytes


class Outcome(NamedTuple):
    """What a step gave, written: its parts, what was noted, how long it holds, what it asked."""

    parts: Mapping[str, Part]
    noted: Mapping[str, Any]
    validity: Validity
    questions: tuple[str, ...]
    kept: bool = True


def values_of(data: bytes, load: Callable[[Stand], Any]) -> tuple[Any, ...]:
    """Read arguments; ``load`` gives the value that something stands for.

    What each run is given anew is still only marked.
    """

    def value_of(stand: Stand) -> Any:
        if stand[0] == "each":
            return LoadedEach(stand[1], load)
        return Marker(stand[0]) if stand in (MOMENT.stand, RECORDS.stand) else load(stand)

    values: tuple[Any, ...] = decoded_arguments(data, value_of)
    return values


def run(
    step: str, data: bytes, shared: tuple[Any, ...], load: Callable[[Stand], Any], moment: Moment,
    lookups: Lookups | None,
) -> Outcome:  # fmt: skip
    """Run a step with arguments as bytes, and those that it shares with others as values."""

    def given(value: Any) -> Any:
        if not isinstance(value, Marker):
            return value
        return moment if value.kind == "moment" else lookups

    own = values_of(data, load)
    made = step_named(step)(*map(given, (*own, *shared)))
    questions = lookups.questions if lookups else ()
    return written(made, moment.validity, questions)


def written(made: Any, validity: Validity, questions: tuple[str, ...] = ()) -> Outcome:
    """Write what a step gave."""
    whole = made if isinstance(made, Parts) else Parts({"": made})
    parts, noted = {}, {}
    for name, value in whole.parts.items():
        if isinstance(value, Noted):
            noted[name] = value.value
        elif isinstance(value, Raw):
            parts[name] = Part(digest_of(value.data), True, value.data)
        else:
            data = encoded(value)
            parts[name] = Part(digest_of(data), False, data)
    return Outcome(parts, noted, validity, questions, whole.kept)
