"""Where in a file the words stand that advice is about."""

from __future__ import annotations

import re

from rolebook.base.problems import Advice
from rolebook.base.suggestions import on_one_line
from rolebook.read.source_file import Path, SourceFile, path_text

from .rule import Found, Rule


def advice_at(source_file: SourceFile, rule: Rule, found: Found) -> Advice:
    """Turn what a rule found into advice at its position in the file."""
    path = _as_in_file(source_file, found.path)
    # What holds keys or items is pointed at by its own key.
    key = source_file.key_position(path) if source_file.typed(path) is None else None
    position = key or source_file.position(path)
    line, column = position.line, position.column
    if found.quote:
        line, column = _quoted(source_file, path, found) or (line, column)
    message = on_one_line(found.message)
    return Advice(source_file.file, line, column, path_text(path), message, rule.id)


def _as_in_file(source_file: SourceFile, path: Path) -> Path:
    """Give the place in the file; an item that is text alone is read as {"text": …}."""
    while path and source_file.typed(path[:-1]) is not None:
        path = path[:-1]
    return path


def _quoted(source_file: SourceFile, path: Path, found: Found) -> tuple[int, int] | None:
    """Give the line and column of the words, which may run over the end of a line."""
    position = source_file.position(path)
    last = min(position.last_line, len(source_file.lines))
    text = "\n".join(source_file.lines[position.line - 1 : last])
    pattern = r"\s+".join(re.escape(word) for word in found.quote.split())
    whole_words = re.compile(rf"(?<!\w){pattern}(?!\w)")
    matches = list(whole_words.finditer(text, position.column - 1))
    if not matches:
        return None
    start = matches[min(found.occurrence, len(matches) - 1)].start()
    before = text[:start]
    return position.line + before.count("\n"), start - (before.rfind("\n") + 1) + 1
