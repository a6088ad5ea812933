"""What an employer changes without opening a file of the program: look, templates, what is made."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from pypdf import PdfReader

from market import build
from rolebook.base.project_folders import TEMPLATES, templates_folder
from rolebook.cli import main

MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A project as an employer starts it."""
    folder = tmp_path / "jobs"
    options = ["--employer", "Example Care", "--address", "https://jobs.test/"]
    made = CliRunner().invoke(main, ["init", str(folder), *options])
    assert made.exit_code == 0, made.output
    return folder


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def published(project: Path, *options: str) -> Path:
    return build(project, project / "site", options=("--pages-only", *options))


def page(site: Path, address: str = "") -> str:
    return (site / address / "index.html").read_text("utf-8")


def test_logo_icon_footer_and_picture_are_on_every_page(jobs: Path) -> None:
    before = page(published(jobs))
    assert 'class="md-copyright__highlight"' not in before
    (jobs / "site_config" / "mark.svg").write_text(MARK, "utf-8")
    shutil.copy(next(TEMPLATES.parent.glob("docs/images/*.png")), jobs / "site_config" / "us.png")
    add(
        jobs / "site_config" / "site.yaml",
        "logo: mark.svg\nfavicon: mark.svg\nsocial_image: us.png\n"
        "footer: Us & co. [Privacy](https://jobs.test/privacy)\n"
        "notes: For us\n",
    )
    (jobs / "content" / "about.md").write_text("# About us\n", "utf-8")
    add(jobs / "mkdocs.yml", "nav:\n  - about.md\n")
    site = published(jobs)
    for address, up in (("", ""), ("roles/support-worker", "../../"), ("about", "../")):
        text = page(site, address)
        assert f'<img src="{up}assets/rolebook/logo.svg" alt="logo">' in text
        assert f'<link rel="icon" href="{up}assets/rolebook/favicon.svg">' in text
        footer = re.search(r'<div class="md-copyright__highlight">\s*(.*?)\s*</div>', text)
        assert footer is not None
        assert footer[1] == ('<p>Us &amp; co. <a href="https://jobs.test/privacy">Privacy</a></p>')
    assert (site / "assets" / "rolebook" / "logo.svg").read_text("utf-8") == MARK
    shared = (
        '<meta property="og:image" content="https://jobs.test/assets/rolebook/social-image.png">'
    )
    assert shared in page(site)
    assert "social-image" not in page(site, "roles/support-worker")  # it has a picture of its own


def test_the_style_sheets_of_an_employer_win(jobs: Path) -> None:
    (jobs / "content" / "own.css").write_text("h1 { color: #123456 }", "utf-8")
    add(jobs / "mkdocs.yml", "extra_css:\n  - own.css\n")
    for text in (page(site := published(jobs)), page(site, "roles/support-worker")):
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', text)
        assert [sheet.rpartition("/")[2] for sheet in sheets[-2:]] == ["rolebook.css", "own.css"]


