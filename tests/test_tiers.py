"""Pay in tiers has figures in every output; the expected amounts were worked out by hand."""

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
import yaml
from lxml import etree

from conftest import NOW, TODAY
from rolebook.base.document_tree import Facts, Table, plain_blocks
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.role_view import role_view
from rolebook.enrich.site.careers import career_view
from rolebook.enrich.site.compared_role import compared_role
from rolebook.enrich.site.listing import vacancy_entries, vacancy_listing
from rolebook.enrich.site.role_card import asking_role
from rolebook.model.site_config import CareerPath
from rolebook.render.feeds.description_html import description_html
from rolebook.render.feeds.feed_entries import entries_of
from rolebook.render.feeds.job_posting import job_postings
from rolebook.render.feeds.jobs_xml import job_feed, jobs_of
from rolebook.render.feeds.role_data import role_file, role_record
from rolebook.render.feeds.role_table import role_table, table_row
from rolebook.render.web.publisher import Publisher

PUBLISHER = Publisher("Jobs", "https://jobs.example.org/")
FULL_TIME = {"pattern": "full-time", "hours_a_week": 37.5, "full_time_hours": 37.5}
THREE_DAYS = {"pattern": "part-time", "hours_a_week": 22.5, "full_time_hours": 37.5}


def annual(amount, **more):
    return {"type": "annual", "amount": amount, **more}


def hourly(amount):
    return {"type": "hourly", "amount": amount}


def band(name):
    return {"type": "pay-scale", "scale": "example-scale", "band": name}


@pytest.fixture
def view_of(small_project, printable):
    """Give the view of a role with tiers of pay, which has one open vacancy."""

    def view(hours, *pays):
        path = small_project / "content" / "roles" / "support-worker.yaml"
        role = yaml.safe_load(path.read_text("utf-8"))
        tiers = [{"when": f"Case {n}", "pay": pay} for n, pay in enumerate(pays, start=1)]
        role |= {
            "hours": hours,
            "pay": {"type": "tiers", "depends_on": "experience", "tiers": tiers},
            "vacancies": [
                {
                    "reference": "SW-1",
                    "opens": "2026-11-16 09:00",
                    "closes": "2027-01-29 23:59",
                    "application": {"email": "jobs@example.org"},
                }
            ],
        }
        path.write_text(yaml.safe_dump(role), "utf-8")
        content = read_content(small_project, TODAY, printable)
        return role_view("support-worker", content.roles["support-worker"], content, NOW, TODAY)

    return view


def row_of(view):
    """Give the cells of the role in the table of all roles, by their titles."""
    text = role_table([table_row(view, PUBLISHER)]).decode("utf-8-sig")
    return next(csv.DictReader(StringIO(text)))


def pay_table(view):
    (section,) = (one for one in view.sections if one.id == "pay-and-benefits")
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return table


def facts_of(view):
    return {fact.key: (fact.value, fact.note) for fact in view.facts}


def test_annual_tiers_of_a_full_time_post(view_of):
    view = view_of(FULL_TIME, annual("25000"), annual("36088"))
    assert view.pay.stated == "Depends on experience: £25,000 a year; £36,088 a year"
    (entry,) = vacancy_listing(vacancy_entries(view), view.words).entries
    assert entry.pay_in_order == 25000
    assert view.pay_in_order == 25000
    row = row_of(view)
    assert row["Full-time pay from (£ a year)"] == "25000.00"
    assert row["Full-time pay to (£ a year)"] == "36088.00"
    assert row["Pay for these hours from (£)"] == "25000.00"
    assert row["Pay for these hours to (£)"] == "36088.00"
    assert row["Paid per"] == "year"
    (posting,) = job_postings(view, PUBLISHER)
    assert posting["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {
            "@type": "QuantitativeValue",
            "unitText": "YEAR",
            "minValue": 25000.0,
            "maxValue": 36088.0,
        },
    }
    job = etree.fromstring(job_feed([jobs_of(view, PUBLISHER)], PUBLISHER)).find("job")
    assert job.findtext("salary") == "£25,000 to £36,088 per year"
    for data in (role_file(view, PUBLISHER), role_record(view, PUBLISHER)):
        pay = json.loads(data)["pay"]
        assert (pay["minimum"], pay["maximum"], pay["unit"]) == (25000, 36088, "year")
        assert (pay["full_time_minimum"], pay["full_time_maximum"]) == (25000, 36088)
        assert pay["currency"] == "GBP"
    compared = {fact.key: fact.value for fact in compared_role(view).facts}
    assert compared["full_time_pay"] == "£25,000 or £36,088 a year"
    # 25000 ÷ 52.143 ÷ 37.5 = 12.7853…; 36088 ÷ 52.143 ÷ 37.5 = 18.4559…
    assert facts_of(view)["hourly_pay"] == (
        "£12.79 or £18.46 an hour",
        "a full-time year ÷ 52.143 weeks ÷ 37.5 hours",
    )
    assert pay_table(view).header == ("Experience", "Pay")


