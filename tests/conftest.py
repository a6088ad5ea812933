"""What all tests share: a fixed day, the characters of the fonts, a small project, and roles."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from history_of import commit_all
from market import build, serving, whole_project
from once import made_once
from rolebook.base.document_tree import (
    CriteriaGroup,
    CriteriaTable,
    CriterionRow,
    Emphasis,
    Fact,
    Facts,
    Link,
    List,
    Note,
    Paragraph,
    Section,
    Table,
    Text,
    paragraph,
)
from rolebook.check.content import read_content
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.read.fonts import printable_characters

ROOT = Path(__file__).parent.parent
#: The day on which every test is run.
TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
#: Builds and browsers start processes of their own.
MOST_WORKERS = 4


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="write what came out into the files of expected output, to be read through with git",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores, since tests with a browser wait half their time.

    None where there is but one core, so that nothing is spread.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 0 if cores in (None, 1) else min(cores + 1, MOST_WORKERS)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where ROLEBOOK_NO_SKIPS is set, as in CI, a test that was left out is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("ROLEBOOK_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("ROLEBOOK_NO_SKIPS is set, and tests were skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def update_expected(request: pytest.FixtureRequest) -> bool:
    """Whether the files of expected output are to be written anew."""
    return bool(request.config.getoption("--update-expected"))


@pytest.fixture(scope="session")
def today() -> dt.date:
    return TODAY


@pytest.fixture(scope="session")
def printable() -> frozenset[int]:
    return printable_characters(ROOT / "templates" / "fonts")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project itself that a test may break."""
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("content", "site_config", "templates", "hooks"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    return copy


@pytest.fixture
def published_project(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that a test may break, published in site/ as it is at ``market.NOW``.

    What that build kept for the next is there too, so that the next makes only what differs.
    """

    def make(folder: Path) -> None:
        whole = folder / "project"
        shutil.copytree(project, whole)
        build(whole, whole / "site")

    made = made_once(tmp_path_factory, "project", make) / "project"
    for name in ("site", ".cache"):
        shutil.copytree(made / name, project / name)
    return project


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A copy of the small project, to be changed at will."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "small", project)
    return project


@pytest.fixture
def built(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small project that a test may break, published in site/."""

    def make(folder: Path) -> None:
        project = whole_project("small", folder / "project")
        build(project, project / "site")

    made = made_once(tmp_path_factory, "small-built", make)
    return Path(shutil.copytree(made / "project", tmp_path / "project"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser of the system; every test makes a context of its own."""
    from playwright.sync_api import sync_playwright

    # The first has no windows to draw, and takes half the work of the others.
    known = ("chromium-headless-shell", "chromium", "chromium-browser")
    program = next((found for name in known if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no browser here; install one with: apt-get install chromium")
    with sync_playwright() as playwright:
        # Without these, Chromium looks up hosts of its maker at every start.
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=program, args=quiet)
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real roles, published."""
    made = made_once(tmp_path_factory, "published", lambda folder: build(ROOT, folder / "site"))
    return made / "site"


@pytest.fixture(scope="session")
def dated_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, with roles whose vacancies have dates in March 2027.

    It stands published beside itself, as it is before the first deadline.
    """

    def make(folder: Path) -> None:
        project = whole_project("small", folder / "project")
        shutil.copytree(ROOT / "tests" / "projects" / "dated", project, dirs_exist_ok=True)
        build(project, folder / "site", "2027-03-23T12:00")

    return made_once(tmp_path_factory, "dated", make) / "project"


@pytest.fixture(scope="session")
def dated_site(dated_project: Path) -> Path:
    """The project with dates, published before the first deadline."""
    return dated_project.parent / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the project itself."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def market_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of many vacancies, published."""

    def make(folder: Path) -> None:
        project = whole_project("market", folder / "project")
        commit_all(project, "2026-10-05")
        build(project, folder / "site")

    return made_once(tmp_path_factory, "market", make) / "site"


@pytest.fixture(scope="session")
def market(market_site: Path) -> Iterator[str]:
    """The address of the project of many vacancies."""
    with serving(market_site) as address:
        yield address


@pytest.fixture(scope="session")
def views() -> list[RoleView]:
    content = read_content(ROOT, TODAY, printable_characters(ROOT / "templates" / "fonts"))
    return [role_view(id_, role, content, NOW, TODAY) for id_, role in content.roles.items()]


@pytest.fixture(scope="session")
def long_view(views: list[RoleView]) -> RoleView:
    """A role of 100 criteria, twelve pages of duties, and every kind of block."""
    rows = [
        CriterionRow(
            f"c{number}",
            f"Criterion number {number}, told at the length that such criteria often have",
            "desirable" if number % 3 == 0 else "essential",
            "Desirable" if number % 3 == 0 else "Essential",
            "Application, interview",
        )
        for number in range(1, 101)
    ]
    groups = [CriteriaGroup(f"Group {at}", tuple(rows[at : at + 20])) for at in range(0, 100, 20)]
    nested = List(
        ((paragraph("One"), List(((paragraph("Two"), List(((paragraph("Three"),),))),))),)
    )
    duty = "Keep the service safe, and tell the people who rely on it what changes and why. "
    duties = List(tuple((paragraph(f"{number}. {duty * 2}"),) for number in range(210)), True)
    link = Link((Text("our values"),), "https://example.org/values")
    blocks = (
        Paragraph((Emphasis((Text("strong"),), True), Text(" "), Emphasis((Text("soft"),)), link)),
        nested,
        List(((paragraph("First"), List(((paragraph("Second"),),), True)),), True),
        Table("Table", ("First", "Second"), (("a", ""), ("b" * 90, "c"))),
        Facts((Fact("pay", "Pay", "x" * 120, "half of it", True), Fact("long", "Long", duty * 90))),
        Note("", (paragraph("A note without a title"),)),
    )
    sections = (
        Section("duties", "Duties", (duties,), (Section("part", "Part", blocks),)),
        Section("criteria", "Person specification", (CriteriaTable(tuple(groups)),)),
    )
    return replace(views[0], id="long", title="Long role " * 9, sections=sections)


@pytest.fixture(scope="session")
def short_view(views: list[RoleView]) -> RoleView:
    """A role of which nothing is known but its title."""
    return replace(
        views[0], id="short", title="Cook", department="", summary="", glance=(), facts=(),
        sections=(), criteria=(), vacancies=(),
    )  # fmt: skip
