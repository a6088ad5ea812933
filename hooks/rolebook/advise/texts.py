"""The texts of a role that a reader sees, each with its position in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_args

from pydantic import BaseModel, PlainValidator

from rolebook.base.prose import Prose
from rolebook.model.values.words import read_criterion, read_name, read_text
from rolebook.read.source_file import Path

#: What reads words that a person typed, as against ids, addresses and choices.
TEXT_READERS = (read_text, read_name, read_criterion)
#: Texts that stand for something, or that no reader sees.
_NO_WORDS = {"reference", "version_note", "waivers", "scale", "band", "points", "grade"}

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'“‘(])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Words:
    """A text without its Markdown, one paragraph or item of a list on each line."""

    path: Path
    text: str

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences; an item of a list is one."""
        return tuple(
            sentence
            for line in self.text.split("\n")
            for sentence in _SENTENCE_END.split(line)
            if sentence.strip()
        )


def words_of(text: str) -> list[str]:
    """List the words and numbers of a text."""
    return _WORD.findall(text)


def texts_of(record: BaseModel, path: Path = ()) -> Iterator[Words]:
    """List every text of a record and of the records in it."""
    for name, is_text in _fields(type(record)):
        value = getattr(record, name)
        if value is not None and value != ():
            yield from _texts(value, (*path, name), is_text)


def _texts(value: Any, path: Path, is_text: bool) -> Iterator[Words]:
    if isinstance(value, Prose):
        yield Words(path, value.plain)
    elif isinstance(value, str):
        if is_text:
            yield Words(path, value)
    elif isinstance(value, BaseModel):
        yield from texts_of(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index), is_text)


@cache
def _fields(record: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """List the fields that a reader sees, each with whether it holds words, not ids or choices."""
    return tuple(
        (name, _reads_text(info.metadata) or _mentions_text(info.annotation))
        for name, info in record.model_fields.items()
        if name not in _NO_WORDS
    )


def _mentions_text(annotation: Any) -> bool:
    return _reads_text(getattr(annotation, "__metadata__", ())) or any(
        _mentions_text(part) for part in get_args(annotation)
    )


def _reads_text(metadata: Any) -> bool:
    return any(isinstance(part, PlainValidator) and part.func in TEXT_READERS for part in metadata)
