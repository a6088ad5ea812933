"""The search, as its files say and as a reader uses it."""

import datetime as dt
import gzip
import json
import random
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from accessibility import faults
from market import ROOT
from rolebook.render.search.index import merged, search_files, word_block
from rolebook.render.search.role_words import Part, RoleWords, role_words
from rolebook.render.search.words import words_in

#: Signs that are folded, in any mixture, besides those of the roles themselves.
SAMPLES = [
    "The children’s café is self-organized; O'Brien's naïve résumé — 22.5 hours",
    "IT and it, R&D, Band 7, £25,894.94, e-learning, C++, ½ day, 2ⁿᵈ ﬁrst, Straße, Ærø, Łódź",
    "ΟΔΟΣ Øresund ĲSSEL İstanbul zigzag ORGANIZATION Prızes  two\u00a0words\tand​more Ⅷ ① ™",
    "हिन्दी 日本語 עברית العربية Tiếng Việt",
]

#: Forms that are found by one another.
FORMS = [
    "duty duties",
    "plan plans planned planning",
    "manage manages managed managing",
    "study studies studied studying",
    "nurse nurses nursing",
    "child children childrens",
    "process processes processed processing",
    "assess assesses assessed assessing",
    "practice practices practise practises practised practising",
    "licence license licensed",
    "travel travels travelled travelling",
    "counsel counselling counselled",
    "skill skills skilled",
    "therapy therapies",
    "box boxes",
    "organise organised organization organising".replace("organization ", "organized "),
    "focus focused focussed focuses",
]
APART = ["care cart", "policy police", "train trail", "new news", "staff stage"]


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def ask(tab, address, question):
    tab.goto(f"{address}search/")
    tab.get_by_role("searchbox", name="Words to look for").fill(question)
    tab.wait_for_function("document.querySelector('[data-search-told]').textContent !== ''")
    tab.wait_for_load_state("networkidle")
    return tab.locator("[data-search-told]").inner_text()


def titles(tab):
    return tab.locator(".rb-found h3").all_inner_texts()


# The words


@pytest.mark.browser
def test_python_and_javascript_read_the_same_words(tab, address, views):
    texts = [*SAMPLES, *(part.text for view in views for part in role_words(view).parts)]
    tab.goto(f"{address}search/")
    found = tab.evaluate(
        """async ([script, texts]) => {
            const { wordsOf } = await import(script);
            const page = document.querySelector("[data-search-directory]").dataset;
            const skipped = new Set(JSON.parse(page.searchDirectory).skipped);
            return texts.map((text) => [...new Set(wordsOf(text, skipped))]);
        }""",
        [f"{address}assets/rolebook/words.js", texts],
    )
    for text, words in zip(texts, found, strict=True):
        assert set(words) == set(words_in(text)), text


@pytest.mark.browser
def test_forms_of_a_word_are_found_by_one_another(tab, address):
    tab.goto(f"{address}search/")
    wrong = tab.evaluate(
        """async ([script, forms, apart]) => {
            const { beginning, likeness, wordsOf } = await import(script);
            const answers = (typed, word) =>
                likeness(typed, word) > 0 && word.startsWith(beginning(typed));
            const pairs = (line) => {
                const words = wordsOf(line);
                return words.flatMap((typed) => words.map((word) => [typed, word]));
            };
            return [
                ...forms.flatMap(pairs).filter(([typed, word]) => !answers(typed, word)),
                ...apart.flatMap(pairs).filter(([a, b]) => a !== b && answers(a, b)),
            ];
        }""",
        [f"{address}assets/rolebook/words.js", FORMS, APART],
    )
    # A word that begins with another is found by it, as news is by new.
    assert wrong == [["new", "news"], ["news", "new"]]


# The files


def test_every_part_of_a_role_leads_to_a_heading_of_its_page(site, views):
    for view in views:
        parts = json.loads((site / "roles" / view.id / "search.json").read_text("utf-8"))
        ids = html.parse(str(site / "roles" / view.id / "index.html")).getroot().xpath("//@id")
        anchors = [anchor for anchor, _, _ in parts[2:]]
        assert anchors
        assert set(anchors) <= set(ids)
        assert len(anchors) == len(set(anchors))
        assert not {"statements", "about-us", "how-to-apply"} & set(anchors)


