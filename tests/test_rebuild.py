"""Whatever is changed, a build with all that was kept gives what a build from nothing gives."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from building import TODAY, publish, store_at, watched_steps
from history_of import one_commit
from market import whole_project
from rolebook.base.dates import LONDON
from rolebook.build import all_roles, project_files
from rolebook.build import publish as building
from rolebook.build.project_files import STORE, FollowedFiles, file_digest
from rolebook.build.role_reading import read_content_of
from rolebook.build.settings import BuildSettings
from rolebook.changes.past import Past
from rolebook.check.file_reader import FileReader
from rolebook.check.roles import RoleChecker
from rolebook.commands.publishing.themes import theme_begun
from rolebook.commands.publishing.unchanged import inputs_of
from rolebook.enrich.role_view import role_view
from rolebook.enrich.turning_days import turning_days
from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.render.documents import typst_pdf
from rolebook.store.database import DATABASE, Database
from rolebook.store.reference import ChangedError

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
TEN_DAYS = dt.timedelta(days=10)
#: Documents are made for the changes that may be told in them.
DOCUMENTS = ("letterhead", "PDF template", "logo", "organisation", "role", "large-print font")


def swap(path: str, old: str, new: str):
    def change(project: Path) -> None:
        file = project / path
        text = file.read_text("utf-8")
        assert old in text, f"nothing to change in {path}"
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


def append(path: str, text: str):
    def change(project: Path) -> None:
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def replace_file(path: str, like: str):
    def change(project: Path) -> None:
        assert (project / path).read_bytes() != (project / like).read_bytes()
        shutil.copy(project / like, project / path)

    return change


def rename_role(project: Path) -> None:
    role = project / "content" / "roles" / "ranger.yaml"
    role.rename(role.with_name("park-ranger.yaml"))


def remove_role(project: Path) -> None:
    (project / "content" / "roles" / "ranger.yaml").unlink()


def add_role(project: Path) -> None:
    roles = project / "content" / "roles"
    text = (roles / "ranger.yaml").read_text("utf-8")
    head = text.split("\nvacancies:")[0] + "\n"
    (roles / "second-ranger.yaml").write_text(head.replace("title: ", "title: Second ", 1), "utf-8")


#: Each changes one kind of what a build reads.
CHANGES = {
    "role": swap("content/roles/ranger.yaml", "title: ", "title: Senior "),
    # The order of the roles stays, so that what follows from it alone cannot help.
    "title in its place": swap("content/roles/ranger.yaml", "Café & Paths", "Café and Paths"),
    "employer of a role": swap("content/roles/ranger.yaml", "moorland-council", "fenside-college"),
    "role added": add_role,
    "role removed": remove_role,
    "role renamed": rename_role,
    "organisation": swap("site_config/organisations.yaml", "name: ", "name: New "),
    "place": swap("site_config/locations.yaml", "name: ", "name: New "),
    "site": swap("site_config/site.yaml", "heading: ", "heading: New "),
    "web template": append("templates/web/role.html.j2", "<p>More</p>"),
    "head template": append("templates/web/head.html.j2", '<meta name="more" content="x">'),
    "list template": swap("templates/web/listing.html.j2", "<h3>", '<h3 class="more">'),
    "script": append("templates/assets/role-page.js", "\n// more\n"),
    "style sheet": append("templates/assets/styles/base.css", "\n.more{color:red}\n"),
    "a word of Rolebook's own": append(
        "site_config/words.yaml", "sections: {person-specification: About you}\n"
    ),
    "PDF template": swap("templates/pdf/theme.typ", "#let ", "#let more-of-it = 1\n#let "),
}
#: Each changes one thing that a build is told.
TOLD = {
    "name of the site": {"site_name": "Other jobs"},
    "address of the site": {"site_address": "https://other.test/"},
    "address of the source": {"source_prefix": "https://git.test/other/"},
    "day": {"now": NOW + dt.timedelta(days=5)},  # a vacancy has closed by then
    "year": {"now": NOW + dt.timedelta(days=400)},
    "last change": lambda project: {
        "past": one_commit(project, NOW - TEN_DAYS),
    },
    "last change of one role": lambda project: {
        "past": changed_later(project, "content/roles/ranger.yaml"),
    },
    "last change of what is shared": lambda project: {
        "past": changed_later(project, "site_config/locations.yaml"),
    },
}


def changed_later(project: Path, file: str) -> Past:
    """Give what git would say if one file had been committed after all others."""
    older = one_commit(project, NOW - 2 * TEN_DAYS, "12345678", 1)
    newer = one_commit(project, NOW - TEN_DAYS)
    return replace(older, files={**older.files, file: newer.files[file]})


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A project that has been built once, with all that was kept."""
    project = whole_project("market", tmp_path_factory.mktemp("built") / "project")
    settings = project / "site_config" / "site.yaml"
    text = settings.read_text("utf-8").replace("role_source_link: no", "role_source_link: yes")
    settings.write_text(text + "\neditions: [full]\n", "utf-8")
    build(project, kept=True)
    return project


