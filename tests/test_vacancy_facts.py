"""Which fact holds where a vacancy says something else than its role, and what one not open says.

Everything that is made of a role is read: page, pack, Word, advert, data and comparison.
"""

import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from pypdf import PdfReader

from building import publish
from rolebook.base.dates import LONDON
from rolebook.build.papers import Selection, desk_of, pack_papers
from rolebook.build.settings import BuildSettings
from rolebook.enrich.status import as_advertised
from rolebook.model.contract import Start
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 12, 20, 12, tzinfo=LONDON)

#: What holds words in a Word document.
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"

ROLE = """\
title: Keeper
organisation: example-care
summary: Keeps the gate.
place: {base: eastmere}
contract: {type: permanent, start: 2027-05, number_of_posts: 4}
hours: {pattern: full-time, hours_a_week: 37.5, full_time_hours: 37.5}
pay: {type: annual, amount: 25000}
duties:
  sections:
    - title: Gate
      duties: [Keeps it]
application: {email: jobs@example.org}
"""
ONE = """\
vacancies:
  - reference: K-1
    posts: 2
    start: 2027-03-01
    closes: 2027-01-29 23:59
    shortlisting_on: 2027-02-01
    overrides:
      contract: {type: fixed-term, months: 6, start: 2027-06, number_of_posts: 3}
"""
TWO = """\
vacancies:
  - reference: K-1
    posts: 1
    start: 2027-03-01
    closes: 2027-01-29 23:59
  - reference: K-2
    posts: 2
    closes: 2027-02-12 12:00
    overrides:
      contract: {type: fixed-term, months: 6, start: 2027-06, number_of_posts: 3}
"""


def made_of(project, vacancies):
    """Publish the role and give its text in each output, and its data."""
    role = project / "content" / "roles" / "keeper.yaml"
    role.write_text(ROLE + vacancies, "utf-8")
    shutil.copytree(ROOT / "templates", project / "templates")
    made = publish(BuildSettings(project, "Jobs", NOW, site_address="https://jobs.test/"))
    files = {
        path.removeprefix("roles/keeper/"): data
        for path, data in made.files.items()
        if path.startswith("roles/keeper/")
    }
    page = next(page for page in made.pages if page.address == "roles/keeper/")
    texts = {"page": " ".join(html.fromstring(page.html).itertext())}
    for name, data in files.items():
        if name.endswith(".pdf"):
            pages = PdfReader(io.BytesIO(data)).pages
            texts[name] = " ".join(page.extract_text() for page in pages)
        elif name.endswith(".docx"):
            body = Document(io.BytesIO(data)).element.body
            texts[name] = " ".join(part.text for part in body.iter(_WORDS) if part.text)
    data = json.loads(files["role.json"])
    texts["sections of role.json"] = json.dumps(data["sections"])
    return {name: " ".join(text.split()) for name, text in texts.items()}, data


def test_the_vacancy_comes_before_what_it_overrides_and_that_before_the_role():
    def start(text):
        return Start("month", dt.date.fromisoformat(f"{text}-01"))

    contract = {"type": "permanent", "start": "2027-05", "number_of_posts": "4"}
    role = Role.model_construct(place=None, hours=None, pay=None, contract=None)
    role = role.model_copy(
        update={
            "contract": Vacancy.model_validate(
                {
                    "reference": "X",
                    "closes": "2027-01-01 12:00",
                    "overrides": {"contract": contract},
                }
            ).overrides.contract
        }
    )

    def advertised(**own):
        given = {"reference": "K-1", "closes": "2027-01-29 12:00", **own}
        found = as_advertised(role, Vacancy.model_validate(given)).contract
        return found.type, found.start, found.number_of_posts

    other = {"contract": {"type": "casual", "start": "2027-06"}}
    assert advertised() == ("permanent", start("2027-05"), 4)
    assert advertised(start="2027-03") == ("permanent", start("2027-03"), 4)
    assert advertised(posts="2") == ("permanent", start("2027-05"), 2)
    assert advertised(overrides=other) == ("casual", start("2027-06"), None)
    both = advertised(overrides=other, start="2027-03", posts="1")
    assert both == ("casual", start("2027-03"), 1)