def test_what_only_one_of_several_vacancies_says_leads_to_that_vacancy(market_site):
    folder = market_site / "roles" / "care-assistant"
    parts = json.loads((folder / "search.json").read_text("utf-8"))
    assert [anchor for anchor, _, text in parts if "Lighthouse Court" in text] == ["vacancy-2"]
    (title,) = [title for anchor, title, _ in parts if anchor == "vacancy-2"]
    assert title == "Vacancy HT-102"
    # How to apply is much the same for every role of an employer.
    assert "Send your application" not in str(parts)
    page = html.parse(str(folder / "index.html")).getroot()
    assert {anchor for anchor, _, _ in parts[2:]} <= set(page.xpath("//@id"))


def test_files_of_words_are_named_in_the_page_and_by_their_content(site):
    page = html.parse(str(site / "search" / "index.html")).getroot()
    directory = (site / "search" / "index.json").read_text("utf-8")
    assert page.xpath("//@data-search-directory") == [directory]
    told = json.loads(directory)
    named = {told["roles"], *(name for _, name in told["words"])}
    assert {path.name for path in (site / "search").glob("*-*.json")} == named


def test_what_is_not_published_is_in_no_file_of_the_search(site, market_site):
    """Notes, drafts and what is scheduled leave no word."""
    for folder in (site, market_site):
        told = " ".join(path.read_text("utf-8") for path in folder.rglob("*.json"))
        assert "person-specification" in told
        for secret in ("misplaced", "mc-99", "MC-99", "MC-12", "2027-02", "February 2027"):
            assert secret not in told


def word_index(roles):
    return merged([word_block(roles)])


def made_role(number, vocabulary, chance):
    words = chance.sample(vocabulary, 600)
    return RoleWords(
        f"role-{number:04}", f"Role {number}", "Employer", "Town", "Open", "",
        (Part("", "Role", ""),), {word: chance.choice("abcdefghij") for word in words},
    )  # fmt: skip


def test_no_file_that_a_reader_loads_grows_with_the_roles():
    chance = random.Random(1)
    vocabulary = [f"w{chance.randrange(10**6)}" for _ in range(4000)]
    for many in (300, 3000):
        roles = [made_role(number, vocabulary, chance) for number in range(many)]
        sizes = [
            len(gzip.compress(file.data, 1)) for file in search_files(word_index(roles), "Closed")
        ]
        assert max(sizes) < 60_000


def test_the_same_roles_give_the_same_files(views):
    words = [role_words(view) for view in views]
    once, again = (list(search_files(word_index(words), "Closed")) for _ in range(2))
    assert once == again
    fewer = list(search_files(word_index(words[1:]), "Closed"))
    assert {file.path for file in fewer} & {file.path for file in once} == {"search/index.json"}


