"""What ``rolebook check`` reports in each form, whole, and with which exit status it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result

from rolebook import __version__
from rolebook.advise.rule import REGISTER
from rolebook.base.problems import Advice, Problem
from rolebook.cli import main
from rolebook.report.github import github
from rolebook.report.reporters import REPORTERS
from rolebook.report.result import CheckResult
from rolebook.report.sarif import sarif
from rolebook.report.terminal import terminal

ROOT = Path(__file__).parent.parent
EXPECTED = Path(__file__).parent / "expected" / "check"
SCHEMA = ROOT / "tests/tools/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
NOW = ("--now", "2026-11-23")

Run = Callable[..., Result]


@pytest.fixture
def project(small_project: Path) -> Path:
    """The small project with an error in one role and advice on another."""
    (small_project / "mkdocs.yml").write_text("site_name: Small\n", "utf-8")
    (small_project / "templates").symlink_to(ROOT / "templates")
    roles = small_project / "content" / "roles"
    leader = roles / "team-leader.yaml"
    leader.write_text(leader.read_text("utf-8").replace("minimum: 31000", "minimum: 31,0"), "utf-8")
    worker = roles / "support-worker.yaml"
    worker.write_text(
        worker.read_text("utf-8").replace(
            "desirable: Care Certificate", 'desirable: A "confident" driver, 100% a people person'
        ),
        "utf-8",
    )
    return small_project


@pytest.fixture
def run(project: Path) -> Run:
    def _run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["check", "--project", str(project), *NOW, *arguments])

    return _run


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_each_form_of_the_report_is_this(form: str, run: Run, update_expected: bool) -> None:
    done = run("--format", form)
    assert done.exit_code == 1
    told = click.unstyle(done.stdout).replace(__version__, "(the version)")
    expected = EXPECTED / f"{form}.txt"
    if update_expected:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")


def test_where_the_output_is_no_terminal_each_finding_is_a_line(run: Run) -> None:
    done = run()
    assert done.stdout == (EXPECTED / "lines.txt").read_text("utf-8")
    assert done.stderr == (
        "2 roles checked: 1 error in 1 file and 3 pieces of advice in 2 files; nothing can be "
        "published until the errors are put right\n"
    )


def test_programs_read_whole_json(run: Run) -> None:
    for form in ("json", "gitlab", "sarif"):
        json.loads(run("--format", form).stdout)


#: A role and an employer of which there is nothing to say.
SOUND = """\
title: Cook
organisation: example-care
summary: Cook lunch.
contract:
  type: permanent
hours:
  pattern: full-time
pay:
  type: annual
  amount: 30000
duties:
  sections:
    - title: Kitchen
      duties:
        - Cook
