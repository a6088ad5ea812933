"""The page of a role: its dates, how long is left, who to talk to, similar roles, a check list."""

import pytest
from lxml import html
from pypdf import PdfReader

from market import build, serving
from rolebook.check.words import packaged_words
from rolebook.enrich.site.similar import MOST, similar_roles, traits_of

#: Before the first deadline, between the two of Care Worker, and after the last.
BEFORE, BETWEEN, AFTER = "2027-03-23T12:00", "2027-03-29T12:00", "2027-04-01T12:00"


@pytest.fixture(scope="module")
def site(dated_site):
    return dated_site


@pytest.fixture(scope="module")
def later_site(dated_project, tmp_path_factory):
    """What a build says after the deadlines; ``site`` must look like it by itself."""
    return build(dated_project, tmp_path_factory.mktemp("later") / "site", AFTER)


def page(site, role):
    return html.parse(str(site / "roles" / role / "index.html")).getroot()


def words(element):
    return " ".join(element.text_content().split())


def facts_of(root, section):
    (found,) = root.xpath(f"//section[@aria-labelledby='{section}']")
    return [(words(dt), words(dt.getnext())) for dt in found.xpath(".//dt")]


def test_all_dates_of_an_opening_stand_together_with_their_weekdays(site):
    assert facts_of(page(site, "care-planner"), "key-dates") == [
        (
            "Closing date",
            "Friday 26 March 2027 at 12 noon; may close early after 40 applications",
        ),
        ("Shortlisting", "Tuesday 30 March 2027"),
        ("Interviews", "Thursday 8 April 2027 (in Eastmere)"),
        ("Start", "Tuesday 4 May 2027"),
    ]


def test_the_start_of_the_role_counts_where_the_opening_names_none(site):
    assert facts_of(page(site, "cook"), "key-dates") == [
        ("Closing date", "Open until filled"),
        ("Start", "September 2027"),
    ]


def test_a_closing_date_alone_needs_no_section(site):
    root = page(site, "care-worker")
    assert not root.xpath("//section[@aria-labelledby='key-dates']")
    assert [words(line) for line in root.xpath("//p[@class='rb-deadline']")] == [
        "DAYS closes on Friday 26 March 2027 at 11.59pm",
        "NIGHTS closes on Tuesday 30 March 2027 at 9am",
    ]


def test_who_to_talk_to_is_a_section_of_its_own(site):
    root = page(site, "care-planner")
    assert facts_of(root, "who-to-talk-to") == [
        ("Contact", "Sam Example"),
        ("Post", "Head of Homes"),
        ("Email", "sam@example.org"),
        ("Telephone", "01634 000000"),
        ("How to reach them", "on weekdays, 9am to 5pm"),
    ]
    links = root.xpath("//section[@aria-labelledby='who-to-talk-to']//a/@href")
    assert links == ["mailto:sam@example.org", "tel:01634000000"]
    # Each opening names somebody else.
    assert [
        words(h) for h in page(site, "care-worker").xpath("//h3[contains(@id, 'contact')]")
    ] == [
        "About vacancy DAYS",
        "About vacancy NIGHTS",
    ]


def test_dates_and_contact_are_sections_of_the_pack(site):
    reader = PdfReader(site / "roles" / "care-planner" / "job-pack.pdf")
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles.index("Key dates") < titles.index("How to apply") < titles.index("Who to talk to")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for told in ("Thursday 8 April 2027 (in Eastmere)", "Tuesday 4 May 2027", "Sam Example"):
        assert told in text


def test_posts_of_the_only_opening_stand_at_the_top(site):
    at_top = page(site, "care-planner").xpath("//dl[contains(@class, 'glance')]")[0]
    assert words(at_top.xpath("./div[@data-fact='posts']")[0]) == "Number of posts 2"


def test_the_calendar_is_linked_only_where_there_is_one(site):
    for role in ("care-planner", "care-worker", "cook"):
        links = page(site, role).xpath("//p[@class='rb-calendar']/a/@href")
        written = (site / "roles" / role / "dates.ics").is_file()
        assert links == (["../../roles/" + role + "/dates.ics"] if written else [])


# Similar roles


