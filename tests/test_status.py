"""A vacancy opens and closes at its minute in Europe/London."""

import datetime as dt

import pytest

from rolebook.check.words import packaged_words
from rolebook.enrich.openings import closing_words, facts_of_all
from rolebook.enrich.status import open_vacancies, vacancy_status
from rolebook.model.contract import Contract
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy
from rolebook.model.values.fields import LONDON


def vacancy(**given):
    return Vacancy.model_validate({"reference": "T1", **given})


def at(text, zone=LONDON):
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2027-06-01T08:59:59", "scheduled"),
        ("2027-06-01T09:00:00", "open"),
        ("2027-07-01T23:58:59", "open"),
        ("2027-07-01T23:59:00", "closed"),
    ],
)
def test_status_follows_the_dates(now, status):
    summer = vacancy(opens="2027-06-01 9:00", closes="2027-07-01 23:59")
    assert vacancy_status(summer, at(now)) == status


def test_summer_time_counts():
    summer = vacancy(closes="2027-07-01 12:00")
    assert vacancy_status(summer, at("2027-07-01T10:59:59", dt.UTC)) == "open"
    assert vacancy_status(summer, at("2027-07-01T11:00:00", dt.UTC)) == "closed"
    winter = vacancy(closes="2027-01-15 12:00")
    assert vacancy_status(winter, at("2027-01-15T11:59:59", dt.UTC)) == "open"


@pytest.mark.parametrize("state", ["draft", "withdrawn", "filled"])
def test_what_a_person_writes_goes_before_the_dates(state):
    written = vacancy(state=state, closes="2099-01-01 12:00")
    assert vacancy_status(written, at("2027-01-01T12:00:00")) == state


def test_open_until_filled_stays_open():
    assert vacancy_status(vacancy(open_until_filled="yes"), at("2099-01-01T00:00:00")) == "open"


def test_a_vacancy_stays_closed_in_the_night_in_which_the_clocks_go_back():
    # No file may name such a time, but the clock of a build shows it twice.
    autumn = vacancy(closes=dt.datetime(2027, 10, 31, 1, 30, tzinfo=LONDON))
    before, after = at("2027-10-31T00:29:00", dt.UTC), at("2027-10-31T01:10:00", dt.UTC)
    assert vacancy_status(autumn, before.astimezone(LONDON)) == "open"
    assert after.astimezone(LONDON).hour == 1
    assert vacancy_status(autumn, after.astimezone(LONDON)) == "closed"


def test_of_several_openings_each_fact_names_its_vacancy_and_the_first_to_close_stands_first():
    file = Role.model_construct(
        **dict.fromkeys(("place", "hours", "pay")),
        contract=Contract.model_validate({"type": "permanent", "start": "by-agreement"}),
        vacancies=(
            vacancy(reference="A", open_until_filled="yes", review_on="2027-01-04"),
            vacancy(reference="B", closes="2027-01-05 23:59", posts=2, start="2027-02"),
            vacancy(
                reference="C",
                closes="2026-12-11 12:00",
                may_close_after=1,
                overrides={"contract": {"type": "casual"}, "pay": {"type": "unpaid"}},
            ),
        ),
    )
    openings = open_vacancies(file, at("2026-12-01T12:00:00"))
    assert [fact.value for fact in facts_of_all(file, openings, packaged_words())] == [
        "C: Friday 11 December 2026 at 12 noon, may close early after 1 application; "
        "B: Tuesday 5 January 2027 at 11.59pm; "
        "A: Open until filled, reviewed on 4 January 2027",
        "C: contract and pay",
        "B: February 2027; A: By agreement",
        "B: 2",
    ]
    # One alone needs no name.
    assert [fact.value for fact in facts_of_all(file, openings[1:2], packaged_words())] == [
        "Tuesday 5 January 2027 at 11.59pm",
        "2",
    ]
    early = closing_words(vacancy(closes="2026-12-11 12:00", may_close_after=2), packaged_words())
    assert early.endswith("may close early after 2 applications")
