"""Everything that is made says what the files say; where something is tampered with, nothing is."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
import yaml

from building import publish, store_at
from rolebook.base.dates import LONDON
from rolebook.build import list_steps, role_step
from rolebook.build.self_check import DisagreementError
from rolebook.build.settings import BuildSettings
from rolebook.model.values import times
from rolebook.render.documents.typst_pdf import PdfDisagreementError
from rolebook.render.web import page_head
from rolebook.render.web.page import OutputFile

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)


@pytest.fixture
def project(tmp_path):
    """Vacancies of many kinds, whose templates a test may tamper with."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "market", copy)
    shutil.copytree(ROOT / "templates", copy / "templates")
    settings = copy / "site_config" / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "\neditions: [full]\n", "utf-8")
    return copy


def settings_of(project, **others):
    return BuildSettings(project, "Jobs", NOW, site_address="https://jobs.test/", **others)


def published(project):
    return publish(settings_of(project))


def tamper(project, name, old, new):
    path = project / "templates" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_is_made_agrees(project):
    assert len(published(project).pages) > 10


def test_tiers_between_the_lowest_and_the_highest_are_told_in_the_table(small_project):
    """In short, only the two ends are said; so no notice, list or data can hold what is between."""
    add_role(small_project, "tutor", pay=tiers(*({"amount": rate} for rate in (25, 30, 35, 40))))
    ranges = tiers({"minimum": 25, "maximum": 28}, {"minimum": 30, "maximum": 35})
    add_role(small_project, "coach", pay=ranges)
    made = publish(settings_of(small_project))
    assert {"roles/tutor/advert.pdf", "roles/coach/large-print.pdf"} <= made.files.keys()


def test_a_tier_that_the_table_leaves_out_is_refused(project):
    add_role(project, "coach", pay=tiers(*({"amount": rate} for rate in (25, 30, 35, 40))))
    tamper(project, "web/blocks.html.j2", "<td>{{ cell or", "<td>{{ cell | replace('£30', '£3') or")
    with pytest.raises(DisagreementError, match="roles/coach/ does not say: £30"):
        published(project)


def test_references_with_signs_that_are_written_otherwise_in_html(small_project):
    references = ("A&E-2027-01", "O'Neil-1", 'SW "A"', "SW<1", "SW/1 > 2")
    add_role(small_project, "tutor", vacancies=[
        {"reference": reference, "closes": "2027-01-29 23:59",
         "application": {"email": "jobs@example.org"}}
        for reference in references
    ])  # fmt: skip
    made = publish(settings_of(small_project, pages_only=True))
    items = json.loads(made.files["feeds/vacancies.json"])["items"]
    titles = [item["title"] for item in items]
    assert titles.count("tutor") == len(references)


def add_role(project, id_, **others):
    """Add a role like the first of the project, less what it says of its vacancies."""
    first = min((project / "content" / "roles").iterdir())
    role = yaml.safe_load(first.read_text("utf-8"))
    role.pop("vacancies", None)
    role |= {"title": id_, **others}
    (first.parent / f"{id_}.yaml").write_text(yaml.safe_dump(role), "utf-8")


def tiers(*rates):
    made = [{"when": f"Case {n}", "pay": {"type": "hourly", **r}} for n, r in enumerate(rates)]
    return {"type": "tiers", "depends_on": "experience", "tiers": made}


@pytest.mark.parametrize(
    ("template", "old", "new", "told"),
    [
        ("web/role.html.j2", "{{ role.title }}</h1>", "{{ role.title }}s</h1>", "title: "),
        ("web/role.html.j2", " data-job-title>", ">", "title: '' where the files say '"),
        ("web/blocks.html.j2", "<dd>{{ fact.value }}", "<dd>{{ fact.value | replace('£', '€') }}",
         "does not say: £"),
        ("web/blocks.html.j2", "{{ importance(row) }}", "Essential", "criteria: "),
        ("web/blocks.html.j2", "{{ row.text }}</th>", "{{ row.text[:12] }}</th>", "criteria: "),
        ("web/blocks.html.j2", "in group.rows %}", "in group.rows[1:] %}", "criteria: "),
        ("web/blocks.html.j2", " data-importance>", ">", "criteria: "),
    ],
)  # fmt: skip
def test_a_page_that_says_something_else_is_refused(project, template, old, new, told):
    tamper(project, template, old, new)
    with pytest.raises(DisagreementError) as caught:
        published(project)
    assert told in str(caught.value)
    assert "roles/" in str(caught.value)