"""
PRIVACY = "  privacy:\n    title: Privacy\n    kind: data-protection\n    text: What we keep.\n"


def test_advice_alone_ends_well_unless_it_is_strict(project: Path, run: Run) -> None:
    (project / "content" / "roles" / "team-leader.yaml").unlink()
    (project / "site_config" / "comparisons.yaml").unlink()
    assert run().exit_code == 0
    assert run("--strict").exit_code == 1
    (project / "content" / "roles" / "support-worker.yaml").write_text(SOUND, "utf-8")
    statements = project / "site_config" / "statements.yaml"
    statements.write_text(statements.read_text("utf-8") + PRIVACY, "utf-8")
    organisations = project / "site_config" / "organisations.yaml"
    held = organisations.read_text("utf-8")
    organisations.write_text(held.replace("[equality]", "[equality, privacy]"), "utf-8")
    done = run("--strict")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 role checked: no errors and no advice\n"


def test_files_limit_what_is_told_and_not_what_is_read(project: Path, run: Run) -> None:
    worker = project / "content" / "roles" / "support-worker.yaml"
    done = run(str(worker))
    assert done.exit_code == 0
    assert {line.split(":")[0] for line in done.stdout.splitlines()} == {
        "content/roles/support-worker.yaml"
    }
    assert done.stderr.endswith("; 1 more error in other files\n")
    done = run(str(project / "site_config"))
    assert {line.split("/")[0] for line in done.stdout.splitlines()} == {"site_config"}
    done = run(str(project / "content" / "roles" / "team-leader.yaml"))
    assert done.exit_code == 1
    # What the role refers to stands in a file that was not named.
    worker.write_text(worker.read_text("utf-8").replace("Band 5", "Band 99"), "utf-8")
    assert 'there is no band "Band 99"' in run(str(worker)).stdout


def test_a_file_that_is_not_there_or_not_of_the_project_is_told(run: Run, tmp_path: Path) -> None:
    done = run(str(tmp_path / "nothing.yaml"))
    assert done.exit_code == 2
    assert "check the name, or leave it out" in done.stderr
    (tmp_path / "other.yaml").touch()
    done = run(str(tmp_path / "other.yaml"))
    assert done.exit_code == 2
    assert "is not in the project" in done.stderr


def test_a_waiver_of_an_unknown_rule_is_an_error_that_names_the_nearest(
    project: Path, run: Run
) -> None:
    worker = project / "content" / "roles" / "support-worker.yaml"
    entry = "  - rule: car-owners\n    reason: The work is driving\n    until: 2027-01-31\n"
    before = worker.read_text("utf-8")
    worker.write_text(f"{before}waivers:\n{entry}", "utf-8")
    done = run(str(worker))
    assert done.exit_code == 1
    assert (
        'waivers[1].rule: there is no rule "car-owners" in docs/advice.md; did you mean '
        '"car-owner"?'
    ) in done.stdout
    twice = entry.replace("owners", "owner") * 2
    worker.write_text(f"{before}waivers:\n{twice}", "utf-8")
    assert '"car-owner" is waived twice; take one of the two out' in run(str(worker)).stdout


def test_errors_in_site_config_hold_advice_back_and_say_so(project: Path, run: Run) -> None:
    (project / "site_config" / "site.yaml").write_text("heading: Roles\n", "utf-8")
    done = run()
    assert "advice:" not in done.stdout
    assert "advice is given once site_config/ has no errors" in done.stderr


def result_with(*findings: Problem | Advice, **more: object) -> CheckResult:
    return CheckResult(
        errors=tuple(item for item in findings if isinstance(item, Problem)),
        advice=tuple(item for item in findings if isinstance(item, Advice)),
        roles=1,
        rules={rule.id: rule for rule in REGISTER.all()},
        **more,  # type: ignore[arg-type]
    )


def test_annotations_escape_what_would_end_them() -> None:
    found = Problem("content/roles/a,b:c%.yaml", 3, 7, "", "100% :: new\nline\r")
    assert github(result_with(found, prefix="jobs/")) == (
        "::error file=jobs/content/roles/a%2Cb%3Ac%25.yaml,line=3,col=7,title=Cannot be published"
        "::100%25 :: new%0Aline%0D"
    )


def test_a_mark_stands_below_its_column_whatever_the_line_holds() -> None:
    wide = "title: 日本 café\u0301 x"
    column = wide.index("x") + 1
    found = Problem("a.yaml", 1, column, "", "wrong; right")
    lines = click.unstyle(terminal(result_with(found, lines={"a.yaml": [wide]}))).splitlines()
    assert lines[2].endswith(wide)
    # Two signs of double width, and an accent that takes no column of its own.
    assert len(lines[3]) - len(lines[3].rstrip("^")) == 1
    assert lines[3].index("^") == lines[2].index("x") + 2 - 1
    long = "summary: " + "word " * 60 + "HERE"
    found = replace(found, column=long.index("HERE") + 1)
    lines = click.unstyle(terminal(result_with(found, lines={"a.yaml": [long]}))).splitlines()
    assert lines[2][lines[3].index("^") :].startswith("HERE")
    assert max(map(len, lines)) <= 110


def test_a_terminal_is_given_no_signs_to_act_upon() -> None:
    found = Problem("a.yaml", 1, 1, "", "wrong; right")
    told = terminal(result_with(found, lines={"a.yaml": ["title: \x1b[2J\tx"]}))
    assert "\x1b[2J" not in told
    assert "\t" not in told


def sarif_schema() -> object:
    if not SCHEMA.is_file():
        pytest.skip("needs the schema of SARIF; npm ci --prefix tests/tools installs it")
    return json.loads(SCHEMA.read_text("utf-8"))


def test_sarif_is_as_its_schema_asks(run: Run) -> None:
    log = json.loads(run("--format", "sarif").stdout)
    validator = jsonschema.Draft7Validator(
        sarif_schema(), format_checker=jsonschema.FormatChecker()
    )
    assert [error.message for error in validator.iter_errors(log)] == []
    del log["runs"][0]["tool"]["driver"]["name"]
    assert list(validator.iter_errors(log))


def test_sarif_says_what_each_rule_is_and_where_each_finding_stands() -> None:
    found = Advice("content/roles/a b.yaml", 3, 7, "title", "this; that", "age-words")
    log = json.loads(sarif(result_with(found, prefix="jobs/")))["runs"][0]
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["error", *(rule.id for rule in REGISTER.all())]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    (entry,) = log["results"]
    assert rules[entry["ruleIndex"]]["id"] == entry["ruleId"] == "age-words"
    assert entry["level"] == "warning"
    place = entry["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "jobs/content/roles/a%20b.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7}


def test_places_are_told_from_the_top_of_the_repository(project: Path) -> None:
    repository = project.parent / "repository"
    repository.mkdir()
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    shutil.move(project, repository / "jobs")
    done = subprocess.run(
        [sys.executable, "-m", "rolebook.cli", "check", *NOW, "--format", "github"],
        cwd=repository / "jobs",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "::error file=jobs/content/roles/team-leader.yaml,line=" in done.stdout
