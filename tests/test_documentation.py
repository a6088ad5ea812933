"""The documentation says what the code does."""

import importlib.util
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rolebook.cli import main

ROOT = Path(__file__).parent.parent
specification = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(specification)
specification.loader.exec_module(generate)


# Named by what every process of a test run knows them by, which the address of a function is not.
@pytest.mark.parametrize(
    ("file", "name", "write"),
    generate.PARTS,
    ids=[f"{file}-{name}" for file, name, _ in generate.PARTS],
)
def test_generated_parts_are_current(file, name, write):
    page = (ROOT / "docs" / file).read_text(encoding="utf-8")
    assert generate.updated(page, name, write()) == page, "run: python docs/generate.py"


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_command_explains_itself_with_an_example(name):
    told = CliRunner().invoke(main, [name, "--help"])
    assert told.exit_code == 0
    assert re.search(rf"Examples?:\s+rolebook {name}\b", told.output)
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.search(rf"^## rolebook {name}\b", page, re.MULTILINE)