def test_markup_of_an_employers_own_is_published(project):
    """A class, a column, and elements around the words and before the title."""
    for old, new in (
        ('class="rb-criteria"', 'class="rb-criteria rb-wide"'),
        ('<tr><th scope="row" data-criterion>{{ row.text }}</th><td',
         '<tr><td>{{ loop.index }}</td><th><b data-criterion><i>{{ row.text }}</i></b></th><td'),
    ):  # fmt: skip
        tamper(project, "web/blocks.html.j2", old, new)
    own = '<h1>Join us</h1><h1 id="content"><span data-job-title><b>{{ role.title }}</b></span>'
    tamper(project, "web/role.html.j2", '<h1 id="content" data-job-title>{{ role.title }}', own)
    made = published(project)
    assert any("rb-wide" in page.html and "<i>" in page.html for page in made.pages)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tabular(fact.value)", 'tabular(fact.value.replace("£", "€"))'),
        ("cell(row.text)", 'cell(row.text.slice(0, 12))'),
    ],
)  # fmt: skip
def test_a_pdf_that_says_something_else_is_refused(project, old, new):
    tamper(project, "pdf/blocks.typ", old, new)
    with pytest.raises(PdfDisagreementError, match="does not say: "):
        published(project)


@pytest.mark.parametrize(
    ("role", "name", "old", "new", "told"),
    [
        ("tutor", "role_record", b"Sessional Tutor", b"Teacher", "roles.json: title of tutor"),
        ("tutor", "role_file", b"Sessional Tutor", b"Teacher", "title of tutor"),
        ("ranger", "role_file", b'"closes":"2', b'"closes":"1', "closing of ranger"),
        ("ranger", "role_record", b'"closes":"2', b'"closes":"1', "roles.json: closing of ranger"),
        ("care-assistant", "role_file", b'"essential":"', b'"essential":"not ', "criteria: "),
    ],
)
def test_data_of_a_role_that_says_something_else_is_refused(
    project, monkeypatch, role, name, old, new, told
):
    real = getattr(role_step, name)

    def tampered(view, publisher):
        data = real(view, publisher)
        if view.id != role:
            return data
        assert old in data, "nothing was tampered with"
        return data.replace(old, new)

    monkeypatch.setattr(role_step, name, tampered)
    for _ in range(2):  # what was refused is not kept
        with store_at(project / ".cache") as store, pytest.raises(DisagreementError) as caught:
            publish(settings_of(project), store)
        assert told in str(caught.value)


@pytest.mark.parametrize(
    ("path", "writer", "old", "new", "told"),
    [
        ("roles.json", "role_list", b'"id":"tutor"', b'"id":"ranger"', "roles.json: roles: "),
        (
            "feeds/vacancies.xml",
            "feed_files",
            b"Sessional Tutor",
            b"Teacher",
            "vacancies.xml does not tell of Sessional",
        ),
        (
            "feeds/vacancies.json",
            "feed_files",
            b"Sessional Tutor",
            b"Teacher",
            "vacancies.json does not tell of Sess",
        ),
        (
            "feeds/jobs.xml",
            "job_feed",
            b"Sessional Tutor",
            b"Teacher",
            "jobs.xml does not tell of Sessional Tutor",
        ),
        (
            "feeds/jobs.xml",
            "job_feed",
            b"</job>",
            b"</job><job/>",
            "feeds/jobs.xml: number of vacancies",
        ),
    ],
)
def test_lists_of_roles_that_say_something_else_are_refused(
    project, monkeypatch, path, writer, old, new, told
):
    real = getattr(list_steps, writer)
    tampered_with = []

    def changed(data):
        other = data.replace(old, new)
        if other != data:
            tampered_with.append(path)
        return other

    def in_file(file):
        return OutputFile(path, changed(file.read())) if file.path == path else file

    def tampered(*arguments):
        made = real(*arguments)
        if isinstance(made, bytes):
            return changed(made)
        return in_file(made) if isinstance(made, OutputFile) else map(in_file, made)

    monkeypatch.setattr(list_steps, writer, tampered)
    for attempts in (1, 2):  # what was refused is not kept
        with store_at(project / ".cache") as store, pytest.raises(DisagreementError) as caught:
            publish(settings_of(project, pages_only=True), store)
        assert told in str(caught.value)
        assert tampered_with == [path] * attempts


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("title", "Teacher", "JobPosting"),
        ("validThrough", "2031-01-01T00:00:00+00:00", "validThrough"),
        ("identifier", {"value": "X"}, "vacancies in JobPosting"),
        ("jobLocation", [], "places"),
    ],
)
def test_structured_data_that_says_something_else_is_refused(
    project, monkeypatch, name, value, told
):
    def with_another(posting):
        return {**posting, name: value}

    real = page_head.job_postings
    monkeypatch.setattr(
        page_head, "job_postings", lambda *arguments: map(with_another, real(*arguments))
    )
    with pytest.raises(DisagreementError) as caught:
        published(project)
    assert told in str(caught.value)


def test_a_moment_of_the_hour_that_comes_twice_equals_itself(project, monkeypatch):
    """No file may name one, but Python calls such moments unequal wherever zones differ."""
    monkeypatch.setattr(times, "_check_clocks_change", lambda text, moment: None)
    role = project / "content" / "roles" / "ranger.yaml"
    text = role.read_text("utf-8")
    assert "closes: 2026-11-30 17:00" in text
    role.write_text(text.replace("closes: 2026-11-30 17:00", "closes: 2027-10-31 01:30"), "utf-8")
    made = published(project)
    ranger = next(page for page in made.pages if page.address == "roles/ranger/")
    assert "Sunday 31 October 2027 at 1.30am" in ranger.html
