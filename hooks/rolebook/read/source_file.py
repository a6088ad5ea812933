"""YAML text as plain values, each with its position in the file.

Scalars stay the text that was typed (the model decides what they mean), so nothing is lost to
guesses such as ``9:30`` → 570 or ``no`` → false. Only an empty value, ``~`` and ``null`` mean that
nothing was given; a key without a value counts as left out.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import yaml

from rolebook.base.problems import Problem
from rolebook.base.suggestions import on_one_line, shortened

from .commas import Cut, cuts_in_braces, cuts_in_brackets
from .plain_text import may_be_misread, plain_text_problems, with_lines
from .unsafe import DEEPEST, TOO_DEEP, unsafe_problems

try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # pragma: no cover - wheels of PyYAML carry libyaml
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]


class _Loader(_BaseLoader):
    """Leaves out what tells kinds of scalars apart, a quarter of the time that reading takes."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Give no tag: what a scalar means, the model decides."""
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """Note nothing of the way to a node."""

    def ascend_resolver(self) -> None:
        """Nor of the way back."""


Path = tuple[Hashable, ...]
_Entry = TypeVar("_Entry")

_NOTHING = {"", "~", "null", "Null", "NULL"}


class Position(NamedTuple):
    """Where a value stands; lines and columns count from 1."""

    line: int
    column: int
    last_line: int