def test_one_start_and_one_number_of_posts_in_every_output(small_project):
    texts, data = made_of(small_project, ONE)
    assert {"page", "job-pack.pdf", "job-pack.docx", "advert.pdf"} < texts.keys()
    for name, text in texts.items():
        assert "May 2027" not in text, name
        assert "June 2027" not in text, name
        if name not in ("job-description.pdf", "job-description.docx", "supporting-statement.docx"):
            assert "1 March 2027" in text, name
        posts = re.findall(r"Number of posts\W+(?:value\W+)?(\w+)", text)
        assert set(posts) <= {"2"}, name
    assert [vacancy["posts"] for vacancy in data["vacancies"]] == [2]


def test_each_fact_of_two_vacancies_says_which_it_belongs_to(small_project):
    texts, data = made_of(small_project, TWO)
    for name, text in texts.items():
        assert "May 2027" not in text, f"{name}: neither vacancy begins then"
        if name == "supporting-statement.docx":
            continue
        assert "K-1: 1 March 2027; K-2: June 2027" in text, name
        assert "K-1: 1; K-2: 2" in text, name
        posts = re.findall(r"Number of posts (\S+ \S+)", text)
        # In all, and below the heading of each vacancy; never twice below one.
        assert all(told.startswith(("K-1: ", "1 ", "2 ")) for told in posts), (name, posts)
        assert len(posts) <= 4, (name, posts)
    assert [vacancy["posts"] for vacancy in data["vacancies"]] == [1, 2]
    how = next(section for section in data["sections"] if section["id"] == "how-to-apply")
    assert [part["title"] for part in how["sections"]] == ["Vacancy K-1", "Vacancy K-2"]


#: A vacancy that is not open, with the status on its papers and what is said on how to apply.
NOT_OPEN = {
    "draft": (
        "state: draft, closes: 2027-01-29 23:59",
        "Draft: not open for applications",
        "This vacancy is a draft. It is not open for applications.",
    ),
    "withdrawn": (
        "state: withdrawn, closes: 2027-01-29 23:59",
        "Withdrawn: not open for applications",
        "This vacancy has been withdrawn.",
    ),
    "filled": (
        "state: filled, closes: 2027-01-29 23:59",
        "Filled: closed for applications",
        "This post has been filled.",
    ),
    "closed": (
        "closes: 2026-12-18 17:00",
        "Closed for applications",
        "Applications closed on Friday 18 December 2026 at 5pm.",
    ),
    "scheduled": (
        "opens: 2027-01-04 9:00, closes: 2027-01-29 23:59",
        "Opens on Monday 4 January 2027 at 9am",
        "Applications open on Monday 4 January 2027 at 9am.",
    ),
}


@pytest.mark.parametrize("state", NOT_OPEN)
@pytest.mark.parametrize("example", ["", ", example: yes"])
def test_papers_of_a_vacancy_that_is_not_open_say_so(small_project, state, example):
    keys, status, words = NOT_OPEN[state]
    role = small_project / "content" / "roles" / "keeper.yaml"
    role.write_text(f"{ROLE}vacancies:\n  - {{reference: K-1, {keys}{example}}}\n", "utf-8")
    settings = BuildSettings(small_project, "Jobs", NOW)
    made = dict(pack_papers(desk_of(settings, Selection(vacancy="K-1")), "all").files)
    for name in ("job-pack", "advert", "large-print"):
        pages = PdfReader(io.BytesIO(made[f"keeper/{name}-K-1.pdf"])).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert status in text, name
        assert words in text, name
        assert "Open for applications" not in text, name
    body = Document(io.BytesIO(made["keeper/job-pack-K-1.docx"])).element.body
    text = " ".join(part.text or "" for part in body.iter(_WORDS))
    assert status in text
    assert words in text
    assert "Open for applications" not in text
