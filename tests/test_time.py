"""A vacancy closes at its minute everywhere at once, and what is not shown leaves no trace.

Everything that is published is read: pages, search, feeds, structured data, sitemap, calendars,
JSON, tables, PDFs and Word files.
"""

import datetime as dt
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree, html
from pydantic import BaseModel
from pypdf import PdfReader

from building import publish
from history_of import one_commit
from market import build, whole_project
from rolebook.base.dates import LONDON
from rolebook.base.prose import Prose
from rolebook.build.settings import BuildSettings
from rolebook.check.content import read_content

SITE = "https://jobs.example.org/"

ROLE = """\
title: {title}
organisation: example-care
department: Clocks
summary: Keeps the time.
place: {{base: eastmere}}
contract: {{type: permanent}}
hours: {{pattern: full-time, hours_a_week: 37.5, full_time_hours: 37.5}}
pay: {{type: annual, amount: 25000}}
duties:
  sections:
    - title: Time
      duties: [Keeps it]
person_specification:
  criteria:
    - {{id: clocks, category: experience, essential: Has kept clocks,
       assessed_by: [application, interview]}}
application: {{email: jobs@example.org}}
"""

#: On the days on which summer time begins and ends, at noon and at the last minute of the day.
CLOSES = {
    "spring-noon": "2027-03-28 12:00",
    "spring-night": "2027-03-28 23:59",
    "autumn-noon": "2027-10-31 12:00",
    "autumn-night": "2027-10-31 23:59",
}
OFFSETS = {"spring": "+01:00", "autumn": "+00:00"}


@pytest.fixture(scope="module")
def clocks(tmp_path_factory):
    """A project whose four vacancies close on the days when the clocks change."""
    project = whole_project("small", tmp_path_factory.mktemp("clocks") / "project")
    site = project / "site_config" / "site.yaml"
    site.write_text(site.read_text("utf-8") + "editions: [full]\n", "utf-8")
    for name, closes in CLOSES.items():
        text = ROLE.format(title=f"Clock {name}")
        text += f"vacancies:\n  - reference: {name.upper()}\n    closes: {closes}\n"
        (project / "content" / "roles" / f"{name}.yaml").write_text(text, "utf-8")
    return project


def published(project, now):
    """Give every page and file, by its address, as it is before the theme is put round it."""
    past = one_commit(project, dt.datetime(2027, 1, 4, tzinfo=LONDON))
    settings = BuildSettings(project, "Site", now, past=past, site_address=SITE)
    made = publish(settings)
    return {page.address: page for page in made.pages}, made.files


