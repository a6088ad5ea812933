"""When what is published last changed, and what was ever published, from real git repositories."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from building import publish, store_at
from history_of import ROOT, Repository
from rolebook.base.dates import LONDON
from rolebook.build.role_reading import read_content_of, view_of
from rolebook.build.settings import BuildSettings
from rolebook.changes.file_versions import past_of
from rolebook.changes.past import Past
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.sitemap import sitemap_files

WORKER = "content/roles/support-worker.yaml"
LEADER = "content/roles/team-leader.yaml"
SCALES = "site_config/pay_scales.yaml"
NOW = dt.datetime(2026, 12, 7, 12, tzinfo=LONDON)
SITE = "https://jobs.test/"


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "project")
    made.commit("2026-01-05")
    return made


def settings_of(folder: Path, now: dt.datetime = NOW) -> BuildSettings:
    return BuildSettings(folder, "Tests", now, past=past_of(folder), site_address=SITE)


def changed(repository, role="team-leader", now=NOW):
    """Give the day and the version that a paper says."""
    settings = settings_of(repository.folder, now)
    view = view_of(role, read_content_of(settings), settings)
    return (view.content_date.isoformat(), view.version)


def everything(settings: BuildSettings) -> dict[str, bytes]:
    """Give all that a site publishes."""
    made = publish(settings)
    files = dict(made.files)
    files |= {one.path: one.read() for one in sitemap_files(made.pages, (), Publisher("T", SITE))}
    return files | {one.address: f"{one.html}{one.head}".encode() for one in made.pages}


def append(repository, file, text):
    path = repository.folder / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def layout(repository):
    text = (repository.folder / LEADER).read_text("utf-8")
    text = text.replace("title: Team Leader", "# For us\ntitle:   'Team Leader'\n")
    (repository.folder / LEADER).write_text(text, "utf-8")


def notes(repository):
    append(repository, LEADER, "notes: Between us.\n")
    append(repository, WORKER, "notes: Between us.\n")


def waivers(repository):
    waiver = "- {rule: pay-not-stated, reason: In hand, until: 2027-03-01}\n"
    append(repository, LEADER, f"waivers:\n  {waiver}")
    append(repository, "site_config/organisations.yaml", f"    waivers:\n      {waiver}")


def draft(repository):
    append(repository, WORKER, "  - {reference: SW-9, state: draft, closes: 2027-05-01 12:00}\n")


def scheduled(repository):
    opening = "example: yes, opens: 2027-04-01 9:00, closes: 2027-05-01 12:00"
    append(repository, WORKER, f"  - {{reference: SW-9, {opening}}}\n")


def shared_notes(repository):
    for name in ("organisations", "locations", "pay_scales", "general_duties", "site"):
        path = repository.folder / "site_config" / f"{name}.yaml"
        path.write_text(f"notes: Between us.\n# More\n{path.read_text('utf-8')}", "utf-8")


def not_used(repository):
    """What no role says: other records of files that all roles share."""
    place = "  southmere:\n    name: Southmere Hall\n    kind: site\n"
    append(repository, "site_config/locations.yaml", place)
    repository.edit(SCALES, ("Band 7: {minimum: 36000", "Band 7: {minimum: 36500"))
    repository.edit(
        "site_config/organisations.yaml", ("    website", "    all_posts_here: no\n    website")
    )


UNPUBLISHED = [layout, notes, waivers, draft, scheduled, shared_notes, not_used]


@pytest.mark.parametrize("change", UNPUBLISHED, ids=lambda change: change.__name__)
def test_a_commit_of_what_is_not_published_changes_not_a_byte(repository, change):
    """Pages, packs, feeds, calendars, data and the sitemap, whose dates are among them."""
    before = everything(settings_of(repository.folder))
    assert b"2026-01-05" in before["roles/team-leader/role.json"]
    change(repository)
    # Neither while it is not committed, nor when it is.
    for _ in range(2):
        after = everything(settings_of(repository.folder))
        assert [path for path in before if before[path] != after.get(path)] == []
        assert before.keys() == after.keys()
        repository.commit("2026-11-30")


def words(repository):
    repository.edit(LEADER, ("Leads a team of", "Runs a team of"))


def place(repository):
    repository.edit("site_config/locations.yaml", ("2 Example Street", "3 Example Street"))


def employer(repository):
    repository.edit("site_config/organisations.yaml", ("Honesty", "Candour"))


def statement(repository):
    repository.edit("site_config/statements.yaml", ("We want our staff", "We like our staff"))


def body(repository):
    repository.edit("site_config/professional_bodies.yaml", ("EBP", "EBPR"))


def in_documents(repository):
    append(repository, LEADER, "review_date: 2027-05-04\n")


PUBLISHED = [words, place, employer, statement, body, in_documents]


@pytest.mark.parametrize("change", PUBLISHED, ids=lambda change: change.__name__)
def test_a_commit_of_what_is_published_is_the_last_change(repository, change):
    first = changed(repository)
    assert first[0] == "2026-01-05"
    change(repository)
    assert changed(repository) == ("2026-12-07", "draft")
    commit = repository.commit("2026-11-30")
    assert changed(repository) == ("2026-11-30", commit[:8])
    notes(repository)
    repository.commit("2026-12-01")
    assert changed(repository) == ("2026-11-30", commit[:8])


def test_what_one_role_shares_is_no_change_of_another(repository):
    repository.edit("site_config/general_duties.yaml", ("Works safely", "Works safely always"))
    commit = repository.commit("2026-11-30")
    assert changed(repository, "support-worker") == ("2026-11-30", commit[:8])
    assert changed(repository)[0] == "2026-01-05"


def test_a_change_that_is_taken_back_is_a_change(repository):
    words(repository)
    repository.commit("2026-11-23")
    repository.edit(LEADER, ("Runs a team of", "Leads a team of"))
    commit = repository.commit("2026-11-30")
    assert changed(repository) == ("2026-11-30", commit[:8])


def test_a_version_that_could_not_be_published_is_passed_over(repository):
    first = changed(repository)
    repository.edit(LEADER, ("maximum: 34000", "maximum: 34,00"))
    repository.edit(SCALES, ("versions:", "verzions:"))
    repository.commit("2026-11-23")
    repository.edit(LEADER, ("maximum: 34,00", "maximum: 34000"))
    repository.edit(SCALES, ("verzions:", "versions:"))
    repository.commit("2026-11-30")
    assert changed(repository) == first
    repository.edit("site_config/locations.yaml", ("westmere:", "eastwestmere:"))
    repository.commit("2026-12-01")
    repository.edit("site_config/locations.yaml", ("eastwestmere:", "westmere:"))
    repository.commit("2026-12-02")
    assert changed(repository) == first


def test_a_renamed_file_is_no_change_of_its_words(repository):
    first = changed(repository)
    repository.git("mv", LEADER, "content/roles/team-manager.yaml")
    repository.edit("site_config/comparisons.yaml", ("team-leader", "team-manager"))
    repository.commit("2026-11-30")
    assert changed(repository, "team-manager") == first


def test_a_pay_award_counts_from_the_day_on_which_pages_show_it(repository):
    award = (ROOT / "tests/changes/site-config-pay-award/new" / SCALES).read_text("utf-8")
    (repository.folder / SCALES).write_text(award, "utf-8")
    commit = repository.commit("2026-10-05")  # the figures hold from 1 November on

    def on(month, day):
        now = dt.datetime(2026, month, day, 12, tzinfo=LONDON)
        return changed(repository, "support-worker", now)

    repository.edit(SCALES, ("Example scale 2026", "Example scale  2026"))
    repository.commit("2026-10-12")
    assert on(10, 31)[0] < "2026-04-02"  # since when the figures before hold
    assert on(11, 1)[0] == "2026-11-01"
    assert on(11, 15)[0] == "2026-11-01"
    assert changed(repository)[0] == "2026-01-05"  # its pay is on no scale
    # And what a paper names is a commit that holds what it says.
    assert on(11, 15)[1] == commit[:8]


def test_a_vacancy_counts_from_the_moment_at_which_it_opens_and_closes(repository):
    dates = "opens: 2026-11-16 9:00, closes: 2026-11-27 12:00"
    append(repository, LEADER, f"vacancies:\n  - {{reference: TL-1, example: yes, {dates}}}\n")
    commit = repository.commit("2026-11-10")[:8]

    def on(day):
        return changed(repository, now=dt.datetime(2026, 11, day, 10, tzinfo=LONDON))

    assert on(15)[0] == "2026-01-05"
    assert on(16) == ("2026-11-16", commit)
    assert on(26) == ("2026-11-16", commit)
    assert on(28) == ("2026-11-27", commit)


STATES = """vacancies:
  - reference: TL-1
    example: yes
    {state}
    opens: {opens} 9:00
    closes: 2026-12-20 12:00
