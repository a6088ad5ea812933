"""The history at the end of each role's page, from real git repositories."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from building import publish, store_at
from history_of import ROOT, Repository
from rolebook.base.dates import LONDON
from rolebook.build.settings import BuildSettings
from rolebook.changes.blocks import blocks_of, text_of_role
from rolebook.changes.file_versions import past_of
from rolebook.changes.history import Historian
from rolebook.changes.history_days import MOST_VERSIONS
from rolebook.changes.past import Past
from rolebook.changes.published import role_versions
from rolebook.check.content import read_content
from rolebook.read.blob_names import blob_names
from rolebook.store.database import DATABASE
from rolebook.store.reference import DamagedError

WORKER = "content/roles/support-worker.yaml"
LEADER = "content/roles/team-leader.yaml"
SCALES = "site_config/pay_scales.yaml"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "project")
    made.commit("2026-01-05")
    return made


@pytest.fixture
def history(printable):
    """Give the history of a role of a project, as on a day."""

    def of(folder, role, now=NOW):
        content = read_content(folder, now.date(), printable)
        past = past_of(folder)
        file = content.files[role]
        versions = role_versions(past, file, content.blobs[file])
        held = past.read([one.blob for one in versions.versions if one.blob])
        held = {**held, versions.versions[-1].blob: (folder / file).read_bytes()}
        scales = past.versions(SCALES, content.blobs[SCALES])[-MOST_VERSIONS - 1 :]
        of_scales = [(one, past.read([one.blob]).get(one.blob)) for one in scales]
        titles = {id_: held.title for id_, held in content.roles.items()}
        historian = Historian(content, titles, of_scales, now)
        return historian.history(content.roles[role], versions.holding(held))[0]

    return of


def told(history):
    return [(day.on.isoformat(), list(day.sentences)) for day in history.days]


def test_a_history_is_told_day_by_day_newest_first(repository, history):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"), ("title:", "# For us\ntitle:"))
    repository.commit("2026-02-03")
    repository.edit(LEADER, ("essential: Has led a team", "essential: Has led or run a team"))
    repository.commit("2026-03-04")
    found = history(repository.folder, "team-leader")
    assert told(found) == [
        ("2026-03-04", ["essential criterion “Has led a team” reworded: “or run” added"]),
        (
            "2026-02-03",
            [
                "maximum pay +£1,000 (34,000 → 35,000)",
                "hourly equivalent up to +£0.51 an hour (15.85 to 17.39 → 15.85 to 17.90)",
            ],
        ),
    ]
    assert found.published == dt.date(2026, 1, 5)
    untouched = history(repository.folder, "support-worker")
    assert [day.on for day in untouched.days] == [dt.date(2026, 11, 16)]  # its vacancy opened


def test_a_renamed_file_keeps_its_history(repository, history):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    repository.commit("2026-02-03")
    repository.git("mv", LEADER, "content/roles/team-manager.yaml")
    repository.edit("content/roles/team-manager.yaml", ("Team Leader", "Team Manager"))
    repository.edit("site_config/comparisons.yaml", ("team-leader", "team-manager"))
    repository.commit("2026-03-04")
    found = history(repository.folder, "team-manager")
    assert [day for day, _ in told(found)] == ["2026-03-04", "2026-02-03"]
    assert told(found)[0][1] == ["title changed from “Team Leader” to “Team Manager”"]
    assert found.published == dt.date(2026, 1, 5)


def test_a_file_that_was_gone_begins_anew(repository, history):
    text = (repository.folder / LEADER).read_text("utf-8")
    repository.git("rm", "--quiet", LEADER)
    repository.commit("2026-02-03")
    (repository.folder / LEADER).write_text(text.replace("34000", "36000"), "utf-8")
    repository.commit("2026-03-04")
    found = history(repository.folder, "team-leader")
    assert told(found) == []
    assert found.published == dt.date(2026, 3, 4)


def test_what_a_proposal_went_through_was_never_published(repository, history):
    repository.git("switch", "--quiet", "--create", "proposal")
    repository.edit(LEADER, ("maximum: 34000", "maximum: 99000"))
    repository.commit("2026-02-03")
    repository.edit(LEADER, ("maximum: 99000", "maximum: 35000"))
    repository.commit("2026-02-04")
    repository.git("switch", "--quiet", "main")
    repository.git(
        "merge", "--quiet", "--no-ff", "-m", "merge", "proposal", at="2026-03-04T12:00:00+00:00"
    )
    ((day, sentences),) = told(history(repository.folder, "team-leader"))
    assert day == "2026-03-04"
    assert sentences[0] == "maximum pay +£1,000 (34,000 → 35,000)"


def test_changes_that_are_not_committed_count_as_of_today(repository, history):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    ((day, sentences),) = told(history(repository.folder, "team-leader"))
    assert day == "2026-11-23"
    assert sentences[0] == "maximum pay +£1,000 (34,000 → 35,000)"


def test_a_version_that_was_never_published_is_passed_over(repository, history):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 34,00"))
    repository.commit("2026-02-03")
    repository.edit(LEADER, ("maximum: 34,00", "maximum: 35000"))
    repository.commit("2026-03-04")
    ((day, sentences),) = told(history(repository.folder, "team-leader"))
    assert day == "2026-03-04"
    assert sentences[0] == "maximum pay +£1,000 (34,000 → 35,000)"


def test_pay_on_a_scale_moves_with_its_figures_and_on_their_day(repository, history):
    award = (ROOT / "tests/changes/site-config-pay-award/new" / SCALES).read_text("utf-8")
    (repository.folder / SCALES).write_text(award, "utf-8")
    repository.commit("2026-10-05")  # the figures hold from 1 November on
    days = dict(told(history(repository.folder, "support-worker")))
    assert days["2026-11-01"] == [
        "minimum pay +£750 (25,000 → 25,750)",
        "maximum pay +£810 (27,000 → 27,810)",
        "pay for these hours +£450 to +£486 a year (15,000 to 16,200 → 15,450 to 16,686)",
        "hourly equivalent +£0.38 to +£0.41 an hour (12.79 to 13.81 → 13.17 to 14.22)",
    ]
    before = dt.datetime(2026, 10, 31, 23, tzinfo=LONDON)
    assert told(history(repository.folder, "support-worker", before)) == []
    repository.edit(SCALES, ("minimum: 25750", "minimum: 26000"))
    repository.commit("2026-11-10")
    days = dict(told(history(repository.folder, "support-worker")))
    assert days["2026-11-10"][0] == "minimum pay +£250 (25,750 → 26,000)"


def test_a_vacancy_is_told_from_the_moment_at_which_it_opens(repository, history):
    opened = "example vacancy SW-2027-01 opened, closing on Friday 29 January 2027 at 11.59pm"
    assert told(history(repository.folder, "support-worker")) == [("2026-11-16", [opened])]
    before = dt.datetime(2026, 11, 16, 8, 59, tzinfo=LONDON)
    assert told(history(repository.folder, "support-worker", before)) == []
    # What changes while it is scheduled is nobody's business, and what changes later is.
    repository.edit(WORKER, ("closes: 2027-01-29 23:59", "closes: 2027-01-22 23:59"))
    repository.commit("2026-11-10")
    repository.edit(WORKER, ("closes: 2027-01-22 23:59", "closes: 2027-01-25 23:59"))
    repository.commit("2026-11-20")
    assert told(history(repository.folder, "support-worker")) == [
        (
            "2026-11-20",
            [
                "vacancy SW-2027-01: closing date moved from Friday 22 January 2027 at 11.59pm to "
                "Monday 25 January 2027 at 11.59pm"
            ],
        ),
        ("2026-11-16", [opened.replace("29", "22")]),
    ]


DRAFT = """  - reference: SECRET-1
    state: draft
    example: yes
    detail: Secret words.
    closes: 2027-03-01 12:00