def similar_on(root):
    return [
        (words(item.xpath("./a")[0]), words(item.xpath("./span")[0]))
        for item in root.xpath("//section[@aria-labelledby='similar-roles']//li")
    ]


def test_similar_roles_say_why(site):
    quoted = "also asks for “Knows how to keep adults and children safe”"
    assert similar_on(page(site, "care-planner")) == [
        ("Care Worker", f"Same department; {quoted}; also at Eastmere Centre"),
        ("Support Worker", f"Same employer; {quoted}; also at Eastmere Centre"),
        ("Team Leader", "Same employer; also at Eastmere Centre"),
        ("Cook", "Same employer"),
    ]


def test_criteria_that_few_roles_share_tell_most(views):
    """Of the real roles, those of the same work come before those of the same employer."""
    found = similar_roles([traits_of(view) for view in views], packaged_words())
    assert all(len(similar) <= MOST for similar in found.values())
    for id_, similar in found.items():
        assert id_ not in [it.id for it in similar]
        assert all(it.reason for it in similar)


def test_roles_by_the_thousand_are_compared_with_few(views, monkeypatch):
    """Work grows with the number of roles, not with its square."""
    from rolebook.enrich.site import similar

    asked = []
    real = similar._Index.likeness
    monkeypatch.setattr(
        similar._Index, "likeness", lambda self, a, b: asked.append(1) or real(self, a, b)
    )
    (lead,) = (view for view in views if view.id == "clinical-lead")
    many = [traits_of(lead)._replace(id=f"lead-{number}") for number in range(600)]
    assert len(similar_roles(many, packaged_words())) == 600
    assert len(asked) <= 600 * 12


# In a browser


@pytest.fixture(scope="module")
def address(site):
    with serving(site) as address:
        yield address


def open_page(context, address, role, now=None):
    tab = context.new_page()
    if now:
        tab.clock.install(time=now)
    tab.goto(f"{address}roles/{role}/")
    return tab


def state(tab):
    return tab.locator(".rb-status, .rb-deadline").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2027-03-23T12:00:00Z", "(in 3 days)"),
        ("2027-03-25T11:00:00Z", "(tomorrow)"),
        ("2027-03-26T00:30:00Z", "(today)"),
        ("2027-03-26T11:30:00Z", "(today)"),
    ],
)
def test_how_long_is_left_is_counted_in_days_of_london(browser, address, now, left):
    # The reader's own clock shows another day: it does not count.
    context = browser.new_context(timezone_id="Pacific/Auckland")
    tab = open_page(context, address, "care-planner", now)
    closes = "Closes on Friday 26 March 2027 at 12 noon"
    early = "may close early after 40 applications"
    assert state(tab) == ["Open for applications", f"{closes} {left}; {early}"]
    context.close()


@pytest.mark.browser
def test_the_page_turns_closed_as_a_later_build_would_say(browser, address, later_site):
    context = browser.new_context()
    tab = open_page(context, address, "care-planner", "2027-03-26T12:00:00Z")
    (later,) = page(later_site, "care-planner").xpath("//div[@class='rb-state']")
    assert (
        state(tab)
        == [words(line) for line in later]
        == [
            "Closed for applications",
            "Applications closed on Friday 26 March 2027 at 12 noon.",
        ]
    )
    (apply,) = page(later_site, "care-planner").xpath("//section[@aria-labelledby='how-to-apply']")
    assert " ".join(tab.locator("#how-to-apply").locator("..").inner_text().split()) == words(apply)
    assert tab.locator(".rb-apply, .rb-calendar").count() == 0
    assert tab.locator("meta[name=robots]").get_attribute("content") == "noindex"
    badge = tab.locator(".rb-badge").first
    assert badge.get_attribute("class").strip() == "rb-badge"
    context.close()


@pytest.mark.browser
def test_the_page_closes_at_its_minute_while_it_is_read(browser, address):
    context = browser.new_context()
    tab = open_page(context, address, "care-planner", "2027-03-26T11:50:00Z")
    assert state(tab)[0] == "Open for applications"
    # The clock stands from here on, however long it took to load the page.
    tab.clock.pause_at("2027-03-26T11:59:00Z")
    tab.clock.run_for(59_999)
    assert state(tab)[0] == "Open for applications"
    tab.clock.run_for(1)
    assert state(tab)[0] == "Closed for applications"
    context.close()


