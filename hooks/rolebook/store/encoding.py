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
from io import BytesIO
from typing import Any

from pydantic import BaseModel

#: What stands in place of a value in bytes, to be put in again when they are read.
Stand = tuple[Any, ...]


#: The names of what records hold, by their classes; None for a class that is no record.
_known_names: dict[type, tuple[str, ...] | None] = {}


def _names(of: type) -> tuple[str, ...] | None:
    """Give the names of what a record holds; None for a class that is no record."""
    if of not in _known_names:
        names: tuple[str, ...] | None = None
        if issubclass(of, BaseModel):
            names = tuple(of.model_fields)
        elif is_dataclass(of):
            names = tuple(field.name for field in fields(of))
        _known_names[of] = names
    return _known_names[of]


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


class _Encoder(pickle.Pickler):
    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        names = None if kind is type else _names(kind)
        if names is None:
            return NotImplemented
        if isinstance(value, BaseModel):
            held = value.__dict__
            stated = tuple(sorted(value.model_fields_set))
            return _model, (kind, stated, *(held[name] for name in names))
        return _record, (kind, *(getattr(value, name) for name in names))


class _ArgumentsEncoder(_Encoder):
    def __init__(self, file: BytesIO, stand_for: Callable[[Any], Stand | None]) -> None:
        super().__init__(file)
        self._stand_for = stand_for

    def reducer_override(self, value: Any) -> Any:
        stand = self._stand_for(value)
        return super().reducer_override(value) if stand is None else (_value_of, stand)


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
