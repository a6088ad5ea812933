"""What PyYAML found wrong in a file, with the lines around it."""

from __future__ import annotations

import yaml


class SyntaxProblem:
    """A problem that PyYAML found, with the lines of the file."""

    def __init__(self, lines: list[str], error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark
        assert mark is not None
        self.problem = error.problem or ""
        self.context = error.context or ""
        self.mark = mark
        self.opened = error.context_mark or mark
        self.line = lines[mark.line] if mark.line < len(lines) else ""
        self.lines = lines

    def sign(self, mark: yaml.Mark) -> str:
        """Give the character at ``mark``."""
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return line[mark.column : mark.column + 1]

    def previous(self, mark: yaml.Mark) -> tuple[int, str]:
        """Give the nearest line above ``mark`` that says something, with its number from 0."""
        for number in range(min(mark.line, len(self.lines)) - 1, -1, -1):
            text = self.lines[number].strip()
            if text and not text.startswith("#"):
                return number, self.lines[number]
        return mark.line, ""