@pytest.fixture
def project(built, tmp_path) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(built, copy)
    return copy


def build(project: Path, kept: bool, pages_only: bool = True, **told):
    """Give everything that a build makes, by its place on the site."""
    given = {
        "site_name": "Jobs",
        "now": NOW,
        "site_address": "https://jobs.test/",
        "source_prefix": "https://git.test/",
        **told,
    }
    settings = BuildSettings(project, **given, pages_only=pages_only)
    with store_at(project / "kept" if kept else None) as store:
        return publish(settings, store).all


def settings_of(project: Path, **told) -> BuildSettings:
    given = {"pages_only": True, **told}
    return BuildSettings(
        project, "Jobs", NOW, site_address="https://jobs.test/",
        source_prefix="https://git.test/", **given,
    )  # fmt: skip


def differing(some: dict, others: dict) -> list[str]:
    return sorted(
        path for path in some.keys() | others.keys() if some.get(path) != others.get(path)
    )


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_file_leaves_nothing_stale(project, kind):
    pages_only = kind not in DOCUMENTS
    before = build(project, kept=True, pages_only=pages_only)
    read = inputs_of(project, "2026-11-23", ())
    CHANGES[kind](project)
    after = build(project, kept=True, pages_only=pages_only)
    assert differing(after, build(project, kept=False, pages_only=pages_only)) == []
    assert kind == "PDF template" or differing(before, after) != []
    assert inputs_of(project, "2026-11-23", ()).key != read.key


@pytest.mark.parametrize("kind", TOLD)
def test_what_a_build_is_told_leaves_nothing_stale(project, kind):
    before = build(project, kept=True)
    told = TOLD[kind]
    told = told(project) if callable(told) else told
    after = build(project, kept=True, **told)
    assert differing(after, build(project, kept=False, **told)) == []
    assert differing(before, after) != []


def test_a_vacancy_opens_and_closes_to_the_minute(project):
    """The hour is in no key: a role that was kept holds until a moment of a vacancy has passed."""
    role = project / "content" / "roles" / "ranger.yaml"
    text = role.read_text("utf-8")
    head = text.split("\nvacancies:")[0]
    vacancy = """
vacancies:
  - reference: T-1
    example: yes
    opens: 2026-11-23 14:00
    closes: 2026-11-23 16:30
"""
    role.write_text(head + vacancy, "utf-8")
    times = [(13, 59), (14, 0), (16, 29), (16, 30), (13, 0)]
    seen = []
    for hour, minute in times:
        now = NOW.replace(hour=hour, minute=minute)
        made = build(project, kept=True, now=now)
        assert differing(made, build(project, kept=False, now=now)) == []
        seen.append("T-1" in made["roles/ranger/"][2])
    assert seen == [False, True, True, False, False]


def test_builds_for_two_moments_at_once_do_not_meet(project):
    """What one has worked out is read while the other has put its own into the same cache."""
    role = project / "content" / "roles" / "ranger.yaml"
    head = role.read_text("utf-8").split("\nvacancies:")[0]
    opening = "\nvacancies:\n  - reference: T-1\n    closes: 2026-11-23 16:30\n"
    role.write_text(head + opening, "utf-8")
    early, late = (NOW.replace(hour=hour) for hour in (14, 17))
    alone = [build(project, kept=False, now=now) for now in (early, late)]
    settings = settings_of(project)
    folder = project / "kept"
    with store_at(folder) as one, store_at(folder) as other:
        both = [
            building.publish(replace(settings, now=now), store)
            for now, store in ((early, one), (late, other))
        ]
        for made, expected in zip(both, alone, strict=True):
            data = {file.path: file.read() for file in made.files}
            named = [name for name in data if name.startswith("roles/ranger/")]
            assert "roles/ranger/role.json" in named
            assert [name for name in named if data[name] != expected[name]] == []
    assert differing(build(project, kept=True, now=late), alone[1]) == []