"""


def of_vacancy(repository, settings=None):
    """Give what a role's page and data say of a vacancy that is over."""
    files = everything(settings or settings_of(repository.folder))
    page = files["roles/team-leader/"].decode()
    # Search engines have it until its last vacancy has ended, and again with the next.
    assert ("noindex" in page) == (b"/team-leader/" not in files["sitemap.xml"])
    assert ("noindex" in page) == ("losed for" in page)
    status = json.loads(files["roles/team-leader/role.json"])["status"]
    assert ("TL-1" in "".join(map(str, files.values()))) == ("vacancy TL-1" in page)
    said = [one for one in ("has been withdrawn", "has been filled", "losed for") if one in page]
    return status, said


@pytest.mark.parametrize("state", ["withdrawn", "filled"])
@pytest.mark.parametrize(
    ("before", "opens"),
    [("state: draft", "2026-11-20"), ("posts: 1", "2026-12-10"), ("posts: 1", "2026-11-20")],
    ids=["draft", "scheduled", "open"],
)
def test_only_a_vacancy_that_was_open_is_over(repository, tmp_path, state, before, opens):
    text = (repository.folder / LEADER).read_text("utf-8")
    vacancy = text + STATES.format(state=before, opens=opens)
    (repository.folder / LEADER).write_text(vacancy, "utf-8")
    repository.commit("2026-11-30")
    over = text + STATES.format(state=f"state: {state}", opens=opens)
    (repository.folder / LEADER).write_text(over, "utf-8")
    told = ("not-advertised", [])
    if (before, opens) == ("posts: 1", "2026-11-20"):
        told = ("closed", [f"has been {state}", "losed for"])
    # While it is not committed, when it is, and when its day of opening has come.
    for now in (NOW, NOW, dt.datetime(2026, 12, 12, 12, tzinfo=LONDON)):
        status, said = of_vacancy(repository, settings_of(repository.folder, now))
        assert (status, said[:1] + said[-1:]) == told if said else (status, said) == told
        repository.commit("2026-12-01")
    day = "2026-12-01" if said else "2026-01-05"
    assert changed(repository)[0] == day
    # Where it is not known whether it was open, nothing is said of it.
    unknown = replace(settings_of(repository.folder), past=Past())
    assert of_vacancy(repository, unknown)[1] == []
    clone = [
        "git",
        "clone",
        "--quiet",
        "--depth=1",
        repository.folder.as_uri(),
        str(tmp_path / "c"),
    ]
    subprocess.run(clone, check=True)
    assert of_vacancy(repository, settings_of(tmp_path / "c"))[1] == []