@pytest.mark.browser
def test_each_of_several_openings_closes_by_itself(browser, address, later_site):
    context = browser.new_context()
    tab = open_page(context, address, "care-worker", f"{BETWEEN}:00Z")
    assert state(tab) == [
        "Open for applications",
        "Closes on Tuesday 30 March 2027 at 9am (tomorrow)",
    ]
    assert not tab.get_by_text("days@example.org").is_visible()
    assert tab.get_by_text("nights@example.org").is_visible()
    assert tab.locator(".rb-actions .rb-apply").is_visible()
    context.close()
    context = browser.new_context()
    # Summer time has begun: 9am in London is 8 o'clock UTC.
    tab = open_page(context, address, "care-worker", "2027-03-30T08:00:00Z")
    (later,) = page(later_site, "care-worker").xpath("//div[@class='rb-state']")
    assert (
        state(tab)
        == [words(line) for line in later]
        == [
            "Closed for applications",
            "Applications closed on Tuesday 30 March 2027 at 9am.",
        ]
    )
    context.close()


@pytest.mark.browser
def test_while_several_are_open_each_is_named(browser, address):
    context = browser.new_context()
    tab = open_page(context, address, "care-worker", f"{BEFORE}:00Z")
    assert state(tab)[1:] == [
        "DAYS closes on Friday 26 March 2027 at 11.59pm (in 3 days)",
        "NIGHTS closes on Tuesday 30 March 2027 at 9am (in 7 days)",
    ]
    context.close()


@pytest.mark.browser
def test_what_is_open_until_filled_never_closes_by_itself(browser, address):
    context = browser.new_context()
    tab = open_page(context, address, "cook", "2030-01-01T12:00:00Z")
    assert state(tab) == ["Open for applications", "Open until filled"]
    assert tab.locator(".rb-actions .rb-apply").is_visible()
    context.close()


@pytest.mark.browser
def test_without_javascript_the_deadline_stands_in_words(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = open_page(context, address, "care-planner")
    assert state(tab)[1] == (
        "Closes on Friday 26 March 2027 at 12 noon; may close early after 40 applications"
    )
    tab.get_by_text("Check yourself").click()
    box = tab.get_by_label("Has planned the care of other people")
    box.check()
    assert box.is_checked()
    assert "ticked" not in tab.locator(".rb-check").inner_text()
    context.close()


@pytest.mark.browser
def test_a_reader_ticks_what_they_meet(browser, address):
    context = browser.new_context()
    tab = open_page(context, address, "care-planner")
    tab.wait_for_load_state("networkidle")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.get_by_text("Check yourself").click()
    boxes = tab.locator(".rb-check input")
    assert boxes.count() == 2  # the essential ones
    tab.get_by_label("Has planned the care of other people").press("Space")
    assert tab.locator(".rb-check__count").inner_text() == "1 of 2 ticked"
    assert asked == []
    tab.emulate_media(media="print")
    assert tab.locator(".rb-check").is_visible()
    assert boxes.first.is_visible()
    tab.emulate_media(media="screen")
    tab.reload()
    tab.get_by_text("Check yourself").click()
    assert tab.locator(".rb-check__count").inner_text() == "0 of 2 ticked"
    context.close()


@pytest.mark.browser
def test_the_way_to_apply_stays_in_reach_on_a_phone(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = open_page(context, address, "care-planner", f"{BEFORE}:00Z")
    bar = tab.locator(".rb-apply-bar a")

    def in_view():
        box = bar.bounding_box()
        return box["y"] >= 0 and box["y"] + box["height"] <= 740

    assert in_view()
    tab.evaluate("document.documentElement.style.scrollBehavior = 'auto'; window.scrollTo(0, 1200)")
    assert in_view()
    bar.click()
    assert tab.url.endswith("#how-to-apply")
    tab.wait_for_function(
        "document.querySelector('.rb-apply-bar').getBoundingClientRect().bottom < 200"
    )
    context.close()