def test_annual_tiers_of_a_part_time_post_say_pay_for_these_hours(view_of):
    # 30000 × 22.5 ÷ 37.5 = 18000; 35000 × 0.6 = 21000
    view = view_of(THREE_DAYS, annual("30000"), annual("35000"))
    assert facts_of(view)["actual_pay"] == (
        "£18,000 or £21,000 a year",
        "£30,000 or £35,000 × 22.5 ÷ 37.5 hours a week",
    )
    table = pay_table(view)
    assert table.header == ("Experience", "Pay", "Worked out for these hours")
    assert table.rows == (
        ("Case 1", "£30,000 a year, full-time equivalent", "£18,000 a year"),
        ("Case 2", "£35,000 a year, full-time equivalent", "£21,000 a year"),
    )
    assert "actual_pay" in {fact.key for fact in view.glance}
    row = row_of(view)
    assert row["Full-time pay from (£ a year)"] == "30000.00"
    assert row["Pay for these hours from (£)"] == "18000.00"
    assert row["Pay for these hours to (£)"] == "21000.00"
    (posting,) = job_postings(view, PUBLISHER)
    assert posting["baseSalary"]["value"]["minValue"] == 18000.0
    assert posting["baseSalary"]["value"]["maxValue"] == 21000.0
    words = "Pay for these hours: £18,000 or £21,000 a year"
    (entry,) = entries_of(view, PUBLISHER)
    assert words in entry.html
    assert "£18,000 or £21,000 a year" in description_html(view, view.vacancies[0])


def test_bands_of_a_scale_as_tiers(view_of):
    # Band 5: 25000 to 27000 × 0.6 = 15000 to 16200; Band 6: 30000 to 33000 × 0.6 = 18000 to 19800
    hours = {"pattern": "part-time", "hours_a_week": 22.5}
    view = view_of(hours, band("Band 5"), band("Band 6"))
    assert view.pay.annual_equivalent.in_words(view.words) == "£25,000 to £33,000"
    assert facts_of(view)["actual_pay"] == (
        "£15,000 to £19,800 a year",
        "£25,000 to £33,000 × 22.5 ÷ 37.5 hours a week",
    )
    assert [row[2] for row in pay_table(view).rows] == [
        "£15,000 to £16,200 a year",
        "£18,000 to £19,800 a year",
    ]
    assert view.pay_in_order == 25000
    assert row_of(view)["Pay for these hours to (£)"] == "19800.00"
    (section,) = (one for one in view.sections if one.id == "pay-and-benefits")
    text = " ".join(part.text for block in section.blocks[2:] for part in block.inlines)
    assert text == (
        "Example scale 2026, Band 5, in force from 1 April 2026. Source: Example figures made up "
        "for tests; nobody is paid by them. Example scale 2026, Band 6, in force from 1 April "
        "2026. Source: Example figures made up for tests; nobody is paid by them."
    )


def test_tiers_of_two_kinds_are_put_in_order_by_the_lowest(view_of):
    # 12.60 × 37.5 × 52.143 = 24637.5675, less than 26000
    view = view_of(FULL_TIME, annual("26000"), hourly("12.60"))
    assert view.pay_in_order == Decimal("24637.5675")
    assert view.pay.annual_equivalent is None
    assert view.pay.salary is None
    compared = {fact.key: fact.value for fact in compared_role(view).facts}
    # 26000 ÷ 52.143 ÷ 37.5 = 13.2967…; over a full-time year that is 26000 again.
    assert compared["full_time_pay"].startswith("£24,637.57 or £26,000 a year (worked out: ")
    assert facts_of(view)["hourly_pay"][0] == "£12.60 or £13.30 an hour"


def test_a_tier_whose_pay_is_not_stated_leaves_the_whole_unknown(view_of):
    view = view_of(THREE_DAYS, annual("30000"), {"type": "not-stated"})
    assert view.pay_in_order is None
    assert view.pay.annual_equivalent is None
    assert view.pay.salary is None
    assert "actual_pay" not in facts_of(view)
    assert [row[2] for row in pay_table(view).rows] == ["£18,000 a year", ""]


def test_a_tier_that_is_unpaid_is_told_beside_the_others(view_of):
    view = view_of(THREE_DAYS, {"type": "unpaid"}, annual("30000"))
    assert view.pay_in_order == 0
    assert facts_of(view)["actual_pay"][0] == "£18,000 a year, or unpaid"
    compared = {fact.key: fact.value for fact in compared_role(view).facts}
    assert compared["full_time_pay"] == "£30,000 a year, or unpaid"
    assert view.pay.salary is None


