"""What is wrong with YAML that cannot be read, in words for people who do not write programs."""

from __future__ import annotations

import re

import yaml

from rolebook.problems import Problem

_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?: .*)?$")
_TAB_INDENT = re.compile(r"^ *\t")
#: Where an anchor (&name), an alias (*name) or a tag (!name) could begin.
_MAYBE_UNSAFE = re.compile(r"(?m)(?:^|[:\-?\[{,])\s*[&*!]\S")
#: More opening brackets or dashes in a row than any role has levels.
_TOO_DEEP = re.compile(r"(?:[\[{]\s*){30}|(?:-[ \n]+){30}|(?:\? ){30}")
#: Characters that YAML 1.2 (section 5.1) does not allow in a file.
_NOT_PRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ANCHORS = {
    "&": "an anchor",
    "*": "an alias",
    "!": "a tag",
}


def unsafe_problems(file: str, text: str) -> list[Problem]:
    """Find what must not even be parsed: merge marks, tabs, anchors, aliases and tags."""
    problems = []
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if _MERGE_MARK.match(line):
            problems.append(
                Problem(
                    file,
                    number,
                    1,
                    "",
                    f'"{line[:7]}" is left over from merging two versions in git; keep the lines '
                    "that are right and delete this one",
                )
            )
        elif "\t" in line and (tab := _TAB_INDENT.match(line)) and line.strip():
            problems.append(
                Problem(
                    file, number, tab.end(), "", "begins with a tab; use spaces, two for each level"
                )
            )
    if bad := _NOT_PRINTABLE.search(text):
        line_start = text.rfind("\n", 0, bad.start()) + 1
        problems.append(
            Problem(
                file,
                text.count("\n", 0, bad.start()) + 1,
                bad.start() - line_start + 1,
                "",
                f"holds the invisible control character U+{ord(bad.group()):04X}; delete it",
            )
        )
    if _TOO_DEEP.search(text):
        problems.append(
            Problem(file, 1, 1, "", "has brackets or lists nested too deeply; write fewer levels")
        )
    if not problems and _MAYBE_UNSAFE.search(text):
        problems.extend(_anchors_and_tags(file, lines, text))
    return problems


def _anchors_and_tags(file: str, lines: list[str], text: str) -> list[Problem]:
    problems = []
    try:
        # The parser only tells what it meets; nothing is expanded.
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            mark = event.start_mark
            alias = isinstance(event, yaml.AliasEvent)
            if alias or getattr(event, "anchor", None) or getattr(event, "tag", None):
                column = mark.column
                sign = lines[mark.line][column : column + 1]
                problems.append(
                    Problem(
                        file,
                        mark.line + 1,
                        column + 1,
                        "",
                        f'"{_word(lines[mark.line], column)}" is {_ANCHORS.get(sign, "a tag")}, '
                        "which YAML reads as a command; if it is text, put it all in double quotes",
                    )
                )
    except yaml.YAMLError:
        return problems  # told by syntax_problem
    return problems


def _word(line: str, column: int) -> str:
    return line[column:].split()[0] if line[column:].split() else ""


def syntax_problem(file: str, lines: list[str], error: yaml.YAMLError) -> Problem:
    """Say in plain words why YAML could not be read."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(file, 1, 1, "", "is not YAML that can be read; compare it with another role")
    mark = error.problem_mark
    problem, context = error.problem or "", error.context or ""
    opened = error.context_mark or mark

    def at(where: yaml.Mark, message: str) -> Problem:
        line = min(where.line, len(lines) - 1)
        return Problem(file, line + 1, where.column + 1, "", message)

    line = lines[min(mark.line, len(lines) - 1)]
    if "quoted scalar" in context:
        sign = lines[opened.line][opened.column]
        name = "double" if sign == '"' else "single"
        return at(
            opened,
            f"a {name} quotation mark ({sign}) opens here and never closes; add {sign} at the end "
            "of the text",
        )
    if "mapping values are not allowed" in problem:
        return at(
            mark,
            "a colon followed by a space is in the middle of text; put the whole text in double "
            "quotes",
        )
    if "single document" in context or "single document" in problem:
        return at(mark, 'a line with "---" begins a second document; keep one role to a file')
    if "cannot start any token" in problem:
        sign = line[mark.column : mark.column + 1]
        if sign == "\t":
            return at(mark, "holds a tab; use spaces, two for each level")
        return at(
            mark, f"text cannot begin with {sign} unless it is in double quotes; add the quotes"
        )
    if "flow" in context:
        sign = lines[opened.line][opened.column : opened.column + 1]
        return at(
            opened,
            f"a bracket ({sign}) opens here and is not closed as it should be; close it, "
            "or put the whole text in double quotes",
        )
    if "could not find expected ':'" in problem:
        where = opened if opened.line <= mark.line else mark
        return at(
            where,
            'has no colon; write key: value, or "- " before an item of a list, or indent the line '
            "if it goes on from the line above",
        )
    previous = next(
        (
            text
            for text in reversed(lines[: mark.line])
            if text.strip() and not text.strip().startswith("#")
        ),
        "",
    )
    if re.search(r":\s+([\"']).*\1\s*\S+\s*$", line) or re.search(
        r":\s+([\"']).*\1\s*[^\s#]+\s*$", previous
    ):
        return at(
            mark,
            "text goes on after its closing quotation mark; put quotation marks round the whole "
            "text, or take them out",
        )
    if problem or context:
        return at(
            mark,
            "is not lined up with the lines above; begin it in the same column as its neighbours, "
            "two spaces further in for each level",
        )
    return at(mark, "is not YAML that can be read; compare it with another role")
