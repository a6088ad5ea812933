"""Where each part of a YAML text is, and the text with one part changed.

Comments directly above an entry, at the ends of its lines, and further in below it belong to it,
and go where it goes. A comment at the top of a file is about the file.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from rolebook.base.suggestions import escaped
from rolebook.read.source_file import Path

from .folding import WIDTH
from .new_role import as_typed

#: What an entry may say: text as it is typed, or a list or record of such.
Value = str | list[Any] | dict[str, Any]

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"([ \t]*)#")
_REST_OF_LINE = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=[\r\n]|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")
#: What is after the text of a block and no part of it, and the same where each line counts.
_AFTER_BLOCK = re.compile(r"(?:\r\n|\r|\n)[ \t\r\n]*\Z")
_LAST_LINE_END = re.compile(r"(?:\r\n|\r|\n)\Z")
#: Text that is the same within brackets as it is without.
_SIMPLE = re.compile(r"[\w.£/][\w.£/ -]*(?<! )")


class _Entry(NamedTuple):
    """An item of a list, or a key with its value; ``begin`` and ``end`` take in its comments."""

    key: yaml.Node | None
    value: yaml.Node
    column: int
    begin: int
    end: int
    in_flow: bool
    """Whether it is within brackets or braces"""


class Layout:
    """A text with the positions of what it says."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = _LINE_END.search(text)
        self._line_end = found[0] if found else "\n"
        root = yaml.compose(text, _Loader)
        assert root, "the text has been read before"
        self._root = root

    def has(self, path: Path) -> bool:
        """Whether there is an entry at a path, if only a key with nothing after it."""
        try:
            self._entry(path)
        except (StopIteration, IndexError, TypeError):
            return False
        return True

    def renamed(self, path: Path, new: str) -> Iterator[str]:
        """Give a key another name."""
        if key := self._entry(path).key:
            yield self._with(key.start_mark.index, key.end_mark.index, new)

    def without(self, path: Path) -> Iterator[str]:
        """Take an entry out, with whatever would then be empty."""
        entries = self._entries(self._node(path[:-1]))
        if len(entries) == 1 and len(path) > 1:
            yield from self.without(path[:-1])
            return
        at = entries.index(self._entry(path))
        begin, end, in_flow = entries[at].begin, entries[at].end, entries[at].in_flow
        if at + 1 < len(entries):
            after = re.compile(r"\s*,?\s*" if in_flow else r"\s*").match(self._text, end)
            end = after.end() if after else end
        else:
            begin = len(self._text[:begin].rstrip(" \t\r\n," if in_flow else " \t\r\n"))
        yield self._with(begin, end, "")

    def moved(self, path: Path, to: int) -> Iterator[str]:
        """Put an item where another is; what is between items stays where it is."""
        entries = self._entries(self._node(path[:-1]))
        texts = [self._text[entry.begin : entry.end] for entry in entries]
        between = [self._text[one.end : other.begin] for one, other in pairwise(entries)]
        at = path[-1]
        assert isinstance(at, int), "only items have an order"
        texts.insert(to, texts.pop(at))
        joined = "".join(each for pair in zip(texts, [*between, ""], strict=True) for each in pair)
        yield self._with(entries[0].begin, entries[-1].end, joined)

    def inserted(
        self, path: Path, value: Value, after: tuple[str, ...] | None = None
    ) -> Iterator[str]:
        """Add a key after the nearest of others, or an item before the one at its index."""
        node, last = self._node(path[:-1]), path[-1]
        entries = self._entries(node)
        if isinstance(last, int):
            at = last
        else:
            keys = [entry.key.value if entry.key else "" for entry in entries]
            nearest = next((keys.index(key) + 1 for key in after or () if key in keys), 0)
            at = len(entries) if after is None else nearest
        key = None if isinstance(last, int) else str(last)
        if not entries or entries[0].in_flow:
            yield from self._inserted_in_flow(node, entries, at, key, value)
            return
        column = entries[0].column
        break_ = self._line_end + " " * column
        lines = self._lines(key, value, column)
        if at == 0:
            begin = entries[0].begin
            yield self._with(begin, begin, lines + break_)
            return
        end = entries[at - 1].end
        if key is None and at > 1:  # items that blank lines set apart stay so
            between = self._text[entries[at - 2].end : entries[at - 1].begin]
            break_ = break_ if between.strip() else between
        yield self._with(end, end, break_ + lines)

    def _inserted_in_flow(
        self, node: yaml.Node, entries: list[_Entry], at: int, key: str | None, value: Value
    ) -> Iterator[str]:
        if not isinstance(value, str):
            return
        for written in _in_flow(value):
            new = written if key is None else f"{key}: {written}"
            if not entries:
                begin = node.start_mark.index + 1
                yield self._with(begin, begin, new)
            elif at < len(entries):
                begin = entries[at].begin
                yield self._with(begin, begin, f"{new}, ")
            else:
                end = entries[-1].end
                yield self._with(end, end, f", {new}")

    def filled(self, path: Path, value: Value) -> Iterator[str]:
        """Write a value after a key, or a hyphen, that has none."""
        entry = self._entry(path)
        start, end = entry.value.start_mark.index, entry.value.end_mark.index
        if not isinstance(value, str):
            # Below the key and whatever comments are there.
            column = entry.column + 2
            break_ = self._line_end + " " * column
            if entry.key and not entry.in_flow:
                lines = self._below(value, column)
                yield self._with(entry.end, entry.end, break_ + break_.join(lines))
            return
        space = ""
        if start == end:  # nothing is there, not even null
            if entry.key:
                start = end = self._text.index(":", entry.key.end_mark.index) + 1
            space = " "
        for written in self._ways(entry, value):
            yield self._with(start, end, space + written)

    def replaced(self, path: Path, new: str) -> Iterator[str]:
        """Write another text in place of one, in its manner if that can be."""
        entry = self._entry(path)
        node = entry.value
        start, end = node.start_mark.index, self._end_of(node)
        style = getattr(node, "style", None)
        if style in ("|", ">"):
            limit = self._line_limit(start)
            body = _BLANK_LINES.sub("", self._text[limit:end], count=1)
            column = len(body) - len(body.lstrip(" "))
            lines = _folded(new, column) if style == ">" else new.split("\n")
            yield self._with(start, end, self._block(self._text[start:limit], lines, column))
        for written in self._ways(entry, new):
            yield self._with(start, end, written)

    # How a value is written

    def _ways(self, entry: _Entry, new: str) -> Iterator[str]:
        """Give each way in which a text may be written after a key or a hyphen."""
        style, column = getattr(entry.value, "style", None), entry.column + 2
        one_line = "\n" not in new
        if style == "'" and one_line:
            yield "'" + new.replace("'", "''") + "'"
        if style == '"':
            yield _quoted(new)
        if entry.in_flow:
            yield from _in_flow(new)
            return
        begin = entry.value.start_mark.index
        if one_line and " " in new and begin - self._line_begin(begin) + len(new) > WIDTH:
            yield self._block(">-", _folded(new, column), column)
        if one_line:
            yield as_typed(new)
        else:
            yield self._block("|-", new.split("\n"), column)
        yield _quoted(new)

    def _lines(self, key: str | None, value: Value, column: int) -> str:
        """Give a new entry as it is written; its lines after the first are indented."""
        begin, deeper = "-" if key is None else f"{key}:", column + 2
        break_ = self._line_end + " " * deeper
        if isinstance(value, str):
            return f"{begin} {self._text_lines(value, deeper, column + len(begin) + 1)}"
        lines = self._below(value, deeper)
        return f"{begin} {break_.join(lines)}" if key is None else break_.join([begin, *lines])

    def _below(self, value: Value, column: int) -> list[str]:
        """Give the entries of a list or record."""
        if isinstance(value, dict):
            return [self._lines(str(key), below, column) for key, below in value.items()]
        return [self._lines(None, item, column) for item in value]

    def _text_lines(self, text: str, column: int, begin: int) -> str:
        if "\n" in text:
            return self._block("|-", text.split("\n"), column)
        if begin + len(text) > WIDTH and " " in text:
            return self._block(">-", _folded(text, column), column)
        return as_typed(text)

    def _block(self, head: str, lines: list[str], column: int) -> str:
        indented = [" " * column + line if line else "" for line in lines]
        return self._line_end.join([head, *indented])

    def _with(self, start: int, end: int, new: str) -> str:
        return self._text[:start] + new + self._text[end:]

    # Where things are

    def _node(self, path: Path) -> yaml.Node:
        return self._entry(path).value if path else self._root

    def _entry(self, path: Path) -> _Entry:
        entries, part = self._entries(self._node(path[:-1])), path[-1]
        if isinstance(part, int):
            return entries[part]
        return next(entry for entry in entries if entry.key and entry.key.value == part)

    def _entries(self, node: yaml.Node) -> list[_Entry]:
        """List the items or keys of a node, in their order."""
        if not isinstance(node, yaml.CollectionNode):
            return []
        is_record = isinstance(node, yaml.MappingNode)
        pairs = list(node.value) if is_record else [(None, item) for item in node.value]
        entries: list[_Entry] = []
        for key, value in pairs:
            start, end = (key or value).start_mark.index, self._end_of(value)
            if node.flow_style:
                entries.append(_Entry(key, value, 0, start, end, True))
                continue
            before = entries[-1].end if entries else node.start_mark.index
            if key is None:  # the hyphen is what the item begins with
                start = self._hyphen(before, start)
            column = start - self._line_begin(start)
            begin, end = start, self._with_comments_below(end, column)
            if entries or node is not self._root:
                begin = self._with_comments_above(start, column, before if entries else None)
            entries.append(_Entry(key, value, column, begin, end, False))
        return entries

    def _hyphen(self, at: int, item: int) -> int:
        """Give the place of the hyphen of an item, which comments may be before and after."""
        while at < item and self._text[at] != "-":
            at = self._line_limit(at) if self._text[at] == "#" else at + 1
        return at

    def _end_of(self, node: yaml.Node) -> int:
        """Give the place after the last character of a value."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end_of(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        if getattr(node, "style", None) in ("|", ">"):
            keeps = "+" in self._text[start : self._line_limit(start)].split("#")[0]
            after = _LAST_LINE_END if keeps else _AFTER_BLOCK
            return int(start + len(after.sub("", self._text[start:end])))
        return int(end)

    def _with_comments_above(self, start: int, column: int, before: int | None) -> int:
        """Give the place at which the comments directly above an entry begin.

        ``before`` is where the entry before it ends, if there is one.
        """
        begin, line = start, self._line_begin(start)
        if self._text[line:start].strip():
            return start  # another entry begins the line
        while line:
            above = self._line_begin(line - (2 if self._text[:line].endswith("\r\n") else 1))
            found = _COMMENT.match(self._text, above, line)
            # Further in than the entry, a comment is about what is before.
            if not found or (before is not None and (above < before or len(found[1]) > column)):
                break
            begin, line = found.end() - 1, above
        return begin

    def _with_comments_below(self, end: int, column: int) -> int:
        """Give the place at which an entry ends, with the comments that are its own."""
        while rest := _REST_OF_LINE.match(self._text, end):
            end = rest.end()
            lines = _BLANK_LINES.match(self._text, end)
            found = _COMMENT.match(self._text, lines.end()) if lines else None
            if not found or len(found[1]) <= column:
                break
            end = found.end() - 1
        return end

    def _line_begin(self, at: int) -> int:
        return max(self._text.rfind("\n", 0, at), self._text.rfind("\r", 0, at)) + 1

    def _line_limit(self, at: int) -> int:
        """Give the end of the line that a place is on."""
        found = _LINE_END.search(self._text, at)
        return found.start() if found else len(self._text)


def _folded(text: str, column: int) -> list[str]:
    """Break a text at spaces, so that each line fits; in ``>``, a blank line is a line end."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        wrapped = textwrap.wrap(
            paragraph, WIDTH - column, break_long_words=False, break_on_hyphens=False
        )
        lines += ["", *wrapped] if lines else wrapped
    return lines


def _in_flow(text: str) -> Iterator[str]:
    """Give each way in which a text may be written within brackets."""
    if _SIMPLE.fullmatch(text):
        yield text
    yield _quoted(text)


def _quoted(text: str) -> str:
    return '"' + escaped(text).replace("\n", "\\n").replace("\t", "\\t") + '"'