def test_a_day_on_which_nothing_changes_makes_nothing_again(project, monkeypatch):
    told = {"past": one_commit(project, NOW - TEN_DAYS)}
    before = build(
        project, kept=True, pages_only=False, now=NOW.replace(hour=23, minute=59), **told
    )
    runs = watched_steps(monkeypatch)
    next_day = NOW.replace(hour=0) + dt.timedelta(days=1)
    after = build(project, kept=True, pages_only=False, now=next_day, **told)
    assert runs_of_steps(runs) == []
    assert differing(before, after) == []


def turn_later(project: Path) -> None:
    """Give a scale new figures from April, and let a role and an opening start in spring."""
    scales = project / "site_config" / "pay_scales.yaml"
    text = scales.read_text("utf-8")
    newer = text[text.index("      - effective_from") :].replace("2026-04-01", "2027-04-01", 1)
    scales.write_text(text + newer.replace("30000", "31000"), "utf-8")
    swap("content/roles/ranger.yaml", "months: 18", "months: 18, start: 2027-02")(project)
    swap(
        "content/roles/data-analyst.yaml",
        "closes: 2026-12-07 23:59",
        "closes: 2027-12-07 23:59\n    overrides: {contract: {type: permanent, start: 2027-05}}",
    )(project)


def test_what_is_told_turns_at_midnight_in_london(project):
    turn_later(project)
    pages = []
    # Clocks go forward on 28 March: midnight of 1 April is 23:00 of the day before in Greenwich.
    for day in ("02-28T23:59", "03-01", "03-31T23:59", "04-01", "05-31T23:59", "06-01", "02-28"):
        now = dt.datetime.fromisoformat(f"2027-{day}").replace(tzinfo=LONDON)
        told = {"past": one_commit(project, NOW - TEN_DAYS), "now": now}
        made = build(project, kept=True, **told)
        assert differing(made, build(project, kept=False, **told)) == [], day
        pages.append([made[f"roles/{id_}/"][2] for id_ in ("ranger", "data-analyst")])
    turned = [
        [before != after for before, after in zip(*each, strict=True)] for each in pairwise(pages)
    ]
    # The ranger's start is over in March, and the analyst's in June; figures are new in April.
    assert turned == [
        [True, False], [False, False], [False, True], [False, False], [False, True], [True, True],
    ]  # fmt: skip


class WatchedDay(dt.date):
    """A day that notes what it is compared with, and that nothing else can be asked of."""

    def __getattribute__(self, name: str):
        assert name.startswith("__"), f"the day is asked for its {name}"
        return super().__getattribute__(name)

    def __lt__(self, other):
        COMPARED.add(other)
        return super().__lt__(other)

    def __ge__(self, other):
        COMPARED.add(other)
        return super().__ge__(other)

    def _refused(self, *_):
        raise AssertionError("the day is used for something else than whether it is before another")

    __eq__ = __ne__ = __le__ = __gt__ = __add__ = __sub__ = __str__ = __format__ = _refused
    __hash__ = None


#: The days with which a watched one was compared.
COMPARED: set[dt.date] = set()


class WatchedNow(dt.datetime):
    def date(self) -> dt.date:
        return WatchedDay(self.year, self.month, self.day)


def test_nothing_is_told_of_the_day_but_from_one_turning_day_to_the_next(project):
    """Whoever words something by the day has to name its days, or pages would be stale."""
    turn_later(project)
    now = WatchedNow(2027, 1, 15, 12, tzinfo=LONDON)
    settings = BuildSettings(project, "Jobs", NOW)
    content = read_content_of(settings)
    compared = set()
    for id_, file in content.files.items():
        COMPARED.clear()
        # Checked and worded as the step of a role does, with a day that can only be compared.
        known = {
            **{name: getattr(content, name) for name in CATALOGUE_RECORDS},
            "roles": content.files,
        }
        checker = RoleChecker(FileReader(project, frozenset(range(0x2FFF))), known, now.date())
        role = checker.check(project / file).role
        role_view(id_, role, replace(content, roles={id_: role}), now, NOW.date())
        assert set(turning_days(role, content.pay_scales)) >= COMPARED, id_
        compared |= COMPARED
    wanted = [(2026, 4, 1), (2027, 4, 1), (2027, 3, 1), (2027, 6, 1)]
    assert compared == {dt.date(*day) for day in wanted}