def test_an_index_in_which_one_role_changes_is_that_of_the_changed_roles():
    chance = random.Random(2)
    vocabulary = [f"w{number}" for number in range(900)]
    roles = [made_role(number, vocabulary, chance) for number in range(12)]
    blocks = [word_block(roles[at : at + 4]) for at in (0, 4, 8)]

    def with_changed(number, new):
        """Index again only the block in which a role is another."""
        roles[number] = new
        first = number - number % 4
        blocks[first // 4] = word_block(roles[first : first + 4])
        return merged(blocks)

    index = merged(blocks)
    for number in (0, 11, 5, 5, 7):
        # Some words go, some come, and some stand in other parts.
        new = replace(made_role(number, vocabulary, chance), title=f"Changed {chance.random()}")
        index = with_changed(number, new)
        assert index == word_index(roles)
        assert list(search_files(index, "Closed")) == list(
            search_files(word_index(roles), "Closed")
        )
    before = roles[3]
    there = with_changed(3, replace(before, parts_of={"nowhere-else": "a"}))
    assert "nowhere-else" in there.postings
    assert there == word_index(roles)
    assert with_changed(3, before) == index


@pytest.mark.parametrize("size", [1, 2, 5, 64])
def test_blocks_of_any_size_give_the_index_of_all(size):
    chance = random.Random(3)
    vocabulary = [f"w{number}" for number in range(700)]
    roles = [made_role(number, vocabulary, chance) for number in range(23)]
    blocks = [word_block(roles[at : at + size]) for at in range(0, len(roles), size)]
    assert merged(blocks) == word_index(roles)
    assert merged([]) == word_index([])


# In a browser


@pytest.mark.browser
def test_nothing_of_the_index_is_loaded_before_somebody_types(tab, address):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    for place in ("", "roles/clinical-lead/", "search/"):
        tab.goto(address + place, wait_until="networkidle")
    assert [url for url in asked if url.endswith(".json") or "worker" in url] == []
    tab.get_by_role("searchbox", name="Words to look for").press_sequentially("super")
    tab.locator(".rb-found").first.wait_for()
    assert any("/search/words-" in url for url in asked)
    assert all(url.startswith(address) for url in asked)


@pytest.mark.browser
def test_a_word_of_a_duty_leads_to_its_section(tab, address):
    assert ask(tab, address, "appraisal") == "3 roles found for “appraisal”."
    found = tab.locator(".rb-found", has_text="Psychological Wellbeing Practitioner")
    assert found.locator("mark").first.inner_text() == "appraisal"
    found.get_by_role("link", name="Duties: All North Kent Mind staff").click()
    tab.wait_for_url("**/roles/psychological-wellbeing-practitioner/#general-duties")
    assert tab.locator("#general-duties").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("question", ["pluralis", "PLURALISTIC", "plüralistic ", "“pluralistic”"])
def test_the_beginning_of_a_word_in_any_letters_finds_it(tab, address, question):
    ask(tab, address, question)
    assert titles(tab) == ["Self-employed Therapist"]


@pytest.mark.browser
def test_titles_come_first_and_then_words_that_stand_together(tab, address):
    ask(tab, address, "therapist")
    assert all("Therapist" in title for title in titles(tab)[:2])
    ask(tab, address, "clinical supervision")
    assert titles(tab)[0].startswith("Clinical Lead")


@pytest.mark.browser
def test_all_words_count_and_some_where_no_role_has_all(tab, address):
    assert ask(tab, address, "supervision dartford").endswith("found with all of these words.")
    told = ask(tab, address, "thrive pluralistic")
    assert told == "No role has all of these words. 3 roles found with some of these words."
    told = ask(tab, address, "zebra pluralistic")
    assert told == "No role has “zebra”. 1 role found with some of these words."
    assert ask(tab, address, "zebra") == "No role has “zebra”."
    assert tab.get_by_text("What to try:").is_visible()
    assert titles(tab) == []


@pytest.mark.browser
def test_the_address_holds_the_question_and_going_back_finds_it_again(tab, address):
    ask(tab, address, "safeguarding law")
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["safeguarding law"]}
    found = titles(tab)
    tab.locator(".rb-found h3 a").first.click()
    tab.wait_for_url("**/roles/**")
    tab.go_back()
    tab.locator(".rb-found").first.wait_for()
    assert tab.get_by_role("searchbox", name="Words to look for").input_value() == (
        "safeguarding law"
    )
    assert titles(tab) == found


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_keyboard_alone_leads_from_the_bar_to_a_section(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = context.new_page()
    tab.goto(f"{address}compare/")
    focused = "document.activeElement.getAttribute('aria-label')"
    for _ in range(6):
        tab.keyboard.press("Tab")
        if tab.evaluate(focused) in ("Search all roles", "Search"):
            break
    # Where there is no room for a field, the button leads to one that has the focus.
    if tab.evaluate(focused) == "Search":
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/search/?q=")
        tab.wait_for_function("document.activeElement.id === 'search-words'")
    tab.keyboard.type("appraisal")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=appraisal")
    tab.locator(".rb-found__parts a").first.wait_for()
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('.rb-found__parts a')"):
            break
    ring = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/roles/*/#*")
    context.close()


@pytest.mark.browser
def test_what_comes_from_files_is_shown_as_text(tab, address):
    tab.route(
        "**/search.json",
        lambda route: route.fulfill(
            json=[["", "T", ""], ["", "", ""], ["a", "<b>S</b>", "supervision <img src=x>"]]
        ),
    )
    ask(tab, address, "supervision")
    tab.get_by_text("supervision <img src=x>").first.wait_for()
    assert tab.locator(".rb-found img, .rb-found b").count() == 0


