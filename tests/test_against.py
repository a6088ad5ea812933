"""What must not change while a vacancy is open, as ``rolebook check --against`` tells it."""

import datetime as dt
import shutil

import pytest
from click.testing import CliRunner

from history_of import ROOT, Repository
from rolebook.base.dates import LONDON
from rolebook.changes.fixed_while_open import fixed_problems
from rolebook.changes.git import commit_moment, content_at
from rolebook.changes.snapshot import read_bytes, read_snapshot
from rolebook.cli import main
from rolebook.commands import check as check_command

WORKER = "content/roles/support-worker.yaml"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
#: Added below the vacancy of the small project.
CLOSES = "closes: 2027-01-29 23:59"


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "project")


def problems(repository, commit, now=NOW):
    with content_at(repository.folder, commit) as folder:
        old = read_snapshot(folder, read_bytes(folder))
    new = read_snapshot(repository.folder, read_bytes(repository.folder))
    found = fixed_problems(old, new, commit_moment(repository.folder, commit), now)
    return [str(problem) for problem in found]


def reason(what):
    return (
        CLOSES,
        f"{CLOSES}\n    changes:\n      - on: 2026-11-23\n        what: {what}\n"
        "        reason: It was wrong, and everybody who had applied was told.",
    )


CASES = {
    "title": (
        [("title: Support Worker", "title: Support Officer")],
        f"{WORKER}:1:8: title: was “Support Worker”, and the title of vacancy SW-2027-01, which is "
        "open, must not change without a reason; write Support Worker, or add to the vacancy "
        '"changes:" with "- on: 2026-11-23", "what: title" and "reason:"',
    ),
    "pay": (
        [("band: Band 5", "band: Band 6")],
        f"{WORKER}:17:9: pay.band: was Band 5, and the pay of vacancy SW-2027-01, which is open, "
        "must not change without a reason; write Band 5, or add to the vacancy "
        '"changes:" with "- on: 2026-11-23", "what: pay" and "reason:"',
    ),
    "essential-criteria": (
        [("desirable: Care Certificate", "essential: Care Certificate")],
        f"{WORKER}:31:7: person_specification.criteria[1]: asks for “Care Certificate”, which was "
        "not essential, and the essential criteria of vacancy SW-2027-01, which is open, must not "
        "change without a reason; make it desirable or take it out, or add to the vacancy "
        '"changes:" with "- on: 2026-11-23", "what: essential-criteria" and "reason:"',
    ),
    "closing-date": (
        [(CLOSES, "closes: 2027-01-15 12:00")],
        f"{WORKER}:41:13: vacancies[1].closes: is earlier than the closing date was, Friday 29 "
        "January 2027 at 11.59pm, and the closing date of vacancy SW-2027-01, which is open, must "
        "not change without a reason; write 2027-01-29 23:59 or later, or add to the vacancy "
        '"changes:" with "- on: 2026-11-23", "what: closing-date" and "reason:"',
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_what_applicants_rely_on_must_not_change_without_a_reason(repository, what):
    commit = repository.commit("2026-11-20")
    edits, message = CASES[what]
    repository.edit(WORKER, *edits)
    assert problems(repository, commit) == [message]
    closes = edits[0][1] if what == "closing-date" else CLOSES
    repository.edit(WORKER, (closes, reason(what)[1].replace(CLOSES, closes)))
    assert problems(repository, commit) == []


def test_a_reason_for_one_change_covers_no_later_one(repository):
    repository.edit(WORKER, reason("pay"))
    commit = repository.commit("2026-11-20")
    repository.edit(WORKER, ("band: Band 5", "band: Band 6"))
    assert len(problems(repository, commit)) == 1
    repository.edit(WORKER, ("what: pay", "what: title"))
    assert len(problems(repository, commit)) == 1


@pytest.mark.parametrize(
    "edit",
    [
        (CLOSES, "closes: 2027-02-12 12:00"),  # put off
        (CLOSES, "open_until_filled: yes"),
        (CLOSES, f"{CLOSES}\n    state: withdrawn"),
        ("summary: Supports", "summary: Always supports"),
        ("desirable: Care Certificate", "desirable: The Care Certificate"),
        ("  band: Band 5", "  band: Band 5\n  detail: Paid each month."),
        ("- Meets people", "- Always meets people"),
    ],
)
def test_what_may_change(repository, edit):
    commit = repository.commit("2026-11-20")
    repository.edit(WORKER, edit)
    assert problems(repository, commit) == []


@pytest.mark.parametrize(
    ("committed", "now", "counts"),
    [
        ("2026-11-10", "2026-11-12", False),  # scheduled then and now
        ("2026-11-10", "2026-11-20", True),  # opened since by its date
        ("2026-11-20", "2026-11-23", True),
        ("2026-11-20", "2027-02-01", False),  # closed now
        ("2027-02-01", "2027-02-02", False),  # closed then and now
    ],
)
def test_a_vacancy_counts_when_people_could_apply_before_and_can_now(
    repository, committed, now, counts
):
    commit = repository.commit(committed)
    repository.edit(WORKER, ("title: Support Worker", "title: Support Officer"))
    moment = dt.datetime.fromisoformat(f"{now}T12:00").replace(tzinfo=LONDON)
    assert bool(problems(repository, commit, moment)) == counts


def test_a_closing_date_brought_forward_to_the_past_is_found(repository):
    commit = repository.commit("2026-11-20")
    repository.edit(WORKER, (CLOSES, "closes: 2026-11-22 12:00"))
    (problem,) = problems(repository, commit)
    assert "is earlier than the closing date was" in problem


def test_a_vacancy_is_found_by_its_reference_wherever_it_stands(repository):
    commit = repository.commit("2026-11-20")
    repository.git("mv", WORKER, "content/roles/support-officer.yaml")
    repository.edit(
        "content/roles/support-officer.yaml",
        ("title: Support Worker", "title: Support Officer"),
        ("vacancies:\n", "vacancies:\n  - reference: NEW\n    open_until_filled: yes\n"),
    )
    (problem,) = problems(repository, commit)
    assert problem.startswith("content/roles/support-officer.yaml:1:8: title: was")


def test_pay_of_the_vacancy_itself_is_meant_where_it_has_its_own(repository):
    own = "    overrides:\n      pay:\n        type: annual\n        amount: 26000"
    repository.edit(WORKER, (CLOSES, f"{CLOSES}\n{own}"))
    commit = repository.commit("2026-11-20")
    repository.edit(WORKER, ("band: Band 5", "band: Band 6"))
    assert problems(repository, commit) == []
    repository.edit(WORKER, ("amount: 26000", "amount: 25500"))
    (problem,) = problems(repository, commit)
    assert "vacancies[1].overrides.pay.amount: was 26000, and the pay of" in problem


def test_words_of_a_shared_criterion_count(repository):
    commit = repository.commit("2026-11-20")
    shared = "site_config/shared_criteria.yaml"
    repository.edit(shared, ("Knows how to keep adults", "Has proved how to keep adults"))
    (problem,) = problems(repository, commit)
    assert "criteria[2]: was “Knows how to keep adults and children safe”, and the" in problem


def test_a_pay_award_is_no_change_of_a_vacancy(repository):
    commit = repository.commit("2026-11-20")
    repository.edit("site_config/pay_scales.yaml", ("minimum: 25000", "minimum: 25500"))
    assert problems(repository, commit) == []


@pytest.fixture
def run(repository, monkeypatch):
    monkeypatch.setattr(check_command, "moment_of", lambda now: NOW)
    shutil.copytree(ROOT / "templates" / "fonts", repository.folder / "templates" / "fonts")

    def check(*arguments):
        command = ["check", "--project", str(repository.folder), *arguments]
        return CliRunner().invoke(main, command)

    return check


def test_check_tells_it_beside_every_other_problem(repository, run):
    commit = repository.commit("2026-11-20")
    assert run("--against", commit).exit_code == 0
    repository.edit(WORKER, ("title: Support Worker", "title: Support Officer"))
    assert run().exit_code == 0
    done = run("--against", commit)
    assert done.exit_code == 1
    assert CASES["title"][1] in done.output
    repository.edit(WORKER, ("base: eastmere", "base: nowhere"))
    done = run("--against", commit)
    assert "2 errors in 1 file" in done.output


def test_check_against_what_git_does_not_know(repository, run):
    repository.commit("2026-11-20")
    done = run("--against", "no-such-branch")
    assert done.exit_code == 1
    assert 'git knows no revision "no-such-branch"' in done.output
