"""Pay is worked out as payroll would; the expected amounts were worked out by hand."""

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from rolebook.base.money import pounds, pounds_range
from rolebook.check.words import packaged_words
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.enrich.pay.supplements import supplement_words
from rolebook.enrich.working_terms import hours_facts, hours_in_short
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import Pay
from rolebook.model.site_config import PayScale
from rolebook.model.supplement import Supplement

TODAY = dt.date(2026, 11, 23)
SCALES = {
    "example": PayScale.model_validate(
        {
            "name": "Example scale",
            "full_time_hours": "37",
            "versions": [
                {
                    "effective_from": "2026-04-01",
                    "source": {"title": "Made up for tests", "checked_on": "2026-04-01"},
                    "points": {"5": "25000", "6": "26000", "7": "27500"},
                    "bands": {
                        "Band A": {"minimum": "25000", "maximum": "27500"},
                        "Band B": {"lowest_point": "6", "highest_point": "7"},
                    },
                },
                {
                    "effective_from": "2027-04-01",
                    "source": {"title": "Made up for tests", "checked_on": "2026-04-01"},
                    "bands": {"Band A": {"minimum": "26000", "maximum": "28600"}},
                },
            ],
        }
    )
}


def figures(pay, hours, today=TODAY):
    return pay_figures(
        TypeAdapter(Pay).validate_python(pay),
        WorkingHours.model_validate(hours),
        SCALES,
        today,
        packaged_words(),
    )


CLINICAL_LEAD = {"type": "annual", "minimum": "43158.24", "maximum": "47130.12"}
THREE_DAYS = {"pattern": "part-time", "hours_a_week": "22.5", "full_time_hours": "37.5"}


def test_part_time_pay_is_the_full_time_equivalent_by_hours():
    # 43158.24 × 22.5 ÷ 37.5 = 25894.944; 47130.12 × 0.6 = 28278.072
    pay = figures(CLINICAL_LEAD, THREE_DAYS)
    assert pay.stated == "£43,158.24 to £47,130.12 a year, full-time equivalent"
    assert pay.actual.range.in_words(packaged_words()) == "£25,894.94 to £28,278.07"
    assert pay.actual.working == "£43,158.24 to £47,130.12 × 22.5 ÷ 37.5 hours a week"
    # 43158.24 ÷ 52.143 ÷ 37.5 = 22.0716…; 47130.12 ÷ 52.143 ÷ 37.5 = 24.1028…
    assert pay.hourly.range.in_words(packaged_words()) == "£22.07 to £24.10"


def test_fte_alone_is_enough_for_pro_rata_pay():
    pay = figures(CLINICAL_LEAD, {"pattern": "part-time", "fte": "0.6"})
    assert pay.actual.range.in_words(packaged_words()) == "£25,894.94 to £28,278.07"
    assert pay.hourly is None


def test_full_time_pay_has_no_actual_pay_beside_it():
    pay = figures(CLINICAL_LEAD, {"pattern": "full-time", "full_time_hours": "37.5"})
    assert pay.stated == "£43,158.24 to £47,130.12 a year"
    assert pay.actual is None


def test_without_hours_nothing_is_worked_out():
    pay = figures({"type": "annual", "amount": "24772.74"}, {"pattern": "full-time"})
    assert (pay.stated, pay.actual, pay.hourly) == ("£24,772.74 a year", None, None)


def test_term_time_pay_goes_by_the_weeks_that_are_paid():
    # 25000 × 20 ÷ 37 × 44.5 ÷ 52.143 = 11532.733…
    hours = {
        "pattern": "part-time",
        "hours_a_week": "20",
        "full_time_hours": "37",
        "weeks_a_year": "39",
        "paid_weeks_a_year": "44.5",
    }
    pay = figures({"type": "annual", "amount": "25000"}, hours)
    assert pay.actual.range.in_words(packaged_words()) == "£11,532.73"
    assert pay.actual.working == "£25,000 × 20 ÷ 37 hours a week × 44.5 ÷ 52.143 weeks a year"