def test_one_file_of_each_kind_of_template_wins_and_the_others_stay(jobs: Path) -> None:
    """Typst, Jinja2 and MkDocs all read them, and each finds what it includes."""
    for name, old, new in (
        ("web/library.html.j2", "<h1", '<h1 data-own="web"'),
        ("theme/main.html", "{% block extrahead %}", "{% block extrahead %}<!-- own theme -->"),
        ("assets/styles/print.css", "", "/* own style */"),
        ("pdf/job_pack.typ", "", "// own pack\n"),
    ):
        text = (TEMPLATES / name).read_text("utf-8")
        assert old in text
        own = jobs / "templates" / name
        own.parent.mkdir(parents=True)
        own.write_text(text.replace(old, new, 1), "utf-8")
    merged = templates_folder(jobs)
    assert templates_folder(jobs) == merged
    assert merged.is_relative_to(jobs / ".cache")
    names = {path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*") if path.is_file()}
    assert {path.relative_to(merged) for path in merged.rglob("*") if path.is_file()} == names
    site = build(jobs, jobs / "site")
    assert '<h1 data-own="web"' in page(site, "roles")
    assert "<!-- own theme -->" in page(site)
    assert "/* own style */" in (site / "assets/rolebook/rolebook.css").read_text("utf-8")
    assert (site / "roles" / "support-worker" / "job-pack.pdf").is_file()
    # A change of one file is seen, and taking it away brings the packaged one back.
    own = jobs / "templates" / "web" / "library.html.j2"
    own.write_text(own.read_text("utf-8").replace('data-own="web"', 'data-own="again"'), "utf-8")
    assert '<h1 data-own="again"' in page(published(jobs), "roles")
    shutil.rmtree(jobs / "templates")
    assert "data-own" not in page(published(jobs), "roles")


def test_copies_of_templates_are_listed_and_compared(
    jobs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, ["templates", *arguments, "--project", str(jobs)])
        assert done.exit_code == code, done.output
        return done.output

    name = "web/library.html.j2"
    assert f"{name}\n" in run("list")
    assert run("diff") == "No file in templates/ replaces one that comes with Rolebook.\n"
    assert f'did you mean "{name}"?' in run("copy", "web/libary.html.j2", code=2)
    assert f"Wrote templates/{name}." in run("copy", name)
    assert "is there already" in run("copy", name, code=1)
    assert f"{name}  (yours)\n" in run("list")
    assert run("diff", name) == ""
    own = jobs / "templates" / name
    own.write_text(own.read_text("utf-8") + "<p>Own</p>\n", "utf-8")
    assert run("diff", f"templates/{name}").splitlines()[:2] == [
        f"--- {name} (in Rolebook now)", f"+++ {name} (yours)"
    ]  # fmt: skip
    assert "isn't a template of yours" in run("diff", "web/role.html.j2", code=2)
    # A later version of Rolebook has another file.
    later = tmp_path / "later"
    shutil.copytree(TEMPLATES, later)
    add(later / name, "<p>Later</p>\n")
    monkeypatch.setattr("rolebook.editing.template_copies.TEMPLATES", later)
    assert f"{name}  (yours; changed in Rolebook since: rolebook templates diff" in run("list")
    lines = run("diff", name).splitlines()
    assert lines[:2] == [f"--- {name} (when you copied it)", f"+++ {name} (in Rolebook now)"]
    assert "+<p>Later</p>" in lines
    assert "-<p>Later</p>" in lines
    assert "+<p>Own</p>" in lines


#: What each output adds to a site, as far as its paths say.
OF_OUTPUT = {
    "search": r"search/index\.html|roles/[^/]+/search\.json",
    "compare": r"compare/any/.*|roles/[^/]+/compare\.json",
    "criteria": r"criteria/.*",
    "feeds": r"feeds/.*\.(xml|json)",
    "job-feed": r"feeds/jobs\.xml",
    "table": r"roles\.csv",
}


@pytest.mark.parametrize("without", [*OF_OUTPUT, "all but the table"])
def test_each_output_can_be_left_out_and_nothing_leads_there(built: Path, without: str) -> None:
    kept = [name for name in OF_OUTPUT if name != without] if without in OF_OUTPUT else ["table"]
    before = {path.relative_to(built / "site").as_posix() for path in (built / "site").rglob("*.*")}
    add(built / "site_config" / "site.yaml", f"outputs: [{', '.join(kept)}]\n")
    site = published(built)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*.*")}
    gone = {path for path in before - files if not path.endswith((".pdf", ".docx", ".png"))}
    left_out = [OF_OUTPUT[name] for name in OF_OUTPUT if name not in kept]
    if not {"search", "compare"} & set(kept):
        left_out.append("search/.*")  # both look words up
    expected = {path for path in before if re.fullmatch("|".join(left_out), path)}
    assert gone == (expected - {"feeds/jobs.xml"} if without == "feeds" else expected)
    assert gone
    for path in (path for path in files if path.endswith("index.html")):
        text = (site / path).read_text("utf-8")
        for link in re.findall(r'(?:href|src|action)="(?!\w+:)([^"#?]+)', text):
            target = (site / path).parent / link
            assert target.is_file() or (target / "index.html").is_file(), f"{path}: {link}"


def test_hosts_that_an_employer_allows_are_in_the_headers_of_every_host(jobs: Path) -> None:
    add(
        jobs / "site_config" / "site.yaml",
        "allowed_hosts:\n  scripts: [https://stats.example.org]\n"
        "  frames: [https://forms.example.org, 'https://*.example.net:8443']\n",
    )
    (jobs / "content" / "_headers").write_text("/*\n  X-Own: yes\n", "utf-8")
    add(jobs / "mkdocs.yml", "not_in_nav: /_headers\n")
    done = CliRunner().invoke(main, ["build", "--pages-only", "--project", str(jobs)])
    assert done.exit_code == 0, done.output
    site = jobs / "site"
    for name in ("_headers", ".htaccess", "hosting/nginx.conf"):
        text = (site / name).read_text("utf-8")
        assert "script-src 'self' https://stats.example.org;" in text
        assert "frame-src https://forms.example.org https://*.example.net:8443" in text
        assert "X-Own" not in text


def test_sections_are_in_the_employers_order_on_pages_and_on_paper(jobs: Path) -> None:
    role = jobs / "content" / "roles" / "support-worker.yaml"
    role.write_text(
        role.read_text("utf-8").replace(
            "notes: |-",
            "extra_sections:\n  - title: The team\n    text: We are *six* people.\nnotes: |-",
        ),
        "utf-8",
    )
    add(
        jobs / "site_config" / "site.yaml",
        "section_order: [extra-sections, pay-and-benefits]\nhidden_sections: [statements]\n",
    )
    site = build(jobs, jobs / "site")
    folder = site / "roles" / "support-worker"
    titles = ["The team", "Pay", "Facts about the post", "Duties", "Person specification",
              "How to apply"]  # fmt: skip
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", page(site, "roles/support-worker"))
    assert [heading for heading in headings if heading in titles] == titles
    assert "Our statements" not in headings
    data = json.loads((folder / "role.json").read_text("utf-8"))
    assert [section["title"] for section in data["sections"]] == titles
    pack = "\n".join(each.extract_text() for each in PdfReader(folder / "job-pack.pdf").pages)
    word = "\n".join(each.text for each in Document(str(folder / "job-pack.docx")).paragraphs)
    for text in (pack, word):
        assert "We are six people." in text
        assert "Our statements" not in text
        places = [text.rindex(f"{title}\n") for title in titles]
        assert places == sorted(places)


def test_a_section_without_which_nobody_can_apply_is_not_hidden(jobs: Path) -> None:
    add(jobs / "site_config" / "site.yaml", "hidden_sections: [how-to-apply]\n")
    done = CliRunner().invoke(main, ["check", "--project", str(jobs)])
    assert 'hidden_sections[1]: "how-to-apply" is not one of the choices' in done.output


def test_fields_of_the_employers_own_are_like_built_in_ones(built: Path) -> None:
    (built / "site_config" / "custom_fields.yaml").write_text(
        "custom_fields:\n"
        "  cover:\n    label: Cover\n    type: choice\n    choices: [Days, Nights]\n"
        "    shown: at-a-glance\n    filtered: yes\n"
        "  review:\n    label: Next review\n    type: date\n    compared: no\n"
        "  cost-centre:\n    label: Cost centre\n    type: number\n    shown: data\n",
        "utf-8",
    )
    for name, values in (
        ("support-worker", "cover: Nights\n  review: 2027-05-04\n  cost-centre: 0042"),
        ("team-leader", "cover: Days"),
    ):
        file = built / "content" / "roles" / f"{name}.yaml"
        text = file.read_text("utf-8").split("\nvacancies:")[0]  # so that one list has both
        file.write_text(f"{text}\ncustom_fields:\n  {values}\n", "utf-8")
    file = built / "site_config" / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("shown: yes", "shown: no"), "utf-8")
    site = build(built, built / "site")
    role = page(site, "roles/support-worker")
    glance = role[role.index("rb-facts--glance") : role.index("rb-contents")]
    assert re.search(r"<dt>Cover</dt>\s*<dd>Nights", glance)
    assert "Next review" not in glance
    assert re.search(r"<dt>Next review</dt>\s*<dd>4 May 2027", role)
    assert "Cost centre" not in role
    assert "<summary>Cover</summary>" in page(site, "roles")
    compared = page(site, "compare/support")
    assert re.search(r"Cover <.*</th><td>Nights</td><td>Days</td>", compared)
    assert "Next review" not in compared
    folder = site / "roles" / "support-worker"
    assert json.loads((folder / "role.json").read_text("utf-8"))["custom_fields"] == {
        "cover": "Nights", "review": "2027-05-04", "cost-centre": "0042"
    }  # fmt: skip
    rows = list(csv.DictReader((site / "roles.csv").read_text("utf-8-sig").splitlines()))
    told = {row["Role"]: (row["Cover"], row["Next review"], row["Cost centre"]) for row in rows}
    assert told["support-worker"] == ("Nights", "4 May 2027", "42")
    assert told["team-leader"] == ("Days", "", "")
    pack = "\n".join(each.extract_text() for each in PdfReader(folder / "job-pack.pdf").pages)
    word = Document(str(folder / "job-pack.docx"))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for words in ("Cover", "Nights", "Next review", "4 May 2027"):
        assert words in pack
        assert words in cells


