"""The published site of the real roles, as files and in a browser."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html

from market import build, serving, whole_project

ROOT = Path(__file__).parent.parent
ROLES = sorted(path.stem for path in (ROOT / "content" / "roles").glob("*.yaml"))

PAGES = [
    "",
    "roles/",
    "search/",
    "compare/",
    "compare/any/",
    "compare/criteria/",
    "compare/north-kent-mind/",
    "criteria/",
    "criteria/experience/",
] + [f"roles/{role}/" for role in ROLES]


def page(site, address):
    return html.parse(str(site / address / "index.html")).getroot()


def words(element):
    return " ".join(element.text_content().split())


def test_each_page_has_a_title_of_its_own(site):
    titles = [
        html.parse(str(path)).getroot().findtext(".//title")
        for path in sorted(site.rglob("*.html"))
    ]
    assert len(set(titles)) == len(titles)


def test_every_role_has_a_page_and_a_pack(site):
    for role in ROLES:
        assert (site / "roles" / role / "index.html").is_file()
        assert (site / "roles" / role / "job-pack.pdf").read_bytes().startswith(b"%PDF-")
    assert len(ROLES) == 5


def test_source_files_and_notes_are_not_published(site):
    assert not list(site.rglob("*.yaml"))
    assert not list(site.rglob("*.typ"))
    everything = " ".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "misplaced" not in everything


def test_every_link_leads_somewhere(site):
    broken = []
    for address in PAGES:
        root = page(site, address)
        for target in root.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            place, anchor = urldefrag(urljoin(f"https://site.test/{address}", target))
            if not place.startswith("https://site.test/"):
                continue
            path = site / unquote(place.removeprefix("https://site.test/").partition("?")[0])
            if path.is_dir():
                path = path / "index.html"
            if not path.is_file():
                broken.append((address, target))
            elif anchor and path.suffix == ".html" and not anchor.startswith("__"):
                ids = html.parse(str(path)).getroot().xpath("//@id")
                if anchor not in ids:
                    broken.append((address, target))
    assert not broken


def test_ids_are_unique_and_headings_do_not_skip(site):
    for address in PAGES:
        root = page(site, address)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        levels = [
            int(h.tag[1])
            for h in root.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1, address
        assert all(b - a <= 1 for a, b in pairwise(levels)), address


def test_home_tells_vacancies_from_the_library(site):
    entries = "//ul[contains(@class, 'rb-entries')]//h3"
    home, library = page(site, ""), page(site, "roles/")
    assert [words(title) for title in home.xpath(entries)] == [
        "Self-employed Therapist Example vacancy",
        "Sessional Therapist, Children and Young People Example vacancy",
    ]
    assert len(library.xpath(entries)) == 3
    for root in (home, library):
        assert "not live adverts" in words(root)
        assert "not open for applications" in words(root)


def test_an_example_vacancy_is_marked(site):
    root = page(site, "roles/sessional-therapist-cyp/")
    assert "Example vacancy" in words(root.xpath("//p[@class='rb-status']")[0])
    assert "It is not a live advert, and nobody can apply." in words(root)


def test_a_role_page_shows_computed_pay_as_computed(site):
    root = page(site, "roles/clinical-lead/")
    fact = root.xpath("//div[@data-fact='actual_pay']")[0]
    assert words(fact) == (
        "Pay for these hours £25,894.94 to £28,278.07 a year "
        "Worked out: £43,158.24 to £47,130.12 × 22.5 ÷ 37.5 hours a week"
    )


def test_each_document_is_offered_with_its_true_size_and_pages(site):
    import pikepdf

    for role in ROLES:
        root = page(site, f"roles/{role}/")
        links = root.xpath("//a[contains(@class, 'rb-download') or @class='rb-document']")
        told = {link.get("href").split("/")[-1]: words(link) for link in links}
        folder = site / "roles" / role
        documents = {path.name for path in folder.iterdir() if path.suffix in (".pdf", ".docx")}
        assert set(told) == documents
        for name, title in (
            ("job-pack.pdf", "Job pack"),
            ("large-print.pdf", "Job pack in large print"),
            ("job-description.pdf", "Job description and person specification"),
            ("advert.pdf", "One-page advert to print"),
        ):
            with pikepdf.open(folder / name) as pdf:
                pages = f"{len(pdf.pages)} page{'' if len(pdf.pages) == 1 else 's'}"
            size = round((folder / name).stat().st_size / 1000)
            assert told[name] == f"{title} (PDF, {pages}, {size} kB)"
        assert next(iter(told)) == "job-pack.pdf"


def test_only_the_form_of_the_panel_s_papers_is_published(site):
    forms = [
        role for role in ROLES if (site / "roles" / role / "supporting-statement.docx").exists()
    ]
    assert "clinical-lead" in forms
    assert not list(site.rglob("*.xlsx"))
    names = {path.name for path in site.rglob("*")}
    assert not any("shortlisting" in name or "interview-score" in name for name in names)


def test_the_person_specification_is_a_table_for_screen_readers(site):
    table = page(site, "roles/clinical-lead/").xpath("//table[@class='rb-criteria']")[0]
    assert table.xpath("./caption")
    assert [words(th) for th in table.xpath("./thead//th[@scope='col']")] == [
        "Criterion",
        "Essential or desirable",
        "How assessed",
    ]
    rows = table.xpath(".//tr[th[@scope='row']]")
    assert len(rows) >= 20
    assert {words(row.xpath("./td")[0]) for row in rows} == {"Essential", "Desirable"}


def test_each_role_page_has_a_table_of_contents_and_no_link_to_its_file(site):
    for role in ROLES:
        root = page(site, f"roles/{role}/")
        contents = root.xpath("//nav[contains(@class, 'md-nav--secondary')]//a/@href")
        sections = root.xpath("//article//section/@aria-labelledby")
        assert contents == [f"#{section}" for section in sections]
        assert root.xpath("//a[@class='md-skip']/@href") == ["#content"]
        assert root.xpath("//footer[@class='rb-colophon']//a") == []
        assert ".yaml" not in (site / "roles" / role / "index.html").read_text("utf-8")


def test_the_sitemap_names_every_page(site):
    text = (site / "sitemap.xml").read_text("utf-8")
    for address in PAGES:
        assert f"<loc>https://jobs.example.org/{address}</loc>" in text


def test_the_same_content_gives_the_same_bytes(site, tmp_path):
    again = tmp_path / "again"
    build(ROOT, again)
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    second = {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_no_path_of_the_machine_is_published(site):
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".xml", ".css", ".pdf"):
            data = path.read_bytes()
            assert str(ROOT).encode() not in data, path
            assert str(site).encode() not in data, path


# In a browser


@pytest.mark.browser
def test_pages_ask_no_other_host_and_set_no_cookie(browser, address):
    context = browser.new_context()
    tab = context.new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    failures = []
    tab.on("pageerror", lambda error: failures.append(str(error)))
    tab.on("requestfailed", lambda request: failures.append(request.url))
    for place in PAGES:
        tab.goto(address + place, wait_until="networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert context.cookies() == []
    assert failures == []
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_no_page_scrolls_sideways(browser, address, javascript):
    for width in (320, 360, 1280):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        tab = context.new_page()
        for place in PAGES:
            tab.goto(address + place)
            box = tab.locator("article.md-content__inner").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width, (place, width)
            if javascript:
                wide = tab.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (place, width)
        context.close()


#: The words stand within their element, with room above them.
NOTHING_CUT = """element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [words, box] = [range, element].map((each) => each.getBoundingClientRect());
    return words.top >= box.top + 4 && words.right <= box.right + 1 && box.top >= 0;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("times", [1.5, 2])
