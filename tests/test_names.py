"""Names of files that are made from what somebody typed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import TODAY
from market import build, whole_project
from rolebook.check.words import packaged_words
from rolebook.cli import main
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.role_card import role_card
from rolebook.model.values.fields import name_for
from rolebook.render.feeds.feed_entries import entries_of
from rolebook.render.feeds.feed_list import feeds
from rolebook.render.web.publisher import Publisher

LONG = "Children and young people " * 12


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Therapy", "therapy"),
        ("a" * 100, "a" * 100),
        ("a" * 101, "a" * 91 + "-9dae79c6"),
        (f"{'a' * 90} {'b' * 90}", "a" * 90 + "-cdeaf0e8"),
    ],
)
def test_a_name_that_is_cut_ends_in_a_digest(text: str, name: str) -> None:
    assert name_for(text) == name


def test_another_department_never_changes_the_address_of_one(views: list) -> None:
    publisher = Publisher("Jobs", "https://jobs.example.org/")
    one = replace(views[0], department=f"{LONG}East")
    other = replace(views[1], department=f"{LONG}West", organisation_id=one.organisation_id)

    def paths(*roles: RoleView) -> set[str]:
        entries = [entry for role in roles for entry in entries_of(role, publisher)]
        cards = [role_card(role) for role in roles]
        return {feed.path for feed in feeds(cards, entries, TODAY, publisher, packaged_words())}

    alone, both = paths(one), paths(one, other)
    assert alone < both
    assert len(both) == len(alone) + 1
    assert all(len(part) <= 100 for path in both for part in path.split("/"))


def test_a_site_with_a_department_of_any_length_is_published(tmp_path: Path) -> None:
    project = whole_project("small", tmp_path / "project")
    role = project / "content" / "roles" / "support-worker.yaml"
    role.write_text(f"department: {LONG}\n{role.read_text('utf-8')}", "utf-8")
    site = build(project, tmp_path / "site", options=["--pages-only"])
    (feed,) = (site / "feeds" / "departments" / "example-care").glob("*.json")
    assert re.fullmatch(r"[a-z-]{1,91}-[0-9a-f]{8}", feed.stem)


def test_a_new_role_has_a_name_that_passes(project: Path) -> None:
    given = ["--organisation", "isp", "--summary", "Helps.", "--duty", "Help"]
    title = LONG.strip()
    options = ["new", title, "--project", str(project), *given]
    done = CliRunner().invoke(main, options)
    assert done.output.splitlines()[0] == f"Wrote content/roles/{name_for(title)}.yaml", done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("pack", "support-worker", "--out", "packs", "--revision", ""),
        ("pack", "--out", "packs", "--department", " "),
        ("pack", "--out", "packs", "--organisation", ""),
        ("pack", "--out", "packs", "--vacancy", ""),
        ("pack", "support-worker", "--out", ""),
        ("check", "--against", ""),
        ("check", "--project", ""),
        ("build", "--scheduler", ""),
        ("build", "--out", ""),
        ("new", "Cook", "--id", ""),
    ],
)
def test_an_empty_value_is_not_taken_for_none(
    arguments: tuple[str, ...], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    option = arguments[-2]
    told = f"Error: Invalid value for '{option}': is empty; write a value, or leave it out"
    assert done.output.splitlines()[-1] == told
    assert not (project / "packs").exists()


@pytest.mark.parametrize("out", [".", "..", "content", "content/new", "templates", "hooks"])
def test_a_site_never_takes_the_place_of_what_somebody_wrote(
    out: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    done = CliRunner().invoke(main, ["build", "--no-cache", "--out", out])
    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == (
        f"Error: the site would take the place of {Path(out).resolve()}, which holds the project; "
        "name a folder of its own, such as site"
    )
    assert (project / "mkdocs.yml").is_file()


def test_a_site_never_takes_the_place_of_other_files(project: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "to-a-candidate.docx").touch()
    done = CliRunner().invoke(main, ["build", "--project", str(project), "--out", str(letters)])
    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == (
        f"Error: the site would take the place of {letters} and of the other files in it; name a "
        "folder that is empty, or not there yet"
    )
    shutil.rmtree(letters)
