"""What PyYAML complains of, beside the lines that it is about."""

from __future__ import annotations

import yaml


class Complaint:
    """PyYAML's complaint, with the lines that it is about."""

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