def runs_of_steps(runs: list[tuple[str, tuple]]) -> list[str]:
    """Name the steps that ran, but for the pages that are filled when they are read."""
    return [name for name, _ in runs if name != "finished_page"]


def test_a_second_build_makes_nothing_again(project, monkeypatch):
    build(project, kept=True)
    runs = watched_steps(monkeypatch)
    build(project, kept=True)
    assert runs_of_steps(runs) == []


def test_what_the_last_build_used_is_not_let_go_however_long_ago_it_was_made(project, monkeypatch):
    first, second = (TODAY + dt.timedelta(days=days) for days in (30, 60))
    made = build(project, kept=True, pages_only=False)
    swap("content/roles/ranger.yaml", "title: ", "title: Senior ")(project)
    build(project, kept=True, pages_only=False)  # whose results nobody uses any more
    swap("content/roles/ranger.yaml", "title: Senior ", "title: ")(project)
    with closing(Database(project / "kept")) as database:
        results = database.results()
    for today in (first, second):
        with store_at(project / "kept", today=today) as store:
            runs = watched_steps(monkeypatch)
            assert publish(settings_of(project, pages_only=False), store).all == made
            assert runs_of_steps(runs) == []
    with closing(Database(project / "kept")) as database:
        assert database.results() < results


def test_one_role_changed_is_one_role_made_again(project, monkeypatch):
    build(project, kept=True)
    runs = watched_steps(monkeypatch)
    swap("content/roles/ranger.yaml", "duties:", "# more\nduties:")(project)
    build(project, kept=True)
    assert [(name, given[0]) for name, given in runs if name in ("role_parts", "role_history")] == [
        ("role_parts", "ranger")
    ]
    assert runs_of_steps(runs) == ["role_parts"]


def test_what_is_shared_makes_those_roles_again_that_refer_to_it(project, monkeypatch):
    told = {"past": one_commit(project, NOW - TEN_DAYS)}
    build(project, kept=True, **told)
    place = "lighthouse-court"
    roles = list((project / "content" / "roles").iterdir())
    using = {role.stem for role in roles if place in role.read_text("utf-8")}
    assert 0 < len(using) < len(roles)
    runs = watched_steps(monkeypatch)
    swap("site_config/locations.yaml", "name: Lighthouse Court", "name: Lighthouse Yard")(project)
    after = build(project, kept=True, **told)
    assert {given[0] for name, given in runs if name == "role_parts"} == using
    monkeypatch.undo()
    assert differing(after, build(project, kept=False, **told)) == []


def test_a_duty_that_changes_is_told_in_the_job_feed_and_makes_no_other_list_anew(
    project, monkeypatch
):
    before = build(project, kept=True)
    runs = watched_steps(monkeypatch)
    swap("content/roles/ranger.yaml", "Mend paths", "Mend bridges")(project)
    after = build(project, kept=True)
    lists = ["indexed_words", "index_files", "job_board_file", "search_page"]
    assert sorted(runs_of_steps(runs)) == sorted(["role_parts", *lists])
    assert before["feeds/jobs.xml"] != after["feeds/jobs.xml"]


def test_what_is_kept_is_the_same_whatever_order_sets_come_in(built, tmp_path):
    """Else lists would be made again for a role of which nothing that they tell has changed."""
    kept = []
    for seed in ("1", "2"):
        project = tmp_path / seed
        shutil.copytree(built, project)
        published(project, PYTHONHASHSEED=seed)
        kept.append(rows_in(project / STORE))
    assert len(kept[0]) > 15
    assert differing(*kept) == []


