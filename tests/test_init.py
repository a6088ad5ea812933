"""``rolebook init``: a project that an employer can start with."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from rolebook.cli import main

ROOT = Path(__file__).parent.parent
HOSTS = ["github", "gitlab", "netlify", "none"]


def init(folder: Path, *options: str) -> str:
    made = CliRunner().invoke(main, ["init", str(folder), *options])
    assert made.exit_code == 0, made.output
    return made.output


def files_in(folder: Path) -> dict[str, str]:
    """Give the files of a project that belong in git."""
    command = ["git", "ls-files", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {name: (folder / name).read_text("utf-8") for name in done.stdout.splitlines()}


@pytest.mark.parametrize("host", HOSTS)
def test_a_project_has_few_files_and_only_those_of_its_host(tmp_path: Path, host: str) -> None:
    init(tmp_path, "--employer", "Example Care", "--host", host)
    files = files_in(tmp_path)
    assert len(files) <= 15
    of_hosts = {"github": ".github/workflows/site.yml", "gitlab": ".gitlab-ci.yml",
                "netlify": "netlify.toml"}  # fmt: skip
    assert {name for name in of_hosts.values() if name in files} == (
        {of_hosts[host]} if host in of_hosts else set()
    )
    text = "\n".join(files.values())
    for path in (ROOT / "content" / "roles").glob("*.yaml"):
        assert path.stem not in text
    assert not re.search("Kent|ISP|Polaris|<<|<%", text)
    for file in of_hosts.values():
        for line in files.get(file, "").splitlines():
            for command in re.findall(r"rolebook (\w+)", line):
                assert command in main.list_commands(None), line  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    ["Example Care", "Café & Sons: Care", '"Quoted" #1', "Ύδωρ", "- Dash", "yes", "12", "A" * 80],
)
def test_a_project_is_sound_whatever_the_employer_is_called(tmp_path: Path, name: str) -> None:
    init(tmp_path, "--employer", name, "--host", "github")
    checked = CliRunner().invoke(main, ["check", "--project", str(tmp_path)])
    assert checked.output == "1 role checked: no errors and no advice\n"
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))["site_name"] == (
        f"Jobs at {name}"
    )
    command = [sys.executable, "-m", "rolebook", "build", "--pages-only", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_not_asked_has_to_be_given(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["init", str(tmp_path / "jobs")])
    assert made.exit_code == 2
    assert "employer is needed; give it as --employer" in made.output
    wrong = CliRunner().invoke(
        main, ["init", str(tmp_path / "jobs"), "--employer", "A", "--address", "jobs.test"]
    )
    assert '"jobs.test" is not the address of a site; write it in full' in wrong.output
    assert not (tmp_path / "jobs").exists()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    init(tmp_path, "--employer", "Example Care", "--address", "https://jobs.test/")
    assert "site_url: https://jobs.test/" in (tmp_path / "mkdocs.yml").read_text("utf-8")
    before = files_in(tmp_path)
    again = CliRunner().invoke(main, ["init", str(tmp_path), "--employer", "Other"])
    assert again.exit_code == 2
    assert "already has .devcontainer/devcontainer.json, and nothing was written" in again.output
    assert files_in(tmp_path) == before


def test_the_example_has_the_example_roles(tmp_path: Path) -> None:
    init(tmp_path, "--employer", "Example Care", "--example")
    for part in ("content", "site_config"):
        for path in (ROOT / part).rglob("*.yaml"):
            assert (tmp_path / path.relative_to(ROOT)).read_bytes() == path.read_bytes()
    assert not (tmp_path / "content" / "roles" / "support-worker.yaml").exists()


def test_editors_know_the_ids_though_git_does_not_keep_them(tmp_path: Path) -> None:
    init(tmp_path, "--employer", "Example Care")
    assert not any(name.startswith("schemas/") for name in files_in(tmp_path))
    known = (tmp_path / "schemas" / "known.json").read_text("utf-8")
    assert "example-care" in known
    for path in (tmp_path / "schemas").iterdir():
        path.unlink()
    (tmp_path / "schemas").rmdir()  # as in a fresh clone
    CliRunner().invoke(main, ["check", "--project", str(tmp_path)])
    assert (tmp_path / "schemas" / "known.json").read_text("utf-8") == known
    assert (tmp_path / "schemas" / "role.json").is_file()