"""


def test_a_draft_leaves_no_trace_and_is_published_when_it_opens(repository, history):
    file = repository.folder / WORKER
    text = file.read_text("utf-8")
    file.write_text(text + DRAFT + "notes: Secret notes.\n", "utf-8")
    repository.commit("2026-11-17")
    repository.edit(WORKER, ("Secret words", "Other secret words"), ("Secret notes", "Secret too"))
    repository.commit("2026-11-18")
    assert "ecret" not in str(told(history(repository.folder, "support-worker"))).casefold()
    repository.edit(WORKER, ("    state: draft\n", ""), ("SECRET-1", "SW-2027-02"))
    repository.commit("2026-11-19")
    days = dict(told(history(repository.folder, "support-worker")))
    assert days["2026-11-19"] == [
        "example vacancy SW-2027-02 opened, closing on Monday 1 March 2027 at 12 noon"
    ]
    assert "SECRET-1" not in str(days)
    # Taken back, it is as if it had never been.
    repository.edit(
        WORKER, ("reference: SW-2027-02\n", "reference: SW-2027-02\n    state: draft\n")
    )
    repository.commit("2026-11-20")
    assert "SW-2027-02" not in str(told(history(repository.folder, "support-worker")))


def test_a_scheduled_vacancy_leaves_no_trace(repository, history):
    file = repository.folder / WORKER
    later = DRAFT.replace("state: draft", "opens: 2027-01-01 9:00")
    file.write_text(file.read_text("utf-8") + later, "utf-8")
    repository.commit("2026-11-17")
    assert "SECRET" not in str(told(history(repository.folder, "support-worker")))
    in_january = dt.datetime(2027, 1, 2, 12, tzinfo=LONDON)
    days = dict(told(history(repository.folder, "support-worker", in_january)))
    assert days["2027-01-01"] == [
        "example vacancy SECRET-1 opened, closing on Monday 1 March 2027 at 12 noon"
    ]


def test_a_vacancy_that_was_over_before_it_was_published_never_opened(repository, history):
    file = repository.folder / WORKER
    text = file.read_text("utf-8")
    over = DRAFT.replace("state: draft", "opens: 2026-10-01 9:00").replace(
        "2027-03-01", "2026-11-02"
    )
    file.write_text(text + over, "utf-8")
    assert "SECRET-1" not in str(told(history(repository.folder, "support-worker")))
    file.write_text(text + DRAFT.replace("state: draft", "state: filled"), "utf-8")
    repository.commit("2026-11-17")
    assert "SECRET-1" not in str(told(history(repository.folder, "support-worker")))


NEVER_OPENED = """  - reference: SECRET-1
    {}
    opens: 2026-12-10 9:00
    closes: 2027-03-01 12:00
    detail: Secret words.
    overrides:
      hours: {{pattern: part-time, hours_a_week: 11, full_time_hours: 37.5}}
      pay: {{type: pay-scale, scale: example-scale, band: Band 7}}
