"""The texts of a role that a reader sees, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_args

from pydantic import BaseModel, PlainValidator

from rolebook.model.words import read_text
from rolebook.prose import Prose
from rolebook.read.document import Path

#: Texts that stand for something, or that no reader sees.
_NO_WORDS = {"reference", "version_note", "waivers", "scale", "band", "points", "grade"}

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'“‘(])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Words:
    """A text without its Markdown, one paragraph or item of a list on each line."""

    path: Path
    text: str

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
    return any(isinstance(part, PlainValidator) and part.func is read_text for part in metadata)