@pytest.mark.parametrize(
    ("amount", "actual"), [("24771", "£5,160.63"), ("27009", "£5,626.88"), ("30003", "£6,250.63")]
)
def test_half_a_penny_of_part_time_pay_goes_up(amount, actual):
    # 24771 × 7.5 ÷ 36 = 5160.625, and so on, though 7.5 ÷ 36 cannot be written out.
    hours = {"pattern": "part-time", "hours_a_week": "7.5", "full_time_hours": "36"}
    pay = figures({"type": "annual", "amount": amount}, hours)
    assert pay.actual.range.in_words(packaged_words()) == actual


def test_a_share_of_a_full_time_post_rounds_halves_up():
    hours = WorkingHours(pattern="part-time", hours_a_week="25", full_time_hours="40")
    assert hours_in_short(hours, packaged_words()) == "Part time, 25 hours a week (0.63 FTE)"


def test_term_time_without_paid_weeks_says_that_leave_is_not_counted():
    hours = {"pattern": "full-time", "weeks_a_year": "39"}
    pay = figures({"type": "annual", "amount": "25000"}, hours)
    assert pay.actual.range.in_words(packaged_words()) == "£18,698.58"
    assert pay.actual.working.endswith("39 ÷ 52.143 weeks a year, paid leave not counted")


def test_actual_pay_gives_the_hourly_equivalent_of_the_hours_worked():
    # 12000 ÷ 52.143 ÷ 15 = 15.3425…
    pay = figures(
        {"type": "annual", "amount": "12000", "basis": "actual"},
        {"pattern": "part-time", "hours_a_week": "15", "full_time_hours": "37.5"},
    )
    assert pay.stated == "£12,000 a year for the hours of this post"
    assert pay.hourly.range.in_words(packaged_words()) == "£15.34"
    assert pay.annual_equivalent.in_words(packaged_words()) == "£30,000"


@pytest.mark.parametrize(
    ("pay", "stated"),
    [
        ({"scale": "example", "band": "Band A"}, "Band A: £25,000 to £27,500 a year"),
        ({"scale": "example", "band": "Band B"}, "Band B: £26,000 to £27,500 a year"),
        (
            {"scale": "example", "points": {"lowest": "5", "highest": "6"}},
            "spine points 5 to 6: £25,000 to £26,000 a year",
        ),
        (
            {"scale": "example", "points": {"lowest": "6", "highest": "6"}},
            "spine point 6: £26,000 a year",
        ),
    ],
)
def test_pay_on_a_scale(pay, stated):
    told = figures({"type": "pay-scale", **pay}, {"pattern": "full-time"})
    assert told.stated == f"Example scale, {stated}"
    assert "Source: Made up for tests." in told.scale_note


def test_a_scale_gives_its_full_time_week_to_a_role_that_has_none():
    # 25000 ÷ 52.143 ÷ 37 = 12.958…; 27500 ÷ 52.143 ÷ 37 = 14.2539…
    told = figures(
        {"type": "pay-scale", "scale": "example", "band": "Band A"}, {"pattern": "full-time"}
    )
    assert told.hourly.range.in_words(packaged_words()) == "£12.96 to £14.25"


def test_a_pay_award_takes_effect_on_its_day():
    pay = {"type": "pay-scale", "scale": "example", "band": "Band A"}
    before = figures(pay, {"pattern": "full-time"}, dt.date(2027, 3, 31))
    after = figures(pay, {"pattern": "full-time"}, dt.date(2027, 4, 1))
    assert (before.annual_equivalent.lowest, after.annual_equivalent.lowest) == (25000, 26000)


def test_hourly_daily_and_session_rates():
    flexible = {"pattern": "flexible"}
    hourly = figures({"type": "hourly", "minimum": "18.03", "maximum": "20.01"}, flexible)
    assert hourly.stated == "£18.03 to £20.01 an hour"
    daily = figures({"type": "daily", "amount": "150", "hours_each": "7.5"}, flexible)
    assert (daily.stated, daily.hourly.range.in_words(packaged_words())) == ("£150 a day", "£20")
    session = figures({"type": "session", "amount": "45"}, flexible)
    assert (session.stated, session.hourly) == ("£45 a session", None)


