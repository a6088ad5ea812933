"""A file laid out evenly, with every word, comment and quotation mark where it was."""

from __future__ import annotations

import io
import re
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from rolebook.base.problems import Problem
from rolebook.read.source_file import SourceFile, read_source_file

from .folding import fold_long_lines

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: Wider than any line: what is too long is folded before it is written.
_NEVER = 1_000_000
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
#: The line that begins a document, which nothing needs where there is one alone.
_BEGINNING = re.compile(r"\A((?:[ ]*(?:#.*)?\n)*)---[ ]*\n")
_TAB_AFTER_COLON = re.compile(r"(?m)^([ -]*[A-Za-z_][A-Za-z0-9_-]*:)[ ]*\t[ \t]*")


class CannotTidyError(Exception):
    """A file that is left as it is; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class _AsTyped(VersionedResolver):
    """Takes every text for text, so that 0042, 9:30 and no are written as they were."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and value and implicit and implicit[0]:
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


class _Emitter(RoundTripEmitter):
    """Leaves a key in braces without a value, as it was typed: ``null`` is no word of a person."""

    def choose_scalar_style(self) -> Any:
        if self.event.value == "" and self.event.tag == "tag:yaml.org,2002:null":
            return ""
        return super().choose_scalar_style()

    def write_plain(self, text: Any, split: Any = True) -> None:
        if text or not self.flow_level:
            super().write_plain(text, split)
        else:  # a colon right before a comma would be read as text
            self.write_indicator("", True)


def tidied(name: str, text: str) -> str:
    """Lay out a file: two spaces for each level, lines of 100 signs, single blank lines.

    Raises:
        CannotTidyError: where the file cannot be read, or something in it would be lost.
    """
    before = read_source_file(name, text)
    if before.problems:
        raise CannotTidyError(before.problems)
    try:
        laid_out = _laid_out(text)
    except YAMLError:
        try:
            laid_out = _laid_out(_TAB_AFTER_COLON.sub(r"\1 ", text))
        except YAMLError as error:
            raise CannotTidyError([_left(name, "its layout is too unusual")]) from error
    lost = _lost(before, text, read_source_file(name, laid_out), laid_out)
    if lost:
        raise CannotTidyError([_left(name, lost)])
    return laid_out


def _laid_out(text: str) -> str:
    library = YAML()
    library.Resolver = _AsTyped
    library.Emitter = _Emitter
    library.preserve_quotes = True
    library.width = _NEVER
    library.indent(mapping=2, sequence=4, offset=2)
    data = library.load(_BEGINNING.sub(r"\1", text))
    fold_long_lines(data)
    written = io.StringIO()
    library.dump(data, written)
    return _single_blank_lines(written.getvalue())


def _single_blank_lines(text: str) -> str:
    """Take out blank lines beyond one, spaces at the ends of lines, and a mark of the end."""
    within = _lines_of_texts(text)
    kept: list[str] = []
    free = 0  # how many of the last lines belong to no text and are blank
    for number, line in enumerate(text.split("\n")):
        if number in within:
            kept.append(line)
            free = 0
        elif line.strip() and line != "...":
            kept.append(line.rstrip())
            free = 0
        elif kept and not free and line != "...":
            kept.append("")
            free = 1
    return "\n".join(kept[: len(kept) - free]) + "\n"


def _lines_of_texts(text: str) -> set[int]:
    """Give the lines, from 0, on which a text of several lines goes on: they stay as they are."""
    lines = text.split("\n")
    within: set[int] = set()
    for token in yaml.scan(text, _Loader):
        if not isinstance(token, yaml.ScalarToken):
            continue
        first, end = token.start_mark.line, token.end_mark.line
        if token.style in ("|", ">"):
            keeps = "+" in lines[first][token.start_mark.column :].split("#")[0]
            while not keeps and end > first and not lines[end - 1].strip():
                end -= 1
            within.update(range(first + 1, end))
        else:
            within.update(range(first + 1, end + 1))
    return within


def _lost(before: SourceFile, text: str, after: SourceFile, laid_out: str) -> str:
    """Say what would be lost; empty where nothing is."""
    if after.problems or repr(before.data) != repr(after.data):
        return "something in it would be read in another way"
    if _comments(text) != _comments(laid_out):
        return "a comment would be lost or moved"
    return ""


def _comments(text: str) -> list[str]:
    """List the comments of a file, in their order."""
    masked = list(text)
    for token in yaml.scan(text, _Loader):
        if not isinstance(token, yaml.ScalarToken):
            continue
        start, end = token.start_mark.index, token.end_mark.index
        if token.style in ("|", ">"):  # a comment may follow the sign that opens the text
            start = text.find("\n", start)
        masked[start:end] = ["\n" if sign == "\n" else "x" for sign in text[start:end]]
    return [
        found[0].rstrip()
        for line in "".join(masked).split("\n")
        for found in [_COMMENT.search(line)]
        if found
    ]


def _left(name: str, why: str) -> Problem:
    return Problem(
        name, 1, 1, "", f"was left as it is, since {why}; tidy it by hand, or leave it so"
    )
