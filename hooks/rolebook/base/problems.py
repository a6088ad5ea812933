"""What is wrong with a file of content, as a value that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right, at one place of one file.

    ``line`` and ``column`` count from 1. ``field`` is the path of keys to the value
    (``pay.minimum``, ``vacancies[2].closes``), or empty where the file as a whole is meant.
    ``message`` says what is wrong and, after a semicolon, what to type instead.
    """

    file: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}:{self.column}: {field}{self.message}"


@dataclass(frozen=True, order=True)
class Advice:
    """Something that could be better, at one place of one file; it never stops a build.

    ``rule`` is the id of the rule that found it; the other fields are those of ``Problem``.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    rule: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: advice: {field}{self.message} [{self.rule}]"


class ContentProblems(Exception):
    """The content cannot be published; ``problems`` holds every problem of every file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def summary(self) -> str:
        """How many problems in how many files, in words."""
        count = len(self.problems)
        files = len({problem.file for problem in self.problems})
        return (
            f"{count} problem{'' if count == 1 else 's'} in "
            f"{files} file{'' if files == 1 else 's'}; nothing was published"
        )
