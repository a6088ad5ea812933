"""What every page of the site owes everybody: safe, private, light, valid, and usable by anyone."""

import gzip
import json
import os
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import html

from accessibility import faults
from market import ROOT
from rolebook.model.site_config import AllowedHosts
from rolebook.render.web.host_headers import content_security_policy

TOOLS = ROOT / "tests" / "tools" / "node_modules"

#: One page of each kind. In the project of many vacancies, what depends on vacancies is at work.
REAL = ("", "roles/", "compare/", "compare/criteria/", "compare/north-kent-mind/",
        "compare/any/?roles=clinical-lead,sessional-therapist-cyp", "search/?q=risk", "criteria/",
        "criteria/knowledge/", "404.html", "roles/clinical-lead/",
        "roles/self-employed-therapist/")  # fmt: skip
DATED = ("", "roles/care-planner/", "roles/care-worker/")
MARKET = ("", "careers/")

#: Candidates open pages on phones, often one alone, from a search or a link.
MOST_BYTES = 100_000

SEARCHED = {"search", "search-index", "words", "elements"}
COMPARED = {"compare", "compare-rows", "compare-table", "search-index", "words", "elements"}
#: The scripts that each kind of page loads, besides the one that says that scripts run.
SCRIPTS = {
    ("real", ""): {"vacancies", "compare-pick", "elements"},
    ("market", ""): {"vacancies", "compare-pick", "elements"},
    ("real", "roles/"): {"vacancies", "compare-pick", "elements"},
    ("real", "roles/clinical-lead/"): {"role-page"},
    ("dated", "roles/care-planner/"): {"role-page"},
    ("real", "search/?q=risk"): SEARCHED,
    ("real", "compare/"): {"sort-table"},
    ("real", "compare/any/?roles=clinical-lead,sessional-therapist-cyp"): COMPARED,
    ("real", "compare/north-kent-mind/"): set(),
    ("real", "compare/criteria/"): set(),
    ("real", "criteria/"): {"role-page"},
    ("real", "criteria/knowledge/"): {"role-page"},
    ("market", "careers/"): {"role-page"},
    ("market", "careers/adult-care/"): {"role-page"},
    ("real", "404.html"): set(),
}

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push([event.violatedDirective, event.blockedURI, event.sample]);
});
"""

#: One after the other, since what one press hides is not pressed.
PRESS_ALL = """async () => {
  for (const part of document.querySelectorAll("main summary, main button[type=button]")) {
    if (part.checkVisibility()) part.click();
    await new Promise((done) => requestAnimationFrame(done));
  }
}"""

STORED = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookies: document.cookie,
})"""


def headers_of(site):
    """Read ``_headers`` as Netlify and Cloudflare Pages do: rules by the beginnings of paths."""
    rules, prefix = [], ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            rules.append((prefix, name, value))
        else:
            prefix = line.removesuffix("*")
    return rules


