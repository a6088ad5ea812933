"""Feeds, calendars, data and shared pictures say what is open, as their readers read them."""

import csv
import datetime as dt
import io
import json
import struct
from dataclasses import replace

import feedparser
import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree, html

from building import publish
from conftest import ROOT
from history_of import one_commit
from market import whole_project
from rolebook.base.dates import LONDON
from rolebook.build.settings import BuildSettings
from rolebook.check.words import packaged_words
from rolebook.enrich.site.role_card import role_card
from rolebook.model.site_config import Logo
from rolebook.render.documents.open_graph import role_picture
from rolebook.render.documents.typst_pdf import picture_here
from rolebook.render.feeds.feed_entries import entries_of
from rolebook.render.feeds.feed_list import feeds
from rolebook.render.feeds.jobs_xml import job_feed, jobs_of
from rolebook.render.feeds.role_table import role_table, table_row
from rolebook.render.web.publisher import Publisher

SITE = "https://jobs.example.org/"
LIVE = {
    "FC-1", "FC-2", "FC-3", "FC-4", "HT-101", "HT-102", "HT-201", "HT-301", "HT-401",
    "MC-11", "MC-21", "MC-31",
}  # fmt: skip
EXAMPLE = "FC-EXAMPLE"


def atom(site, path):
    read = feedparser.parse((site / path).read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def references(entries):
    return [entry.id.partition("#")[2] for entry in entries]


def test_the_feed_of_all_holds_every_open_vacancy_newest_first(market_site):
    read = atom(market_site, "feeds/vacancies.xml")
    assert set(references(read.entries)) == LIVE | {EXAMPLE}
    assert len(read.entries) == len(LIVE) + 1
    days = [entry.get("published_parsed", entry.updated_parsed) for entry in read.entries]
    assert days == sorted(days, reverse=True)
    titles = {entry.id.partition("#")[2]: entry.title for entry in read.entries}
    assert titles["MC-31"] == "Ranger (Café & Paths)"
    assert titles[EXAMPLE] == "Example vacancy: Open Day Guide"
    assert [title for title in titles.values() if "Example" in title] == [titles[EXAMPLE]]


def test_each_entry_leads_to_its_vacancy_and_says_what_counts(market_site):
    read = atom(market_site, "feeds/vacancies.xml")
    for entry in read.entries:
        assert entry.link.startswith(SITE)
        page, _, anchor = entry.link.removeprefix(SITE).partition("#")
        ids = html.parse(str(market_site / page / "index.html")).getroot().xpath("//@id")
        assert anchor in ids
    entry = next(entry for entry in read.entries if entry.id.endswith("#HT-102"))
    words = html.fromstring(entry.content[0].value).text_content()
    for said in ("Friday 18 December 2026 at 11.59pm", "£12.80 an hour", "Lighthouse Court"):
        assert said in words
    assert entry.published == "2026-11-20T09:00:00+00:00"
    assert entry.author == "Harbour Trust"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("organisations/harbour-trust", {"HT-101", "HT-102", "HT-201", "HT-301", "HT-401"}),
        ("organisations/moorland-council", {"MC-11", "MC-21", "MC-31"}),
        ("departments/moorland-council/digital", {"MC-21"}),
        ("departments/moorland-council/planning-and-environment", {"MC-11", "MC-31"}),
        ("departments/fenside-college/student-services", {"FC-3", EXAMPLE}),
    ],
)
def test_organisations_and_departments_have_feeds_of_their_own(market_site, path, found):
    read = atom(market_site, f"feeds/{path}.xml")
    assert set(references(read.entries)) == found
    feed = json.loads((market_site / f"feeds/{path}.json").read_bytes())
    assert {item["id"].partition("#")[2] for item in feed["items"]} == found


