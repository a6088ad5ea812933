"""Advice on addresses that are made up, on a site that does not say that it is an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rolebook.base.problems import Advice
from rolebook.read.source_file import SourceFile, path_text, scalars

from .rule import REGISTER, Rule

PLACEHOLDER = Rule(
    "placeholder",
    "Placeholders",
    "An address is made up, and the site doesn't say that its roles are examples.",
    "Nobody can apply to an address that belongs to nobody. While you set a site up, its notice "
    "says that the roles are examples, and then nothing is reported. `rolebook build --strict` "
    "publishes nothing until such addresses are gone.",
    "RFC 2606, section 3: example.org, example.com and example.net belong to nobody",
    "https://www.rfc-editor.org/rfc/rfc2606#section-3",
    level="warning",
    waivable=False,
)
REGISTER.others.append(PLACEHOLDER)

_MADE_UP = re.compile(
    r"\b(?:[\w-]+\.)*example\.(?:org|com|net)\b|\b(?:[\w-]+\.)*your-organisation\b(?:\.[a-z]+)*"
)


#: Lines of mkdocs.yml that readers follow, or by which others find the site.
_IN_MKDOCS = re.compile(r"(?m)^(site_url|edit_uri|repo_url): *(.*?)(?: #.*)?$")


def placeholders_in(
    source_files: Iterable[SourceFile], mkdocs: str, example: bool
) -> Iterator[Advice]:
    """Find addresses that are made up; none on a site that says that it is an ``example``.

    ``mkdocs`` is the text of mkdocs.yml.
    """
    if example:
        return
    for source_file in source_files:
        for path, text in scalars(source_file.data):
            if path[0] != "notes" and (found := _MADE_UP.search(text)):
                position = source_file.position(path)
                yield _advice(
                    source_file.file, position.line, position.column, path_text(path), found[0]
                )
    for line in _IN_MKDOCS.finditer(mkdocs):
        if found := _MADE_UP.search(line[2]):
            before = mkdocs[: line.start()].count("\n")
            column = line.start(2) - line.start() + 1
            yield _advice("mkdocs.yml", before + 1, column, line[1], found[0])


def _advice(file: str, line: int, column: int, field: str, found: str) -> Advice:
    message = f'"{found}" belongs to nobody; write your own address, or take it out'
    return Advice(file, line, column, field, message, PLACEHOLDER.id)
