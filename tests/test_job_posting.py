"""Each open vacancy is told to search engines as Google documents it, and only what is true."""

import json
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree, html
from pydantic import TypeAdapter

from conftest import NOW, TODAY
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.country import country_of
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import Pay, TieredPay
from rolebook.model.site_config import Location
from rolebook.render.feeds.job_posting import employment_types, job_postings, script_json
from rolebook.render.feeds.jobs_xml import job_feed, jobs_of
from rolebook.render.web.publisher import Publisher

TOOLS = Path(__file__).parent / "tools"
SITE = "https://jobs.example.org/"


def board_of(view: RoleView) -> bytes:
    """Give what job boards are told of one role."""
    publisher = Publisher("Jobs")
    return job_feed([jobs_of(view, publisher)], publisher)


def postings_of(page: Path) -> list[dict]:
    scripts = html.parse(str(page)).getroot().xpath("//script[@type='application/ld+json']")
    return [json.loads(script.text) for script in scripts]


@pytest.fixture(scope="session")
def postings(market_site):
    """Every posting of the market, as it stands in the built pages, by its reference."""
    found = {}
    for page in sorted((market_site / "roles").glob("*/index.html")):
        for posting in postings_of(page):
            found[posting["identifier"]["value"]] = posting
    return found


def test_every_open_vacancy_has_a_posting_of_its_own_and_no_other_has(postings):
    assert sorted(postings) == [
        "FC-1", "FC-2", "FC-3", "FC-4", "HT-101", "HT-102", "HT-201", "HT-301", "HT-401",
        "MC-11", "MC-21", "MC-31",
    ]  # fmt: skip


def google_says(postings: list[dict]) -> list[dict]:
    node = shutil.which("node")
    if node is None or not (TOOLS / "node_modules" / "@adobe").is_dir():
        pytest.skip("no validator here; install it with: npm ci --prefix tests/tools")
    done = subprocess.run(
        [node, str(TOOLS / "google_rules.mjs")],
        input=json.dumps(postings), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_google_finds_nothing_wrong(postings):
    # The validator looks at one place of each posting, where Google takes several.
    single = []
    for posting in postings.values():
        places = posting.get("jobLocation")
        many = places if isinstance(places, list) else [places]
        single += [{**posting, "jobLocation": place} if place else posting for place in many]
    issues = google_says(single)
    optional = {
        f'Missing field "{name}" (optional)'
        for name in (
            "directApply", "applicantLocationRequirements", "jobLocationType", "baseSalary",
            "validThrough",
        )
    }  # fmt: skip
    assert [issue for issue in issues if issue["issueMessage"] not in optional] == []


def test_the_rules_of_google_are_really_asked(postings):
    wrong = json.loads(json.dumps(postings["HT-201"]))
    del wrong["title"]
    wrong["jobLocation"] = {"@type": "Place", "address": {"@type": "PostalAddress", "town": "X"}}
    wrong["closes"] = "2027-01-01"
    said = {issue["issueMessage"] for issue in google_says([wrong])}
    assert 'Required attribute "title" is missing' in said
    assert 'Required attribute "jobLocation.address.addressCountry" is missing' in said
    for name, kind in (("closes", "JobPosting"), ("town", "PostalAddress")):
        words = "is not supported by the schema.org specification"
        assert f'Property "{name}" for type "{kind}" {words}' in said


def test_a_posting_in_whole(postings):
    posting = dict(postings["MC-11"])
    description = posting.pop("description")
    assert posting == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Planning Officer",
        "identifier": {"@type": "PropertyValue", "name": "Moorland Council", "value": "MC-11"},
        "datePosted": "2026-11-10T09:00:00+00:00",
        "validThrough": "2026-12-11T17:00:00+00:00",
        "employmentType": ["FULL_TIME"],
        "hiringOrganization": {
            "@type": "Organization",
            "name": "Moorland Council",
            "sameAs": "https://www.example.org/moorland",
        },
        "jobLocation": [
            {
                "@type": "Place",
                "name": "Moor Town Hall",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Market Square",
                    "addressLocality": "Moorton",
                    "addressRegion": "Moorshire",
                    "postalCode": "ZZ3 3CC",
                    "addressCountry": "GB",
                },
            },
            {
                "@type": "Place",
                "name": "High Tor depot",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "High Tor",
                    "addressRegion": "Moorshire",
                    "postalCode": "ZZ4 4DD",
                    "addressCountry": "GB",
                },
            },
        ],
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "GBP",
            "value": {
                "@type": "QuantitativeValue",
                "unitText": "YEAR",
                "minValue": 41000.0,
                "maxValue": 44000.0,
            },
        },
        "url": f"{SITE}roles/planning-officer/",
    }
    assert description == (
        "<p>Decide what is built on the moor.</p><ul>"
        "<li>Pay: Moorland scale 2026, Grade 9: £41,000 to £44,000 a year</li>"
        "<li>Hours: Full time, 37 hours a week</li><li>Contract: Permanent</li>"
        "<li>Place: Moor Town Hall</li><li>Closing date: Friday 11 December 2026 at 5pm</li>"
        "<li>Reference: MC-11</li></ul>"
        "<p>Duties</p><p>Planning</p><ul><li>Write reports on applications</li></ul>"
        "<p>Person specification</p>"
        "<p>Skills and abilities</p><ul><li>Essential: Writes clearly</li>"
        "<li>Desirable: Able to manage a budget</li></ul>"
    )


