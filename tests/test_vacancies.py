"""The lists of vacancies and of roles: without JavaScript, with it, and by the keyboard alone."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect

from accessibility import faults
from market import ROOT, build, serving, whole_project
from once import made_once
from rolebook.check.content import read_content
from rolebook.check.words import packaged_words
from rolebook.enrich.role_view import role_view
from rolebook.enrich.site.listing import (
    library_entry,
    role_listing,
    vacancy_entries,
    vacancy_listing,
)
from rolebook.read.fonts import printable_characters

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CONTROLS = ("organisation", "place", "department", "contract", "pattern", "workplace")


@pytest.fixture(scope="module")
def roles():
    project = ROOT / "tests" / "projects" / "market"
    content = read_content(project, NOW.date(), printable_characters(ROOT / "templates" / "fonts"))
    return [role_view(id_, role, content, NOW, NOW.date()) for id_, role in content.roles.items()]


@pytest.fixture(scope="module")
def listing(roles):
    return vacancies_of(roles)


def vacancies_of(views):
    return vacancy_listing(
        (entry for view in views for entry in vacancy_entries(view)), packaged_words()
    )


@pytest.fixture(scope="module")
def long_list(tmp_path_factory):
    """The address of a site of 225 vacancies, of which 212 are of one kind of role."""

    def make(folder):
        project = whole_project("market", folder / "project")
        roles = project / "content" / "roles"
        ranger = (roles / "ranger.yaml").read_text("utf-8")
        for number in range(212):
            text = ranger.replace("Ranger (Café & Paths)", f"Warden {number}")
            text = text.replace("MC-31", f"MC-W{number}").replace("17:00", "23:00")
            (roles / f"warden-{number}.yaml").write_text(text, "utf-8")
        build(project, folder / "site", options=("--pages-only",))

    site = made_once(tmp_path_factory, "long-list", make) / "site"
    with serving(site) as address:
        yield address


def page(site, address=""):
    return html.parse(str(site / address / "index.html")).getroot()


def words(element):
    return " ".join(element.text_content().split())


# As files


def test_every_open_vacancy_stands_in_the_list_once(market_site, listing):
    entries = page(market_site).xpath("//ul[contains(@class, 'rb-entries')]/li")
    assert len(entries) == len(listing.entries) == 13
    links = [entry.xpath(".//h3/a/@href")[0] for entry in entries]
    assert links == [entry.address for entry in listing.entries]
    assert "roles/care-assistant/#vacancy-1" in links
    assert "roles/care-assistant/#vacancy-2" in links
    assert "roles/ranger/" in links


def test_an_entry_says_what_candidates_ask_first(market_site):
    entries = page(market_site).xpath("//ul[contains(@class, 'rb-entries')]/li")
    said = {words(entry.xpath(".//h3")[0]): words(entry) for entry in entries}
    assert said["Teaching Assistant"] == (
        "Teaching AssistantFenside College, Foundation StudiesFen Campus"
        "Closes Wednesday 2 December 2026 at 12 noon£25,200 a year, full-time equivalent"
        "£17,437.49 for these hoursPart time, 30 hours a week (0.81 FTE)Permanent"
    )
    assert "Open Day Guide Example vacancy" in said
    assert "Example vacancy" not in said["Volunteer Chaplain"]
    assert "Pay not stated" in said["Caretaker"]
    assert "Anywhere in the United Kingdom" in said["Data Analyst"]


def test_the_first_to_close_stands_first_and_open_ends_last(listing):
    closes = [entry.closes for entry in listing.entries]
    dated = [each for each in closes if each]
    assert dated == sorted(dated)
    assert closes == dated + [""] * 4


def test_what_is_not_open_is_told_apart(market_site):
    home, library = page(market_site), page(market_site, "roles/")
    assert "3 more roles are not open for applications" in words(home)
    titles = [words(each) for each in library.xpath("//ul[contains(@class, 'rb-entries')]//h3")]
    assert titles == ["Archivist", "Auditor", "Receptionist Closed"]
    assert "Applications closed on Monday 2 November 2026 at 12 noon." in words(library)
    assert "not open for applications" in words(library)
    for title in ("Archivist", "Auditor", "Receptionist"):
        assert title not in words(home.xpath("//article")[0])


def test_drafts_and_scheduled_vacancies_leave_no_trace(market_site):
    for file in market_site.rglob("*"):
        if file.suffix in (".html", ".json", ".xml", ".js"):
            text = file.read_text("utf-8")
            assert "SCHEDULED" not in text, file
            assert "DRAFT" not in text, file


def test_a_choice_with_one_value_is_not_offered(market_site, listing):
    assert {filter_.key for filter_ in listing.filters} == set(CONTROLS)
    library = page(market_site, "roles/")
    names = set(library.xpath("//form[@class='rb-filters']//input[@type='checkbox']/@name"))
    assert names == {"organisation", "place", "department", "pattern"}
    assert not library.xpath("//select[@name='closing']")


def test_regions_hold_places_and_a_county_stands_in_for_a_region(listing):
    places = next(filter_ for filter_ in listing.filters if filter_.key == "place").choices
    assert [(choice.label, choice.within) for choice in places] == [
        ("Fenshire", ""),
        ("Fen Campus", "in.fenshire"),
        ("North West", ""),
        ("High Tor depot", "in.north-west"),
        ("Moor Town Hall", "in.north-west"),
        ("Online campus", ""),
        ("South East", ""),
        ("Lighthouse Court", "in.south-east"),
        ("Seaview House", "in.south-east"),
    ]


def test_pay_counts_by_the_least_of_a_full_time_year(listing):
    pays = {entry.title: entry.pay_in_order for entry in listing.entries}
    assert pays["Care Assistant"] == 25028  # £12.80 × 37.5 × 52.143
    assert pays["Sessional Tutor"] == 82125  # £84 for 2 hours
    assert pays["Teaching Assistant"] == 25200
    assert pays["Volunteer Chaplain"] == 0
    assert pays["Caretaker"] is None
    assert listing.pay_steps[0] == 5000
    assert listing.pay_steps[-1] == 80000


def test_who_looks_for_part_time_finds_what_is_offered_either_way(listing):
    leader = next(entry for entry in listing.entries if entry.title == "Team Leader")
    assert [choice.id for choice in leader.chosen_by["pattern"]] == ["full-time", "part-time"]


def test_the_list_of_the_real_roles_needs_no_filter_of_one_value(views):
    library = role_listing(
        (library_entry(view) for view in views if not view.is_open), packaged_words()
    )
    for listing in (vacancies_of(views), library):
        assert all(len(filter_.choices) > 1 for filter_ in listing.filters)


# In a browser

browser_test = pytest.mark.browser


@pytest.fixture
def tab(browser, request):
    """A page at the moment for which the site was built; ``request.param`` sets the context."""
    settings = getattr(request, "param", {})
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
    tab = context.new_page()
    failures = []
    tab.on("pageerror", lambda error: failures.append(str(error)))
    set_time(tab, NOW)
    yield tab
    context.close()
    assert failures == []


def set_time(tab, moment):
    tab.add_init_script(f"Date.now = () => {int(moment.timestamp() * 1000)}")


def titles(tab):
    return tab.locator(".rb-entries h3 a").all_inner_texts()


def show_more(tab, words):
    # By key: entries that come into view take their real height, and the button may move from under
    # the pointer between Playwright's look at it and its press.
    tab.get_by_role("button", name=words).press("Enter")


def status(tab):
    return tab.get_by_role("status").inner_text()


def query(tab, expected):
    """Give what the address holds, once it is as expected; it is written after a moment."""
    for _ in range(50):
        held = parse_qs(urlsplit(tab.url).query)
        if held == expected:
            break
        tab.wait_for_timeout(100)
    return held


def counts(tab):
    """Give what stands beside each choice, by the name and the value of the choice."""
    return {
        tuple(key): int(count.strip("()").replace(",", ""))
        for key, count in tab.locator(".rb-filters li").evaluate_all(
            """items => items.map((item) => {
                const box = item.querySelector("input");
                return [[box.name, box.value], item.querySelector(".rb-count").textContent];
            })"""
        )
    }


def matching(listing, chosen, without=""):
    """Give the entries that match, worked out from the data; ``without`` leaves one filter out."""
    found = []
    for entry in listing.entries:
        ok = all(
            {choice.id for choice in entry.chosen_by.get(key, ())} & set(values)
            for key, values in chosen.items()
            if key != without and key in CONTROLS
        )
        if "pay" in chosen and without != "pay":
            ok = ok and (entry.pay_in_order or 0) >= chosen["pay"]
        if ok:
            found.append(entry)
    return found


def expected_counts(listing, chosen):
    found = Counter()
    for filter_ in listing.filters:
        for choice in filter_.choices:
            found[filter_.key, choice.id] = sum(
                choice in entry.chosen_by.get(filter_.key, ())
                for entry in matching(listing, chosen, without=filter_.key)
            )
    return dict(found)


def open_all(tab):
    tab.locator(".rb-filters details").evaluate_all(
        "all => all.forEach((each) => each.open = true)"
    )


STATES = [
    {},
    {"organisation": ["harbour-trust"]},
    {"place": ["in.south-east"], "contract": ["permanent"]},
    {"place": ["fen-campus", "in.north-west"], "pattern": ["full-time"]},
    {"organisation": ["fenside-college", "moorland-council"], "workplace": ["hybrid", "remote"]},
    {"contract": ["permanent"], "pay": 30000},
]


@browser_test
@pytest.mark.parametrize("chosen", STATES, ids=str)
def test_filters_and_counts_agree_with_the_data(tab, market, listing, chosen):
    tab.goto(market)
    open_all(tab)
    for key, values in chosen.items():
        if key == "pay":
            tab.get_by_label("Pay of a full-time year").select_option(str(values))
            continue
        for value in values:
            tab.locator(f'input[name="{key}"][value="{value}"]').check()
    found = matching(listing, chosen)
    assert titles(tab) == [entry.title for entry in found]
    assert counts(tab) == expected_counts(listing, chosen)
    used = len(list(itertools.chain(*(v if isinstance(v, list) else [v] for v in chosen.values()))))
    all_of_them = "13 vacancies"
    verb = "matches" if len(found) == 1 else "match"
    assert status(tab) == (f"{len(found)} of {all_of_them} {verb}" if used else all_of_them)


@browser_test
def test_a_search_is_kept_in_the_address(tab, market):
    tab.goto(market)
    open_all(tab)
    tab.get_by_label("Harbour Trust").check()
    tab.get_by_label("Permanent").check()
    tab.get_by_label("Sort by").select_option("pay")
    tab.get_by_label("Words").fill("Séaview")
    expected = {
        "words": ["Séaview"],
        "organisation": ["harbour-trust"],
        "contract": ["permanent"],
        "sort": ["pay"],
    }
    assert query(tab, expected) == expected  # fmt: skip
    found = titles(tab)
    assert found == ["Service Manager", "Senior Care Assistant", "Care Assistant"]
    sent = tab.url
    other = tab.context.new_page()
    set_time(other, NOW)
    other.goto(sent)
    assert titles(other) == found
    assert other.get_by_label("Permanent").is_checked()
    assert other.get_by_label("Words").input_value() == "Séaview"
    assert other.get_by_label("Sort by").input_value() == "pay"


@browser_test
def test_back_from_a_role_leads_to_the_same_search(tab, market):
    tab.goto(market + "?contract=volunteer")
    assert titles(tab) == ["Volunteer Chaplain"]
    tab.get_by_label("Casual").check()
    tab.get_by_role("link", name="Sessional Tutor").click()
    tab.wait_for_url("**/roles/tutor/")
    tab.go_back()
    assert parse_qs(urlsplit(tab.url).query) == {"contract": ["casual", "volunteer"]}
    assert titles(tab) == ["Open Day Guide", "Sessional Tutor", "Volunteer Chaplain"]
    assert tab.get_by_label("Casual").is_checked()
    tab.go_forward()
    assert tab.url.endswith("/roles/tutor/")


@browser_test
def test_back_and_forward_within_the_list(tab, market):
    tab.goto(market + "?contract=volunteer")
    tab.evaluate("history.pushState(null, '', '?contract=casual')")
    tab.go_back()
    assert titles(tab) == ["Volunteer Chaplain"]
    tab.go_forward()
    assert titles(tab) == ["Open Day Guide", "Sessional Tutor"]


@browser_test
def test_what_the_address_holds_by_mistake_does_no_harm(tab, market):
    tab.goto(market + "?organisation=nobody&pay=lots&closing=%3Cscript%3E&sort=length&words=%20")
    assert status(tab) == "13 vacancies"
    assert len(titles(tab)) == 13


@browser_test
@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("closing", "Care Assistant", "Volunteer Chaplain"),
        ("newest", "Caretaker", "Sessional Tutor"),
        ("pay", "Sessional Tutor", "Caretaker"),
        ("title", "Care Assistant", "Volunteer Chaplain"),
    ],
)
def test_the_list_can_be_put_in_order(tab, market, order, first, last):
    tab.goto(market)
    tab.get_by_label("Sort by").select_option(order)
    found = titles(tab)
    assert len(found) == 13
    assert found[0] == first
    assert found[-1] == last
    if order == "title":
        assert found == sorted(found)


@browser_test
def test_closing_soon_counts_from_now(tab, market):
    tab.goto(market)
    tab.get_by_label("Closing soon").select_option("7")
    assert titles(tab) == ["Care Assistant", "Ranger (Café & Paths)"]
    options = tab.get_by_label("Closing soon").locator("option").all_inner_texts()
    assert options == [
        "Any time", "Within 3 days (0)", "Within 7 days (2)", "Within 14 days (5)",
        "Within 30 days (8)",
    ]  # fmt: skip


@browser_test
def test_a_vacancy_that_has_closed_since_the_build_is_gone(tab, market):
    set_time(tab, dt.datetime(2026, 11, 27, 11, 59, 59, tzinfo=dt.UTC))
    tab.goto(market)
    assert status(tab) == "13 vacancies"
    set_time(tab, dt.datetime(2026, 11, 27, 12, 0, tzinfo=dt.UTC))
    tab.goto(market)
    assert status(tab) == "12 vacancies"
    assert titles(tab)[0] == "Ranger (Café & Paths)"


@browser_test
def test_where_nothing_matches_the_page_says_what_to_loosen(tab, market):
    tab.goto(market + "?organisation=moorland-council&pattern=part-time&pay=30000")
    assert status(tab) == "0 of 13 vacancies match"
    nothing = tab.locator(".rb-nothing")
    assert "No vacancy matches all of this." in nothing.inner_text()
    ways = nothing.get_by_role("listitem").all_inner_texts()
    assert ways == [
        "Working pattern: Part time (2 vacancies)",
        "Organisation: Moorland Council (1 vacancy)",
    ]
    nothing.get_by_role("button", name="Organisation: Moorland Council").click()
    assert titles(tab) == ["Team Leader"]
    assert not nothing.is_visible()
    expected = {"pattern": ["part-time"], "pay": ["30000"]}
    assert query(tab, expected) == expected
    assert tab.evaluate("document.activeElement.className") == "rb-matching"


@browser_test
def test_where_more_than_one_filter_has_to_go_one_button_clears_all(tab, market):
    tab.goto(market + "?words=archbishop&contract=volunteer&pattern=full-time")
    nothing = tab.locator(".rb-nothing")
    assert "More than one filter has to go" in nothing.inner_text()
    nothing.get_by_role("button", name="Clear filters").click()
    assert status(tab) == "13 vacancies"
    expected = {}
    assert query(tab, expected) == expected
    assert tab.get_by_label("Words").input_value() == ""


@browser_test
@pytest.mark.parametrize(
    "tab",
    [{"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}],
    indirect=True,
)
def test_without_javascript_the_list_is_whole_and_nothing_dead_is_offered(tab, market):
    tab.goto(market)
    assert tab.locator(".rb-entries > li:visible").count() == 13
    assert tab.locator(".rb-list :is(form, button, select):visible").count() == 0
    tab.get_by_role("link", name="Care Assistant", exact=True).nth(1).click()
    assert tab.url.endswith("roles/care-assistant/#vacancy-2")


@browser_test
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_filters_fold_away_on_a_phone(browser, market, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = context.new_page()
    set_time(tab, NOW)
    tab.goto(market)
    words_field = tab.get_by_label("Words")
    summary = tab.locator(".rb-filters__all > summary")
    assert words_field.is_visible() == (width == 1280)
    assert summary.is_visible() == (width < 1280)
    if width < 1280:
        summary.click()
        tab.get_by_label("Volunteer").check()
        assert summary.inner_text() == "Filters (1 in use)"
    open_all(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.get_by_label("Words").fill("nothing like this at all, ever")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@browser_test
def test_the_keyboard_alone_filters_and_opens_a_vacancy(tab, market):
    tab.goto(market)

    def press_until(key, reached, steps=60):
        for _ in range(steps):
            tab.keyboard.press(key)
            seen = tab.evaluate(
                """() => {
                    const element = document.activeElement;
                    const box = element.getBoundingClientRect();
                    const ring = getComputedStyle(element);
                    const drawn = ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 1;
                    return { name: element.name ?? "", value: element.value ?? "",
                             text: element.textContent.trim(), ring: drawn,
                             inView: box.bottom > 0 && box.top < innerHeight };
                }"""
            )
            assert seen["ring"], f"focus is not seen on {seen}"
            assert seen["inView"], f"focus is out of sight on {seen}"
            if reached(seen):
                return
        raise AssertionError("not reached")

    press_until("Tab", lambda seen: seen["name"] == "words")
    press_until("Tab", lambda seen: seen["value"] == "fenside-college")
    tab.keyboard.press("Space")
    assert status(tab) == "5 of 13 vacancies match"
    press_until("Tab", lambda seen: seen["text"] == "Place")
    tab.keyboard.press("Enter")
    press_until("Tab", lambda seen: seen["value"] == "online-campus")
    tab.keyboard.press("Space")
    assert titles(tab) == ["Sessional Tutor"]
    press_until("Tab", lambda seen: seen["text"] == "Sessional Tutor")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/roles/tutor/")


@browser_test
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_filters_pass_axe_open_in_use_and_empty(browser, market, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    set_time(tab, NOW)
    found = []
    for address in ("", "roles/", "?contract=permanent&pay=30000&sort=pay", "?words=nowhere"):
        tab.goto(market + address)
        open_all(tab)
        tab.wait_for_timeout(100)
        found += faults(tab)
    context.close()
    assert not found


@browser_test
def test_a_long_list_shows_more_on_request(tab, market):
    def grow(route):
        text = route.fetch().text()
        entry = re.search(r"<li data-in.*?</li>", text).group()
        route.fulfill(body=text.replace(entry, entry * 80, 1), content_type="text/html")

    tab.route(market, grow)
    tab.goto(market)
    entries = tab.locator(".rb-entries > li")
    expect(tab.get_by_role("status")).to_have_text("92 vacancies")
    expect(entries).to_have_count(25)
    show_more(tab, "Show 25 more of 92 vacancies")
    expect(entries).to_have_count(50)
    place = (
        "Array.from(document.querySelectorAll('.rb-entries h3 a')).indexOf(document.activeElement)"
    )
    assert tab.evaluate(place) == 25
    show_more(tab, "Show 25 more")
    show_more(tab, "Show 17 more")
    assert not tab.locator(".rb-more").is_visible()
    tab.get_by_label("Sort by").select_option("title")
    assert len(titles(tab)) == 25


@browser_test
def test_of_a_very_long_list_the_rest_is_fetched(tab, long_list):
    tab.goto(long_list)
    assert len(titles(tab)) == 25
    tab.get_by_label("Words").fill("warden 150")
    expect(tab.get_by_role("status")).to_have_text("1 of 225 vacancies matches")
    assert titles(tab) == ["Warden 150"]
    entry = tab.locator(".rb-entries > li")
    # What came later can be compared like what stood there from the beginning.
    entry.get_by_label("Compare Warden 150").check()
    expect(tab.get_by_role("link", name="Choose roles to compare it with")).to_be_visible()
    # At the top of a host, an address that leads too high up would work by chance.
    address = long_list + "roles/warden-150/"
    expect(entry.get_by_role("link")).to_have_attribute("href", address)


@browser_test
def test_whoever_comes_back_finds_as_many_entries_as_were_shown(tab, long_list):
    tab.goto(long_list)
    show_more(tab, "Show 25 more of 225 vacancies")
    entries = tab.locator(".rb-entries > li")
    expect(entries).to_have_count(50)
    # By key, as "Show more" is pressed: entries take their real height as they come into view.
    entries.nth(40).get_by_role("link").press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Warden")
    tab.go_back()
    expect(entries).to_have_count(50)


@browser_test
def test_a_very_long_list_is_whole_on_a_page_of_its_own(tab, long_list):
    tab.goto(long_list)
    tab.get_by_role("link", name="All vacancies on one page").press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("All open vacancies on one page")
    assert len(titles(tab)) == 225
    assert tab.get_by_text("225 vacancies", exact=True).is_visible()
    tab.get_by_role("link", name="The same list with filters").press("Enter")
    expect(tab.get_by_role("status")).to_have_text("225 vacancies")
    # Closed at 17:00, while the wardens' vacancies close at 23:00.
    set_time(tab, dt.datetime(2026, 11, 30, 18, tzinfo=dt.UTC))
    tab.goto(long_list + "lists/vacancies/")
    assert "Warden 1" in titles(tab)
    assert "Ranger (Café & Paths)" not in titles(tab)
    assert tab.get_by_text(f"{len(titles(tab))} vacancies", exact=True).is_visible()


@browser_test
def test_where_the_rest_does_not_come_the_beginning_and_the_way_to_all_stay(tab, long_list):
    tab.route("**/lists/vacancies/", lambda route: route.abort())
    with tab.expect_console_message(lambda message: message.type == "warning"):
        tab.goto(long_list)
    assert len(titles(tab)) == 25
    assert status(tab) == "The first 25 of 225 vacancies"
    assert tab.locator(".rb-list :is(form, button, select):visible").count() == 0
    assert tab.get_by_role("link", name="All vacancies on one page").is_visible()


@browser_test
@pytest.mark.parametrize("tab", [{"viewport": {"width": 360, "height": 800}}], indirect=True)
def test_nothing_moves_when_the_filters_come(tab, long_list):
    first = tab.locator(".rb-entries a").first
    tab.route("**/vacancies.js", lambda route: route.abort())
    tab.goto(long_list)
    before = first.bounding_box()
    tab.unroute("**/vacancies.js")
    tab.goto(long_list)
    expect(tab.get_by_text("Filters", exact=True)).to_be_visible()
    assert first.bounding_box() == before
