"""Files by chance, from the model: sound ones with every field, then broken ones.

Each text of a role has a mark of its own, such as ``zq0007``, by which it is found again: what is
published of a file must say all of them, and a file that is refused must be told where, and why.

``make fuzz`` judges many files, and keeps those that fail in ``.cache/fuzz``; a number says how
many, and a second one where chance begins: ``python tests/fuzzing.py 500 7``.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from from_model import Maker, annotation_of, is_record, is_valid, maker_for, members
from outputs import (
    COMPLETE,
    NOW,
    ROOT,
    Outputs,
    data,
    data_says,
    pack,
    page_says,
    templates,
    word,
    word_says,
)
from rolebook.base.problems import Problem
from rolebook.check.content import check_content
from rolebook.editing.kinds import kind_of
from rolebook.enrich.role_view import role_view
from rolebook.enrich.status import CHANGED, vacancy_status
from rolebook.model.role import Role
from rolebook.read.fonts import printable_characters
from rolebook.render.documents.typst_pdf import render_pdfs
from rolebook.render.web.pages import WebPages

#: Where files that fail are kept.
KEPT = ROOT / ".cache" / "fuzz"
PRINTABLE = printable_characters(ROOT / "templates" / "fonts")
#: What takes a kind of file, the file, and a function that judges it.
Tell = Callable[[str, str, Callable[[], str]], None]
MARK = re.compile(r"zq\d{4}")
#: file:line:column: field: what is wrong; what to type instead
PROBLEM = re.compile(r"(?:content|site_config)/\S+:[1-9]\d*:[1-9]\d*: \S.*[^;]; \S.*")
#: Outcomes of a file.
PUBLISHED = "published with every word"
COMMENTED = "published but for what may be a comment"
ACCEPTED = "accepted"
REFUSED = "refused, each problem with its place"
#: Words that mean something to YAML or to a field, and nothing in text. None may look like an item
#: of a list where a program breaks lines before it: such a text is asked about.
WORDS = (
    "care", "and", "the team", "(part time)", "£30,000", "5%", "it's", '"quoted"', "A & B", "no",
    "null", "2027-01-29", "9:30", "café", "role’s", "– or", "10:1", "50/50", "is: this", "or # 2",
    "to-do", "a, b; c", "{x}", "@home", "!", "yes?", "~", "=", "+44", "1.5", "|", "x > y",
)  # fmt: skip
#: The forms of Markdown, each with room for two texts.
FORMS = ("{} **{}**", "[{}](https://www.example.org/{})", "{}\n\n- {}\n- more", "{}\n\n1. {}")
#: Pieces that people and programs put where they do not belong.
ODD = (
    *"\t:-#[]{},&*!|>'\"%@`?~<\\$\r\x00\x07\x85\u00a0\u2028\ufeff\uf0b7😀\u202e•", "  ", "---",
    ": ", " #", " # ", "- ", "\n", "\n\n", "''", '""', "<b>", "&amp;", "**", "](", "<<: *a", "&a ",
)  # fmt: skip
#: Values of other types than the one that belongs in a place.
OTHERS = (
    "", "yes", "null", "~", "[]", "{}", "[a, b]", "{a: b}", "1,250", "£53,000", "2027-13-45", "-1",
    "1e9", "0x1F", "0042", "25:61", "🙂", '"', "|", ">-", "!!python/object:x", "*a", "&a b", "? x",
)  # fmt: skip
_DEEPEST = 6
#: What counts as a key left blank.
_BLANK = (None, "", "~", "null", "Null", "NULL")
#: Broken files that are made of one that is sound.
_BROKEN_OF_ONE = 4


@dataclass
class _Drawing:
    """One role as it is drawn; of ten fields that go together, ``share`` are there."""

    draw: st.DrawFn
    maker: Maker
    share: int
    marks: Iterator[str] = field(default_factory=lambda: (f"zq{n:04d}" for n in range(10_000)))

    def record(self, record: type[BaseModel], depth: int = 0) -> dict[str, Any]:
        """Draw a record: what it needs, then each field that goes with the others."""
        made = self.maker.smallest(record, {})
        drawn = {}
        for name in record.model_fields:
            if name in made or self.draw(st.integers(1, 10)) <= self.share - depth:
                value = self._value(annotation_of(record, name), record, name, depth)
                if value is not None:
                    drawn[name] = value
        if drawn and is_valid(record, drawn):
            return drawn
        for name, value in drawn.items():
            if is_valid(record, {**made, name: value}):
                made[name] = value
        return made

    def _value(self, annotation: Any, record: type[BaseModel], name: str, depth: int) -> Any:
        member = self.draw(st.sampled_from(members(annotation)))
        if is_record(member):
            return self.record(member, depth + 1) if depth < _DEEPEST else None
        if get_origin(member) is tuple:
            inner = get_args(member)[0]
            count = self.draw(st.integers(1, 2))
            items = [self._value(inner, record, name, depth + 1) for _ in range(count)]
            return [item for item in items if item is not None] or None
        kind = kind_of(member)
        words = kind.words if kind and not self.maker.names(record, name) else ""
        if words == "text":
            return self._text()
        if words == "text with Markdown":
            form = self.draw(st.sampled_from(("", "", *FORMS)))
            return form.format(self._mark(), next(self.marks)) if form else self._text()
        if words == "an id":
            return next(self.marks).replace("zq", "id-")
        if words == "a web address":
            return f"https://www.example.org/{next(self.marks)}"
        if words == "an email address":
            return f"{next(self.marks)}@example.org"
        return self.draw(st.sampled_from(self.maker.samples(member, record, name)))

    def _mark(self) -> str:
        return f"Words {next(self.marks)}"

    def _text(self) -> str:
        words = self.draw(st.lists(st.sampled_from(WORDS), max_size=3))
        return " ".join((self._mark(), *words))


@st.composite
def sound_roles(draw: st.DrawFn, maker: Maker) -> dict[str, Any]:
    """Draw a role as data, of few fields or of all that go together."""
    made = _Drawing(draw, maker, draw(st.sampled_from((1, 4, 10, 10)))).record(Role)
    made.pop("waivers", None)
    return made


def without_problems(role: dict[str, Any], outputs: Outputs) -> dict[str, Any] | None:
    """Take out what problems are about, of which no record knows by itself.

    None where no role is left.
    """
    for _ in range(6):
        problems = outputs.check(json.dumps(role).encode()).problems
        if not problems:
            return role
        for problem in problems:
            steps = re.findall(r"[a-z_]+|\d+", problem.field)
            _take_out(role, [int(step) - 1 if step.isdigit() else step for step in steps])
    return None


def _take_out(data: Any, path: list[Any]) -> None:
    *above, last = path
    for step in above:
        if not (step in data if isinstance(data, dict) else step < len(data)):
            return
        data = data[step]
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(last, int) and last < len(data):
        del data[last]


@st.composite
def written(draw: st.DrawFn, role: dict[str, Any]) -> str:
    """Write a role as YAML in one of the ways in which people and programs do."""
    # Without it, YAML writes a value that is there twice once, and refers to it.
    role = json.loads(json.dumps(role))
    style = draw(st.sampled_from(("block", "block", "quoted", "flow", "narrow", "json")))
    if style == "json":
        return json.dumps(role, ensure_ascii=False, indent=draw(st.sampled_from((None, 2))))
    return yaml.dump(
        role,
        allow_unicode=True,
        sort_keys=draw(st.booleans()),
        default_flow_style={"flow": True, "block": False}.get(style),
        default_style='"' if style == "quoted" else None,
        width=40 if style == "narrow" else 10_000,
        indent=draw(st.sampled_from((2, 4))),
    )


@st.composite
def broken(draw: st.DrawFn, text: str) -> str:
    """Change a file as slips of the hand, other editors and bad copies change it."""
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from(_SLIPS))(draw, text)
    return text


def _in_lines(change: Any) -> Any:
    """Make a slip of a change to the lines of a text, at one of them."""

    def slip(draw: st.DrawFn, text: str) -> str:
        lines = text.split("\n")
        change(draw, lines, draw(st.integers(0, len(lines) - 1)))
        return "\n".join(lines)

    return slip


def _delete(draw: st.DrawFn, lines: list[str], here: int) -> None:
    del lines[here]


def _double(draw: st.DrawFn, lines: list[str], here: int) -> None:
    lines.insert(draw(st.integers(0, len(lines))), lines[here])


def _swap(draw: st.DrawFn, lines: list[str], here: int) -> None:
    there = draw(st.integers(0, len(lines) - 1))
    lines[here], lines[there] = lines[there], lines[here]


def _indent(draw: st.DrawFn, lines: list[str], here: int) -> None:
    by = draw(st.sampled_from((-4, -2, -1, 1, 2, 4)))
    lines[here] = " " * by + lines[here] if by > 0 else lines[here].removeprefix(" " * -by)


def _join(draw: st.DrawFn, lines: list[str], here: int) -> None:
    lines[here : here + 2] = [draw(st.sampled_from((" ", "", ", "))).join(lines[here : here + 2])]


def _other_value(draw: st.DrawFn, lines: list[str], here: int) -> None:
    key, colon, _ = lines[here].partition(": ")
    lines[here] = key + colon + draw(st.sampled_from(OTHERS))


def _into_flow(draw: st.DrawFn, lines: list[str], here: int) -> None:
    key, colon, value = lines[here].partition(": ")
    lines[here] = (
        f"{key}{colon}{draw(st.sampled_from(('[{}]', '{{a: {}}}', '{{{}}}'))).format(value)}"
    )


def _unquote(draw: st.DrawFn, lines: list[str], here: int) -> None:
    lines[here] = re.sub("""["']""", "", lines[here])