def test_an_employer_says_once_how_to_apply(built: Path) -> None:
    """A role says more, and a vacancy something else; each field is laid over the one before."""
    add(
        built / "site_config" / "organisations.yaml",
        "    application:\n      email: all@example.org\n      guidance: Tell us why.\n",
    )
    roles = built / "content" / "roles"
    text = (roles / "support-worker.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^application:\n(  .*\n)+|^    application:\n(      .*\n)+", "", text)
    (roles / "support-worker.yaml").write_text(text, "utf-8")
    own = text.replace("vacancies:", "application:\n  email: role@example.org\nvacancies:")
    (roles / "role.yaml").write_text(own.replace("SW-2027-01", "R-1"), "utf-8")
    vacancy = own.replace("SW-2027-01", "V-1").rstrip() + "\n    application:\n"
    vacancy += "      email: vacancy@example.org\n"
    (roles / "vacancy.yaml").write_text(vacancy, "utf-8")
    site = published(built)
    for name, email in (("support-worker", "all"), ("role", "role"), ("vacancy", "vacancy")):
        role = page(site, f"roles/{name}")
        assert set(re.findall(r"mailto:(\w+)@example.org", role)) - {"jobs"} == {email}
        assert "<p>Tell us why.</p>" in role


def test_made_up_addresses_do_not_go_live(jobs: Path) -> None:
    """While the site says that it is an example, nothing is reported."""
    add(
        jobs / "content" / "roles" / "support-worker.yaml",
        "application:\n  email: jobs@example.org  # jobs@example.com\n",
    )
    add(jobs / "mkdocs.yml", "repo_url: https://git.your-organisation.org/jobs\n")
    assert "advice" not in CliRunner().invoke(main, ["check", "--project", str(jobs)]).output[:20]
    published(jobs, "--strict")
    file = jobs / "site_config" / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("shown: yes", "shown: no"), "utf-8")
    published(jobs)
    told = [
        'application.email: "example.org" belongs to nobody; write your own address, or take it',
        'repo_url: "git.your-organisation.org" belongs to nobody; write your own address, or take',
    ]
    checked = CliRunner().invoke(main, ["check", "--project", str(jobs)])
    assert checked.exit_code == 0
    for words in told:
        assert f"advice: {words}" in checked.output
    done = subprocess.run(
        [sys.executable, "-m", "rolebook", "build", "--strict", "--pages-only"],
        cwd=jobs, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert all(words in done.stderr for words in told)
    assert "2 problems in 2 files; nothing was published" in done.stderr


def test_an_employer_without_a_colour_has_that_of_the_site(jobs: Path) -> None:
    file = jobs / "site_config" / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("#24405c", "#5b2a6b"), "utf-8")
    style = published(jobs) / "assets" / "rolebook" / "rolebook.css"
    assert ".organisation-example-care{--rb-organisation:#5b2a6b}" in style.read_text("utf-8")
    add(jobs / "site_config" / "organisations.yaml", '    colour: "#0b5c6b"\n')
    published(jobs)
    assert ".organisation-example-care{--rb-organisation:#0b5c6b}" in style.read_text("utf-8")
