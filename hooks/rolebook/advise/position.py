"""Where in a file the words stand that advice is about."""

from __future__ import annotations

import re

from rolebook.base.problems import Advice
from rolebook.base.suggestions import on_one_line
from rolebook.read.source_file import Document, Path, path_text

from .rule import Found, Rule


def advice_at(document: Document, rule: Rule, found: Found) -> Advice:
    """Turn what a rule found into advice at its place in the file."""
    path = _as_in_file(document, found.path)
    # What holds keys or items is pointed at by its own key.
    key = document.keys.get(path) if document.typed(path) is None else None
    place = key or document.place(path)
    line, column = place.line, place.column
    if found.quote:
        line, column = _quoted(document, path, found) or (line, column)
    message = on_one_line(found.message)
    return Advice(document.file, line, column, path_text(path), message, rule.id)


def _as_in_file(document: Document, path: Path) -> Path:
    """Give the place in the file; an item that is text alone is read as {"text": …}."""
    while path and document.typed(path[:-1]) is not None:
        path = path[:-1]
    return path


def _quoted(document: Document, path: Path, found: Found) -> tuple[int, int] | None:
    """Give the line and column of the words, which may run over the end of a line."""
    place = document.place(path)
    last = min(place.last_line, len(document.lines))
    text = "\n".join(document.lines[place.line - 1 : last])
    pattern = r"\s+".join(re.escape(word) for word in found.quote.split())
    whole_words = re.compile(rf"(?<!\w){pattern}(?!\w)")
    matches = list(whole_words.finditer(text, place.column - 1))
    if not matches:
        return None
    start = matches[min(found.occurrence, len(matches) - 1)].start()
    before = text[:start]
    return place.line + before.count("\n"), start - (before.rfind("\n") + 1) + 1