@dataclass
class SourceFile:
    """The values of one file (``data``), with the position of every key and value."""

    file: str
    lines: list[str]
    data: dict[str, Any] = field(default_factory=dict)
    #: The numbers of each position, of which thousands are noted and few are looked up.
    keys: dict[Path, tuple[int, int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: The places that ``problems`` are about, as far as they have one.
    faulty: set[Path] = field(default_factory=set)
    #: The lists and sets of keys that hold nothing, not even a key that is left blank.
    empty: list[Path] = field(default_factory=list)
    #: The keys with nothing after them.
    blank: list[Path] = field(default_factory=list)
    #: The sets of keys that are written in braces.
    in_braces: set[Path] = field(default_factory=set)
    #: The keys that had an old name in the file, by the path with that name, and their new names.
    renamed: list[tuple[Path, str]] = field(default_factory=list)
    #: The names that git may have for the bytes that this was read from.
    blobs: tuple[str, ...] = ()

    def position(self, path: Path) -> Position:
        """Give the position of a value, or of the nearest thing around it that the file holds."""
        while path:
            found = self.values.get(path) or self.keys.get(path)
            if found:
                return Position(*found)
            path = path[:-1]
        return Position(*self.values.get((), (1, 1, 1)))

    def key_position(self, path: Path) -> Position | None:
        """Give the position of a key, or None where the file has no such key."""
        found = self.keys.get(path)
        return Position(*found) if found else None

    def value_at(self, path: Path) -> Any:
        """Give the value at ``path``, or None where the file holds none."""
        value: Any = self.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def typed(self, path: Path) -> str | None:
        """Give the text at ``path`` as it was typed, or None where there is no text."""
        value = self.value_at(path)
        return value if isinstance(value, str) else None

    def rename(self, path: Path, new: str) -> None:
        """Give a key another name, as if the file had it."""
        self.renamed.append((path, new))
        record, old = self.value_at(path[:-1]), path[-1]
        held = {new if key == old else key: value for key, value in record.items()}
        record.clear()
        record.update(held)

        def now(other: Path) -> Path:
            length = len(path)
            return (*path[:-1], new, *other[length:]) if other[:length] == path else other

        self.keys = {now(other): position for other, position in self.keys.items()}
        self.values = {now(other): position for other, position in self.values.items()}
        self.faulty = {now(other) for other in self.faulty}
        self.in_braces = {now(other) for other in self.in_braces}
        self.empty = [now(other) for other in self.empty]
        self.blank = [now(other) for other in self.blank]

    def problem(self, path: Path, message: str, snippet: str = "", at_key: bool = False) -> Problem:
        """Build a problem about the value at ``path``, pointing at ``snippet`` within it."""
        position = (at_key and self.key_position(path)) or self.position(path)
        line, column = position.line, position.column
        if snippet:
            for number in range(position.line, min(position.last_line, len(self.lines)) + 1):
                start = position.column - 1 if number == position.line else 0
                found = self.lines[number - 1].find(snippet.split("\n")[0], start)
                if found >= 0:
                    line, column = number, found + 1
                    break
        return Problem(self.file, line, column, path_text(path), on_one_line(message))

    def add_problem(self, line: int, column: int, path: Path, message: str) -> None:
        """Note a problem of the YAML itself; ``line`` and ``column`` count from 0, as PyYAML's."""
        self.faulty.add(path)
        where = (self.file, line + 1, column + 1)
        self.problems.append(Problem(*where, path_text(path), on_one_line(message)))


def path_text(path: Path) -> str:
    """Write a path as a person reads it.

    >>> path_text(("vacancies", 0, "closes"))
    'vacancies[1].closes'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            key = shortened(str(part))
            text += f".{key}" if text else key
    return text


def read_source_file(file: str, text: str) -> SourceFile:
    """Read one YAML file; what is wrong with its YAML is in ``problems`` of the answer."""
    source_file = SourceFile(file, text.split("\n"))
    source_file.problems = unsafe_problems(file, text)
    if source_file.problems:
        return source_file
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        from .syntax import syntax_problem  # most files are YAML

        source_file.problems.append(syntax_problem(file, source_file.lines, error))
        return source_file
    if isinstance(root, yaml.MappingNode):
        source_file.data = _value(root, (), source_file, may_be_misread(text))
    else:
        _add_no_keys(source_file, root)
    return source_file


def _add_no_keys(source_file: SourceFile, root: yaml.Node | None) -> None:
    advice = 'write a line for each fact, such as "title: Support Worker"'
    # Of "---" alone, YAML makes a text without a letter, on the line after the last.
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        comments = any(line.lstrip().startswith("#") for line in source_file.lines)
        what = "holds nothing but comments" if comments else "is empty"
        source_file.problems.append(Problem(source_file.file, 1, 1, "", f"{what}; {advice}"))
        return
    if isinstance(root, yaml.SequenceNode):
        what, advice = 'begins as a list, with "-"', f"take the first - out and {advice}"
    else:
        what = "holds text alone, without a key and a colon before it"
    mark = root.start_mark
    source_file.add_problem(mark.line, mark.column, (), f"{what}; {advice}")


def _position(node: yaml.Node) -> tuple[int, int, int]:
    """Give the numbers of a node's position."""
    start, end = node.start_mark, node.end_mark
    first, last = start.line, end.line
    # A block scalar ends at the start of the line after it.
    after = last > first and end.column == 0
    return first + 1, start.column + 1, last if after else last + 1


def _value(node: yaml.Node, path: Path, source_file: SourceFile, doubtful: bool) -> Any:
    """Give the value of a node; texts without quotes are looked at where they are ``doubtful``."""
    position = source_file.values[path] = _position(node)
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        if not node.style:
            if doubtful:
                for line, column, message in plain_text_problems(node, source_file.lines):
                    source_file.add_problem(line, column, path, message)
            if text in _NOTHING:
                return None
        if node.style == "|" or position[0] == position[2]:
            return text
        opening = "- |-" if path and isinstance(path[-1], int) else f"{path[-1]}: |-"
        return with_lines(node, source_file.lines, position[2], opening)
    if len(path) > DEEPEST:
        line, column, _ = position
        source_file.problems.append(Problem(source_file.file, line, column, "", TOO_DEEP))
        return None
    if not node.value and path:
        source_file.empty.append(path)
    if isinstance(node, yaml.SequenceNode):
        cuts = list(cuts_in_brackets(node, source_file.lines)) if node.flow_style else []
        items = _without_cuts(node.value, cuts, path, source_file)
        return [_value(item, (*path, at), source_file, doubtful) for at, item in enumerate(items)]
    assert isinstance(node, yaml.MappingNode), "YAML has no other kind of node"
    return _keys_and_values(node, path, source_file, doubtful)


_TWICE = "is given twice, first on line {0}; keep one and take the other out"
#: What begins as the entry around it began is mostly one more, whose hyphen is missing.
_ANOTHER_ENTRY = (
    'is given twice, first on line {0}; if another entry begins here, put "- " before it, in the '
    "column of the other hyphens; if not, keep one and take the other out"
)


def _keys_and_values(
    node: yaml.MappingNode, path: Path, source_file: SourceFile, doubtful: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    cuts: list[Cut] = []
    if node.flow_style:
        source_file.in_braces.add(path)
        cuts = list(cuts_in_braces(node, source_file.lines))
    for key_node, value_node in _without_cuts(node.value, cuts, path, source_file):
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            source_file.add_problem(
                mark.line,
                mark.column,
                path,
                "a bracket stands where a key belongs; if this is text, put the whole text in "
                "double quotes",
            )
            continue
        key: str = key_node.value
        key_path = (*path, key)
        if key_path in source_file.keys:
            first, _, _ = source_file.keys[key_path]
            another = bool(path) and isinstance(path[-1], int) and key == node.value[0][0].value
            message = (_ANOTHER_ENTRY if another else _TWICE).format(first, key)
            source_file.add_problem(mark.line, mark.column, key_path, message)
            if another:
                break  # what is below belongs to the other entry
            continue
        source_file.keys[key_path] = _position(key_node)
        value = _value(value_node, key_path, source_file, doubtful)
        if value is not None:
            found[key] = value
        else:
            source_file.blank.append(key_path)
    return found


def _without_cuts(
    entries: list[_Entry], cuts: list[Cut], path: Path, source_file: SourceFile
) -> list[_Entry]:
    """Note what commas cut off, and give the entries without those pieces."""
    for cut in cuts:
        at = path if cut.entry is None else (*path, cut.entry)
        source_file.add_problem(cut.line, cut.column, at, cut.message)
    pieces = {number for cut in cuts for number in cut.pieces}
    return [entry for number, entry in enumerate(entries) if number not in pieces]


def scalars(data: Any, path: Path = ()) -> list[tuple[Path, str]]:
    """List every text of a document with its path."""
    found: list[tuple[Path, str]] = []
    if isinstance(data, dict):
        for key, value in data.items():
            found.extend(scalars(value, (*path, key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found.extend(scalars(value, (*path, index)))
    elif isinstance(data, str):
        found.append((path, data))
    return found
