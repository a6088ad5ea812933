"""Why a file is not YAML, in words for people who do not write programs."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from rolebook.base.problems import Problem
from rolebook.base.suggestions import quoted_whole, shortened

from .indentation import HYPHEN_INSTEAD, bare_hyphen, other_bullet
from .syntax_problem import SyntaxProblem

_QUOTES = "put the whole text in double quotes"
_COLON_IN_TEXT = "a colon and a space stand in the middle of text"
_LINED_UP = (
    "is not lined up with the lines above; begin it in the same column as the lines that it "
    "belongs with, two spaces further in for each level"
)
_TEXT_AFTER_QUOTE = re.compile(r"(?:[:\-] +|^ *)([\"']).*?\1 *[^\s#,\]}:]")
_TEXT_AFTER_BRACKET = re.compile(r"(?:[:\-] +)(?:\[[^\]]*\]|\{[^}]*\}) *[^\s#,\]}:]")
#: A # outside of quotation marks, behind which a closing bracket is not read.
_COMMENT_IN_BRACKETS = re.compile(r"""(?:[^"'#]|"[^"]*"|'[^']*'|(?<=\S)#)*\s(#.*[\]}])""")


Found = tuple[int, int, str]


def syntax_problem(file: str, lines: list[str], error: yaml.YAMLError) -> Problem:
    """Say in plain words why YAML could not be read, pointing where it went wrong."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        problem = SyntaxProblem(lines, error)
        for explain in _EXPLANATIONS:
            if found := explain(problem):
                line, column, message = found
                # An error at the end of the file would point below its last line.
                line = min(line, max(len(lines) - 1, 0))
                return Problem(file, line + 1, column + 1, "", message)
    return Problem(file, 1, 1, "", "cannot be read; compare it with the file of another role")


def _bare_hyphen(problem: SyntaxProblem) -> Found | None:
    number, above = problem.previous(problem.mark)
    for at, line in ((problem.mark.line, problem.line), (number, above)):
        if found := bare_hyphen(line):
            return at, *found
    return None


#: A line whose text opens a quotation mark, and one that begins with a key or is an item.
_OPENING = re.compile(r" *(?:- +)*(?:[A-Za-z_]+: +)?(?P<sign>[\"'])(?P<text>.*)")
_KEY_OR_ITEM = re.compile(r" *(?:- |[A-Za-z_]+:(?: |$))")


def _quote_closed_far_below(problem: SyntaxProblem) -> Found | None:
    """A quotation mark without its other, where the next one of the file closes it by chance."""
    lines = problem.lines
    for number in range(min(problem.mark.line, len(lines) - 1)):
        found = _OPENING.fullmatch(lines[number])
        if found and found["sign"] not in found["text"] and _KEY_OR_ITEM.match(lines[number + 1]):
            return number, found.start("sign"), _never_closes(found["sign"])
    return None


def _open_quote(problem: SyntaxProblem) -> Found | None:
    if "quoted scalar" not in problem.context:
        return None
    if problem.problem.startswith(("found unknown escape", "did not find expected hex")):
        return (
            problem.mark.line,
            problem.mark.column,
            "a backslash (\\) in text between double quotes has a meaning of its own; write two "
            "backslashes, or use single quotes",
        )
    return problem.opened.line, problem.opened.column, _never_closes(problem.sign(problem.opened))


def _never_closes(sign: str) -> str:
    name = "double" if sign == '"' else "single"
    return (
        f"a {name} quotation mark ({sign}) opens here and never closes; add {sign} at the end of "
        "the text"
    )


def _colon_in_text(problem: SyntaxProblem) -> Found | None:
    if "mapping values are not allowed" not in problem.problem:
        return None
    number, above = problem.previous(problem.mark)
    before = problem.line[: problem.mark.column]
    # The first colon of a line is that of its key, so what came before it has gone wrong.
    if re.search(r":(?:\s|$)", before):
        return (
            problem.mark.line,
            problem.mark.column,
            f"{_COLON_IN_TEXT}; {_QUOTES}",
        )
    indent, indent_above = (len(text) - len(text.lstrip(" ")) for text in (before, above))
    is_item = above.lstrip().startswith("- ")
    if found := _text_of_line_above(problem, before):
        return found
    if not is_item and not re.search(r":(?:\s|$)", above):
        return number, indent_above, _no_colon(above)
    if is_item and indent > indent_above:
        return problem.mark.line, indent, _key_below_item(before, above)
    if indent > indent_above:
        return (
            problem.mark.line,
            indent,
            "is further in than the line above, which has text after its colon already; begin "
            "both lines in the same column, or write the missing heading above this line",
        )
    return problem.mark.line, indent, _LINED_UP


#: What a line begins with that text further in below it may belong to: a hyphen, a key or both.
_OPENER = re.compile(r" *(?P<dash>(?:- +)*)(?:(?P<key>[A-Za-z_]+):(?: |$)| *(?=\S))")


def _text_of_line_above(problem: SyntaxProblem, before: str) -> Found | None:
    """Text that goes on below its key, and holds a colon of its own: several words stand before it.

    ``before`` is what the line holds before that colon.
    """
    words = before.strip()
    if " " not in words or words.startswith("- "):
        return None
    indent = len(before) - len(before.lstrip(" "))
    for number in range(problem.mark.line - 1, -1, -1):
        line = problem.lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            break
    else:
        return None
    opener = _OPENER.match(line)
    if opener is None or not (opener["key"] or opener["dash"]):
        return None
    if all(text.strip() for text in problem.lines[number : problem.mark.line]):
        return problem.mark.line, len(before), f"{_COLON_IN_TEXT}; {_QUOTES}"
    opening = f"{opener['key']}: |-" if opener["key"] else "- |-"
    return (
        number,
        opener.end(),
        f'holds paragraphs, which run together here; write "{opening}" and the text below it',
    )


#: Keys of a duty, which is text alone until it needs one of them.
_BESIDE_TEXT = ("items", "style", "occasional")


def _key_below_item(before: str, above: str) -> str:
    """Say what to do about a key below an item that is text alone, or has text after its key."""
    key, item = before.strip(), above.strip().removeprefix("- ").strip()
    in_its_column = len(before) - len(before.lstrip(" ")) == above.index("- ") + 2
    if re.search(r":(?: |$)", item) or not in_its_column or not key.isidentifier():
        return _LINED_UP
    what = f'belongs to the item above, which has no key before "{shortened(item)}"'
    if key in _BESIDE_TEXT:
        return f'{what}; write "- text: {shortened(item)}" there, and leave "{key}:" as it stands'
    return f"{what}; write that key and a colon there, as items of this list have it elsewhere"


def _second_document(problem: SyntaxProblem) -> Found | None:
    if "single document" not in problem.context:
        return None
    return (
        problem.mark.line,
        problem.mark.column,
        'a line with "---" begins a second document; take that line out, and keep one role to a '
        "file",
    )


def _first_sign(problem: SyntaxProblem) -> Found | None:
    """Text that begins with a sign which has a meaning of its own in YAML."""
    if "cannot start any token" in problem.problem:
        where = problem.mark
    elif problem.context.startswith(("while scanning a", "while scanning an")) and (
        problem.context.split()[-1] in ("alias", "anchor", "tag", "directive")
        or "block scalar" in problem.context
    ):
        where = problem.opened
    elif (
        "not allowed in this context" in problem.problem  # "- " or "? " after a key
        or "block node" in problem.context
        or "found incompatible" in problem.problem
    ):
        where = problem.mark
    else:
        return None
    sign = problem.sign(where)
    if sign == "\t":
        return where.line, where.column, "holds a tab; use spaces, two for each level"
    first_of_line = not problem.lines[where.line][: where.column].strip()
    if first_of_line and re.match(r"\*[ \t]", problem.lines[where.line][where.column :]):
        return where.line, where.column, f'begins with "*"; {HYPHEN_INSTEAD}'
    if first_of_line and sign not in ("-", "?"):
        return (
            where.line,
            where.column,
            f"a line cannot begin with {sign} as it stands; take the sign out, or, if it is text, "
            f"{_QUOTES}",
        )
    if sign == "-":
        advice = f"begin the list on the line below, or, if it is text, {_QUOTES}"
    elif sign in ("|", ">"):
        advice = f"begin the text on the line below, or {_QUOTES}"
    else:
        advice = _QUOTES
    return where.line, where.column, f"text cannot begin with {sign} as it stands; {advice}"


def _open_bracket(problem: SyntaxProblem) -> Found | None:
    if "flow" not in problem.context:
        return None
    sign = problem.sign(problem.opened)
    if sign not in ("[", "{"):
        sign = problem.sign(problem.mark)
        if sign == ",":
            return (
                problem.mark.line,
                problem.mark.column,
                "a comma stands where an item is missing; take it out, or write the item",
            )
        return (
            problem.mark.line,
            problem.mark.column,
            "a bracket is not closed as it should be; close it",
        )
    line = problem.lines[problem.opened.line]
    if hidden := _COMMENT_IN_BRACKETS.match(line, problem.opened.column):
        item = re.split(r"[\[{,]|: ", line[: hidden.start(1)])[-1].lstrip()
        whole = item + re.split(r"[,\]}]", hidden[1])[0].rstrip()
        return (
            problem.opened.line,
            hidden.start(1),
            f"the character # hides the rest of the line, with the closing bracket; "
            f"{quoted_whole(whole)}, or put the comment on a line of its own",
        )
    closing = "]" if sign == "[" else "}"
    other = "}" if sign == "[" else "]"
    if line.rstrip().endswith(other) and other not in line.rstrip()[:-1]:
        return (
            problem.opened.line,
            len(line.rstrip()) - 1,
            f"the bracket {sign} is closed by {other} here; write {closing} in its place",
        )
    return (
        problem.opened.line,
        problem.opened.column,
        f"a bracket ({sign}) opens here and is not closed as it should be; add {closing} at its "
        f"end, or, if it is text, {_QUOTES}",
    )


def _missing_colon(problem: SyntaxProblem) -> Found | None:
    if "could not find expected ':'" not in problem.problem:
        return None
    line = problem.lines[problem.opened.line] if problem.opened.line < len(problem.lines) else ""
    return problem.opened.line, problem.opened.column, _no_colon(line)


def _no_colon(line: str) -> str:
    if message := other_bullet(line):
        return message
    if line.strip()[:1] in ('"', "'", ":"):
        return "has no key; write the key and a colon before the text"
    word = line.strip().split(" ")[0].rstrip(":")
    if word.endswith(";"):
        return f'has a semicolon where a colon belongs; write "{shortened(word[:-1])}: "'
    if ":" in line and not line.strip().startswith(("-", '"', "'")):
        key = shortened(word.split(":")[0])
        return f'has no space after the colon; write "{key}: " and then the text'
    return (
        f'has no colon; write "{shortened(word)}: " before the text, or, if the line goes on from '
        "the one above, begin it further in than that one"
    )


def _after_closing(problem: SyntaxProblem) -> Found | None:
    number, above = problem.previous(problem.mark)
    for line_number, line in ((problem.mark.line, problem.line), (number, above)):
        if found := _TEXT_AFTER_QUOTE.search(line):
            sign = found[1]
            inner = (
                "; inside, write each \" as '"
                if sign == '"'
                else "; use double quotes round text with an apostrophe"
            )
            return (
                line_number,
                found.end() - 1,
                f"text goes on after its closing quotation mark ({sign}); put the quotation marks "
                f"round the whole text{inner.replace(';', ', and', 1)}",
            )
        if found := _TEXT_AFTER_BRACKET.search(line):
            return (
                line_number,
                found.end() - 1,
                f"text goes on after a closing bracket; {_QUOTES}",
            )
    return None


def _not_lined_up(problem: SyntaxProblem) -> Found | None:
    for mark in (problem.mark, problem.opened):
        line = problem.lines[mark.line] if mark.line < len(problem.lines) else ""
        if message := other_bullet(line):
            return mark.line, mark.column, message
    if message := _list_beside_text(problem):
        return problem.mark.line, problem.mark.column, message
    if problem.sign(problem.mark) == ":":
        if re.search(r"\w$", problem.line[: problem.mark.column]):
            return (
                problem.mark.line,
                problem.mark.column,
                "a colon in braces { } has nothing after it; write a space and what belongs "
                "there, or take the key out",
            )
        return (
            problem.mark.line,
            problem.mark.column,
            f"a colon stands where a key is missing; write the key before it, or {_QUOTES}",
        )
    if "'-' indicator" in problem.problem and problem.opened.column == problem.mark.column:
        return (
            problem.mark.line,
            problem.mark.column,
            'is in the column of a list, but does not begin with "- "; add "- " before it, or '
            "begin it in the column of what it belongs to",
        )
    return problem.mark.line, problem.mark.column, _LINED_UP


def _list_beside_text(problem: SyntaxProblem) -> str | None:
    """Say what is missing between ``- text: …`` and a list in the column of that key."""
    _, above = problem.previous(problem.mark)
    of_keys = "block mapping" in problem.context and problem.opened.column == problem.mark.column
    if of_keys and problem.line.lstrip().startswith("- ") and above.lstrip().startswith("- text: "):
        return (
            'begins a list in the column of "text:" above; write "items:" in that column, on a '
            "line of its own above the list"
        )
    return None


_EXPLANATIONS: tuple[Callable[[SyntaxProblem], Found | None], ...] = (
    _quote_closed_far_below,
    _open_quote,
    _bare_hyphen,
    _colon_in_text,
    _second_document,
    _first_sign,
    _open_bracket,
    _missing_colon,
    _after_closing,
    _not_lined_up,
)