def _odd_signs(draw: st.DrawFn, text: str) -> str:
    here = draw(st.integers(0, len(text)))
    end = here + draw(st.sampled_from((0, 0, 1, 3)))
    return text[:here] + draw(st.sampled_from((*ODD, ""))) + text[end:]


def _other_lines(draw: st.DrawFn, text: str) -> str:
    return text.replace("\n", draw(st.sampled_from(("\r\n", "\r", "\n\n"))))


_SLIPS = (
    *map(_in_lines, (_delete, _double, _swap, _indent, _join, _other_value, _into_flow, _unquote)),
    _odd_signs,
    _odd_signs,
    _other_lines,
)


def judge(text: str, outputs: Outputs, documents: tuple[str, ...] = ()) -> str:
    """Read a file and make what follows from it; give the kind of outcome.

    ``documents`` are made too: ``word`` and ``pdf``, which take longest.

    Raises:
        AssertionError: where words are lost, or a problem is no line that somebody can act on.
    """
    encoded = text.encode("utf-8", "replace")
    checked = outputs.check(encoded)
    assert_placed(checked.problems, text)
    if checked.problems:
        return REFUSED
    role = checked.role
    assert role is not None, "neither a role nor a problem"
    assert checked.reading is not None
    in_yaml = yaml.load(encoded, yaml.CBaseLoader)
    assert _filled(in_yaml) == _filled(checked.reading.source_file.data)
    view = outputs.view(role)
    said = {"page": page_says(outputs.page(view)), "data": tuple(data_says(json.loads(data(view))))}
    if "word" in documents:
        said["word"] = word_says(word(view))
    job = pack(view)
    said["pack"] = tuple(data_says(job.data))
    if "pdf" in documents:
        render_pdfs([job], ROOT / "templates", 1)
    private = _not_shown(role)
    typed, commented = set(MARK.findall(text)) - private, set(MARK.findall(_comments(text)))
    outcome = PUBLISHED
    for name, words in said.items():
        kept = _marks(role.version_note) if name in ("page", "data") else set()
        lost = typed - kept - set(MARK.findall(" ".join(words)))
        assert lost <= commented, f"the {name} does not say {sorted(lost - commented)}"
        outcome = COMMENTED if lost else outcome
    return outcome