@pytest.mark.browser
def test_a_role_whose_last_vacancy_has_closed_since_says_so(tab, address):
    def in_the_past(route):
        told = route.fetch().json()
        for role in told["roles"]:
            role[5] = "2020-01-31T23:59:00+00:00"
        route.fulfill(json=told)

    tab.route("**/search/roles-*.json", in_the_past)
    ask(tab, address, "pluralistic")
    assert "Closed for applications" in tab.locator(".rb-found__where").inner_text()


def test_the_moment_of_closing_is_told(views):
    open_views = [view for view in views if view.is_open]
    assert {role_words(view).closes for view in open_views} == {""}, "open until filled"
    closes = dt.datetime(2027, 1, 29, 23, 59, tzinfo=dt.UTC)
    view = open_views[0]
    vacancy = view.vacancies[0].vacancy.model_copy(update={"closes": closes})
    dated = type(view.vacancies[0])(**{**vars(view.vacancies[0]), "vacancy": vacancy})
    view = type(view)(**{**vars(view), "vacancies": (dated,)})
    assert role_words(view).closes == "2027-01-29T23:59:00+00:00"


@pytest.mark.browser
def test_after_a_new_build_old_pages_find_the_new_files(tab, address):
    """A page that was kept names files that are gone; the directory is asked for then."""
    gone = []

    def once(route):
        if gone:
            route.fallback()
        else:
            gone.append(route.request.url)
            route.fulfill(status=404, body="")

    tab.route("**/search/words-*.json", once)
    assert ask(tab, address, "pluralistic") == "1 role found for “pluralistic”."
    assert gone


@pytest.mark.browser
def test_a_search_that_cannot_be_loaded_says_so(tab, address):
    tab.route("**/search/*.json", lambda route: route.abort())
    assert "could not be loaded" in ask(tab, address, "pluralistic")


@pytest.mark.browser
def test_without_javascript_the_page_says_how_roles_are_found(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    tab.get_by_role("searchbox", name="Search all roles").fill("therapy")
    tab.get_by_role("button", name="Search").click()
    tab.wait_for_url("**/search/?q=therapy")
    assert not tab.get_by_role("searchbox", name="Words to look for").is_visible()
    tab.get_by_role("link", name="all roles in a list").click()
    tab.wait_for_url(address)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_pass_axe_and_do_not_scroll_sideways(browser, address, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    for question in ("clinical supervision", "zebra", "zebra pluralistic"):
        ask(tab, address, question)
        assert faults(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
def test_more_results_are_shown_on_request(tab, market, market_site):
    counts = {
        word: sum(sign.isdigit() for sign in roles)
        for path in (market_site / "search").glob("words-*.json")
        for word, roles in json.loads(path.read_text("utf-8")).items()
        if len(word) < 9
    }
    told = ask(tab, market, max(counts, key=counts.__getitem__))
    many = int(told.split()[0])
    assert many > 10
    assert len(titles(tab)) == 10
    tab.get_by_role("button", name=f"Show {many - 10} more").click()
    assert len(titles(tab)) == many
    # The keyboard goes on at the first that was added.
    assert tab.evaluate("document.activeElement.textContent") == titles(tab)[10]
    assert not tab.get_by_role("button", name="Show").is_visible()
    address = tab.url
    tab.goto(f"{market}compare/")
    tab.goto(address)
    tab.locator(".rb-found").nth(many - 1).wait_for()


def test_the_theme_s_own_search_is_gone(site):
    assert not list(site.rglob("search_index.json"))
    assert not list(site.rglob("*worker*"))
    assert "material/search" not in (ROOT / "mkdocs.yml").read_text("utf-8")


@pytest.mark.browser
def test_results_print_and_their_links_stay_short(tab, address, tmp_path):
    from pypdf import PdfReader

    ask(tab, address, "clinical supervision")
    path = tmp_path / "results.pdf"
    tab.pdf(path=path)
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Clinical Lead, Medway Therapeutic Alliance" in text
    assert "Duties: Working with the team" in text
    assert "http" not in text