def test_letters_of_twice_the_size_are_not_cut_off(browser, address, times):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    for place in PAGES:
        tab.goto(address + place)
        # The theme has 125% of what the reader has chosen.
        tab.add_style_tag(content=f"html {{ font-size: {125 * times}% !important }}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360, place
        assert tab.locator(".rb-site-name__words").evaluate(NOTHING_CUT), place
    context.close()


LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.mark.browser
def test_one_long_word_leaves_room_for_everything_else(browser, tmp_path):
    project = whole_project("market", tmp_path / "project")
    for name, words in (
        ("site_config/locations.yaml", "High Tor depot"),
        ("content/roles/ranger.yaml", "Planning & Environment"),
    ):
        text = (project / name).read_text()
        assert words in text
        (project / name).write_text(text.replace(words, f"{LONG_WORD} and more"))
    site = build(project, tmp_path / "site", options=["--pages-only"])
    context = browser.new_context()
    tab = context.new_page()
    with serving(site) as address:
        for width in (320, 360, 768, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            for place in ("", "roles/ranger/", "compare/", "compare/any/?roles=ranger,tutor"):
                tab.goto(address + place)
                assert tab.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
        # The titles of the table have room, and each filter says how many match.
        tab.goto(f"{address}compare/")
        assert tab.locator(".rb-overview thead th").first.bounding_box()["width"] >= 180
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        choice = tab.locator("li", has_text=LONG_WORD).locator("label").first
        frame = choice.locator("xpath=ancestor::fieldset").bounding_box()
        count = choice.locator(".rb-count").bounding_box()
        assert count["width"] > 0
        assert count["x"] + count["width"] <= frame["x"] + frame["width"]
    context.close()


@pytest.mark.browser
def test_without_javascript_everything_can_be_read_and_reached(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    tab.get_by_role("link", name="See the library of roles").click()
    tab.get_by_role("link", name="Clinical Lead, Medway Therapeutic Alliance").click()
    assert tab.get_by_role("heading", level=1).inner_text().startswith("Clinical Lead")
    assert tab.get_by_role("table").first.is_visible()
    assert not tab.locator(".md-header__option").is_visible()
    context.close()


@pytest.mark.browser
def test_the_overview_sorts_by_pay(browser, address):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(address + "compare/")
    titles = tab.locator(".rb-overview tbody th a")
    before = titles.all_inner_texts()
    assert before == sorted(before)
    tab.get_by_role("button", name="Pay").click()
    assert tab.get_by_role("columnheader", name="Pay").get_attribute("aria-sort") == "ascending"
    rising = titles.all_inner_texts()
    assert rising[0].startswith("Self-employed")  # may be unpaid
    assert rising[-2].startswith("Clinical Lead")
    assert rising[-1].startswith("Psychological")  # pay not stated comes last both ways
    tab.get_by_role("button", name="Pay").click()
    assert titles.all_inner_texts() == [*rising[-2::-1], rising[-1]]
    assert tab.get_by_role("columnheader", name="Pay").get_attribute("aria-sort") == "descending"
    context.close()


@pytest.mark.browser
def test_paper_is_white_whatever_the_screen(browser, address):
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto(address + "roles/clinical-lead/")
    tab.emulate_media(media="print", color_scheme="dark")
    colour = "element => getComputedStyle(element).color"
    assert tab.locator("h1").evaluate(colour) == "rgb(22, 38, 45)"
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_keyboard_alone_leads_from_the_list_to_a_pack(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = context.new_page()
    tab.goto(address)

    def focus_on(name, steps=40):
        for _ in range(steps):
            tab.keyboard.press("Tab")
            seen = tab.evaluate(
                """() => {
                    const element = document.activeElement;
                    const box = element.getBoundingClientRect();
                    const ring = getComputedStyle(element);
                    return [element.textContent.trim(), box.right > 0 && box.left < innerWidth,
                            ring.outlineStyle !== "none" || element.tagName === "BODY"];
                }"""
            )
            assert seen[1], f"focus is out of sight on {seen[0]!r}"
            assert seen[2], f"focus is not seen on {seen[0]!r}"
            if seen[0].startswith(name):
                return
        raise AssertionError(f"{name} is not reached")

    focus_on("See the library of roles")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/roles/")
    focus_on("Clinical Lead, Medway")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/clinical-lead/")
    focus_on("Skip to content", 1)
    tab.keyboard.press("Enter")
    focus_on("Job pack", 4)
    context.close()
