"""What runs at the git host and before a commit is well formed, and calls commands that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from rolebook.cli import main

ROOT = Path(__file__).parent.parent
GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def validate(file: Path, *arguments: str) -> None:
    """Hold a file against the schema that check-jsonschema carries for it."""
    command = [sys.executable, "-m", "check_jsonschema", *arguments, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", GITHUB, ids=lambda file: file.name)
def test_github_workflows_are_well_formed(file: Path) -> None:
    validate(file, "--builtin-schema", "vendor.github-workflows")
    validate(file, "--builtin-schema", "custom.github-workflows-require-timeout")


def test_gitlab_pipeline_is_well_formed() -> None:
    validate(GITLAB, "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")


def test_a_wrong_workflow_would_be_told(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(GITHUB[0].read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")
    with pytest.raises(AssertionError, match="run-on"):
        validate(wrong, "--builtin-schema", "vendor.github-workflows")


def test_actions_are_pinned_by_major_version() -> None:
    used = [use for file in GITHUB for use in re.findall(r"uses: (\S+)", file.read_text("utf-8"))]
    assert used
    for use in used:
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", use), use


def test_every_night_the_site_is_built_again() -> None:
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8"))
    crons = {entry["cron"] for entry in publish[True]["schedule"]}  # YAML 1.1 reads on as true
    assert crons == {"5 0 * * *", "5 23 * * *"}


@pytest.mark.parametrize("file", [*GITHUB, GITLAB, HOOKS], ids=lambda file: file.name)
def test_what_is_run_is_a_command_with_these_options(file: Path) -> None:
    lines = re.findall(r"(?:run: |- |entry: )rolebook ([^\n>|#]+)", file.read_text("utf-8"))
    assert lines
    for line in lines:
        name, *arguments = line.split()
        command = main.get_command(click.Context(main), name)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {argument for argument in arguments if argument.startswith("--")} <= known, line


def test_the_hook_before_a_commit_has_what_pre_commit_asks_for() -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    for name in ("content/roles/clinical-lead.yaml", "site_config/site.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "docs/advice.md")
