"""One error of pydantic's, with its position in the file and in the model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from rolebook.base.problems import Problem
from rolebook.read.source_file import Path, SourceFile

from .allowed import walk


@dataclass(frozen=True)
class ShapeError:
    """One error of pydantic's: where it is in the file, and what the model allows there."""

    model: type[BaseModel]
    source_file: SourceFile
    details: ErrorDetails
    path: Path
    annotation: Any
    #: The ids that other files hold, by the name of the file.
    ids: Mapping[str, Collection[str]] = field(default_factory=dict)

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

    def problem(self, message: str, snippet: str = "", at_key: bool = False) -> Problem:
        """Build the problem."""
        position = self.source_file.position(self.path)
        one_value = self.source_file.typed(self.path) is not None
        if one_value and message.startswith('"') and position.last_line > position.line:
            # A value of one line goes on below, mostly by a slip of the indentation.
            message += f", and check line {position.last_line}, which is read as part of it"
        return self.source_file.problem(self.path, message, snippet, at_key)