def test_a_currency_is_named_only_beside_figures(view_of):
    view = view_of(FULL_TIME, {"type": "unpaid"}, {"type": "not-stated"})
    pay = json.loads(role_file(view, PUBLISHER))["pay"]
    assert pay == {"words": "Depends on experience: Unpaid; Not stated", "unpaid": True}


def test_a_tier_that_is_unpaid_beside_a_session_is_not_unpaid(view_of):
    view = view_of(THREE_DAYS, {"type": "unpaid"}, {"type": "session", "amount": "45"})
    compared = {fact.key: fact.value for fact in compared_role(view).facts}
    assert compared["full_time_pay"] == "Cannot be worked out: hourly pay is not known"


def test_pay_for_these_hours_that_the_employer_states_counts_with_the_rest(view_of):
    # 12000 ÷ 0.6 = 20000 for a full-time year; 30000 × 0.6 = 18000 for these hours
    view = view_of(THREE_DAYS, annual("12000", basis="actual"), annual("30000"))
    assert facts_of(view)["actual_pay"] == (
        "£12,000 or £18,000 a year",
        "£30,000 × 22.5 ÷ 37.5 hours a week",
    )
    compared = {fact.key: fact.value for fact in compared_role(view).facts}
    assert compared["full_time_pay"] == (
        "£20,000 or £30,000 a year (worked out: pay for the hours of this post ÷ (22.5 ÷ 37.5 "
        "hours a week))"
    )
    assert row_of(view)["Pay for these hours from (£)"] == "12000.00"


def test_four_amounts_are_a_range(view_of):
    view = view_of(THREE_DAYS, *(annual(str(pay)) for pay in (30000, 31000, 32000, 33000)))
    assert facts_of(view)["actual_pay"][0] == "£18,000 to £19,800 a year"


def test_days_of_known_length_have_an_hourly_equivalent(view_of):
    # 150 ÷ 7.5 = 20; 180 ÷ 7.5 = 24
    days = ({"type": "daily", "amount": pay, "hours_each": 7.5} for pay in ("150", "180"))
    view = view_of({"pattern": "flexible"}, *days)
    assert facts_of(view)["hourly_pay"] == ("£20 or £24 an hour", "a day of 7.5 hours")
    # 20 × 37.5 × 52.143 = 39107.25
    assert view.pay_in_order == Decimal("39107.25")


def test_supplements_of_a_tier_say_when_they_are_paid(view_of):
    supplement = {"name": "On call", "amount": 20, "per": "night", "detail": "One night in eight."}
    view = view_of(FULL_TIME, annual("30000", supplements=[supplement]), annual("35000"))
    assert pay_table(view).rows[0][1] == "£30,000 a year. On call: £20 a night. One night in eight."


def test_facts_of_pay_come_before_the_table(view_of):
    view = view_of(THREE_DAYS, annual("30000"), annual("35000"))
    (section,) = (one for one in view.sections if one.id == "pay-and-benefits")
    facts, _ = section.blocks
    assert isinstance(facts, Facts)
    assert [fact.key for fact in facts.facts] == ["actual_pay", "hourly_pay"]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ([annual("30000")], [annual("31000"), annual("36000")],
         "Over a full-time year, the lowest pay rises by £1,000 and the highest rises by £6,000"),
        ([annual("30000")], [{"type": "unpaid"}, annual("36000")], ""),
        ([hourly("20")], [{"type": "unpaid"}, hourly("25"), hourly("55")],
         "By the hour, £20 in the first role and £25 or £55, or unpaid, in the second"),
    ],
)  # fmt: skip
def test_a_step_of_a_career_counts_every_tier(view_of, first, second, words):
    pays = {"first": first, "second": second}
    by_id = {name: asking_role(view_of(FULL_TIME, *pay)) for name, pay in pays.items()}
    path = CareerPath.model_validate({"title": "Path", "roles": ["first", "second"]})
    (step,) = career_view("path", path, by_id, packaged_words()).steps
    assert step.pay == (f"{words}." if words else "")


def test_what_no_cell_can_hold_is_told_below_the_table(view_of):
    supplement = {"name": "On call", "amount": 20, "per": "night", "detail": "- Friday\n- Sunday"}
    link = "[Our policy](https://www.example.org/pay)"
    view = view_of(FULL_TIME, annual("30000", supplements=[supplement], detail=link))
    (section,) = (one for one in view.sections if one.id == "pay-and-benefits")
    below = section.blocks[-1]
    assert isinstance(below, Facts)
    assert [(fact.label, plain_blocks(fact.blocks)) for fact in below.facts] == [
        ("Case 1: On call", "Friday\nSunday"),
        ("Case 1", "Our policy"),
    ]
