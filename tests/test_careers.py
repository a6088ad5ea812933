"""Career paths from role to role, and which roles ask for which criterion."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from lxml import html

from accessibility import faults
from building import publish
from market import ROOT
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.role_view import role_view
from rolebook.enrich.site.careers import career_view, job_families
from rolebook.enrich.site.criteria_index import criteria_index
from rolebook.enrich.site.role_card import asked_of, asking_role
from rolebook.read.fonts import printable_characters

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PAGES = [
    "careers/", "careers/adult-care/", "criteria/", "criteria/knowledge/", "criteria/other/",
    "roles/team-leader/",
]  # fmt: skip


@pytest.fixture(scope="module")
def content():
    project = ROOT / "tests" / "projects" / "market"
    return read_content(project, NOW.date(), printable_characters(ROOT / "templates" / "fonts"))


@pytest.fixture(scope="module")
def roles(content):
    return {
        id_: asking_role(role_view(id_, role, content, NOW, NOW.date()))
        for id_, role in content.roles.items()
    }


@pytest.fixture(scope="module")
def career(content, roles):
    return career_view("adult-care", content.career_paths["adult-care"], roles, packaged_words())


def page(site, address):
    return html.parse(str(site / address / "index.html")).getroot()


def words(element):
    return " ".join(element.text_content().split())


def told(changes):
    return [(change.text, change.before, change.after) for change in changes]


def test_a_step_tells_what_is_raised_added_kept_and_dropped(career):
    first, second, third = career.steps
    assert told(first.raised) == [
        ("Experience of supporting adults", "desirable", "essential"),
        ("Knows how to keep adults safe", "desirable", "essential"),
    ]
    assert told(first.added) == [
        ("Writes clearly", "", "essential"),
        ("A diploma in adult care at level 3", "", "desirable"),
    ]
    assert first.kept == ("The Care Certificate, or willing to gain it",)
    assert told(first.dropped) == [("Able to start work at 6am", "essential", "")]
    # The words of the role that asks, where they differ from the shared ones.
    assert "Writes reports that inspectors can rely on" in second.kept
    assert told(third.raised) == [
        ("A qualification in management at level 5", "desirable", "essential")
    ]


def test_pay_is_compared_over_a_full_time_year_or_by_the_hour(career):
    assert [step.pay for step in career.steps] == [
        "By the hour, £12.80 in the first role and £13.30 to £14.06 (worked out) in the second.",
        "Over a full-time year, the lowest pay rises by £5,000 and the highest rises by £6,500.",
        "Over a full-time year, the lowest pay rises by £11,000 and the highest rises by £12,000.",
    ]


def test_pay_that_cannot_be_compared_is_not_compared(content, roles):
    path = SimpleNamespace(roles=("caretaker", "chaplain"), title="")
    assert career_view("x", path, roles, packaged_words()).steps[0].pay == ""
    path = SimpleNamespace(roles=("service-manager", "service-manager"), title="")
    same = career_view("x", path, roles, packaged_words()).steps[0]
    assert same.pay == "Over a full-time year, pay stays the same."
    assert same.changes == same.dropped == ()
    path = SimpleNamespace(roles=("service-manager", "team-leader"), title="")
    assert "falls by £11,000" in career_view("x", path, roles, packaged_words()).steps[0].pay


def test_what_is_asked_for_less_is_no_new_demand(roles):
    leader = roles["team-leader"]
    eased = tuple(
        replace(criterion, essential=None, desirable=criterion.essential or criterion.desirable)
        for criterion in leader.criteria
    )
    both = {"before": leader, "after": replace(leader, criteria=eased)}
    step = career_view(
        "x", SimpleNamespace(roles=("before", "after"), title=""), both, packaged_words()
    ).steps[0]
    assert step.changes == ()
    assert {change.after for change in step.dropped} == {"desirable"}
    assert len(step.dropped) == 5


def test_families_are_those_that_roles_state(roles):
    families = job_families(roles.values())
    assert [(family.name, [role.id for role in family.roles]) for family in families] == [
        (
            "Adult care",
            ["care-assistant", "senior-care-assistant", "service-manager", "team-leader"],
        )
    ]


def test_the_index_agrees_with_the_roles(content, roles):
    index = criteria_index(map(asked_of, roles.values()), content.shared_criteria, packaged_words())
    listed = {
        (criterion.id, role.id, word)
        for category in index
        for criterion in category.shared
        for word in ("essential", "desirable")
        for role in getattr(criterion, word)
    }
    asked = {
        (criterion.shared, id_, criterion.importance or "essential")
        for id_, role in content.roles.items()
        if role.person_specification
        for criterion in role.person_specification.criteria
        if criterion.shared
    }
    assert listed == asked
    assert len(listed) > 20
    words = packaged_words()
    own = {(own.role.id, own.counts(words)) for category in index for own in category.own}
    assert own == {("care-assistant", "1 essential"), ("service-manager", "1 essential")}


def test_pages_name_the_roles_and_link_to_them(market_site):
    path = page(market_site, "careers/adult-care/")
    steps = [words(each) for each in path.xpath("//ol[@class='rb-path']/li")]
    assert steps[0].startswith("Care Assistant Open for applications")
    headings = [words(each) for each in path.xpath("//article//h2")]
    assert headings[0] == "Care Assistant to Senior Care Assistant"
    rows = [words(each) for each in path.xpath("//section[1]//table//tr")]
    assert "Knows how to keep adults safe○ Desirable● Essential" in rows
    assert "Writes clearly–Not asked for● Essential" in rows
    assert "Made up for tests" in words(path)
    index = page(market_site, "criteria/")
    assert "Knows how to keep adults safeEssential in 3 roles, desirable in 1 role" in words(index)
    category = page(market_site, "criteria/knowledge/")
    assert category.xpath(
        "//section[@aria-labelledby='criterion-safeguarding-adults']//li/a/@href"
    ) == [
        "../../roles/senior-care-assistant/#person-specification",
        "../../roles/service-manager/#person-specification",
        "../../roles/team-leader/#person-specification",
        "../../roles/care-assistant/#person-specification",
    ]


@pytest.mark.browser
def test_a_role_whose_last_vacancy_has_closed_since_is_not_called_open(browser, market):
    context = browser.new_context()
    tab = context.new_page()
    # One of two vacancies of Care Assistant closes, then the other, while the page is read.
    tab.clock.install(time="2026-12-18T23:50:00Z")
    tab.goto(f"{market}careers/adult-care/")
    first = tab.locator(".rb-path > li").first
    assert first.inner_text().split("\n")[0] == "Care Assistant Open for applications"
    tab.clock.run_for(9 * 60_000)
    assert first.inner_text().split("\n")[0].strip() == "Care Assistant"
    # Others go on.
    assert "Open for applications" in tab.locator(".rb-path > li").last.inner_text()
    context.close()


def test_readers_are_led_to_them(market_site):
    role = page(market_site, "roles/team-leader/")
    assert role.xpath("//article//a[@href='../../careers/adult-care/']")
    assert role.xpath("//article//a[@href='../../criteria/']")
    assert page(market_site, "compare/").xpath("//article//a[@href='../criteria/']")
    tabs = page(market_site, "").xpath("//nav[@class='md-tabs']//a")
    assert [words(tab) for tab in tabs] == ["Vacancies", "Roles", "Compare", "Careers"]


def test_without_a_path_there_is_no_page_of_careers(small_project, printable):
    from rolebook.build.settings import BuildSettings

    templates = small_project / "templates"
    templates.symlink_to(ROOT / "templates")
    pages = publish(BuildSettings(small_project, "Small", NOW)).pages
    addresses = {page.address for page in pages}
    assert not any(address.startswith("careers/") for address in addresses)
    assert "criteria/knowledge/" in addresses


def test_headings_do_not_skip(market_site):
    for address in PAGES:
        levels = [
            int(heading.tag[1])
            for heading in page(market_site, address).xpath(
                "//article//*[self::h1 or self::h2 or self::h3]"
            )
        ]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_pass_axe_and_do_not_scroll_sideways(browser, market, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    found = []
    for address in PAGES:
        tab.goto(market + address)
        tab.locator("article details").evaluate_all("all => all.forEach((one) => one.open = true)")
        tab.wait_for_timeout(100)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
        found += faults(tab)
    context.close()
    assert not found