def rows_in(folder: Path) -> dict[tuple, object]:
    """Give every result and value that a store holds, by its key."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        results = connection.execute(
            "SELECT key, answers, since, until, questions, parts FROM results"
        )
        small = connection.execute("SELECT digest, data FROM small")
        found = {row[:3]: row[3:] for row in results} | {row[:1]: row[1:] for row in small}
    return found | {(path.name,): path.read_bytes() for path in (folder / "values").glob("*/*")}


def damaged_files(store: Path) -> None:
    for file in (store / "values").glob("*/*"):
        file.write_bytes(b"damaged")


def damaged_rows(store: Path) -> None:
    with closing(sqlite3.connect(store / DATABASE)) as connection:
        connection.execute("UPDATE small SET data = ?", (b"damaged",))
        connection.commit()


def lost_rows(store: Path) -> None:
    with closing(sqlite3.connect(store / DATABASE)) as connection:
        connection.execute("DELETE FROM small")
        connection.commit()


def damaged_database(store: Path) -> None:
    (store / DATABASE).write_bytes(b"damaged" * 1000)


def torn_database(store: Path) -> None:
    data = (store / DATABASE).read_bytes()
    (store / DATABASE).write_bytes(data[: len(data) // 2])


@pytest.mark.parametrize(
    "damage", [damaged_files, damaged_rows, lost_rows, damaged_database, torn_database]
)
def test_what_is_damaged_is_made_again(built, tmp_path, damage):
    """However the store is damaged, what comes out is what a build from nothing gives."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    whole = published(project, pages_only=False)
    damage(project / STORE)
    (project / "site" / "roles.json").unlink()  # so that something is to be done
    for site in (project / ".cache" / "rolebook" / "sites").iterdir():
        shutil.rmtree(site)
    shutil.rmtree(project / "site")
    assert differing(published(project, pages_only=False), whole) == []
    assert TOLD_LAST[0].count("was damaged") == 1


def test_an_edited_role_is_read_once_and_its_pack_is_made_beside_the_lists(project, monkeypatch):
    build(project, kept=True, pages_only=False)
    swap("content/roles/ranger.yaml", "title: ", "title: Senior ")(project)
    runs = watched_steps(monkeypatch)
    begun = threading.Event()
    make, lists = typst_pdf.pdf_here, building.all_files

    def made(job, templates):
        begun.set()
        return make(job, templates)

    def listed(*given):
        assert begun.wait(20), "nothing is made yet"
        return lists(*given)

    monkeypatch.setattr("rolebook.build.document_steps.pdf_here", made)
    monkeypatch.setattr(building, "all_files", listed)
    after = build(project, kept=True, pages_only=False, workers=2)
    assert [given[0] for name, given in runs if name == "role_parts"] == ["ranger"]
    monkeypatch.undo()
    assert differing(after, build(project, kept=False, pages_only=False)) == []


def test_a_table_of_too_many_roles_is_no_pdf_but_a_spreadsheet(project, monkeypatch):
    table, sheet = "compare/all-roles.pdf", "../roles.csv"
    before = build(project, kept=False, pages_only=False)
    assert table in before
    assert (f"../{table}" in before["compare/"][2], sheet in before["compare/"][2]) == (True, False)
    monkeypatch.setattr(all_roles, "MOST_ON_PAPER", 2)
    after = build(project, kept=False, pages_only=False)
    assert table not in after
    assert (f"../{table}" in after["compare/"][2], sheet in after["compare/"][2]) == (False, True)
    assert "roles.csv" in after


def test_a_file_that_changes_while_a_build_reads_it_is_noticed(project):
    """A step never gets another file than that whose digest is in its key."""
    for change in (
        swap("content/roles/care-assistant.yaml", "title: ", "title: Other "),
        swap("site_config/locations.yaml", "name: ", "name: New "),
        lambda folder: (folder / "content" / "roles" / "tutor.yaml").unlink(),
    ):
        settings = settings_of(project, file_digests=inputs_of(project, "2026-11-23", ()).files)
        change(project)
        with store_at(None) as store, pytest.raises(ChangedError):
            publish(settings, store)
        if (project / "content" / "roles" / "tutor.yaml").exists():
            with store_at(None) as store:
                publish(settings_of(project), store)


def test_a_hash_that_was_taken_before_a_file_changed_is_not_kept_for_it(project):
    before = inputs_of(project, "2026-11-23", ()).files
    old = build(project, kept=False)
    swap("content/roles/ranger.yaml", "title: ", "title: Other ")(project)
    new = build(project, kept=False)
    settings = settings_of(project)
    with store_at(project / "fresh") as store:
        with pytest.raises(ChangedError):
            publish(replace(settings, file_digests=before), store)
        for hashes in (inputs_of(project, "2026-11-23", ()).files, None):
            files = publish(replace(settings, file_digests=hashes), store).files
            assert [path for path in files if files[path] != new[path]] == []
        # And what was there before is what its own hash gives, once it has been read.
        swap("content/roles/ranger.yaml", "title: Other ", "title: ")(project)
        for _ in range(2):
            files = publish(replace(settings, file_digests=before), store).files
            assert all(data == old[path] for path, data in files.items())