def judge_sound(text: str, outputs: Outputs, documents: tuple[str, ...]) -> str:
    """Judge a file that nothing is wrong with."""
    told = outputs.check(text.encode()).problems
    assert not told, f"a sound file is refused: {told[0]}"
    return judge(text, outputs, documents)


def assert_placed(problems: Iterable[Problem], text: str) -> None:
    """Each problem is one line of words about a line that the file has."""
    lines = len(re.split("\r\n|\r|\n", text))
    for problem in problems:
        assert PROBLEM.fullmatch(str(problem)), str(problem)
        assert problem.line <= lines, str(problem)


def judge_shared(name: str, text: str, project: Path) -> str:
    """Read a file of site_config/ in a project; give the kind of outcome."""
    path = project / "site_config" / name
    before = path.read_bytes()
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        checked = check_content(project, NOW.date(), PRINTABLE)
    finally:
        path.write_bytes(before)
    assert_placed((one for one in checked.problems if one.file.endswith(name)), text)
    if checked.problems:
        return REFUSED
    assert checked.content is not None, "neither content nor a problem"
    for id_, role in checked.content.roles.items():
        view = role_view(id_, role, checked.content, NOW, NOW.date())
        page_says(
            WebPages(templates(), checked.content.site, checked.content.words).role(view).html
        )
        data(view)
        word(view)
    return ACCEPTED