@pytest.mark.parametrize("name", CLOSES)
def test_a_vacancy_closes_at_its_minute_in_every_output(clocks, name):
    closes = dt.datetime.strptime(CLOSES[name], "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
    reference = name.upper()
    address = f"roles/{name}/"
    before = published(clocks, closes - dt.timedelta(minutes=1))
    after = published(clocks, closes)

    for (pages, files), is_open in ((before, True), (after, False)):
        page = pages[address]
        # The page, its list, and how programs may treat it.
        # What stands in attributes is for the script that closes a page which was built before.
        shown = html.fromstring(page.html).text_content()
        assert ("Open for applications" in shown) == is_open
        assert ("Applications closed on" in shown) != is_open
        assert page.listed == is_open
        assert ("noindex" in page.head) != is_open
        assert ("JobPosting" in page.head) == is_open
        home = html.fromstring(pages[""].html)
        listed = home.xpath(
            f"//section[@aria-labelledby='vacancies']//a[contains(@href, '{name}')]"
        )
        assert bool(listed) == is_open
        # Feeds, calendars and data.
        for path in ("feeds/vacancies.xml", "feeds/vacancies.json", "feeds/jobs.xml",
                     "feeds/organisations/example-care.xml", "feeds/closing-dates.ics",
                     "feeds/departments/example-care/clocks.json"):  # fmt: skip
            assert (reference.encode() in files[path]) == is_open, path
        assert (f"{address}dates.ics" in files) == is_open
        data = json.loads(files[f"{address}role.json"])
        assert data["status"] == ("open" if is_open else "closed")
        assert [own["reference"] for own in data["vacancies"]] == [reference] * is_open
        row = next(line for line in files["roles.csv"].decode().splitlines() if name in line)
        assert (reference in row) == is_open
        pack = PdfReader(io.BytesIO(files[f"{address}job-pack.pdf"]))
        words = " ".join(page.extract_text() for page in pack.pages)
        assert ("Open for applications" in " ".join(words.split())) == is_open

    posting = json.loads(re.search(r"<script[^>]*>(.*?)</script>", before[0][address].head)[1])
    offset = OFFSETS[name.partition("-")[0]]
    assert posting["validThrough"] == CLOSES[name].replace(" ", "T") + ":00" + offset


@pytest.fixture(scope="module")
def closing(clocks, tmp_path_factory):
    """The whole site, one minute before a vacancy closes and at that minute."""
    folder = tmp_path_factory.mktemp("closing")
    return [
        build(clocks, folder / name, now=f"2027-03-28T{time}")
        for name, time in (("before", "11:59"), ("after", "12:00"))
    ]


def test_the_finished_site_changes_with_the_minute(closing):
    before, after = closing
    for site, is_open in ((before, True), (after, False)):
        page = html.parse(str(site / "roles" / "spring-noon" / "index.html")).getroot()
        assert bool(page.xpath("//script[@type='application/ld+json']")) == is_open
        assert page.xpath("//head/meta[@name='robots']/@content") == ["noindex"] * (not is_open)
        places = etree.parse(site / "sitemap.xml").getroot().iter("{*}loc")
        listed = f"{SITE}roles/spring-noon/" in [place.text for place in places]
        assert listed == is_open
        # The one that closes that night is open in both.
        other = html.parse(str(site / "roles" / "spring-night" / "index.html")).getroot()
        assert other.xpath("//script[@type='application/ld+json']")
    changed = {
        path.relative_to(after).as_posix()
        for path in after.rglob("*")
        if path.is_file() and path.read_bytes() != _read(before / path.relative_to(after))
    }
    # What does not tell of the vacancy stays as it was, to the byte.
    assert not [path for path in changed if "spring-night" in path or "assets" in path]


def _read(path):
    return path.read_bytes() if path.is_file() else None


HIDDEN = """\
  - reference: {w}-reference
    {state}
    posts: 2
    interviews:
      - on: 2029-03-01
        detail: {w} interview
    application:
      link: https://www.example.org/{w}-link
      email: {w}@example.org
      form: {w} form
      guidance: {w} guidance
      documents: [{w} document]
      questions:
        - question: {w} question
          answer: text
    contact:
      name: {w} name
      post: {w} post
      email: {w}.contact@example.org
      detail: {w} contact
    overrides:
      place:
        base: {place}
        area_served: {w} reach
        workplace: {{type: hybrid, detail: {w} workplace}}
        travel: {{required: yes, detail: {w} travel}}
        detail: {w} place
      hours:
        pattern: part-time
        hours_a_week: 11
        full_time_hours: 37.5
        pattern_detail: {w} pattern
        amounts:
          - {{minimum: 1, unit: hours, per: week, detail: {w} amount}}
      contract: {{type: fixed-term, reason: {w} reason, detail: {w} contract}}
      pay:
        type: annual
        amount: 23456
        supplements: [{{name: {w} supplement, amount: 5, per: month, detail: {w} supplement}}]
        detail: {w} pay
    detail: {w} detail
"""
STATES = {
    "zqdraft": "state: draft\n    closes: 2029-02-01 12:00",
    "zqscheduled": "opens: 2029-01-01 9:00\n    closes: 2029-02-01 12:00",
    "zqfilled": "state: filled\n    closes: 2029-02-01 12:00",
    "zqwithdrawn": "state: withdrawn\n    closes: 2029-02-01 12:00",
}
PLACES = "".join(
    f"  {word}-place: {{name: {word} place, address: {{town: {word} town}}}}\n" for word in STATES
)
#: Fields that hold a choice or digits, where no word can stand.
NO_WORDS = {"phone", "state", "type", "pattern", "unit", "per", "answer", "basis"}


def hidden(*words):
    made = (HIDDEN.format(w=word, state=STATES[word], place=f"{word}-place") for word in words)
    return "".join(made)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    """Two projects that differ in a draft and a scheduled vacancy alone, beside an open one."""
    folder = tmp_path_factory.mktemp("secrets")
    projects = []
    for name, words in (("with", ("zqdraft", "zqscheduled")), ("without", ())):
        project = whole_project("small", folder / name)
        file = project / "site_config" / "locations.yaml"
        file.write_text(file.read_text("utf-8") + PLACES, "utf-8")
        roles = project / "content" / "roles"
        live = "vacancies:\n  - reference: SEEN-1\n    closes: 2027-01-29 12:00\n"
        text = ROLE.format(title="Clock keeper") + live
        (roles / "keeper.yaml").write_text(text + hidden(*words), "utf-8")
        # Nothing but what is hidden: the role itself is in the library.
        text = ROLE.format(title="Clock mender")
        (roles / "mender.yaml").write_text(
            text
            + ("vacancies:\n" + hidden(*words).replace("-reference", "-other") if words else ""),
            "utf-8",
        )
        for word in ("zqfilled", "zqwithdrawn"):
            text = ROLE.format(title=f"Clock {STATES[word].split()[1]}") + "vacancies:\n"
            (roles / f"{STATES[word].split()[1]}.yaml").write_text(text + hidden(word), "utf-8")
        projects.append(project)
    return projects


@pytest.fixture(scope="module")
def outputs(secrets, tmp_path_factory):
    """Everything that both projects publish, and the papers of the panel."""
    folder = tmp_path_factory.mktemp("outputs")
    made = []
    for project in secrets:
        out = folder / project.name
        build(project, out / "site")
        run(project, "panel", "keeper", "mender", "--out", str(out / "panel"))
        made.append(out)
    return made


def run(project, *arguments):
    command = [sys.executable, "-m", "rolebook.cli", *arguments, "--now", "2026-11-23T12:00"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


def holds_words(annotation):
    """Whether a field is one line of words, or words in Markdown."""
    kinds = [getattr(kind, "__origin__", kind) for kind in (annotation, *get_args(annotation))]
    return str in kinds or Prose in kinds


def texts(value):
    """Give each field of a record that may hold words, and what it holds: None for nothing."""
    if isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            given = getattr(value, name)
            if given is None and holds_words(info.annotation):
                yield name, None
            elif isinstance(given, str | Prose):
                yield name, given if isinstance(given, str) else given.source
            elif isinstance(given, tuple) and all(isinstance(item, str) for item in given):
                yield from ((name, item) for item in given)
            else:
                yield from texts(given)


def test_the_hidden_vacancies_say_something_in_every_field_of_text(secrets, today, printable):
    content = read_content(secrets[0], today, printable)
    assert len(content.roles["keeper"].vacancies) == 3
    for vacancy in content.roles["keeper"].vacancies[1:]:
        word = vacancy.reference.partition("-")[0]
        without = {name for name, text in texts(vacancy) if text is None or word not in text}
        assert without == NO_WORDS - ({"state"} if word == "zqscheduled" else set())


def everything(folder):
    """Give the name and every word and byte of each file: PDFs as text, archives unpacked."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, name.encode()
        yield name, data
        if data.startswith(b"%PDF-"):
            reader = PdfReader(io.BytesIO(data))
            words = " ".join(page.extract_text() for page in reader.pages)
            yield name, (words + str(reader.metadata)).encode()
        elif data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for part in archive.namelist():
                    yield f"{name}/{part}", part.encode() + archive.read(part)
        elif data.startswith(b"\x1f\x8b"):
            yield name, gzip.decompress(data)


def test_what_is_not_shown_leaves_no_trace(outputs):
    kinds, found = set(), []
    for name, data in everything(outputs[0]):
        kinds.add(Path(name).suffix)
        found += [(name, word) for word in STATES if word.encode() in data.lower()]
    assert found == []
    assert {
        ".html",
        ".xml",
        ".json",
        ".ics",
        ".csv",
        ".pdf",
        ".png",
        ".docx",
        ".xlsx",
        ".gz",
    } <= kinds
    # The search above does find what is shown.
    seen = {Path(name).suffix for name, data in everything(outputs[0]) if b"SEEN-1" in data}
    assert {".html", ".xml", ".json", ".ics", ".csv", ".pdf"} <= seen


def test_a_draft_or_scheduled_vacancy_changes_no_byte(outputs):
    with_them, without = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in outputs
    )
    assert with_them.keys() == without.keys()
    assert [name.as_posix() for name in without if with_them[name] != without[name]] == []


@pytest.mark.parametrize("role", ["filled", "withdrawn"])
def test_where_nobody_knows_that_a_vacancy_was_open_nothing_is_said_of_its_end(outputs, role):
    """There is no git here; tests/test_published.py has what is said where there is."""
    site = outputs[0] / "site"
    page = html.parse(str(site / "roles" / role / "index.html")).getroot()
    shown = " ".join(page.find("body").text_content().split())
    assert "Not open for applications" in shown
    assert not re.search(f"has been {role}|Closed for", shown)
    assert not page.xpath("//head/meta[@name='robots']")
    assert not page.xpath("//script[@type='application/ld+json']")
    assert f"/{role}/" in (site / "sitemap.xml").read_text("utf-8")
    assert json.loads((site / "roles" / role / "role.json").read_bytes())["vacancies"] == []