@pytest.mark.parametrize(
    ("reference", "types"),
    [
        ("HT-101", ["PART_TIME"]),
        ("HT-102", ["FULL_TIME"]),
        ("HT-301", ["FULL_TIME", "PART_TIME", "TEMPORARY"]),
        ("MC-31", ["FULL_TIME", "TEMPORARY"]),
        ("FC-2", ["OTHER"]),
        ("FC-3", ["VOLUNTEER"]),
    ],
)
def test_types_of_employment(postings, reference, types):
    assert postings[reference]["employmentType"] == types


def test_a_self_employed_role_is_a_contractors(views):
    role = next(view.role for view in views if view.id == "self-employed-therapist")
    assert employment_types(role) == ("CONTRACTOR",)


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("HT-101", {"unitText": "HOUR", "value": 12.8}),
        ("HT-201", {"unitText": "YEAR", "minValue": 26000.0, "maxValue": 27500.0}),
        # 25,200 × 30 ÷ 37 × 44.5 ÷ 52.143: what a term-time post is paid, not a full-time year
        ("FC-1", {"unitText": "YEAR", "value": 17437.49}),
        # held full time or part time: what it pays full time
        ("HT-301", {"unitText": "YEAR", "minValue": 31000.0, "maxValue": 34000.0}),
        ("FC-2", None),  # by the session
        ("FC-3", None),  # unpaid
        ("FC-4", None),  # not stated
    ],
)
def test_pay_is_what_the_post_pays(postings, reference, value):
    salary = postings[reference].get("baseSalary")
    assert (salary and salary["value"]) == (value and {"@type": "QuantitativeValue", **value})


PART_TIME = {"pattern": "part-time"}


def salary_words(figures):
    return figures.salary.in_words(packaged_words()) if figures.salary else "None"


@pytest.mark.parametrize(
    ("pay", "hours", "told"),
    [
        ({"type": "daily", "amount": "210"}, PART_TIME, "£210 per day"),
        ({"type": "annual", "amount": "30000"}, PART_TIME, "None"),
        ({"type": "annual", "amount": "30000"}, {"pattern": "flexible"}, "None"),
        ({"type": "annual", "amount": "30000"}, {"pattern": "part-time", "fte": "0.5"},
         "£15,000 per year"),
        ({"type": "annual", "amount": "30000"}, {"pattern": "either"}, "£30,000 per year"),
        # Offered either way for 39 weeks: nobody is paid the whole of it.
        ({"type": "annual", "amount": "30000"}, {"pattern": "either", "weeks_a_year": "39"},
         "None"),
        ({"type": "annual", "amount": "9000", "basis": "actual"}, PART_TIME, "£9,000 per year"),
    ],
)  # fmt: skip
def test_pay_of_a_part_time_post_is_never_that_of_a_full_time_one(pay, hours, told):
    made = TypeAdapter(Pay).validate_python(pay)
    figures = pay_figures(made, WorkingHours.model_validate(hours), {}, TODAY, packaged_words())
    assert salary_words(figures) == told


@pytest.mark.parametrize(
    ("tiers", "told"),
    [
        (["25", "55"], "£25 to £55 per hour"),
        (["25", None], "None"),
    ],
)
def test_tiers_are_a_range_only_where_all_are_paid_by_the_same_unit(tiers, told):
    paid = [
        {"type": "hourly", "amount": amount} if amount else {"type": "unpaid"} for amount in tiers
    ]
    made = [{"when": "then", "pay": pay} for pay in paid]
    pay = TieredPay.model_validate({"type": "tiers", "depends_on": "hours", "tiers": made})
    figures = pay_figures(pay, WorkingHours(pattern="flexible"), {}, TODAY, packaged_words())
    assert salary_words(figures) == told


def test_only_a_fully_remote_post_is_telecommuting(postings):
    remote = postings["MC-21"]
    assert remote["jobLocationType"] == "TELECOMMUTE"
    assert remote["applicantLocationRequirements"] == {"@type": "Country", "name": "GB"}
    assert "jobLocation" not in remote
    for reference, posting in postings.items():
        if reference != "MC-21":
            assert "jobLocationType" not in posting
            assert posting["jobLocation"]
        assert "directApply" not in posting


def test_a_place_of_which_no_country_is_known_is_left_out_beside_others(postings):
    # The other is the online campus, without address or region.
    assert postings["FC-2"]["jobLocation"]["name"] == "Fen Campus"