def test_json_feeds_keep_the_rules_of_json_feed(market_site):
    paths = sorted((market_site / "feeds").rglob("*.json"))
    assert len(paths) == 9
    for path in paths:
        feed = json.loads(path.read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == SITE + path.relative_to(market_site).as_posix()
        for item in feed["items"]:
            assert item["id"].startswith("https://")
            assert item["url"].startswith("https://")
            assert item["content_html"]
            assert all(author["name"] for author in item["authors"])
            assert dt.datetime.fromisoformat(item["date_modified"]).tzinfo
            if "date_published" in item:
                assert dt.datetime.fromisoformat(item["date_published"]).tzinfo
    same = json.loads((market_site / "feeds/vacancies.json").read_bytes())["items"]
    read = atom(market_site, "feeds/vacancies.xml")
    assert [item["id"] for item in same] == [entry.id for entry in read.entries]
    assert [item["title"] for item in same] == [entry.title for entry in read.entries]


def jobs(data):
    root = etree.fromstring(data)
    assert root.tag == "source"
    return {
        job.findtext("referencenumber"): {part.tag: part.text for part in job}
        for job in root.iter("job")
    }


def test_job_boards_get_every_live_vacancy_and_no_example(market_site):
    found = jobs((market_site / "feeds" / "jobs.xml").read_bytes())
    assert set(found) == LIVE
    for job in found.values():
        for needed in ("title", "date", "url", "company", "country", "description"):
            assert job[needed]
    planning = found["MC-11"]
    del planning["description"]
    assert planning == {
        "title": "Planning Officer",
        "date": "2026-11-10T09:00:00+00:00",
        "referencenumber": "MC-11",
        "requisitionid": "MC-11",
        "url": f"{SITE}roles/planning-officer/",
        "company": "Moorland Council",
        "sourcename": "Moorland Council",
        "streetaddress": "Market Square",
        "city": "Moorton",
        "state": "Moorshire",
        "postalcode": "ZZ3 3CC",
        "country": "GB",
        "salary": "£41,000 to £44,000 per year",
        "jobtype": "fulltime",
        "category": "Planning & Environment",
        "expirationdate": "2026-12-11T17:00:00+00:00",
        "remotetype": "Hybrid remote",
    }
    assert found["MC-21"]["remotetype"] == "Fully remote"
    assert "city" not in found["MC-21"]
    assert "salary" not in found["FC-2"]
    assert found["HT-301"]["jobtype"] == "fulltime,parttime,temporary"


def test_the_job_boards_feed_holds_signs_as_they_are(views):
    view = next(view for view in views if view.is_open)
    opening = view.vacancies[0]
    live = replace(opening, vacancy=opening.vacancy.model_copy(update={"example": False}))
    told = replace(view, summary='R&D ]]> "quoted" <b>', vacancies=(live,))
    publisher = Publisher("Site", SITE)
    data = job_feed([jobs_of(told, publisher)], publisher)
    (job,) = jobs(data).values()
    assert job["description"].startswith('<p>R&D ]]> "quoted" &lt;b></p>')
    assert b"<title><![CDATA[" in data


def events(site, path):
    calendar = Calendar.from_ical((site / path).read_bytes())
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    return list(calendar.walk("VEVENT"))


def test_the_calendar_of_closing_dates(market_site):
    found = events(market_site, "feeds/closing-dates.ics")
    assert len(found) == len(LIVE) - 3  # three stay open until they are filled
    starts = [event.decoded("dtstart") for event in found]
    assert starts == sorted(starts)
    assert len({event["uid"] for event in found}) == len(found)
    first = found[0]
    assert first["summary"] == "Applications close: Care Assistant (HT-101)"
    assert first.decoded("dtstart") == dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
    assert first["url"] == f"{SITE}roles/care-assistant/#vacancy-1"


def test_roles_with_dates_have_a_calendar(market_site):
    have = {path.parent.name for path in market_site.rglob("dates.ics")}
    assert have == {
        "care-assistant", "caretaker", "data-analyst", "planning-officer", "ranger",
        "senior-care-assistant", "service-manager", "teaching-assistant",
    }  # fmt: skip


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """Every file of the project that uses every field, with the address of its site."""
    project = whole_project("complete", tmp_path_factory.mktemp("complete") / "project")
    return made(project, "2026-11-23T12:00")


def test_interviews_are_days_in_the_calendar_of_the_role(complete):
    calendar = Calendar.from_ical(complete["roles/everything/dates.ics"])
    closing, interview = calendar.walk("VEVENT")
    title = 'Example vacancy: Everything Officer <5 & "more"'
    assert closing["summary"] == f"Applications close: {title} (VAC-ONE)"
    assert interview["summary"] == f"Interviews: {title} (VAC-ONE)"
    assert interview.decoded("dtstart") == dt.date(2027, 2, 8)
    assert "interview in detail" in interview["description"]


def validator(data):
    schema = json.loads(data)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    return schema, Draft202012Validator(schema, format_checker=FormatChecker())


def test_every_role_is_published_as_data_that_fits_its_schema(market_site, complete):
    schema, role_rules = validator((market_site / "schemas" / "role.json").read_bytes())
    assert schema["$id"] == f"{SITE}schemas/role.json"
    whole = [json.loads(path.read_bytes()) for path in market_site.glob("roles/*/role.json")]
    whole.append(json.loads(complete["roles/everything/role.json"]))
    assert len(whole) == 16
    for role in whole:
        assert [error.message for error in role_rules.iter_errors(role)] == []
    _, list_rules = validator((market_site / "schemas" / "roles.json").read_bytes())
    listed = json.loads((market_site / "roles.json").read_bytes())
    assert [error.message for error in list_rules.iter_errors(listed)] == []
    assert not role_rules.is_valid({**whole[0], "status": "perhaps"})
    # Whatever is published is described.
    for role in whole:
        assert set(role) <= set(schema["properties"])


def test_the_list_of_roles_agrees_with_each_role(market_site):
    listed = json.loads((market_site / "roles.json").read_bytes())["roles"]
    assert len(listed) == 15
    for summary in listed:
        whole = json.loads((market_site / "roles" / summary["id"] / "role.json").read_bytes())
        assert summary.items() <= whole.items()
        assert summary["data"] == f"{SITE}roles/{summary['id']}/role.json"
    by_id = {summary["id"]: summary for summary in listed}
    assert by_id["archivist"]["status"] == "not-advertised"
    assert by_id["auditor"]["status"] == "not-advertised"
    assert by_id["receptionist"]["status"] == "closed"
    assert by_id["open-day-guide"]["example"] is True
    assert by_id["open-day-guide"]["vacancies"][0]["example"] is True
    assert by_id["ranger"]["example"] is False
    assert by_id["teaching-assistant"]["pay"] == {
        "words": "£25,200 a year, full-time equivalent",
        "unpaid": False,
        "currency": "GBP",
        "minimum": 17437.49,
        "maximum": 17437.49,
        "unit": "year",
        "full_time_minimum": 25200.0,
        "full_time_maximum": 25200.0,
    }
    openings = by_id["care-assistant"]["vacancies"]
    assert [opening["closes"] for opening in openings] == [
        "2026-11-27T12:00:00Z",
        "2026-12-18T23:59:00Z",
    ]


def rows(data):
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_has_a_line_for_each_role(market_site):
    data = (market_site / "roles.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    found = {row["Role"]: row for row in rows(data)}
    assert len(found) == 15
    assert found["ranger"]["Title"] == "Ranger (Café & Paths)"
    assert found["ranger"]["Full-time pay from (£ a year)"] == "21500.00"
    assert found["care-assistant"]["Vacancies"] == "HT-101; HT-102"
    assert found["auditor"]["Vacancies"] == ""


def test_a_department_without_a_latin_letter_has_no_feed_and_is_told_once(views):
    told = [replace(view, department="Ωδή") for view in views]
    publisher = Publisher("Site", SITE)
    entries = [entry for view in told if view.is_open for entry in entries_of(view, publisher)]
    made = feeds([role_card(view) for view in told], entries, None, publisher, packaged_words())
    found = {feed.path: feed.entries for feed in made}
    assert found["feeds/vacancies"]
    assert not any(path.startswith("feeds/departments") for path in found)
    for entries in found.values():
        assert len({entry.id for entry in entries}) == len(entries)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(views, sign):
    told = replace(views[0], title=f'{sign}cmd|" /C calc"!A0', department='",=1+1')
    (row,) = rows(role_table([table_row(told, Publisher("Site", SITE))]))
    assert row["Title"] == f"'{told.title}"
    assert row["Department"] == '",=1+1'


def head(site, address):
    return html.parse(str(site / address / "index.html")).getroot().find("head")


def metas(site, address):
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in head(site, address).iter("meta")
    }


def test_pages_say_how_they_are_shared(market_site):
    said = metas(market_site, "roles/ranger/")
    assert said["og:title"] == "Ranger (Café & Paths)"
    assert said["og:description"] == said["description"]
    assert said["og:url"] == f"{SITE}roles/ranger/"
    assert said["og:image"] == f"{SITE}roles/ranger/share.png"
    assert said["og:image:alt"].startswith(
        "Ranger (Café & Paths). Moorland Council. £21,500 a year"
    )
    assert said["twitter:card"] == "summary_large_image"
    canonical = head(market_site, "roles/ranger").xpath("link[@rel='canonical']/@href")
    assert canonical == [f"{SITE}roles/ranger/"]
    assert metas(market_site, "")["og:title"] == "Jobs at three employers"


def test_each_picture_is_as_large_as_its_page_says(market_site):
    pictures = list(market_site.glob("roles/*/share.png"))
    assert len(pictures) == 15
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (1200, 630)
        said = metas(market_site, f"roles/{picture.parent.name}")
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")


def test_the_picture_of_long_names_is_one_picture(views):
    trust = "Cambridgeshire and Peterborough Community and Mental Health NHS Foundation Trust"
    view = replace(
        views[0],
        title="Senior Psychological Wellbeing Practitioner, and Supervisor of Trainees; " * 3,
        organisation=views[0].organisation.model_copy(update={"name": trust}),
        department="Directorate of Mental Health, Learning Disabilities and Services " * 2,
    )
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40"></svg>'
    for each in (view, replace(view, logo=Logo(logo, "svg", "A wide logo"))):
        data = picture_here(role_picture(each, Publisher("Jobs")), ROOT / "templates")
        assert struct.unpack(">II", data[16:24]) == (1200, 630)


def role_folders(site):
    return [path for path in site.glob("roles/*") if path.is_dir()]


def test_every_file_that_a_page_names_exists(market_site):
    for address in ("", "compare", *(f"roles/{path.name}" for path in role_folders(market_site))):
        links = head(market_site, address).xpath("link[contains(@rel, 'alternate')]")
        assert len(links) >= 2
        for link in links:
            assert (market_site / link.get("href").removeprefix(SITE)).is_file()
            assert link.get("title")


def test_robots_are_led_to_the_sitemap(market_site):
    lines = (market_site / "robots.txt").read_text("utf-8").splitlines()
    assert lines == ["User-agent: *", "Disallow:", "", f"Sitemap: {SITE}sitemap.xml"]


def test_the_sitemap_holds_pages_alone_and_none_that_has_closed(market_site):
    root = etree.parse(market_site / "sitemap.xml").getroot()
    places = [element.text for element in root.iter("{*}loc")]
    roles = {place.split("/")[-2] for place in places if "/roles/" in place}
    assert roles == {"roles", *(path.name for path in role_folders(market_site))} - {"receptionist"}
    assert all(place.endswith("/") for place in places)
    changed = {
        f"{SITE}roles/{role['id']}/": role["changed"]
        for role in json.loads((market_site / "roles.json").read_bytes())["roles"]
        if role["id"] != "receptionist"
    }
    assert changed[f"{SITE}roles/ranger/"] == "2026-11-12"  # the day on which its vacancy opened
    assert changed[f"{SITE}roles/archivist/"] == "2026-10-05"  # the day of the commit
    told = {one.findtext("{*}loc"): one.findtext("{*}lastmod") for one in root.iter("{*}url")}
    assert {address: told[address] for address in told if address in changed} == changed


@pytest.fixture(scope="module")
def market_project(tmp_path_factory):
    return whole_project("market", tmp_path_factory.mktemp("feeds") / "project")


def made(project, now, address=SITE):
    """Give every file, with the day of the last change as git would tell it."""
    past = one_commit(project, dt.datetime(2026, 11, 20, tzinfo=LONDON))
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=LONDON)
    settings = BuildSettings(
        project, "Site", moment, past=past, site_address=address, pages_only=True
    )
    return publish(settings).files


def test_nothing_depends_on_the_clock(market_project):
    first, later = (made(market_project, now) for now in ("2026-11-23T12:00", "2026-11-24T18:00"))
    assert first == later


def test_without_an_address_there_are_no_feeds_and_all_else_works(market_project):
    files = made(market_project, "2026-11-23T12:00", address="")
    assert [path for path in files if path.startswith("feeds/")] == ["feeds/closing-dates.ics"]
    assert files["robots.txt"].decode() == "User-agent: *\nDisallow:\n"
    listed = json.loads(files["roles.json"])["roles"]
    assert listed[0]["url"] == "roles/archivist/"
    calendar = Calendar.from_ical(files["roles/ranger/dates.ics"])
    assert "url" not in calendar.walk("VEVENT")[0]
