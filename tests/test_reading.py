"""No file, however broken, ends in anything but problems that a person can act on."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from rolebook.base.problems import ContentProblems, Problem
from rolebook.check.content import read_content
from rolebook.check.shape.records import read_record
from rolebook.model.role import Role
from rolebook.read.decoding import LARGEST_FILE, decode
from rolebook.read.source_file import read_source_file
from test_bad_input import LINE

SMALL = Path(__file__).parent / "projects" / "small"
ROLE = SMALL / "content" / "roles" / "support-worker.yaml"
TEXT = ROLE.read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
NAME = "content/roles/support-worker.yaml"

#: Signs that mean something in YAML or Markdown, and some that mean trouble.
SIGNS = st.sampled_from(
    [*"\n \t:-#[]{},&*!|>'\"%@`?~<\\$0\r\x00\x85\u2028\ufeff\uf0b7😀é", "  ", "---"]
)
BOUNDED = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def problems_of(data: bytes) -> list[Problem]:
    """Read a role as a project's files are read, without its site_config."""
    text = decode(NAME, data)
    if isinstance(text, Problem):
        return [text]
    reading = read_record(Role, read_source_file(NAME, text))
    assert reading.problems or reading.record
    return list(reading.problems)


def assert_fit_to_show(problems: list[Problem], data: bytes) -> None:
    """Each problem is one line of the right form and points into the file."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    for problem in problems:
        assert LINE.fullmatch(str(problem)), str(problem)
        assert 1 <= problem.line <= len(lines), str(problem)


@BOUNDED
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"a: \xc3")
@example(b"? [x]\n: y")
@example(b"title: &a [*a]")
@example(b"- " * 200)
@example(b'"\\u2028": x')
@example(b"title: \xe2\x80\xa8 *x")
def test_any_bytes(data: bytes) -> None:
    assert_fit_to_show(problems_of(data), data)


@BOUNDED
@given(st.text(st.sampled_from("ab1:-?#&*!|>'\"%@`[]{}, \n\t<\\"), max_size=60))
def test_any_signs_of_yaml(text: str) -> None:
    data = f"title: x\n{text}".encode()
    assert_fit_to_show(problems_of(data), data)


@st.composite
def mutated_roles(draw: st.DrawFn) -> str:
    """A valid role in which lines and characters were lost, doubled, moved or put in."""
    lines = list(LINES)
    for _ in range(draw(st.integers(0, 2))):
        here = draw(st.integers(0, len(lines) - 1))
        there = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["delete", "double", "swap", "indent", "outdent"]))
        if change == "delete":
            del lines[here]
        elif change == "double":
            lines.insert(there, lines[here])
        elif change == "swap":
            lines[here], lines[there] = lines[there], lines[here]
        else:
            lines[here] = f"  {lines[here]}" if change == "indent" else lines[here].lstrip(" ")
    text = "".join(lines)
    for _ in range(draw(st.integers(0, 3))):
        here = draw(st.integers(0, max(len(text) - 1, 0)))
        end = here + draw(st.integers(0, 6))
        text = text[:here] + draw(SIGNS | st.just("")) + text[end:]
    return text


@BOUNDED
@given(mutated_roles())
def test_any_slip_of_the_hand(text: str) -> None:
    data = text.encode("utf-8", "replace")
    assert_fit_to_show(problems_of(data), data)


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small project that examples write one file of, over and over."""
    project = tmp_path_factory.mktemp("reading") / "project"
    shutil.copytree(SMALL, project)
    return project


@settings(BOUNDED, max_examples=60)
@given(st.sampled_from(sorted((SMALL / "site_config").glob("*.yaml"))), st.data())
def test_any_slip_in_site_config(
    shared_project: Path, printable: frozenset[int], file: Path, data: st.DataObject
) -> None:
    text = file.read_text(encoding="utf-8")
    here = data.draw(st.integers(0, len(text) - 1))
    end = here + data.draw(st.integers(0, 30))
    changed = text[:here] + data.draw(SIGNS | st.just("")) + text[end:]
    target = shared_project / "site_config" / file.name
    target.write_bytes(changed.encode("utf-8", "replace"))
    try:
        read_content(shared_project, dt.date(2026, 11, 23), printable)
    except ContentProblems as problems:
        for line in str(problems).splitlines():
            assert LINE.fullmatch(line), line
    finally:
        target.write_text(text, encoding="utf-8")


LAUGHS = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
)
HEAVY = {
    "brackets": "title: " + "[" * 900_000,
    "brackets with text between": "title: " + "[a," * 300_000,
    "braces": "title: " + "{a: " * 200_000,
    "levels": "".join(" " * n + "a:\n" for n in range(1_300)),
    "dashes": "- " * 400_000,
    "question marks": "? " * 400_000,
    "laughs": LAUGHS,
    "empty lines": "\n" * 900_000,
    "spaces": "title: " + " " * 900_000 + "x",
    "spaces on each line": (" " * 90 + "\n") * 9_000,
    "colons": "title:" + ":" * 900_000,
    "one text": "title: " + "word " * 180_000,
    "links": "purpose: " + "x[" * 9_000,
    "emphasis": "purpose: " + "x*a **b _c " * 1_700,
    "comments of HTML": "purpose: " + "a<!--" * 3_900,
    "keys": "".join(f"key{n}: x\n" for n in range(30_000)),
    "keys twice": "a: x\n" * 30_000,
    "items": "vacancies:\n" + "- x\n" * 30_000,
    "empty items": "vacancies:\n" + "- []\n" * 30_000,
    "cut texts": "x #y\n" * 50_000,
    "tabs": "\tx\n" * 50_000,
    "commands": "- *a\n" * 50_000,
    "a long key": "x" * 900_000 + ": y",
    "a long word": "organisation: " + "x" * 900_000,
    "emoji": "title: " + "😀é" * 150_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_files_end_soon(name: str) -> None:
    data = HEAVY[name].encode()
    assert len(data) <= LARGEST_FILE
    begin = time.process_time()
    problems = problems_of(data)
    assert time.process_time() - begin < 5, "seconds"
    assert problems
    assert_fit_to_show(problems[:100], data)


def test_a_file_above_the_limit_is_not_read() -> None:
    (problem,) = problems_of(b"a" * (LARGEST_FILE + 1))
    assert "larger than 1 MB" in problem.message