def test_a_closing_date_that_was_over_when_it_was_written_closed_nothing(repository):
    over = "vacancies:\n  - {reference: TL-1, example: yes, closes: 2026-02-20 12:00}\n"
    append(repository, LEADER, over)
    repository.commit("2026-11-30")
    assert of_vacancy(repository) == ("not-advertised", [])
    assert changed(repository)[0] == "2026-01-05"
    # Without git, a date is what says that a vacancy was open.
    unknown = replace(settings_of(repository.folder), past=Past())
    assert of_vacancy(repository, unknown)[0] == "closed"


def test_what_is_kept_of_a_role_has_the_dates_of_a_fresh_build(repository):
    """Step by step, with what the builds before have left, and no blob read twice."""

    def build(now=NOW):
        settings = replace(settings_of(repository.folder, now), pages_only=True)
        with store_at(repository.folder / ".cache") as store:
            made = publish(settings, store)
        fresh = publish(settings)
        assert [path for path in fresh.all if made.all.get(path) != fresh.all[path]] == []
        role = json.loads(made.files["roles/team-leader/role.json"])
        return role["changed"]

    assert build() == "2026-01-05"
    words(repository)
    assert build() == "2026-12-07"
    assert build(NOW + dt.timedelta(days=1)) == "2026-12-08"
    repository.commit("2026-11-30")
    assert build() == "2026-11-30"
    notes(repository)
    assert build() == "2026-11-30"
    repository.commit("2026-12-01")
    assert build() == "2026-11-30"
    place(repository)
    assert build() == "2026-12-07"
    repository.commit("2026-12-02")
    assert build() == "2026-12-02"
    shutil.rmtree(repository.folder / ".git")
    settings = replace(settings_of(repository.folder), pages_only=True)
    made = publish(settings)
    assert "changed" not in json.loads(made.files["roles/team-leader/role.json"])
