"""Plain words are read without the Markdown parser, and give the very tree that it gives."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from benchmarks.make_roles import made_roles
from hypothesis import example, given
from hypothesis import strategies as st

from rolebook.base import prose
from rolebook.base.document_tree import Block, List, paragraph
from test_reading import BOUNDED

ROOT = Path(__file__).parent.parent


def read(text: str) -> tuple[Block, ...] | str:
    try:
        return prose.read_prose(text.strip()).blocks
    except prose.ProseProblem as problem:
        return f"{problem} {problem.snippet}"


def read_by_the_parser(text: str) -> tuple[Block, ...] | str:
    with patch.object(prose, "_plain_blocks", return_value=None):
        return read(text)


def texts_of(source: str) -> list[str]:
    try:
        events = yaml.parse(source, yaml.CSafeLoader)
        return [event.value for event in events if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return []  # a case of bad input


def written_texts() -> list[str]:
    """Every text of every YAML file here, and of roles made from the real ones."""
    folders = (ROOT / "content", ROOT / "site_config", ROOT / "tests")
    files = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    roles = {path.stem: path.read_text("utf-8") for path in (ROOT / "content").rglob("*.yaml")}
    made = [text for _, text in made_roles(roles, 20, 1)]
    sources = [path.read_text("utf-8", errors="replace") for path in files]
    return sorted({text for source in (*sources, *made) for text in texts_of(source)} - {""})


def test_what_people_write_is_read_as_the_parser_reads_it() -> None:
    texts = written_texts()
    assert len(texts) > 3_000
    for text in texts:
        assert read(text) == read_by_the_parser(text), text
    lines = [text for text in texts if "\n" in text.strip()]
    with patch.object(prose, "_parser", side_effect=AssertionError):
        assert sum(prose._plain_blocks(text.strip()) is not None for text in lines) > 30


PIECES = st.sampled_from(
    [*"-+1.)&!:\n\n  \t*_#>[]`~=|\\<", "- ", "  ", "\n- ", "\n  ", "\n\n", "one two", "R&D",
     "&amp;", "&x;", "---", "\n1. ", "\n10) ", "–", "\xa0", "\x85", "\u2028", "\r", "\0", "é"]
)  # fmt: skip


@BOUNDED
@given(st.lists(PIECES, max_size=12).map("".join))
@example("one\n--")
@example("one\r> two")
@example("--- -")
@example("one\n- two\nthree")
@example("- one\n\n  two")
@example("- one\n\ntwo\n\n- three")
@example("- - one")
@example("one  \ntwo")
def test_any_signs_are_read_as_the_parser_reads_them(text: str) -> None:
    assert read(text) == read_by_the_parser(text)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("R&D, now!", (paragraph("R&D, now!"),)),
        ("One\ntwo.\n\n\nThree.", (paragraph("One two."), paragraph("Three."))),
        (
            "You bring:\n- one\n  and two\n\n- three\n\nThanks.",
            (
                paragraph("You bring:"),
                List(((paragraph("one and two"),), (paragraph("three"),))),
                paragraph("Thanks."),
            ),
        ),
    ],
)
def test_plain_words_need_no_parser(text: str, blocks: tuple[Block, ...]) -> None:
    with patch.object(prose, "_parser", side_effect=AssertionError):
        assert prose.read_prose(text).blocks == blocks