"""


@pytest.mark.parametrize("before", ["state: draft", "posts: 1"], ids=["draft", "scheduled"])
@pytest.mark.parametrize("after", ["withdrawn", "filled"])
def test_a_vacancy_that_never_opened_leaves_no_trace(repository, history, before, after):
    file = repository.folder / WORKER
    text = file.read_text("utf-8")
    file.write_text(text + NEVER_OPENED.format(before), "utf-8")
    repository.commit("2026-11-17")
    file.write_text(text + NEVER_OPENED.format(f"state: {after}"), "utf-8")
    repository.commit("2026-11-18")
    # Edited when it is over; its pay moves, and its day of opening comes.
    repository.edit(WORKER, ("Secret words", "Other secret words"), ("week: 11", "week: 12"))
    repository.commit("2026-11-19")
    repository.edit(
        SCALES, ("{minimum: 36000, maximum: 40000}", "{minimum: 37000, maximum: 40000}")
    )
    repository.commit("2026-12-20")
    file.write_text(text, "utf-8")
    repository.commit("2027-01-05")
    in_january = dt.datetime(2027, 1, 10, 12, tzinfo=LONDON)
    opened = "example vacancy SW-2027-01 opened, closing on Friday 29 January 2027 at 11.59pm"
    found = told(history(repository.folder, "support-worker", in_january))
    assert found == [("2026-11-16", [opened])]


def test_a_vacancy_that_was_open_is_told_of_until_the_end(repository, history):
    repository.edit(WORKER, ("    example: yes\n", "    example: yes\n    state: withdrawn\n"))
    repository.commit("2026-11-20")
    repository.edit(WORKER, ("    example: yes\n", "    example: yes\n    detail: Sorry.\n"))
    repository.commit("2026-11-21")
    days = dict(told(history(repository.folder, "support-worker")))
    assert days["2026-11-20"] == ["vacancy SW-2027-01 has been withdrawn"]
    assert days["2026-11-21"] == ["vacancy SW-2027-01: words about the vacancy added: “Sorry.”"]


def test_a_vacancy_that_is_filled_and_later_taken_out(repository, history):
    repository.edit(WORKER, ("    example: yes\n", "    example: yes\n    state: filled\n"))
    repository.commit("2026-11-20")
    text = (repository.folder / WORKER).read_text("utf-8")
    (repository.folder / WORKER).write_text(text[: text.index("vacancies:")], "utf-8")
    repository.commit("2026-11-21")
    days = dict(told(history(repository.folder, "support-worker")))
    assert days["2026-11-20"] == ["vacancy SW-2027-01 has been filled"]
    assert "2026-11-21" not in days  # tidied away when it was over


def test_only_the_newest_changes_are_told(repository, history):
    for month in range(1, 25):
        pay = f"maximum: {34000 + month * 100}"
        repository.edit(LEADER, (f"maximum: {33900 + month * 100}", pay))
        repository.commit(f"2026-02-{month:02d}")
    found = history(repository.folder, "team-leader")
    assert len(found.days) == 20
    assert found.days[0].on == dt.date(2026, 2, 24)
    assert found.published is None


@contextmanager
def from_build_to_build(repository):
    """Give what tells the history of a page as builds do that keep what they have worked out."""
    with store_at(repository.folder / ".cache") as store:

        def of(past=None):
            for _ in range(3):
                with suppress(DamagedError):
                    return words(page(repository.folder, past=past, store=store))
                store.careful()
            return words(page(repository.folder, past=past, store=store))

        yield of


def test_what_was_worked_out_is_kept_and_damage_does_no_harm(repository):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    repository.commit("2026-02-03")
    folder = repository.folder / ".cache"
    with from_build_to_build(repository) as history:
        first = history()
        assert "Maximum pay +£1,000" in first
        past = past_of(repository.folder)

        def read_nothing(blobs):
            raise AssertionError("blobs are read though nothing has changed")

        assert history(replace(past, read=read_nothing)) == first
        for damage in (b"", b"{", b"[[]]", b'[["2026", "x"]]', b'[["today", "x", ""]]', b"\xff"):
            values = [path for path in folder.rglob("values/*/*") if path.is_file()]
            assert values
            for path in values:
                path.write_bytes(damage)
            with closing(sqlite3.connect(folder / DATABASE)) as database, database:
                database.execute("UPDATE small SET data = ?", (damage,))
            assert history() == first


def test_another_name_of_a_place_is_told_anew(repository):
    repository.edit(LEADER, ("base: westmere\n  other_places: [eastmere]", "base: eastmere"))
    repository.commit("2026-02-03")
    with from_build_to_build(repository) as history:
        history()
        repository.edit("site_config/locations.yaml", ("Eastmere Centre", "Eastmere House"))
        assert "Eastmere House" in history()


def test_a_shared_criterion_that_is_assessed_in_another_way_is_told_anew(repository):
    own = "    - shared: safeguarding-knowledge\n      importance: essential\n"
    repository.edit(LEADER, ("    - id: leading\n", f"{own}    - id: leading\n"))
    repository.commit("2026-02-03")
    assessed = (own, f"{own}      assessed_by: [test]\n")
    repository.edit(LEADER, assessed)
    repository.commit("2026-02-04")
    with from_build_to_build(repository) as history:
        assert "assessed by test (was interview)" in history()
        repository.edit("site_config/shared_criteria.yaml", ("[interview]", "[test, interview]"))
        assert "assessed by test (was test and interview)" in history()


def test_waivers_are_in_no_history(repository, history):
    text = (repository.folder / LEADER).read_text("utf-8")
    waiver = "waivers:\n  - {rule: pay-not-stated, reason: Hidden reason, until: 2027-03-01}\n"
    (repository.folder / LEADER).write_text(text + waiver, "utf-8")
    repository.commit("2026-02-03")
    assert told(history(repository.folder, "team-leader")) == []


def test_what_documents_say_of_themselves_is_in_no_history(repository, history):
    text = (repository.folder / LEADER).read_text("utf-8")
    own = "version_note: Follows the letter of May\nreview_date: 2027-05-04\n"
    (repository.folder / LEADER).write_text(text + own, "utf-8")
    repository.commit("2026-02-03")
    repository.edit(LEADER, ("of May", "of June"), ("2027-05-04", "2027-06-04"))
    repository.commit("2026-02-04")
    assert told(history(repository.folder, "team-leader")) == []


def test_vacancies_that_are_gone_are_told_in_the_order_of_the_file(repository, history):
    text = (repository.folder / LEADER).read_text("utf-8")
    names = [f"TL-{number}" for number in (5, 3, 9, 1, 7, 2)]
    opened = "".join(f"  - {{reference: {name}, open_until_filled: yes}}\n" for name in names)
    (repository.folder / LEADER).write_text(f"{text}vacancies:\n{opened}", "utf-8")
    repository.commit("2026-02-03")
    (repository.folder / LEADER).write_text(text, "utf-8")
    repository.commit("2026-02-04")
    days = dict(told(history(repository.folder, "team-leader")))
    assert days["2026-02-04"] == [f"vacancy {name} removed" for name in names]


def page(folder, now=NOW, past=None, store=None):
    """Give the end of a role's page, as published, or None; nothing leads to what is not there."""
    if not (folder / "templates").exists():
        shutil.copytree(ROOT / "templates", folder / "templates")
    settings = BuildSettings(folder, "Tests", now, past=past or past_of(folder), pages_only=True)
    made = publish(settings, store)
    found = next(one for one in made.pages if one.address == "roles/team-leader/")
    root = html.fromstring(found.html)
    links = root.xpath("//a[@href='#history']")
    heading = root.get_element_by_id("history", None)
    assert len(links) == (0 if heading is None else 1)
    assert ("history" in [one.id for one in found.headings]) == (heading is not None)
    return None if heading is None else heading.getparent()


