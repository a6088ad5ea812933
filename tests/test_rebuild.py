"""Whatever is changed, a build with all that was kept gives what a build from nothing gives."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from history_of import one_commit
from market import whole_project
from rolebook import documents, list_building, role_building, stored_roles
from rolebook.base.dates import LONDON
from rolebook.build import project_files
from rolebook.build import publish as publish_module
from rolebook.build.project_files import FollowedFiles, file_digest
from rolebook.build.publish import publish
from rolebook.build.settings import BuildSettings
from rolebook.cache import Cache, DamagedError, hash_of
from rolebook.changes.past import Past
from rolebook.check.roles import RoleChecker
from rolebook.commands.themes import theme_begun
from rolebook.commands.unchanged import inputs_of
from rolebook.enrich.role_view import role_view
from rolebook.enrich.site import site_view
from rolebook.enrich.turning_days import turning_days
from rolebook.last_build import LastBuild, keys_named_in
from rolebook.render.feeds.jobs_xml import JOBS
from rolebook.role_building import built_roles, shared_content
from rolebook.stored_pages import StoredPage
from rolebook.workers import crew
from rolebook.workshop import Workshop

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
    cache = Cache(project / "kept", lambda line: pytest.fail(line)) if kept else None
    settings = BuildSettings(project, **given, cache=cache, pages_only=pages_only)
    known = LastBuild(project / "kept" / "last-build" if kept else None)
    made = publish(settings, known=known)
    known.finish()
    pages = {
        page.address: (page.title, page.description, page.html, page.headings, page.head,
                       page.wide, page.changed, page.listed)
        for page in made.pages
    }  # fmt: skip
    return {**pages, **{file.path: file.read() for file in made.files}}


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
    settings = BuildSettings(
        project, "Jobs", early, site_address="https://jobs.test/",
        source_prefix="https://git.test/", cache=Cache(project / "kept", print), pages_only=True,
    )  # fmt: skip
    both = [publish(settings), publish(replace(settings, now=late))]
    for made, expected in zip(both, alone, strict=True):
        data = {file.path: file.read() for file in made.files}
        named = [name for name in data if name.startswith("roles/ranger/")]
        assert "roles/ranger/role.json" in named
        assert [name for name in named if data[name] != expected[name]] == []
    # The newest version is gone, and what refers to it is there still.
    for note in (project / "kept").rglob("*.note"):
        if '"pieces"' in note.read_text("utf-8"):
            note.with_suffix("").unlink()
    assert differing(build(project, kept=True, now=late), alone[1]) == []


def test_a_day_on_which_nothing_changes_makes_nothing_again(project, monkeypatch):
    told = {"past": one_commit(project, NOW - TEN_DAYS)}
    before = build(
        project, kept=True, pages_only=False, now=NOW.replace(hour=23, minute=59), **told
    )
    for owner, name in (
        (Workshop, "role"), (Workshop, "documents"), (list_building, "list_pages"),
        (role_building, "check_shared"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, lambda *_: pytest.fail("made again"))
    next_day = NOW.replace(hour=0) + dt.timedelta(days=1)
    after = build(project, kept=True, pages_only=False, now=next_day, **told)
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
    settings = BuildSettings(project, "Jobs", NOW)
    content, checker = shared_content(settings, LastBuild())
    now = WatchedNow(2027, 1, 15, 12, tzinfo=LONDON)
    checker._today = now.date()
    compared = set()
    for id_, file in content.files.items():
        COMPARED.clear()
        role = checker.check(project / file).role
        role_view(id_, role, replace(content, roles={id_: role}), now, NOW.date())
        assert set(turning_days(role, content.pay_scales)) >= COMPARED, id_
        compared |= COMPARED
    wanted = [(2026, 4, 1), (2027, 4, 1), (2027, 3, 1), (2027, 6, 1)]
    assert compared == {dt.date(*day) for day in wanted}


def test_a_second_build_makes_nothing_again(project, monkeypatch):
    build(project, kept=True)
    for name in ("role", "documents"):
        monkeypatch.setattr(Workshop, name, lambda self, task: pytest.fail(f"{task} made again"))
    build(project, kept=True)


def test_what_the_last_build_used_is_not_let_go_however_long_ago_it_was_made(project, monkeypatch):
    made = build(project, kept=True, pages_only=False)
    cache = Cache(project / "kept", lambda line: pytest.fail(line))
    unused = cache.put(hash_of("unused"), b"contents", {})
    for note in (project / "kept").glob("??/*.note"):
        os.utime(note, (100, 100))
    cache.prune(unused_since=200, needed=keys_named_in(project / "kept" / "last-build"))
    assert not unused.path.exists()
    for name in ("role", "documents"):
        monkeypatch.setattr(Workshop, name, lambda self, task: pytest.fail(f"{task} made again"))
    # Whatever is gone would be told as damaged when it is read.
    assert build(project, kept=True, pages_only=False) == made


def test_one_role_changed_is_one_role_made_again(project, monkeypatch):
    done = []
    real = Workshop.role
    monkeypatch.setattr(
        Workshop, "role", lambda self, task: (done.append(task.id), real(self, task))[1]
    )
    swap("content/roles/ranger.yaml", "duties:", "# more\nduties:")(project)
    build(project, kept=True)
    assert done == ["ranger"]


def test_a_duty_that_changes_is_told_in_the_job_feed_and_makes_no_other_list_anew(
    project, monkeypatch
):
    made = []

    def watched(kind):
        def write(views, publisher):
            made.extend(kind.pieces)
            return kind.write(views, publisher)

        return kind._replace(write=write)

    kinds = tuple(watched(kind) for kind in list_building.FOR_PROGRAMS)
    monkeypatch.setattr(list_building, "FOR_PROGRAMS", kinds)
    for name in ("list_pages", "criteria_index_pages"):
        monkeypatch.setattr(list_building, name, lambda *_: pytest.fail("a list was made again"))
    before = build(project, kept=True)
    assert made == []
    swap("content/roles/ranger.yaml", "Mend paths", "Mend all paths")(project)
    after = build(project, kept=True)
    assert made == [JOBS]
    assert before["feeds/jobs.xml"] != after["feeds/jobs.xml"]


def test_what_is_kept_is_the_same_whatever_order_sets_come_in(built, tmp_path):
    """Else lists would be made again for a role of which nothing that they tell has changed."""
    kept = []
    for seed in ("1", "2"):
        project = tmp_path / seed
        shutil.copytree(built, project)
        published(project, PYTHONHASHSEED=seed)
        folder = project / ".cache" / "rolebook"
        kept.append(
            {
                str(path.relative_to(folder)): path.read_bytes()
                for path in folder.glob("??/*")
                if path.suffix != ".note"
            }
        )
    assert len(kept[0]) > 15
    assert differing(*kept) == []


@pytest.mark.parametrize("part", ["role", "role, and no last build", "last-build"])
def test_what_is_damaged_is_made_again(project, part):
    """However the cache is damaged, what comes out is what a build from nothing gives."""
    whole = build(project, kept=True)
    told = []
    for file in sorted((project / "kept").rglob("*")):
        is_note = file.suffix == ".note"
        if file.is_file() and not is_note and (part == "last-build") == (file.name == part):
            file.write_bytes(b"damaged")
    cache = Cache(project / "kept", told.append)
    settings = BuildSettings(
        project, "Jobs", NOW, site_address="https://jobs.test/",
        source_prefix="https://git.test/", cache=cache, pages_only=True,
    )  # fmt: skip
    known = LastBuild(project / "kept" / "last-build")
    if part == "role, and no last build":
        known.forget()
    made = publish(settings, known=known)
    files = {file.path: file.read() for file in made.files}
    assert all(files[path] == whole[path] for path in files)
    assert {page.address: page.html for page in made.pages} == {
        address: page[2] for address, page in whole.items() if isinstance(page, tuple)
    }


def test_an_edited_role_is_read_once_and_its_pack_is_made_beside_the_lists(project, monkeypatch):
    build(project, kept=True, pages_only=False)
    swap("content/roles/ranger.yaml", "title: ", "title: Senior ")(project)
    read: list[str] = []
    begun = threading.Event()
    check, make, lists = RoleChecker.check, documents.pdf_here, publish_module.list_files

    def checked(self, path, data=None):
        read.append(path.stem)
        return check(self, path, data)

    def made(job, templates):
        begun.set()
        return make(job, templates)

    def listed(*given):
        assert begun.wait(20), "nothing is made yet"
        return lists(*given)

    monkeypatch.setattr(RoleChecker, "check", checked)
    monkeypatch.setattr(documents, "pdf_here", made)
    monkeypatch.setattr(publish_module, "list_files", listed)
    after = build(project, kept=True, pages_only=False, workers=2)
    assert read.count("ranger") == 1
    monkeypatch.undo()
    assert differing(after, build(project, kept=False, pages_only=False)) == []


def test_a_build_holds_no_more_of_roles_than_it_still_needs(project):
    """Of ten thousand roles, what lists read of them is most of what a build holds."""
    settings = BuildSettings(
        project, "Jobs", NOW, site_address="https://jobs.test/",
        cache=Cache(project / "fresh", print), pages_only=True,
    )  # fmt: skip
    known = LastBuild(project / "fresh" / "last-build")
    made = publish(settings, known=known)
    roles = [page._role for page in made.pages if isinstance(page, StoredPage)]
    assert roles
    assert not any(vars(role).keys() & {"_pieces", "_card", "_small"} for role in roles)
    listed = [file for file in made.files if file.path in ("roles.json", "feeds/vacancies.xml")]
    assert [isinstance(file.data, bytes) for file in listed] == [False, False]
    known.finish()
    assert known._values == {}


def test_a_table_of_too_many_roles_is_no_pdf_but_a_spreadsheet(project, monkeypatch):
    table, sheet = "compare/all-roles.pdf", "../roles.csv"
    before = build(project, kept=False, pages_only=False)
    assert table in before
    assert (f"../{table}" in before["compare/"][2], sheet in before["compare/"][2]) == (True, False)
    monkeypatch.setattr(site_view, "MOST_ON_PAPER", 2)
    after = build(project, kept=False, pages_only=False)
    assert table not in after
    assert (f"../{table}" in after["compare/"][2], sheet in after["compare/"][2]) == (False, True)
    assert "roles.csv" in after


def test_a_file_that_changes_while_a_build_reads_it_again_is_noticed(project, monkeypatch):
    """What is not kept of a role is read again, and never from another file than before."""
    settings = BuildSettings(
        project, "Jobs", NOW, site_address="https://jobs.test/",
        source_prefix="https://git.test/", cache=Cache(project / "kept", print), pages_only=True,
    )  # fmt: skip
    known = LastBuild()
    content, checker = shared_content(settings, known)
    workshop = Workshop(settings, content, checker, settings.shared_key)
    with crew(workshop, project / "work", settings) as workers:
        roles = {role.id: role for role in built_roles(workshop, settings, workers, known)}
    monkeypatch.setattr(stored_roles, "_recent", {})  # as where there are many roles
    whole = roles["ranger"].whole
    assert (whole.id, whole.role) == ("ranger", roles["ranger"].stated_role)
    swap("content/roles/care-assistant.yaml", "title: ", "title: Other ")(project)
    with pytest.raises(DamagedError):
        _ = roles["care-assistant"].whole
    (project / "content" / "roles" / "tutor.yaml").unlink()
    with pytest.raises(DamagedError):
        _ = roles["tutor"].whole


def test_a_hash_that_was_taken_before_a_file_changed_is_not_kept_for_it(project):
    before = inputs_of(project, "2026-11-23", ()).files
    old = build(project, kept=False)
    swap("content/roles/ranger.yaml", "title: ", "title: Other ")(project)
    new = build(project, kept=False)
    settings = BuildSettings(
        project, "Jobs", NOW, site_address="https://jobs.test/",
        source_prefix="https://git.test/", cache=Cache(project / "fresh", print), pages_only=True,
    )  # fmt: skip
    for hashes in (before, inputs_of(project, "2026-11-23", ()).files, None):
        made = publish(replace(settings, file_digests=hashes))
        files = {file.path: file.read() for file in made.files}
        assert [path for path in files if files[path] != new[path]] == []
    # And what was there before is what its own hash gives, once it has been read.
    swap("content/roles/ranger.yaml", "title: Other ", "title: ")(project)
    for _ in range(2):
        made = publish(replace(settings, file_digests=before))
        assert all(file.read() == old[file.path] for file in made.files)


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


def published(project: Path, out: str = "site", **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "rolebook.cli", "build", "--pages-only", "--out", out]
    now = {"ROLEBOOK_NOW": "2026-11-23T12:00"}
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **now, **environment},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
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
        swap("hooks/mkdocs_rolebook.py", '"hide": ', '"more": 1, "hide": '),
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
    folder = project / ".cache" / "rolebook"
    entries = [path for path in folder.glob("??/*") if path.suffix != ".note"]
    lists = [path for path in entries if whole["feeds/vacancies.xml"] in path.read_bytes()]
    assert len(lists) == 1
    lists[0].write_bytes(b"damaged")
    swap("content/roles/ranger.yaml", "duties:", "# still more\nduties:")(project)
    assert published(project) == whole
    assert lists[0].read_bytes() == b"damaged"
    for site in (project / "site", *folder.glob("sites/*/spare")):
        (site / "feeds" / "vacancies.xml").unlink()
    assert published(project) == whole
    assert lists[0].read_bytes() != b"damaged"


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
