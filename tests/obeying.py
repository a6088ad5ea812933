"""A person who types exactly what each message says, and stops where a message is a question.

What to type is read from the message itself, by the phrases that all messages share. So a new case
of bad input needs nothing here, unless its message says what to do in words of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rolebook.base.problems import Problem
from rolebook.base.suggestions import nearest

#: What only the writer can decide, by the words that ask for it.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "a choice among words that are listed": (
        r"with [a-z-]+,? .*\bor ",
        r"\((?:[a-z-]+,|the|an?|what) ",
        r"; write [\w-]+,? .*\bor ",
        r'did you mean ".*" or "',
        r"add one (?:of|in) ",
        r'in place of "…"',
        r'add (?:a line )?"\w+: ',
        r'on the line below it, write "',
    ),
    "a fact that the file does not say": (
        r"such as |as in |with (?:what|the|an?|one or|when|its) ",
        r"that begins with \"|a name and a colon|write (?:that|the) key",
        r"write (?:the|an?|text|digits|keys|at least|one pair|below it|how many)\b",
        r"write what |add (?:what|it|under|the|closes)",
        r"write .* later|the words|and what it says|after the colon|clock, where",
    ),
    "which of two things holds": (
        r"keep (?:one|amount|shared|the lines)|rename one|change one",
        r"write one of them|add it there",
        r"take (?:(?:this|that|the) (?:line|change|key|sign|first -|brackets or dashes)|it|them"
        r"|one of the two|brackets or indentation) out",
        r"correct|or take|or paid|give (?:this|that) one|another duty|If so, |or an? .* later",
        r"begin (?:both lines|it in the same column)|write the (?:lower|smaller)",
        r"if (?:it is|the|not|two|this)",
    ),
    "where words belong that stand beside what is asked for": (
        r"put the words beside it|move it to the",
    ),
    "what must be looked at or typed again": (r"check |shorten|type the (?:line|words)|link only",),
    "what is done in another program": (
        r"in Word|Save As|save it again|copy the file|move it elsewhere",
    ),
    "how something else is said in plain words": (
        r"plain words|in words|bold|list, with one item",
    ),
}


@dataclass
class Words:
    """The lines of one file, and what of them is changed."""

    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def indent(self, number: int) -> int:
        line = self.lines[number]
        return len(line) - len(line.lstrip(" "))

    def block(self, number: int) -> int:
        """Give the number after the last line that is further in than ``number``."""
        end = number + 1
        while end < len(self.lines) and (
            not self.lines[end].strip() or self.indent(end) > self.indent(number)
        ):
            end += 1
        while not self.lines[end - 1].strip():
            end -= 1
        return end

    def put(self, number: int, start: int, old: str, new: str) -> bool:
        """Put ``new`` in place of ``old`` at or after a place, with any white space within it."""
        pattern = r"\s+".join(re.escape(word) for word in old.split())
        text = self.text
        begin = sum(len(line) + 1 for line in self.lines[:number]) + start
        found = re.compile(pattern).search(text, begin)
        if not found:
            return False
        self.lines = (text[: found.start()] + new + text[found.end() :]).split("\n")
        return True


@dataclass(frozen=True)
class Told:
    """A problem and the file that it is about."""

    problem: Problem
    words: Words

    @property
    def message(self) -> str:
        return self.problem.message

    @property
    def line(self) -> int:
        return self.problem.line - 1

    @property
    def column(self) -> int:
        return self.problem.column - 1

    @property
    def here(self) -> str:
        return self.words.lines[self.line]


Rule = Callable[[Told, re.Match[str]], bool]
_RULES: list[tuple[re.Pattern[str], Rule]] = []


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def add(rule: Rule) -> Rule:
        _RULES.append((re.compile(pattern), rule))
        return rule

    return add


def obey(problem: Problem, words: Words) -> bool:
    """Do what a message says; False where it says nothing that can be typed as it stands."""
    told = Told(problem, words)
    for pattern, rule in _RULES:
        if (found := pattern.search(problem.message)) and rule(told, found):
            return True
    return False


def question(problem: Problem) -> str | None:
    """Give what a message asks of its reader; None where it asks nothing."""
    for why, phrases in QUESTIONS.items():
        if any(re.search(phrase, problem.message) for phrase in phrases):
            return why
    return None


@_rule(r"is closed by . here; write (.) in its place$")
def _other_bracket(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here[: told.column] + found[1] + told.here[told.column + 1 :]
    return True


@_rule(r"add ([\"'\]}]) at (?:its|the) end(?: of the text)?")
def _closing(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here.rstrip() + found[1]
    return True


@_rule(r'double quotes: "(.*?)"(?:, or .*)?$')
def _quote_as_shown(told: Told, found: re.Match[str]) -> bool:
    whole = found[1].replace('\\"', '"').replace("\\\\", "\\")
    # The sample may begin before the place that is pointed at: a # stands in the middle of it.
    for number in range(told.line, max(-1, told.line - 4), -1):
        start = max(0, told.words.lines[number].find(whole.split()[0]))
        if told.words.put(number, start, whole, f'"{found[1]}"'):
            return True
    quoted, rest = re.match(r'^"(.*)" is cut off', told.message), whole
    return bool(quoted) and told.words.put(
        told.line, told.column, f'"{quoted[1]}"{rest.removeprefix(quoted[1])}', f'"{found[1]}"'
    )


@_rule(r'double quotes, up to "(.*)"$')
def _quote_up_to(told: Told, found: re.Match[str]) -> bool:
    return told.words.put(told.line, told.column, found[1], f'{found[1]}"') and told.words.put(
        told.line, told.column, told.here[told.column :], f'"{told.here[told.column :]}'
    )


#: A key, an item, or the first column: where a text can begin.
_OPENING = r"(?=[^ ]| *-| *[a-z_]+:(?: |$)) *(?:- +)*(?:[a-z_]+:(?: +|$))?"


@_rule(r"put the (?:quotation marks round the )?whole text(?: in double quotes)?")
def _quote_what_is_there(told: Told, found: re.Match[str]) -> bool:
    number = told.line
    names_its_start = re.search("read as a key|cut in two|a command", told.message)
    while number and not names_its_start and not re.match(_OPENING, told.words.lines[number]):
        number -= 1  # the text goes on from above
    line = told.words.lines[number]
    if "a command" in told.message and re.search(r"[\[{]", line[: told.column]):
        word = re.split(r"[,\]}\s]", line[told.column :])[0]
        told.words.lines[number] = f'{line[: told.column]}"{word}"{line[told.column + len(word) :]}'
        return True
    opening = re.match(_OPENING, line)
    start = told.column if names_its_start or opening is None else opening.end()
    if opening is not None and "if the braces" in told.message:
        start = opening.end()
    end = told.words.block(number) if line[:1] == " " or start else number + 1
    text = [line[start:], *told.words.lines[number + 1 : end]]
    if "write each" in told.message:
        text = ['"' + "\n".join(text).replace('"', "'").strip("'")]
    elif text[0][:1] == "'" and "apostrophe" in told.message:
        text[0] = '"' + text[0][1:]
        text[-1] = text[-1].rstrip("'")
    else:
        text[0] = '"' + text[0]
    text[-1] = text[-1].rstrip() + '"'
    told.words.lines[number:end] = (line[:start] + "\n".join(text)).split("\n")
    return True


@_rule(r"(?:^|; )(?:is not a key that is known here; )?did you mean \"([^\"]*)\"\?$")
def _rename(told: Told, found: re.Match[str]) -> bool:
    if not told.message.startswith("is not a key"):
        return _in_place_of_given(told, found[1])
    rest = told.here[told.column :]
    key = re.match(r'"[^"]*"|[^:]*', rest)
    assert key is not None
    told.words.lines[told.line] = told.here[: told.column] + found[1] + rest[key.end() :]
    return True


@_rule(r'; did you mean "([^"]*)"\? The choices are')
@_rule(r'; write "?([^" ]+)"?(?:, or take it out of the list)?$')
@_rule(r'; write "([^"]*)", or take it out of the list$')
@_rule(r"; [^;]*: ([^ :;\"][^:;\"]*(?::[^ ][^:;\"]*)*?)(?:, and check line [0-9]+, .*)?$")
def _as_meant(told: Told, found: re.Match[str]) -> bool:
    if re.search("; write one of|check line|put the words beside it|out: whether", told.message):
        return False
    return _in_place_of_given(told, found[1])


def _in_place_of_given(told: Told, new: str) -> bool:
    """Put what was meant in place of what a message quotes."""
    given = re.match(r'(?:[^"“‘]*)["“‘](.*?)["”’] (?:is|has|in)\b|links to "(.*?)";', told.message)
    if given is None or not re.match(r"[^;]*$", told.message.split("; ")[-1]):
        return False
    old = given[1] or given[2]
    if "quotation marks" in told.message:
        old = told.message[: told.message.index(" has quotation marks")]
    return told.words.put(told.line, told.column, old, new)


@_rule(r"has quotation marks round it; take the quotation marks out: (.*)$")
def _without_marks(told: Told, found: re.Match[str]) -> bool:
    start, rest = told.here[: told.column], told.here[told.column :]
    told.words.lines[told.line] = start + re.sub("[“”‘’„]", "", rest)
    return True


@_rule(r'contains the HTML "(.*)"; write (?:"(.*)"|a space) in its place$')
def _plain_sign(told: Told, found: re.Match[str]) -> bool:
    return told.words.put(told.line, told.column, found[1], found[2] or " ")


@_rule(r'"(.*)" is a range; write "(.*)" and "(.*)" on two lines in place of this one$')
def _two_lines(told: Told, found: re.Match[str]) -> bool:
    pad = " " * told.words.indent(told.line)
    told.words.lines[told.line : told.line + 1] = [pad + found[2], pad + found[3]]
    return True


@_rule(r'"(.*)" is text where keys belong; write "(.*?)"( alone)?(?:, and below it, (.*))?$')
def _lines_below(told: Told, found: re.Match[str]) -> bool:
    opening, below = found[2], re.findall(r'"([^"]*)"', found[4] or "")
    if "…" in told.message.split("; ", 1)[1] or re.search(r': " (?:with|\()', told.message):
        return False
    if found[4] and not below:
        return False
    pad = " " * (told.words.indent(told.line) if found[3] else told.column - 2)
    told.words.lines[told.line : told.words.block(told.line)] = [
        pad + opening,
        *(f"{pad}  {line}" for line in below),
    ]
    return True


@_rule(r'(?:write "(.*)" in its place|it belongs),? under "(.*):", two spaces further in$')
@_rule(r'(?:write "(.*)" in its place|it belongs),? in an entry of "(.*):"$')
def _move_below(told: Told, found: re.Match[str]) -> bool:
    words, number = told.words, told.line
    entry, pad = "an entry of" in found[0], told.words.indent(told.line)
    moved = words.lines[number : words.block(number)]
    if found[1]:
        moved[0] = (
            " " * pad
            + found[1]
            + moved[0][pad:].split(":", 1)[1].join(":" * 2)[0:0]
            + (":" + moved[0][pad:].split(":", 1)[1])
        )
    del words.lines[number : number + len(moved)]
    home = next(
        (
            at
            for at, line in enumerate(words.lines)
            if re.match(rf" {{{pad}}}{found[2]}:\s*(?:\[\])?\s*$", line)
        ),
        None,
    )
    if home is None:
        at = len(words.lines) if not pad else words.block(max(number - 1, 0))
        while at and not words.lines[at - 1].strip():
            at -= 1
        words.lines.insert(at, f"{' ' * pad}{found[2]}:")
        home = at
        if entry:
            words.lines.insert(at + 1, f"{' ' * pad}  - {moved[0].strip()}")
            words.lines[at + 2 : at + 2] = [f"    {line}" for line in moved[1:]]
            return True
    elif entry:
        end = home + 1
        while end < words.block(home) and not (
            end > home + 1 and words.lines[end].lstrip().startswith("- ")
        ):
            end += 1
        words.lines[end:end] = [f"    {line}" for line in moved]
        return True
    words.lines[words.block(home) : words.block(home)] = [f"  {line}" for line in moved]
    return True


@_rule(r"it belongs further out, so begin it in column ([0-9]+)$")
def _move_out(told: Told, found: re.Match[str]) -> bool:
    words, number, column = told.words, told.line, int(found[1]) - 1
    end, pad = words.block(number), words.indent(number)
    moved = [line[pad - column :] for line in words.lines[number:end]]
    del words.lines[number:end]
    at = number
    while at < len(words.lines) and (not words.lines[at].strip() or words.indent(at) > column):
        at += 1
    words.lines[at:at] = moved
    return True


@_rule(r'write "([a-z_]+:)" on a line of its own above (?:them|it|the list)$')
def _heading_above(told: Told, found: re.Match[str]) -> bool:
    pad = told.words.indent(told.line)
    is_list = "above the list" in told.message
    heading = " " * (pad if is_list else pad - 2) + found[1]
    told.words.lines.insert(told.line, heading)
    return True


@_rule(r'is text with a list below it; write "- text: (.*)", and below it "items:" on a line')
def _text_with_items(told: Told, found: re.Match[str]) -> bool:
    pad = " " * (told.column - 2)
    told.words.lines[told.line : told.line + 1] = [f"{pad}- text: {found[1]}", f"{pad}  items:"]
    return True


@_rule(r'; write "- text: (.*)" there, and leave "items:" as it is|write "- (text: .*)" there')
def _text_above(told: Told, found: re.Match[str]) -> bool:
    above = told.line - 1
    told.words.lines[above] = told.words.lines[above].replace("- ", "- text: ", 1)
    return True


@_rule(r'write "items:" in that column, on a line of its own above the list$')
def _items_above(told: Told, found: re.Match[str]) -> bool:
    told.words.lines.insert(told.line, " " * told.column + "items:")
    return True


@_rule(r"holds (?:a list|paragraphs).* write \"(.*)\" and the text below it$")
def _kept_lines(told: Told, found: re.Match[str]) -> bool:
    words, number = told.words, told.line
    pad = words.indent(number)
    end = words.block(number)
    first = re.sub(r"^ *(?:- +)*(?:[a-z_]+: *)?(?:>-?)?", "", words.lines[number])
    if found[1] == "- |-":
        first = re.sub(r"^ *- +", "", words.lines[number])
    dashes = re.match(r" *(?:- +)*", words.lines[number])
    assert dashes is not None
    opening = dashes[0] + found[1].removeprefix("- ")
    below = (
        [first, *words.lines[number + 1 : end]] if first.strip() else words.lines[number + 1 : end]
    )
    inner = min((len(line) - len(line.lstrip()) for line in below[1:] if line.strip()), default=0)
    step = " " * (len(dashes[0]) + 2 if found[1] != "- |-" else pad + 2)
    quoted = first[:1] in "\"'" and first.strip()
    lines = [
        step + below[0].strip(),
        *(step + line[inner:] if line.strip() else "" for line in below[1:]),
    ]
    if quoted:
        lines[0] = lines[0].replace(first[0], "", 1)
        lines[-1] = lines[-1].rstrip().removesuffix(first[0])
    words.lines[number:end] = [opening, *lines]
    return True


@_rule(r'has no space after the hyphen; put one there, as in "- (.*)"$')
def _space_after_hyphen(told: Told, found: re.Match[str]) -> bool:
    line = told.here
    at = line.index("-", max(0, told.column - 1)) if "-" in line[told.column - 1 :] else -1
    if at < 0:
        return False
    told.words.lines[told.line] = f"{line[:at]}- {line[at + 1 :]}"
    return True


@_rule(r'begins with "(.)"; write "- " in place of it, and so on every line of the list')
@_rule(r'has lines that begin with "(.)" where a list belongs; write "- " in place of each$')
@_rule(
    r'begins a line with "(.)"; take it out, and write "- " and a space for each item of a list$'
)
def _hyphens(told: Told, found: re.Match[str]) -> bool:
    sign, changed = re.escape(found[1]), False
    for number in range(told.line, len(told.words.lines)):
        line = told.words.lines[number]
        if re.match(rf" *{sign}[ \t]*\S", line):
            told.words.lines[number] = re.sub(rf"^( *){sign}[ \t]*", r"\1- ", line)
            changed = True
        elif (
            changed
            and not line.strip().startswith("- ")
            and not line.startswith(" " * (told.words.indent(told.line) + 1))
        ):
            break
    return changed


@_rule(r"holds a bullet of Word's own \(U\+F0B7\); delete it")
def _word_bullet(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here.replace("\uf0b7", "").replace("-  ", "- ")
    return True


@_rule(r'has no space after the colon; write "(.*: )" and then the text$')
@_rule(r'has a semicolon where a colon belongs; write "(.*: )"$')
@_rule(r'has no colon; write "(.*: )" before the text')
def _colon(told: Told, found: re.Match[str]) -> bool:
    pad, line = " " * told.words.indent(told.line), told.here.strip()
    rest = re.sub(rf"^{re.escape(found[1][:-2])}[:;]? *", "", line)
    told.words.lines[told.line] = f"{pad}{found[1]}{rest}".rstrip()
    return True


@_rule("(?:holds|begins with) a tab; use spaces, two for each level$")
def _spaces(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here.replace("\t", "  ")
    return True


@_rule(r"a line with \"---\" begins a second document; take that line out")
def _one_document(told: Told, found: re.Match[str]) -> bool:
    del told.words.lines[told.line]
    return True


@_rule(r"has a no-break space .*; delete it and type an ordinary space$")
def _ordinary_space(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here.replace("\u00a0", " ", 1)
    return True


@_rule(r"write two backslashes, or (?:use )?single quotes")
def _two_backslashes(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = re.sub(r"(?<!\\)\\(?!\\)", r"\\\\", told.here)
    return True


@_rule(r"holds an invisible (?:control )?character .*; delete it")
def _delete(told: Told, found: re.Match[str]) -> bool:
    before = told.here
    told.words.lines[told.line] = before[: told.column] + before[told.column + 1 :]
    return True


@_rule(r"text cannot begin with - as it stands; begin the list on the line below")
def _list_below(told: Told, found: re.Match[str]) -> bool:
    line, pad = told.here, " " * (told.words.indent(told.line) + 2)
    told.words.lines[told.line : told.line + 1] = [
        line[: told.column].rstrip(),
        pad + line[told.column :],
    ]
    return True


@_rule(r"begin (?:this item|them) further out$")
def _further_out(told: Told, found: re.Match[str]) -> bool:
    words, number = told.words, told.line
    end, inner = words.block(number), told.column
    if "them" in found[0]:  # the parts of a duty: its own list takes them, after itself
        number = next(at for at in range(number, -1, -1) if words.lines[at].strip() == "items:")
        moved = words.lines[number + 1 : words.block(number)]
        del words.lines[number : number + 1 + len(moved)]
        step = 4
        words.lines[number:number] = [line[step:] for line in moved]
        return True
    words.lines[number:end] = [line[2:] for line in words.lines[number:end]]
    return inner > 2


@_rule(r'if another entry begins here, put "- " before it, in the column of the other hyphens')
def _another_entry(told: Told, found: re.Match[str]) -> bool:
    line, at = told.here, told.column - 2
    told.words.lines[told.line] = f"{line[:at]}- {line[told.column :]}"
    return True


@_rule(r'has keys where a list belongs; write "- " before the first key of each item')
def _hyphen_before_keys(told: Told, found: re.Match[str]) -> bool:
    words, end = told.words, told.line
    pad = words.indent(told.line)
    while end < len(words.lines) and (words.indent(end) >= pad or not words.lines[end].strip()):
        end += 1
    words.lines[told.line : end] = [
        " " * pad + ("- " if number == 0 else "  ") + line[pad:]
        for number, line in enumerate(words.lines[told.line : end])
    ]
    return True


@_rule(r'is in the column of a list, but does not begin with "- "; add "- " before it')
def _hyphen_before(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = f"{told.here[: told.column]}- {told.here[told.column :]}"
    return True


@_rule(r'" is text where a list belongs; .*write each item on a line of its own below, beginning')
def _one_item(told: Told, found: re.Match[str]) -> bool:
    if "if there are none" in told.message:
        return False
    line, pad = told.here, " " * (told.words.indent(told.line) + 2)
    told.words.lines[told.line : told.line + 1] = [
        line[: told.column].rstrip(),
        f"{pad}- {line[told.column :]}",
    ]
    return True


@_rule(r'is missing; add(?: under (\S+))? a line "(\w+:)", and below it "(\w+:)"$')
def _missing_block(told: Told, found: re.Match[str]) -> bool:
    if found[1]:
        return False
    told.words.lines += [found[2], f"  {found[3]}"]
    return True


@_rule(r"; write ([0-9.]+) for [0-9]+ hours")
def _hours(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here[: told.column] + found[1]
    return True


@_rule(r"; add (\w+)$")
def _add_to_list(told: Told, found: re.Match[str]) -> bool:
    told.words.lines[told.line] = told.here.replace("[", f"[{found[1]}, ", 1)
    return "[" in told.here


@_rule(r"write importance: (essential|desirable) in its place$")
def _importance(told: Told, found: re.Match[str]) -> bool:
    pad = " " * told.words.indent(told.line)
    told.words.lines[told.line] = f"{pad}importance: {found[1]}"
    return True


def renamed(problem: Problem, root: Path) -> bool:
    """Rename a file as a message says; False where it says nothing of the kind."""
    found = re.search(
        r"(?:rename it to|name it|move it to) (\S+?)(?:, or .*)?$|hyphens, such as (\S+\.yaml)$",
        problem.message,
    )
    if not found or problem.line != 1:
        return False
    old, new = root / problem.file, found[1] or found[2]
    if not old.is_file():
        return False
    old.rename(root / new if "/" in new else old.with_name(new))
    return True


_WORD = re.compile(r"[^\W_]+(?:[-'’.,/@][^\W_]+)*")
#: Words that say again what the key says, or how a figure was written.
_UNITS = frozenset(
    """
    a an and am annum at between day each exp ext from fte gmt h hour hours hr hrs in k is no noon
    of on or pa per ph pm pro pro-rata rata the to week weeks year month months session friday st
    nd rd th afternoon january february march april may june july december mar jan volunteer mailto
    """.split()  # noqa: SIM905 - fifty words are easier to read without their quotation marks
)


def lost_words(before: str, after: str, problem: Problem) -> list[str]:
    """List the words of ``before`` that ``after`` lacks, but for those that are said otherwise.

    Units say again what a key says, a key may be renamed, and a figure stays one whatever it is
    written like.
    """
    gone = _counted(before) - _counted(after)
    figures = _figures(after) | _figures(problem.message.split("; ")[-1])
    key = set(_WORD.findall(re.split(r"[.\]]", problem.field)[-1].casefold()))
    if "; " in problem.message and "is a range" in problem.message:
        key = {"amount"}
    return [
        word
        for word in gone.elements()
        if not (_said(word, figures) if re.search("[0-9]", word) else word in _UNITS | key)
        and not _near(word, after, problem)
    ]


def _counted(text: str) -> Counter[str]:
    text = re.sub(r"&\w+;", " ", text)
    return Counter(word.casefold() for word in _WORD.findall(text))


def _figures(text: str) -> set[str]:
    """Give the figures of a text without signs that group them: 24,500 and 24 500 are 245(00)."""
    text = re.sub(r"(?<=[0-9])[ ,.](?=[0-9]{3}(?![0-9]))", "", text.replace("½", ".5"))
    text = text.replace("24:00", "24:00 23:59")  # the same minute, as people mean it
    text = re.sub(
        r"([0-9]{1,2})((?:[.:][0-9]{2})?) ?pm\b", lambda at: f"{int(at[1]) % 12 + 12}{at[2]}", text
    )
    runs = re.findall(r"[0-9]+(?:[.:-][0-9]+)*", text)
    return {part.strip("0") for run in runs for part in (re.sub("[.:-]", "", run), *_parts(run))}


def _parts(run: str) -> list[str]:
    return [part.strip("0") for part in re.split("[^0-9]+", run) if part.strip("0")]


def _said(word: str, figures: set[str]) -> bool:
    """Whether all figures of a word are said, together or in parts."""
    whole = max(_figures(word), key=len, default="")
    return whole in figures or set(_parts(word)) <= figures or _figures(word) <= figures


def _near(word: str, after: str, problem: Problem) -> bool:
    """Whether a word is there in another spelling, or was a reference or a choice that is none."""
    known = {found.casefold() for found in _WORD.findall(after)}
    folded = word.replace("_", "-")
    if re.search(r"did you mean|is not an id", problem.message) and not word.isdigit():
        return True
    if any(sign.isdigit() for sign in word):
        return word in re.sub(r"\s", "", after.casefold())
    return bool(nearest(folded, known, 0.6)) or folded in after.casefold().replace("_", "-")


#: Kinds of pay that are understood from words beside an amount, and the keys that take the words.
_UNDERSTOOD = {"annual", "hourly", "daily", "session", "pay-scale", "unpaid", "expenses"}


def invented_words(before: str, after: str, given: str, keys: set[str]) -> list[str]:
    """List the words of ``after`` that nobody gave: neither ``before`` nor in ``given``.

    ``given`` is all that the project says, and ``keys`` are the names that the model knows.
    """
    figures = _figures(before + given)
    known = {found.casefold() for found in _WORD.findall(given)} | keys | _UNDERSTOOD
    known |= {part for word in known for part in re.split("[-_ ]", word)}
    return [
        word
        for word in _counted(after) - _counted(before)
        if not (_said(word, figures) if re.search("[0-9]", word) else word in known)
        and not nearest(word.replace("_", "-"), known, 0.7)
        and not set(word.split("-")) <= known | {"and"}
        and word not in ("https", "mailto")
        and word not in re.sub(r"[^\w]+", "", given.casefold())
    ]


@dataclass
class Followed:
    """What came of doing what all messages of a project say, again and again."""

    obeyed: int = 0
    questions: tuple[Problem, ...] = ()
    faults: tuple[str, ...] = ()


#: More rounds than any case needs: each is one look at what is told.
_ROUNDS = 12


def follow(root: Path, check: Callable[[], list[Problem]], keys: set[str]) -> Followed:
    """Do what the messages of a project say until it passes, or until only questions are left."""
    followed, done = Followed(), set()
    for _ in range(_ROUNDS):
        problems = check()
        obeyed = 0
        for file in sorted({problem.file for problem in problems}):
            of_file = [problem for problem in problems if problem.file == file]
            if any(renamed(problem, root) for problem in of_file):
                obeyed += 1
                continue
            if (words := _words_of(root / file)) is None:
                continue
            touched: set[int] = set()
            given = _all_words(root)
            for problem in _from_the_end(of_file):
                if problem.line in touched:
                    continue
                before = words.text
                if not obey(problem, words) or words.text == before:
                    continue
                if problem in done:
                    return replace(followed, faults=(f"obeyed in vain: {problem}",))
                done.add(problem)
                touched.add(problem.line)
                lost = lost_words(before, words.text, problem)
                invented = []
                if "did you mean" not in problem.message:  # which asks, and says what it guesses
                    invented = invented_words(before, words.text, given, keys)
                if lost or invented:
                    fault = f"loses {lost}, invents {invented}: {problem}"
                    return replace(followed, faults=(fault,))
                obeyed += 1
                if re.search(r"begin it in column|in its place, |it belongs", problem.message):
                    break  # lines have moved
            (root / file).write_text(words.text, encoding="utf-8")
        followed.obeyed += obeyed
        if not obeyed:
            unclear = [str(problem) for problem in problems if not question(problem)]
            return replace(followed, questions=tuple(problems), faults=tuple(unclear))
    return replace(followed, faults=("there is no end of it",))


def _words_of(path: Path) -> Words | None:
    try:
        return Words(path.read_text(encoding="utf-8").split("\n"))
    except (OSError, UnicodeDecodeError):
        return None


def _all_words(root: Path) -> str:
    files = sorted(root.rglob("*.y*ml"))
    read = [words.text for path in files if path.is_file() and (words := _words_of(path))]
    return "\n".join([*read, *(path.stem for path in files)])


def _from_the_end(problems: list[Problem]) -> Iterator[Problem]:
    """Give the problems of a file from its end to its beginning, so that places stay as told."""
    listed = sorted(problems)
    for number in range(len(listed) - 1, -1, -1):
        # Where a text begins with a sign, all of its line is that text.
        before = listed[number - 1] if number else None
        if not before or before.line != listed[number].line or "a command" not in before.message:
            yield listed[number]