def test_tiers_state_the_whole_range():
    told = figures(
        {
            "type": "tiers",
            "depends_on": "supervised hours",
            "tiers": [
                {"when": "0 to 100 hours", "pay": {"type": "unpaid"}},
                {"when": "100 to 450 hours", "pay": {"type": "hourly", "amount": "25"}},
                {"when": "450 hours or more", "pay": {"type": "hourly", "amount": "55"}},
            ],
        },
        {"pattern": "flexible"},
    )
    assert told.stated == "£25 or £55 an hour, or unpaid, depending on supervised hours"
    assert [tier.stated for tier in told.tiers] == ["Unpaid", "£25 an hour", "£55 an hour"]


def test_pay_not_stated_and_unpaid():
    assert figures({"type": "not-stated"}, {"pattern": "either"}).stated == "Not stated"
    unpaid = figures({"type": "unpaid", "expenses": "travel paid back"}, {"pattern": "flexible"})
    assert unpaid.stated == "Unpaid; travel paid back"


def test_supplements():
    allowance = Supplement.model_validate({"name": "On call", "amount": "120", "per": "week"})
    assert supplement_words(allowance, packaged_words()) == "£120 a week"
    london = Supplement.model_validate(
        {
            "name": "High cost area",
            "percent": "5%",
            "minimum": "1000",
            "maximum": "2000",
            "per": "year",
        }
    )
    assert supplement_words(london, packaged_words()) == (
        "5% of basic pay, at least £1,000 and at most £2,000 a year"
    )


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        ({"minimum": "5414", "per": "year"}, "20% of basic pay, at least £5,414 a year"),
        ({"maximum": "90", "per": "month"}, "20% of basic pay, at most £90 a month"),
        ({}, "20% of basic pay"),
        ({"per": "hour"}, "20% of basic pay an hour"),
        ({"per": "once"}, "20% of basic pay, paid once"),
    ],
)
def test_one_bound_of_a_supplement_is_told_by_itself(bound, words):
    supplement = Supplement.model_validate({"name": "On call", "percent": "20%", **bound})
    assert supplement_words(supplement, packaged_words()) == words


@pytest.mark.parametrize(
    ("per", "words"),
    [
        ("year", "£0.45 a year"),
        ("month", "£0.45 a month"),
        ("week", "£0.45 a week"),
        ("day", "£0.45 a day"),
        ("night", "£0.45 a night"),
        ("shift", "£0.45 a shift"),
        ("session", "£0.45 a session"),
        ("hour", "£0.45 an hour"),
        ("mile", "£0.45 a mile"),
        ("journey", "£0.45 a journey"),
        ("call-out", "£0.45 a call-out"),
        ("case", "£0.45 a case"),
        ("once", "£0.45, paid once"),
    ],
)
def test_a_supplement_says_what_it_is_paid_for(per, words):
    supplement = Supplement.model_validate({"name": "Mileage", "amount": "0.45", "per": per})
    assert supplement_words(supplement, packaged_words()) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [("1", "Part time, 1 hour a week"), ("0.5", "Part time, 0.5 hours a week")],
)
def test_one_hour_is_no_hours(hours, words):
    assert (
        hours_in_short(WorkingHours(pattern="part-time", hours_a_week=hours), packaged_words())
        == words
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ({"maximum": "1", "unit": "sessions"}, "Up to 1 session a week"),
        ({"minimum": "1", "unit": "hours"}, "At least 1 hour a week"),
        ({"minimum": "1", "maximum": "2", "unit": "hours"}, "1 to 2 hours a week"),
    ],
)
def test_one_session_is_no_sessions(amount, words):
    hours = WorkingHours.model_validate(
        {"pattern": "flexible", "amounts": [{**amount, "per": "week"}]}
    )
    facts = {fact.key: fact.value for fact in hours_facts(hours, packaged_words())}
    assert facts["amounts"] == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0.005", "£0.01"), ("1234567.8", "£1,234,567.80"), ("25", "£25"), ("24.999", "£25")],
)
def test_pounds_round_halves_up(amount, words):
    assert pounds(Decimal(amount)) == words


def test_a_range_whose_ends_round_alike_is_one_amount():
    assert pounds_range(Decimal("10.001"), Decimal("10.004")) == "£10"
