"""What all tests share: a fixed day, the characters of the fonts, and a small project."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from rolebook.fonts import printable_characters

ROOT = Path(__file__).parent.parent
#: The day on which every test is run.
TODAY = dt.date(2026, 11, 23)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="write what came out into the files of expected output, to be read through with git",
    )


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
def small_project(tmp_path: Path) -> Path:
    """A copy of the small project, to be changed at will."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "small", project)
    return project