def _filled(value: Any) -> Any:
    """Give what a file holds without the keys that are left blank."""
    if isinstance(value, dict):
        return {key: _filled(held) for key, held in value.items() if held not in _BLANK}
    return [_filled(item) for item in value] if isinstance(value, list) else value


def _comments(text: str) -> str:
    """Give what may be a comment."""
    return " ".join(re.findall(r"(?m)(?:^|(?<=\s))#.*$", text))


def _marks(value: Any) -> set[str]:
    return set(MARK.findall(repr(value)))


def _not_shown(role: Role) -> set[str]:
    """Give the marks of what nobody is shown, as the file itself wants it."""
    hidden = _marks((role.notes, role.waivers))
    shown = [one for one in role.vacancies if vacancy_status(one, NOW) == "open"]
    for vacancy in role.vacancies:
        if vacancy not in shown:
            hidden |= _marks(vacancy)
    if len(shown) == 1 and shown[0].overrides:
        for name in CHANGED:
            if getattr(shown[0].overrides, name):
                hidden |= _marks(getattr(role, name))
    if shown and role.application:
        for name in Role.model_fields["application"].annotation.__args__[0].model_fields:
            own = [one.application and name in one.application.model_fields_set for one in shown]
            if all(own):
                hidden |= _marks(getattr(role.application, name))
    return hidden


def judge_some(
    chance: st.DataObject, outputs: Outputs, maker: Maker, project: Path, tell: Tell
) -> None:
    """Draw a sound file and broken ones of it; ``tell`` is given each with how to judge it."""
    role = without_problems(chance.draw(sound_roles(maker)), outputs)
    assert role is not None, "no role is left"
    sound = chance.draw(written(role))
    documents = ("word", "pdf") if chance.draw(st.integers(1, 25)) == 1 else ("word",)
    tell("sound role", sound, lambda: judge_sound(sound, outputs, documents))
    for _ in range(_BROKEN_OF_ONE):
        wrong = chance.draw(broken(sound))
        tell("broken role", wrong, partial(judge, wrong, outputs))
    path = chance.draw(st.sampled_from(sorted((project / "site_config").glob("*.yaml"))))
    shared = chance.draw(broken(path.read_text("utf-8")))
    tell("broken file of site_config", shared, lambda: judge_shared(path.name, shared, project))


def copied(folder: Path) -> Path:
    """Copy the complete project into ``folder``, to be broken."""
    return Path(shutil.copytree(COMPLETE, folder / "project"))


def _share(count: int, begin: int) -> tuple[Counter[tuple[str, str]], list[tuple[str, str]]]:
    """Judge so many files in this process; give the outcomes, and what failed with its reason."""
    outcomes: Counter[tuple[str, str]] = Counter()
    failed: list[tuple[str, str]] = []
    outputs = Outputs(COMPLETE)
    maker = maker_for(outputs.content)

    def tell(kind: str, text: str, judged: Callable[[], str]) -> None:
        try:
            outcomes[kind, judged()] += 1
        except Exception:
            outcomes[kind, "FAILED"] += 1
            failed.append((traceback.format_exc(), text))

    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))

        @seed(begin)
        @settings(
            max_examples=-(-count // (_BROKEN_OF_ONE + 2)),
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def run(chance: st.DataObject) -> None:
            judge_some(chance, outputs, maker, project, tell)

        run()
    return outcomes, failed


def main(count: int, begin: int) -> int:
    """Judge ``count`` files on all cores; give the exit status."""
    cores = os.cpu_count() or 1
    clock = time.perf_counter()
    # Where chance begins differs for each share, and a share is small enough to tell how far it is.
    shares = [(-(-count // (cores * 4)), begin * 1000 + n) for n in range(cores * 4)]
    outcomes: Counter[tuple[str, str]] = Counter()
    failed: list[tuple[str, str]] = []
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        for more, wrong in pool.starmap(_share, shares, chunksize=1):
            outcomes += more
            failed += wrong
    seconds = time.perf_counter() - clock
    print(f"{sum(outcomes.values()):,} files in {seconds:,.0f} seconds on {cores} cores")
    for (kind, outcome), number in sorted(outcomes.items()):
        print(f"{number:7,}  {kind}: {outcome}")
    shutil.rmtree(KEPT, ignore_errors=True)
    for number, (reason, text) in enumerate(failed, start=1):
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{number}.yaml").write_bytes(text.encode("utf-8", "replace"))
        (KEPT / f"{number}.txt").write_text(reason, "utf-8")
        if number <= 10:
            print(f"{KEPT / str(number)}.yaml: {reason.strip().splitlines()[-1]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