def words(element):
    return " ".join(element.text_content().split())


def test_the_page_ends_with_its_history(repository):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"), ("**five**", "five <&"))
    repository.commit("2026-02-03")
    section = page(repository.folder)
    text = words(section)
    assert text.startswith(
        "Changes to this role 3 February 2026 Maximum pay +£1,000 (34,000 →to 35"
    )
    assert text.endswith("First published on 5 January 2026.")
    assert "“<&” added" in text


def test_a_shallow_clone_lists_what_it_knows_and_gives_candidates_no_reasons(repository, tmp_path):
    repository.edit(LEADER, ("maximum: 34000", "maximum: 35000"))
    repository.commit("2026-02-03")
    clone = tmp_path / "clone"
    for depth in (1, 2):
        shutil.rmtree(clone, ignore_errors=True)
        address = repository.folder.as_uri()
        subprocess.run(
            ["git", "clone", "--quiet", f"--depth={depth}", address, str(clone)], check=True
        )
        section = page(clone)
        if depth == 1:
            assert section is None
        else:
            text = words(section)
            assert text.startswith("Changes to this role 3 February 2026 Maximum pay +£1,000")
            assert text.endswith("Changes before these are not listed.")
            assert "First published" not in text


def test_without_git_the_page_has_no_history_and_no_excuse_for_it(tmp_path):
    shutil.copytree(ROOT / "tests" / "projects" / "small", tmp_path / "plain")
    assert page(tmp_path / "plain", past=Past()) is None