def test_a_file_that_is_followed_is_read_whenever_it_may_have_changed(tmp_path):
    file = tmp_path / "content" / "roles" / "ranger.yaml"
    file.parent.mkdir(parents=True)
    followed = FollowedFiles(tmp_path)
    file.write_text("title: One\n", "utf-8")
    before = file.stat()
    now = before.st_mtime
    first = followed.digests(now)
    assert first == {"content/roles/ranger.yaml": file_digest(b"title: One\n")}
    # As long, within the same tick of a coarse clock: nothing but its bytes tells.
    file.write_text("title: Two\n", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert followed.digests(now) != first
    # Long after, with its old time put back by hand: the system's own note of the change tells.
    second = followed.digests(now + 3600)
    file.write_text("title: Six\n", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    third = followed.digests(now + 3600)
    assert third != second
    assert followed.digests(now + 3600) == third
    file.unlink()
    assert followed.digests(now + 3600) == {}


def test_what_is_known_of_files_is_kept_from_build_to_build(tmp_path, monkeypatch):
    kept, file = tmp_path / "kept" / "file-digests", tmp_path / "content" / "ranger.yaml"
    file.parent.mkdir()
    file.write_text("title: One\n", "utf-8")
    before = file.stat()
    long_after = before.st_mtime + 3600

    def hashes(now=long_after):
        return FollowedFiles(tmp_path, kept).all_digests(now)

    # What was written a moment ago is not known yet: it may be written again in the same tick.
    first = hashes(before.st_mtime)
    assert (list(first), kept.exists()) == (["content/ranger.yaml"], False)
    assert hashes() == first

    def read_nothing(path):
        raise AssertionError(f"{path} is read though nothing has changed")

    with monkeypatch.context() as without_reading:
        without_reading.setattr(project_files, "_digest_of", read_nothing)
        assert hashes() == first
    # As long, and with its old time put back by hand.
    file.write_text("title: Two\n", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    second = hashes()
    assert second != first
    for damage in (b"", b"damaged", kept.read_bytes()[:-9]):
        kept.write_bytes(damage)
        assert hashes() == second
    file.unlink()
    assert hashes() == {}


#: What the last build of a project said.
TOLD_LAST = [""]


def published(
    project: Path, out: str = "site", pages_only: bool = True, **environment: str
) -> dict[str, bytes]:
    command = [sys.executable, "-m", "rolebook.cli", "build", "--out", out]
    command += ["--pages-only"] if pages_only else []
    now = {"ROLEBOOK_NOW": "2026-11-23T12:00"}
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **now, **environment},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    TOLD_LAST[0] = done.stderr
    return files_of(project / out)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_whole_site_follows_the_theme_and_the_settings_of_mkdocs(built, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(built, project)
    steps = [
        swap("templates/theme/base.html", "<body", '<body data-more="x"'),
        swap("mkdocs.yml", "site_name: ", "not_in_nav: /about.md\nsite_name: New "),
        lambda folder: (folder / "content" / "about.md").write_text("# About us\n", "utf-8"),
        append("templates/theme/404.html", "<!-- more -->"),
        append(
            "hooks/mkdocs_rolebook.py",
            "\n\ndef on_page_context(context, page, **_):\n    page.meta['hide'] = ['toc']\n",
        ),
    ]
    before = published(project)
    for step in steps:
        step(project)
        after = published(project)
        shutil.rmtree(project / "again", ignore_errors=True)
        assert differing(after, published(project, "again", ROLEBOOK_NO_CACHE="yes")) == []
        before = after
    assert "about/index.html" in before
    assert b"about/" in before["sitemap.xml"]


def test_a_theme_may_show_the_title_of_a_page_but_not_reckon_with_it(built, tmp_path):
    """A shell can be filled with words; what the theme works out from them is refused."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    swap("templates/theme/base.html", "<body", '<body data-of="{{ page.title }}"')(project)
    page = published(project)["roles/tutor/index.html"].decode()
    (title,) = re.findall('<body data-of="([^"]*)"', page)
    assert f"{title}</h1>" in page
    swap("templates/theme/base.html", "page.title }}", "page.title | length }}")(project)
    command = [sys.executable, "-m", "rolebook.cli", "build", "--pages-only"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the filled page differs from the theme's own page: " in done.stderr
    assert "could not make the theme; nothing was published" in done.stderr


def test_what_somebody_changes_in_the_site_is_put_right(built, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(built, project)
    whole = published(project)
    site = project / "site"
    (site / "roles" / "ranger" / "index.html").write_text("changed by hand", "utf-8")
    (site / "stray.html").write_text("not ours", "utf-8")
    (site / "roles.json").unlink()
    assert published(project) == whole
    swap("content/roles/ranger.yaml", "title: ", "title: Senior ")(project)
    published(project)
    swap("content/roles/ranger.yaml", "title: Senior ", "title: ")(project)
    # The folder that is put in place again is the one that was changed by hand.
    assert published(project) == whole


def test_an_edit_finds_a_folder_that_holds_the_site(built, tmp_path):
    """What did not change is neither written nor linked again, from the first edit on."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    published(project)
    [spare] = project.glob(".cache/rolebook/sites/*/spare")
    folder, page = spare.stat().st_ino, Path("roles/tutor/index.html")
    times = (spare / page).parent.stat().st_mtime_ns
    swap("content/roles/ranger.yaml", "duties:", "# more\nduties:")(project)
    after = published(project)
    assert (project / "site").stat().st_ino == folder
    assert (project / "site" / page).parent.stat().st_mtime_ns == times
    assert differing(after, published(project, "again", ROLEBOOK_NO_CACHE="yes")) == []
    # What was the site has become the same.
    assert files_of(spare) == after


def test_a_list_is_read_only_where_it_is_written(built, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(built, project)
    published(project)
    swap("content/roles/ranger.yaml", "duties:", "# more\nduties:")(project)
    whole = published(project)
    feed = hashlib.sha256(whole["feeds/vacancies.xml"]).digest()
    store = project / STORE

    def damage() -> None:
        with closing(sqlite3.connect(store / DATABASE)) as connection:
            rows = connection.execute("SELECT digest, data FROM small").fetchall()
            lists = [digest for digest, data in rows if hashlib.sha256(data).digest() == feed]
            assert len(lists) == 1
            connection.execute("UPDATE small SET data = ? WHERE digest = ?", (b"damaged", lists[0]))
            connection.commit()

    def is_damaged() -> bool:
        with closing(sqlite3.connect(store / DATABASE)) as connection:
            return bool(
                connection.execute("SELECT 1 FROM small WHERE data = ?", (b"damaged",)).fetchall()
            )

    damage()
    swap("content/roles/ranger.yaml", "duties:", "# still more\nduties:")(project)
    assert published(project) == whole
    assert is_damaged()
    for site in (project / "site", *project.glob(".cache/rolebook/sites/*/spare")):
        (site / "feeds" / "vacancies.xml").unlink()
    assert published(project) == whole
    assert not is_damaged()


def test_a_theme_that_was_begun_for_other_tabs_is_made_anew(built, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(built, project)
    with theme_begun(project, keep=True, early=True) as making:
        theme = making.theme(("", "roles/"))
        assert theme.tabs == ("", "roles/")
        # One that is there already is taken as it is, and one that is damaged is not.
        (kept,) = (project / ".cache" / "rolebook" / "themes").glob("[!.]*")
        assert making.theme(("", "roles/")) == theme
        (kept / "404.html").write_text("damaged", "utf-8")
        assert making.theme(("", "roles/")) == theme
    assert list((project / ".cache" / "rolebook" / "themes").iterdir()) == [kept]


def test_a_build_that_is_refused_leaves_no_half_made_theme(built, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(built, project)
    swap("content/roles/ranger.yaml", "title: ", "titel: ")(project)
    command = [sys.executable, "-m", "rolebook.cli", "build", "--pages-only"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 1
    assert "ranger.yaml:1:1" in done.stderr
    themes = project / ".cache" / "rolebook" / "themes"
    assert [path.name for path in themes.iterdir() if path.name.startswith(".")] == []
