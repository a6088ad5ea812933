"""Values as bytes: the same bytes for the same value, in every process and on every machine.

These are pickles, with three things left out that make equal values differ. Nothing is noted as
having come before, or two equal tuples would depend on whether their items are one object. Records
are their fields, without what they have worked out meanwhile. Sets have an order that changes from
process to process, so steps take and give none, which a test looks for.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, partial
from io import BytesIO
from itertools import repeat
from typing import Any

from pydantic import BaseModel

#: What stands in place of a value in bytes, to be put in again when they are read.
Stand = tuple[Any, ...]

#: A function that makes a value again, and its arguments.
Reduced = tuple[Callable[..., object], tuple[Any, ...]]


@cache
def _names(of: type) -> tuple[str, ...] | None:
    """Give the names of what a record holds; None for a class that is no record."""
    if issubclass(of, BaseModel):
        return tuple(of.model_fields)
    return tuple(field.name for field in fields(of)) if is_dataclass(of) else None


def _record(of: type, *values: object) -> object:
    made: object = object.__new__(of)
    names = _names(of)
    assert names is not None, "only records are written so"
    for name, value in zip(names, values, strict=True):
        object.__setattr__(made, name, value)
    return made


def _model(of: type[BaseModel], stated: tuple[str, ...], *values: object) -> BaseModel:
    made = of.__new__(of)
    object.__setattr__(made, "__dict__", dict(zip(of.model_fields, values, strict=True)))
    object.__setattr__(made, "__pydantic_fields_set__", set(stated))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _model_apart(of: type, names: tuple[str, ...], value: BaseModel) -> Reduced:
    stated = tuple(sorted(value.model_fields_set))
    return _model, (of, stated, *map(value.__dict__.__getitem__, names))


def _record_apart(of: type, names: tuple[str, ...], value: object) -> Reduced:
    return _record, (of, *map(getattr, repeat(value), names))


class _Reducers(dict[type, Callable[[Any], Reduced]]):
    """How records are taken apart, found out once for each class: a role has hundreds of them."""

    def __missing__(self, of: type) -> Callable[[Any], Reduced]:
        names = _names(of)
        if names is None:
            raise KeyError(of)
        apart: Callable[..., Reduced] = _model_apart if issubclass(of, BaseModel) else _record_apart
        self[of] = partial(apart, of, names)
        return self[of]


class _Encoder(pickle.Pickler):
    dispatch_table = _Reducers()

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True


class _ArgumentsEncoder(_Encoder):
    def __init__(self, file: BytesIO, stand_for: Callable[[Any], Stand | None]) -> None:
        super().__init__(file)
        self._stand_for = stand_for

    def reducer_override(self, value: Any) -> Any:
        stand = self._stand_for(value)
        return NotImplemented if stand is None else (_value_of, stand)


#: What gives the values of the arguments that a thread is reading.
_reading = threading.local()


def _value_of(*stand: Any) -> object:
    return _reading.load(stand)


def encoded(value: object) -> bytes:
    """Write a value."""
    file = BytesIO()
    _Encoder(file).dump(value)
    return file.getvalue()


def decoded(data: bytes) -> Any:
    """Read a value that ``encoded`` wrote."""
    return pickle.loads(data)  # noqa: S301 - our own, and its digest has been looked at


def encoded_arguments(value: object, stand_for: Callable[[Any], Stand | None]) -> bytes:
    """Write arguments; what ``stand_for`` gives for a value stands in its place."""
    file = BytesIO()
    _ArgumentsEncoder(file, stand_for).dump(value)
    return file.getvalue()


def decoded_arguments(data: bytes, load: Callable[[Stand], object]) -> Any:
    """Read arguments; ``load`` gives the value that something stands for."""
    before = getattr(_reading, "load", None)
    _reading.load = load
    try:
        return decoded(data)
    finally:
        _reading.load = before