def test_a_folder_in_no_repository_has_no_past(tmp_path, monkeypatch):
    assert past_of(tmp_path).known == "none"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert past_of(ROOT).known == "none"


def test_a_role_that_is_not_committed_was_published_today(repository, history):
    text = (repository.folder / LEADER).read_text("utf-8").replace("Team Leader", "Night Worker")
    (repository.folder / "content/roles/night-worker.yaml").write_text(text, "utf-8")
    found = history(repository.folder, "night-worker")
    assert (told(found), found.published) == ([], dt.date(2026, 11, 23))


def test_blobs_are_named_as_git_names_them(repository):
    named = repository.git("rev-parse", f"HEAD:{LEADER}").strip()
    data = (repository.folder / LEADER).read_bytes()
    assert named in blob_names(data)
    assert named in blob_names(data.replace(b"\n", b"\r\n"))


ROLES = sorted((ROOT / "content" / "roles").glob("*.yaml"))


@pytest.mark.parametrize("path", ROLES, ids=[path.stem for path in ROLES])
def test_reading_only_what_differs_gives_what_reading_all_gives(path):
    text = path.read_text("utf-8")
    later = text_of_role(text.encode())
    assert later.role is not None
    for key, block in (blocks_of(text) or {}).items():
        for changed in (
            text.replace(block, ""),
            text.replace(block, block.replace(" a ", " another ")),
            text.replace(block, block.replace(": ", ": '", 1)),
            text.replace(block, f"# comment\n{block}\n\n"),
        ):
            alone = text_of_role(changed.encode())
            assert text_of_role(changed.encode(), later=later) == alone, key


@pytest.mark.parametrize(
    "text",
    [
        "title: a\ntitle: b\n",  # a key twice
        "{title: a}\n",
        "--- \ntitle: a\n",
        "title: a\n...\n",
        "title: a\n\tb\n? key\n",
        "just text\ntitle: a\n",
        "'title': a\nsummary: b\n",
    ],
)
def test_a_file_that_cannot_be_cut_for_sure_is_read_whole(text):
    assert blocks_of(text) is None


def test_mkdocs_asks_git_and_keeps_what_was_worked_out(repository):
    folder = repository.folder
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "hooks", folder / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    command = [sys.executable, "-m", "rolebook.cli", "build", "--now", "2026-11-23"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    published = Path(folder / "site/roles/team-leader/index.html").read_text("utf-8")
    assert "<p>First published on 5 January 2026.</p>" in published
    kept = [path.read_bytes() for path in (folder / ".cache").rglob("*") if path.is_file()]
    assert any(b"example vacancy SW-2027-01 opened" in data for data in kept)
