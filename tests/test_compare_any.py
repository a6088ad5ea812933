"""Comparing the roles that a reader picks: on lists, on the page, and from an address."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from lxml import html

from accessibility import faults
from rolebook.check.words import packaged_words
from rolebook.enrich.pay.full_time_pay import full_time_pay
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import AnnualPay, PayNotStated, RatePay, UnpaidPay

LEAD, PWP = "clinical-lead", "psychological-wellbeing-practitioner"
SESSIONAL, TRAINEE = "sessional-therapist-cyp", "childrens-wellbeing-practitioner-trainee"
SELF_EMPLOYED = "self-employed-therapist"
PREPARED = {
    "north-kent-mind": [TRAINEE, PWP, SESSIONAL, LEAD],
    "therapy-by-the-hour": [SESSIONAL, SELF_EMPLOYED],
    "children-and-young-people": [TRAINEE, SESSIONAL, SELF_EMPLOYED, LEAD],
}

#: The words of each row of a table, without what only the browser's own comparison adds.
ROWS = """table => [...table.rows].map((row) => [...row.cells]
    .filter((cell) => !cell.matches(".rb-in-words") && cell.textContent !== "In short")
    .map((cell) => {
        const copy = cell.cloneNode(true);
        if (cell.tagName === "TD") {
            copy.querySelectorAll(".rb-note-line").forEach((words) => words.remove());
        }
        return copy.textContent.replace(/\\s+/g, " ").trim();
    }))"""


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def compare(tab, address, roles, more=""):
    tab.goto(f"{address}compare/any/?roles={','.join(roles)}{more}")
    tab.wait_for_function("document.querySelector('[data-compare-told]').textContent !== ''")
    tab.wait_for_load_state("networkidle")


def told(tab):
    return tab.locator("[data-compare-told]").inner_text()


def roles_in_address(tab):
    query = urlsplit(tab.url).query
    return [part for part in query.split("&") if part.startswith("roles=")]


@pytest.mark.browser
@pytest.mark.parametrize("name", PREPARED)
def test_every_cell_is_that_of_the_prepared_comparison(tab, address, name):
    tables = (".rb-side", ".rb-matrix")
    tab.goto(f"{address}compare/{name}/")
    prepared = [tab.locator(table).evaluate(ROWS) for table in tables]
    marked = tab.locator(".rb-side tr.rb-differs").count()
    compare(tab, address, PREPARED[name])
    chosen = [tab.locator(table).evaluate(ROWS) for table in tables]
    assert len(chosen[0]) > 10
    assert chosen == prepared
    assert tab.locator(".rb-side tr.rb-differs").count() == marked


@pytest.mark.browser
@pytest.mark.parametrize(
    "place", ["compare/children-and-young-people/", f"compare/any/?roles={LEAD},{PWP}"]
)
def test_a_phone_says_that_there_are_more_roles(browser, address, place):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto(address + place, wait_until="networkidle")
    roles = tab.locator(".rb-side thead th").count() - 1
    told = f"{roles} roles side by side: scroll the table sideways to see them all."
    assert tab.get_by_text(told).filter(visible=True).count() == 2  # facts, and criteria
    # The shadow at the edge lies below the cells, so none of them may cover it.
    cover = tab.locator(".rb-side tr.rb-differs td").first.evaluate(
        "cell => getComputedStyle(cell).backgroundColor"
    )
    assert re.fullmatch(r"rgba\(.+, 0\.\d+\)", cover), cover
    tab.set_viewport_size({"width": 1280, "height": 740})
    assert tab.get_by_text(told).filter(visible=True).count() == 0
    context.close()


@pytest.mark.browser
def test_each_row_of_criteria_is_told_in_words(tab, address):
    compare(tab, address, [LEAD, TRAINEE])
    rows = {row[0]: row for row in tab.locator(".rb-matrix").evaluate(
        "table => [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText))"
    )}  # fmt: skip
    said = {words[1] for words in rows.values() if len(words) > 2}
    assert "The same for all" in said
    assert "Only Clinical Lead" in said
    assert "Only Trainee Children's Wellbeing Practitioner" in said
    row = rows["Working with several agencies and professionals"]
    assert row[1] == (
        "Essential for Clinical Lead, desirable for Trainee Children's Wellbeing Practitioner"
    )


@pytest.mark.browser
def test_words_for_every_mixture_of_demands(tab, address):
    tab.goto(f"{address}compare/any/")
    essential, extra, desirable = "essential", "both", "desirable"
    cases = [
        ([essential, desirable], "Essential for A, desirable for B"),
        ([desirable, extra], "Essential for B, desirable for A"),
        ([essential, extra], "Essential for both; B also names a desirable extra"),
        ([extra, extra], "The same for all"),
        (["", desirable], "Only B"),
        ([essential, "", desirable], "Essential for 1, desirable for 1, not asked for by 1"),
        ([essential, extra, essential], "Essential for all (1 with a desirable extra)"),
        ([desirable, desirable, ""], "Desirable for 2, not asked for by 1"),
    ]
    found = tab.evaluate(
        """async ([script, cases, words]) => {
            const { inWords } = await import(script);
            const titles = ["A", "B", "C"];
            return cases.map((demands) => inWords(demands, titles.slice(0, demands.length), words));
        }""",
        [
            f"{address}assets/rolebook/compare-rows.js",
            [demands for demands, _ in cases],
            packaged_words().group("compare_script"),
        ],
    )
    assert found == [words for _, words in cases]


@pytest.mark.browser
def test_only_what_differs_is_shown_on_request_and_the_address_says_so(tab, address):
    compare(tab, address, [LEAD, SESSIONAL])
    facts = tab.locator(".rb-side tbody th[scope=row]")
    before = facts.all_inner_texts()
    assert any(label.startswith("Organisation") for label in before)
    tab.get_by_role("checkbox", name="Show only what differs").check()
    tab.wait_for_url("**&differences=yes")
    tab.get_by_text("Rows that are the same are left out.").wait_for()
    after = facts.all_inner_texts()
    assert len(after) < len(before)
    assert not any(label.startswith("Organisation") for label in after)
    assert "The same for all" not in tab.locator(".rb-matrix").inner_text()
    compare(tab, address, [LEAD, SESSIONAL], "&differences=yes")
    assert facts.all_inner_texts() == after
    assert tab.get_by_role("checkbox", name="Show only what differs").is_checked()


@pytest.mark.browser
def test_boxes_on_a_list_lead_to_the_comparison_and_four_are_the_most(tab, market):
    tab.goto(market)
    boxes = tab.locator(".rb-pick input")
    boxes.nth(5).wait_for()
    roles = list(dict.fromkeys(box.get_attribute("value") for box in boxes.all()))
    first = tab.locator(f".rb-pick input[value='{roles[0]}']").first
    assert first.evaluate("box => box.labels[0].textContent").startswith(" Compare ")
    first.check()
    assert tab.get_by_role("link", name="Choose roles to compare it with").is_visible()
    for role in roles[1:4]:
        tab.locator(f".rb-pick input[value='{role}']").first.check()
    tab.locator(f".rb-pick input[value='{roles[4]}']").first.click()
    ticked = {box.get_attribute("value") for box in boxes.all() if box.is_checked()}
    assert ticked == set(roles[:4])
    assert "Four roles are the most" in tab.locator(".rb-picked").inner_text()
    first.uncheck()
    tab.get_by_role("link", name="Compare these 3 roles").click()
    tab.wait_for_url("**/compare/any/?roles=*")
    tab.locator(".rb-side").wait_for()
    assert roles_in_address(tab) == [f"roles={','.join(roles[1:4])}"]
    assert told(tab) == "3 roles are compared."
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.browser
@pytest.mark.parametrize("place", ["", "roles/"])
def test_each_entry_of_a_list_gets_its_box_when_it_comes_into_sight(tab, market, place):
    tab.goto(market + place)
    entries = tab.locator(".rb-entries > li")
    for entry in entries.all():
        entry.scroll_into_view_if_needed()
        entry.locator(".rb-pick").wait_for()
        title = entry.locator("h3 a").inner_text()
        assert entry.get_by_role("checkbox", name=f"Compare {title}").is_visible()


@pytest.mark.browser
def test_a_role_s_page_leads_to_the_picker_which_finds_the_next(tab, address):
    tab.goto(f"{address}roles/{LEAD}/")
    tab.get_by_role("link", name="Compare with other roles").click()
    tab.wait_for_url(f"**/compare/any/?roles={LEAD}")
    tab.get_by_text("Choose one more role").wait_for()
    tab.get_by_label("Find a role to add").fill("therap foster")
    tab.get_by_text("No other role has these words").wait_for()
    tab.get_by_label("Find a role to add").fill("sess")
    tab.get_by_role("button", name="Add Sessional Therapist").click()
    tab.wait_for_url(f"**/compare/any/?roles={LEAD},{SESSIONAL}")
    tab.locator(".rb-side").wait_for()
    assert told(tab).endswith("was added. 2 roles are compared.")
    tab.wait_for_function("document.activeElement.id === 'compare-words'")
    tab.get_by_role("button", name="Remove Clinical Lead").click()
    tab.get_by_text("was removed.").wait_for()
    assert roles_in_address(tab) == [f"roles={SESSIONAL}"]
    tab.go_back()
    tab.locator(".rb-side").wait_for()
    assert roles_in_address(tab) == [f"roles={LEAD},{SESSIONAL}"]


@pytest.mark.browser
def test_keyboard_alone_adds_a_role(tab, address):
    compare(tab, address, [LEAD])
    tab.get_by_label("Find a role to add").focus()
    tab.keyboard.type("psych")
    tab.get_by_text("1 role to choose.").wait_for()
    tab.keyboard.press("Enter")  # to the first role that is offered
    assert tab.evaluate("document.activeElement.className") == "rb-choice"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    tab.keyboard.press("Enter")
    tab.locator(".rb-side").wait_for()
    assert roles_in_address(tab) == [f"roles={LEAD},{PWP}"]


@pytest.mark.browser
def test_an_address_with_too_many_or_unknown_roles_is_told_kindly(tab, address):
    compare(tab, address, [LEAD, PWP, SESSIONAL, TRAINEE, SELF_EMPLOYED])
    assert "The address names 5 roles. 4 are the most that fit side by side" in told(tab)
    assert tab.locator(".rb-side thead th").count() == 5
    assert not tab.get_by_label("Find a role to add").is_visible()
    assert "remove one to add another" in told(tab)
    compare(tab, address, [LEAD, LEAD, "nobody", PWP])
    assert "A role in the address is not here" in told(tab)
    assert told(tab).endswith("2 roles are compared.")
    compare(tab, address, ["../../x", "<img src=x>"])
    assert "Choose two roles or more" in told(tab)
    assert tab.locator("article img").count() == 0


@pytest.mark.browser
def test_without_javascript_the_prepared_comparisons_are_named(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}compare/any/")
    assert not tab.get_by_label("Find a role to add").is_visible()
    tab.get_by_role("link", name="Roles at North Kent Mind").click()
    tab.wait_for_url("**/compare/north-kent-mind/")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_comparisons_pass_axe_and_do_not_scroll_sideways(browser, address, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    for roles, more in (
        ([], ""),
        ([LEAD, SESSIONAL, PWP, TRAINEE], ""),
        ([LEAD, PWP], "&differences=yes"),
    ):
        compare(tab, address, roles, more)
        assert faults(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
def test_a_comparison_prints_whole_and_across(tab, address, tmp_path):
    from pypdf import PdfReader

    compare(tab, address, [LEAD, SESSIONAL])
    path = tmp_path / "comparison.pdf"
    tab.pdf(path=path, prefer_css_page_size=True)
    pages = PdfReader(path).pages
    text = pages[0].extract_text()
    assert "Compare roles that you choose" in text
    assert "Pay for a full-time year" in " ".join(text.split())
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert "Find a role to add" not in text


def test_the_data_of_a_role_is_small_and_holds_no_notes(site):
    for path in (site / "roles").glob("*/compare.json"):
        data = path.read_text("utf-8")
        assert len(data) < 15_000
        assert "misplaced" not in data
    page = html.parse(str(site / "compare" / "any" / "index.html")).getroot()
    assert page.xpath("//@data-compare")


# Pay on one basis


PART_TIME = WorkingHours(pattern="part-time", hours_a_week=Decimal(15), full_time_hours=Decimal(30))
FULL_TIME = WorkingHours(pattern="full-time", full_time_hours=Decimal(40))
UNKNOWN = WorkingHours(pattern="part-time")


def year(pay, hours):
    words = packaged_words()
    fact = full_time_pay(pay, hours, pay_figures(pay, hours, {}, None, words), words)
    return fact and (fact.value, fact.note)


def test_pay_of_a_full_time_year():
    annual = AnnualPay(type="annual", amount=Decimal(30000))
    assert year(annual, PART_TIME) == ("£30,000 a year", "")
    actual = AnnualPay(type="annual", amount=Decimal(15000), basis="actual")
    assert year(actual, PART_TIME) == (
        "£30,000 a year", "pay for the hours of this post ÷ (15 ÷ 30 hours a week)",
    )  # fmt: skip
    term_time = FULL_TIME.model_copy(update={"weeks_a_year": Decimal(39)})
    assert year(actual, term_time) == (
        "£20,055 a year",
        "pay for the hours of this post ÷ (full time × 39 ÷ 52.143 weeks a year, paid leave not "
        "counted)",
    )
    assert year(actual, FULL_TIME) == ("£15,000 a year", "")
    hourly = RatePay(type="hourly", minimum=Decimal(10), maximum=Decimal(12))
    assert year(hourly, FULL_TIME) == (
        "£20,857.20 to £25,028.64 a year", "£10 to £12 an hour × 40 hours × 52.143 weeks",
    )  # fmt: skip
    assert year(hourly, UNKNOWN) == (
        "Cannot be worked out: hours of a full-time week are not stated", "",
    )  # fmt: skip
    session = RatePay(type="session", amount=Decimal(60))
    assert year(session, FULL_TIME) == ("Cannot be worked out: hourly pay is not known", "")
    assert year(replace_hours(session), FULL_TIME)[0] == "£62,571.60 a year"
    assert year(UnpaidPay(type="unpaid"), FULL_TIME) == ("Unpaid", "")
    assert year(PayNotStated(type="not-stated"), FULL_TIME) is None


def replace_hours(pay):
    return pay.model_copy(update={"hours_each": Decimal(2)})