class _Host(SimpleHTTPRequestHandler):
    """A host that sends the headers of the site, packs what can be packed, and counts bytes."""

    protocol_version = "HTTP/1.1"
    sent: dict[str, int]
    site: Path

    def do_GET(self):
        path = self.site / self.path.split("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        path = path if path.is_file() else self.site / "404.html"
        data = path.read_bytes()
        packed = path.suffix in (".html", ".css", ".js", ".json", ".xml", ".svg", ".ics")
        body = gzip.compress(data, 9, mtime=0) if packed else data
        self.sent[self.path] = len(body)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for prefix, name, value in headers_of(self.site):
            if self.path.startswith(prefix):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def hosted(site):
    handler = type("Host", (_Host,), {"site": site, "sent": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, handler


@pytest.fixture(scope="module")
def sites(site, dated_site, market_site):
    """The real site, one whose vacancies have dates, and one with many."""
    return {"real": site, "dated": dated_site, "market": market_site}


@pytest.fixture(scope="module")
def hosts(sites):
    running = {name: hosted(site) for name, site in sites.items()}
    yield {
        name: (f"http://127.0.0.1:{server.server_port}/", handler)
        for name, (server, handler) in running.items()
    }
    for server, _ in running.values():
        server.shutdown()


@pytest.fixture(scope="module")
def places(hosts):
    kinds = {"real": REAL, "dated": DATED, "market": MARKET}
    return [hosts[name][0] + place for name, places in kinds.items() for place in places]


def pages_of(site):
    for path in sorted(site.rglob("*.html")):
        yield path, html.parse(str(path)).getroot()


# Safe and private


def test_no_page_holds_a_script_or_a_style_of_its_own(sites):
    found = []
    for site in sites.values():
        for path, root in pages_of(site):
            found += [
                (path, script.text)
                for script in root.xpath("//script[not(@src)]")
                if not script.get("type", "").endswith("json")
            ]
            found += [(path, style.text) for style in root.xpath("//style")]
            found += [
                (path, name)
                for element in root.iter()
                for name in element.attrib
                if name == "style" or name.startswith("on")
            ]
    assert not found


def test_every_host_is_told_the_same(sites):
    site = sites["real"]
    rules = {name: value for prefix, name, value in headers_of(site) if prefix == "/"}
    assert rules["Content-Security-Policy"] == content_security_policy(AllowedHosts())
    assert "unsafe" not in content_security_policy(AllowedHosts())
    for name in (".htaccess", "hosting/nginx.conf"):
        text = (site / name).read_text("utf-8")
        for header, value in rules.items():
            assert f'{header} "{value}"' in text


@pytest.mark.browser
def test_nothing_is_refused_by_the_policy_and_nothing_is_stored(browser, places):
    for javascript in (True, False):
        context = browser.new_context(java_script_enabled=javascript)
        if javascript:
            context.add_init_script(WATCH)
        tab = context.new_page()
        told = []
        tab.on("console", lambda message, told=told: told.append((message.type, message.text)))
        tab.on("pageerror", lambda error, told=told: told.append(("error", str(error))))
        asked = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        for place in places:
            answer = tab.goto(place, wait_until="networkidle")
            assert answer.headers["content-security-policy"] == content_security_policy(
                AllowedHosts()
            )
            assert answer.headers["x-content-type-options"] == "nosniff"
            if javascript:
                tab.evaluate(PRESS_ALL)
                assert tab.evaluate("window.violations") == [], place
                assert tab.evaluate(STORED) == {
                    "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0,
                    "cookies": "",
                }, place  # fmt: skip
        assert told == []
        assert context.cookies() == []
        assert all(url.startswith("http://127.0.0.1:") for url in asked if url[:5] != "data:")
        context.close()


@pytest.mark.browser
def test_the_policy_would_be_noticed(browser, hosts):
    """The test above sees what it looks for: a script written into a page is refused."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    tab = context.new_page()
    tab.goto(hosts["real"][0])
    tab.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.head.append(script);
        }"""
    )
    tab.wait_for_function("window.violations.length === 1")
    assert tab.evaluate("window.ran === undefined")
    context.close()


# Light


@pytest.mark.browser
@pytest.mark.parametrize(("name", "place"), SCRIPTS)
def test_each_kind_of_page_is_light_and_loads_no_script_of_another(browser, hosts, name, place):
    address, host = hosts[name]
    host.sent.clear()
    context = browser.new_context()
    context.new_page().goto(address + place, wait_until="networkidle")
    context.close()
    assert sum(host.sent.values()) <= MOST_BYTES, host.sent
    scripts = {Path(path).stem for path in host.sent if path.endswith(".js")}
    assert scripts == {"theme"} | SCRIPTS[name, place]


def test_files_that_no_page_asks_for_stay_out(sites):
    for site in sites.values():
        assert not list(site.rglob("*.map"))
        assert not list(site.glob("assets/javascripts/lunr/**"))
        linked = {
            Path(address).name
            for _, root in pages_of(site)
            for address in root.xpath("//link/@href | //script/@src")
        }
        styles = {path.name for path in (site / "assets" / "stylesheets").rglob("*.css")}
        assert styles <= linked


# For everyone

OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_opened(browser, places, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    tab = context.new_page()
    found = []
    for place in places:
        tab.goto(place)
        tab.evaluate(OPEN_ALL)
        found += faults(tab)
    context.close()
    assert not found


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_closed_pages_pass_axe_too(browser, hosts, width, scheme):
    """A page that has turned closed by itself."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    tab = context.new_page()
    tab.clock.set_fixed_time("2028-01-01T12:00:00Z")
    tab.goto(hosts["dated"][0] + "roles/care-planner/")
    assert tab.locator(".rb-badge").first.inner_text() == "Closed for applications"
    assert not faults(tab)
    context.close()


PICKED = "compare/any/?roles=care-planner,care-worker,cook,support-worker"
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const ring = getComputedStyle(element);
  const inside = (x, y) => {
    const seen = document.elementFromPoint(x, y);
    return seen !== null && (element.contains(seen) || seen.contains(element)
      || (element.labels ? [...element.labels].some((label) => label.contains(seen)) : false));
  };
  const at = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.1], [0.05, 0.9], [0.95, 0.9]];
  return {
    words: element.textContent.trim().slice(0, 60) || element.id || element.outerHTML.slice(0, 80),
    ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
    seen: at.filter(([x, y]) => inside(box.left + box.width * x, box.top + box.height * y)).length,
    table: element.classList.contains("rb-scroll"),
  };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 600), (360, 640), (320, 256)])
def test_focus_is_always_seen(browser, hosts, size):
    """WCAG 2.2, 2.4.7 and 2.4.11: nothing lies over what the keyboard has come to."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    tab = context.new_page()
    for place in ("roles/care-planner/", "", "compare/", PICKED):
        tab.goto(hosts["dated"][0] + place, wait_until="networkidle")
        tab.evaluate(OPEN_ALL)
        stops = []
        for key in ("Tab", "Shift+Tab"):
            for _ in range(120):
                tab.keyboard.press(key)
                focused = tab.evaluate(FOCUSED)
                if focused is None:
                    break
                stops.append(focused["words"])
                assert focused["ring"], f"no ring on {focused['words']!r}"
                # A table may be larger than the window; its ring is at its edge.
                assert focused["seen"] or focused["table"], f"{focused['words']!r} is covered"
        assert len(stops) > 10
    context.close()


@pytest.mark.browser
def test_keyboard_alone_leads_from_the_list_to_the_application(browser, hosts):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(hosts["dated"][0])

    def go_to(words):
        for _ in range(60):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.textContent.trim()") == words:
                return tab.keyboard.press("Enter")
        raise AssertionError(f"{words} is not reached")

    go_to("Care Planner")
    tab.wait_for_url("**/care-planner/")
    go_to("How to apply")
    tab.wait_for_url("**#how-to-apply")
    for _ in range(10):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.href") == "https://apply.example.org/plan-1":
            break
    assert tab.evaluate("document.activeElement.href") == "https://apply.example.org/plan-1"
    context.close()


@pytest.mark.browser
def test_nothing_moves_for_those_who_ask_for_stillness(browser, places):
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    for place in places:
        tab.goto(place)
        moving = tab.evaluate(
            """() => [...document.querySelectorAll("*")].filter((element) => {
                const style = getComputedStyle(element);
                return style.animationName !== "none" || style.scrollBehavior === "smooth"
                  || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
            }).map((element) => element.className)"""
        )
        assert moving == [], place
    context.close()


@pytest.mark.browser
def test_nothing_is_cut_off_on_paper(browser, places):
    """At the width of a printed A4 page: 180 mm between its margins."""
    context = browser.new_context(viewport={"width": 680, "height": 900})
    tab = context.new_page()
    for place in places:
        tab.goto(place)
        tab.emulate_media(media="print")
        cut = tab.evaluate(
            """() => [...document.querySelectorAll("article *")].filter((element) => {
                const box = element.getBoundingClientRect();
                return box.width && !element.closest(".rb-hidden") && box.right > innerWidth + 1;
            }).map((element) => element.outerHTML.slice(0, 80))"""
        )
        assert cut == [], place
    context.close()


@pytest.mark.browser
def test_links_are_spelled_out_on_paper(browser, hosts):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(hosts["dated"][0] + "roles/care-planner/")
    tab.emulate_media(media="print")
    added = "element => getComputedStyle(element, '::after').content"
    tab.evaluate(
        """() => {
            const link = document.createElement("a");
            link.href = "https://www.example.org/guide";
            link.textContent = "Our guide";
            document.querySelector(".rb-lead").append(link);
        }"""
    )
    guide = tab.get_by_role("link", name="Our guide")
    assert "www.example.org/guide" in guide.evaluate(added)
    told = tab.get_by_role("link", name="https://apply.example.org/plan-1")
    assert told.evaluate(added) in ("none", "normal")
    context.close()


# Judged by other programs


def needs(program, *names, install):
    if program is None or not all((TOOLS / name).exists() for name in names):
        pytest.skip(f"{names[0]} cannot run here; install it with: {install}")


def test_vnu_finds_no_mistake(sites):
    """The checker of the HTML standard."""
    install = "apt-get install default-jre-headless && npm ci --prefix tests/tools"
    jar = "vnu-jar/build/dist/vnu.jar"
    needs(shutil.which("java"), jar, install=install)
    files = [str(path) for site in sites.values() for path in site.rglob("*.html")]
    styles = [str(path) for path in (sites["real"] / "assets" / "rolebook").glob("*.css")]
    # What Java compiles with more care does not pay in a run that is so short.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m"]
    command = [*java, "-jar", str(TOOLS / jar), "--format", "json", "--also-check-css"]
    done = subprocess.run([*command, *files, *styles], check=False, capture_output=True, text=True)
    messages = json.loads(done.stderr)["messages"]
    assert [
        (Path(message["url"]).parent.name, message.get("lastLine"), message["message"])
        for message in messages
    ] == []


@pytest.mark.browser
@pytest.mark.parametrize("place", ["", "roles/clinical-lead/", "compare/north-kent-mind/"])
def test_lighthouse_gives_full_marks(hosts, tmp_path, place):
    """On a phone, as Lighthouse does by default; speed is measured elsewhere."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    install = "apt-get install chromium nodejs npm && npm ci --prefix tests/tools"
    needs(chromium and shutil.which("node"), "lighthouse/cli/index.js", install=install)
    report = tmp_path / "report.json"
    subprocess.run(
        [
            "node", str(TOOLS / "lighthouse/cli/index.js"), hosts["real"][0] + place,
            "--output=json", f"--output-path={report}", "--quiet",
            "--only-categories=accessibility,best-practices,seo",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
            " --disable-background-networking",
        ],
        check=True, capture_output=True, timeout=180,
        env={**os.environ, "CHROME_PATH": str(chromium)},
    )  # fmt: skip
    found = json.loads(report.read_text("utf-8"))
    lost = [audit["title"] for audit in found["audits"].values() if audit["score"] == 0]
    assert {name: part["score"] for name, part in found["categories"].items()} == {
        "accessibility": 1, "best-practices": 1, "seo": 1,
    }, lost  # fmt: skip