def test_a_place_alone_is_told_without_a_country_that_nobody_stated(small_project, printable):
    file = small_project / "site_config" / "locations.yaml"
    file.write_text(file.read_text("utf-8").replace("South East", "Leinster"), "utf-8")
    role = small_project / "content" / "roles" / "support-worker.yaml"
    text = role.read_text("utf-8").replace("    example: yes\n", "")
    role.write_text(f"{text}    application: {{email: jobs@example.org}}\n", "utf-8")
    content = read_content(small_project, TODAY, printable)
    view = role_view("support-worker", content.roles["support-worker"], content, NOW, TODAY)
    (posting,) = job_postings(view, Publisher("Jobs"))
    assert posting["jobLocation"] == {
        "@type": "Place",
        "name": "Eastmere Centre",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 Example Street",
            "addressLocality": "Eastmere",
            "addressRegion": "Leinster",
        },
    }
    assert b"GB" not in board_of(view)


@pytest.mark.parametrize(
    ("location", "country"),
    [
        ({"address": {"town": "Dublin", "county": "Dublin"}, "region": "Leinster"}, ""),
        ({"address": {"lines": ["1 Main Street"], "town": "Newport"}}, ""),
        ({"address": {"town": "Newport"}, "region": "Wales"}, "GB"),
        ({"region": "yorkshire and the humber"}, "GB"),
        ({"address": {"postcode": "NP20 1AA"}}, "GB"),
        ({}, ""),
    ],
)
def test_a_place_is_in_the_united_kingdom_only_where_its_file_says_so(location, country):
    assert country_of(Location.model_validate({"name": "Place", **location})) == country


@pytest.mark.parametrize(
    ("checks", "workplace", "told"),
    [
        ("", "remote", {"jobLocationType": "TELECOMMUTE"}),
        ("checks: {right_to_work: yes}", "remote",
         {"jobLocationType": "TELECOMMUTE",
          "applicantLocationRequirements": {"@type": "Country", "name": "GB"}}),
        ("checks: {right_to_work: no}", "remote", {"jobLocationType": "TELECOMMUTE"}),
        ("", "on-site", {}),
        ("checks: {right_to_work: yes}", "on-site",
         {"jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress",
                                                        "addressCountry": "GB"}}}),
    ],
)  # fmt: skip
def test_a_post_without_a_place_has_the_country_of_the_right_to_work(
    small_project, printable, checks, workplace, told
):
    role = small_project / "content" / "roles" / "support-worker.yaml"
    text = role.read_text("utf-8").replace("  base: eastmere\n", "").replace("on-site", workplace)
    text = text.replace("    example: yes\n", "").replace("vacancies:", f"{checks}\nvacancies:")
    role.write_text(f"{text}    application: {{email: jobs@example.org}}\n", "utf-8")
    content = read_content(small_project, TODAY, printable)
    view = role_view("support-worker", content.roles["support-worker"], content, NOW, TODAY)
    (posting,) = job_postings(view, Publisher("Jobs"))
    names = ("jobLocationType", "applicantLocationRequirements", "jobLocation")
    assert {name: posting[name] for name in names if name in posting} == told
    feed = etree.fromstring(board_of(view))
    assert (feed.findtext("job/country") == "GB") == ("GB" in str(told))


def test_what_never_closes_has_no_last_day(postings):
    assert "validThrough" not in postings["FC-2"]
    assert "datePosted" in postings["FC-2"]


def test_descriptions_hold_only_what_google_shows(postings):
    for posting in postings.values():
        tree = html.fragment_fromstring(posting["description"], create_parent="div")
        assert {element.tag for element in tree.iterdescendants()} <= {"p", "ul", "li", "br"}
        assert posting["description"] != posting["title"]


def test_examples_are_no_postings(views):
    open_roles = [view for view in views if view.is_open]
    assert open_roles
    assert all(job_postings(view, Publisher("Site", SITE)) == () for view in open_roles)


def test_no_text_ends_the_script(views):
    nasty = "</script><script>alert(1)</script><!-- & \u2028 \u2029 -->"
    view = next(view for view in views if view.is_open)
    opening = view.vacancies[0]
    live = replace(opening, vacancy=opening.vacancy.model_copy(update={"example": False}))
    view = replace(view, title=nasty, summary=nasty, vacancies=(live,))
    (posting,) = job_postings(view, Publisher("Site", SITE))
    written = script_json(posting)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["title"] == nasty
    page = html.fromstring(f'<head><script type="application/ld+json">{written}</script></head>')
    assert len(page.xpath("//script")) == 1
    shown = html.fromstring(posting["description"])
    assert not shown.xpath("//script")


def test_amounts_are_numbers(postings):
    for posting in postings.values():
        value = posting.get("baseSalary", {}).get("value", {})
        amounts = [value[name] for name in ("value", "minValue", "maxValue") if name in value]
        assert all(isinstance(amount, float) for amount in amounts)
        assert all(Decimal(str(amount)) > 0 for amount in amounts)
