"""The documentation says what the code does."""

import importlib.util
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rolebook.check.content import read_content
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


@pytest.mark.parametrize("mark", ["#", "# ?"])
def test_the_example_of_a_pay_scale_holds_however_its_marks_are_taken_off(
    project, today, printable, mark
):
    text = (ROOT / "site_config" / "pay_scales.yaml").read_text("utf-8")
    head, example = text.split("#pay_scales:", 1)
    bare = re.sub(f"^{mark}", "", f"#pay_scales:{example}", flags=re.MULTILINE)
    (project / "site_config" / "pay_scales.yaml").write_text(head + bare, "utf-8")
    assert "example-scale" in read_content(project, today, printable).pay_scales


def test_the_vacancies_of_examples_are_there(today, printable):
    roles = read_content(ROOT, today, printable).roles.values()
    references = {vacancy.reference for role in roles for vacancy in role.vacancies}
    named = re.findall(
        r"--vacancy ([A-Z0-9-]+)", (ROOT / "docs" / "commands.md").read_text("utf-8")
    )
    assert set(named) - {"REFERENCE"} <= references
