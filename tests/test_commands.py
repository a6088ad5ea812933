"""What a person types, and what happens to the site that was published before."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from market import NOW
from rolebook.base.dates import LONDON
from rolebook.changes.file_versions import past_of
from rolebook.changes.git import commit_before
from rolebook.read.blob_names import blob_names
from rolebook.site.replacing import replacing

ROOT = Path(__file__).parent.parent


def run(project, *arguments, module="rolebook.cli"):
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=project, capture_output=True, text=True
    )


def snapshot(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def break_clinical_lead(project):
    file = project / "content" / "roles" / "clinical-lead.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("maximum: 47130.12", "maximum: 47,130,12"), "utf-8")
    line = text[: text.index("maximum: 47130.12")].count("\n") + 1
    return (
        f'content/roles/clinical-lead.yaml:{line}:12: pay.maximum: "47,130,12" is not an amount '
        "of money; write pounds, and pence after a full stop: 47130.12"
    )


def test_build_publishes_and_says_where_to_look(published_project):
    site = published_project / "site"
    (site / "of-before.html").touch()
    done = run(published_project, "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"Published 22 pages and 25 PDFs in {site}"
    assert f"Open {site / 'index.html'} in a browser" in done.stdout
    assert done.stderr == (
        "No page, feed or pack says when it last changed, or that a vacancy was filled or "
        "withdrawn: git says: not a git repository (or any "
        "of the parent directories): .git\n"
    )
    assert not list(published_project.glob(".site*"))


@pytest.mark.parametrize("command", ["rolebook", "mkdocs"])
def test_a_problem_leaves_the_published_site_as_it_was(published_project, command):
    project = published_project
    before = snapshot(project / "site")
    message = break_clinical_lead(project)
    if command == "rolebook":
        done = run(project, "build", "--now", NOW)
    else:
        done = run(project, "build", "--strict", module="mkdocs")
    assert done.returncode == 1
    assert message in done.stderr.splitlines()
    assert "1 problem in 1 file; nothing was published" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(project / "site") == before


def test_mkdocs_publishes_the_same_site(project):
    assert run(project, "build").returncode == 0
    done = run(
        project, "build", "--strict", "--site-dir", str(project / "by-mkdocs"), module="mkdocs"
    )
    assert done.returncode == 0, done.stderr
    sites = [snapshot(project / name) for name in ("site", "by-mkdocs")]
    names = [
        {path.relative_to(project).parts[1:]: data for path, data in one.items()} for one in sites
    ]
    assert names[0] == names[1]


def test_check_tells_every_problem_and_writes_nothing(project):
    message = break_clinical_lead(project)
    (project / "content" / "roles" / "empty.yaml").write_text("")
    before = snapshot(project)
    done = run(project, "check")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == message
    assert lines[1].startswith("content/roles/empty.yaml:1:1: is empty;")
    assert lines[2].split(": ")[1] == "advice"
    assert done.stderr.startswith("6 roles checked: 2 errors in 2 files and ")
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("\tsite_name: Jobs", "2:1: holds a tab; use spaces, two for each level"),
        (
            "site_nam: Jobs",
            '2:1: site_nam: is not a key that is known here; did you mean "site_name"?',
        ),
        ("", '1:1: site_name: is missing; add a line "site_name: Jobs at our organisation"'),
        (
            "site_name: Jobs\nsite_url: htp:jobs.example.org",
            '3:11: site_url: "htp:jobs.example.org" is not the address of a site; write it in '
            "full, such as https://jobs.example.org/, or take the line out",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_mkdocs_yml_is_told_like_everything_else(project, line, told):
    config = project / "mkdocs.yml"
    kept = [
        other
        for other in config.read_text("utf-8").splitlines()[1:]
        if not other.startswith(("site_name:", "site_url:"))
    ]
    config.write_text("\n".join(["# MkDocs reads this file.", line, *kept, ""]), "utf-8")
    commands = [("check",)]
    if "tab" in told:
        commands += [("build", "--pages-only"), ("serve",)]
    for command in commands:
        done = run(project, *command)
        assert done.returncode == 1
        lines = f"{done.stdout}{done.stderr}".removeprefix("Error: ").splitlines()
        assert f"mkdocs.yml:{told}" in lines
        assert "Traceback" not in done.stderr


def test_a_template_that_typst_refuses_leaves_the_site_as_it_was(published_project):
    project = published_project
    before = snapshot(project / "site")
    with (project / "templates" / "pdf" / "job_pack.typ").open("a") as template:
        template.write("\n#no-such-function()\n")
    done = run(project, "build", "--now", NOW)
    assert done.returncode == 1
    assert "a PDF could not be made; nothing was published" in done.stderr
    assert "no-such-function" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(project / "site") == before


def test_a_command_outside_a_project_says_what_to_do(tmp_path):
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert "there is no mkdocs.yml" in done.stderr
    assert "go to the folder of your project" in done.stderr


def test_a_draft_or_scheduled_vacancy_leaves_no_trace(published_project):
    project = published_project
    file = project / "content" / "roles" / "clinical-lead.yaml"
    vacancies = """
vacancies:
  - reference: SECRET-DRAFT
    state: draft
    closes: 2099-01-01 12:00
  - reference: SECRET-LATER
    opens: 2098-01-01 9:00
    closes: 2099-01-01 12:00
    application:
      email: jobs@example.org
"""
    file.write_text(file.read_text("utf-8") + vacancies, "utf-8")
    done = run(project, "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    import pikepdf  # noqa: F401 - PDFs are compressed; their text is looked at below

    for path in (project / "site").rglob("*"):
        assert "SECRET" not in path.name
        if path.is_file():
            assert b"SECRET" not in path.read_bytes()
    page = (project / "site" / "roles" / "clinical-lead" / "index.html").read_text("utf-8")
    assert "Not open for applications" in page


def only_packs(project):
    """Leave all documents but the pack out, where a test is about pages."""
    with (project / "site_config" / "site.yaml").open("a") as settings:
        settings.write("\neditions: [full]\n")


def test_a_vacancy_overrides_what_it_fixes(project):
    only_packs(project)
    file = project / "content" / "roles" / "clinical-lead.yaml"
    vacancy = """
vacancies:
  - reference: CL-2027
    opens: 2026-11-01 9:00
    closes: 2027-01-29 23:59
    posts: 2
    application:
      email: jobs@example.org
    overrides:
      hours:
        pattern: part-time
        hours_a_week: 30
        full_time_hours: 37.5
"""
    file.write_text(file.read_text("utf-8") + vacancy, "utf-8")

    def page_at(now):
        done = run(project, "build", "--now", now)
        assert done.returncode == 0, done.stderr
        return (project / "site" / "roles" / "clinical-lead" / "index.html").read_text("utf-8")

    page = page_at("2027-01-29T23:58")
    assert "Open for applications" in page
    assert "Friday 29 January 2027 at 11.59pm" in page
    assert "Part time, 30 hours a week (0.8 FTE)" in page
    assert "£34,526.59 to £37,704.10 a year" in page  # 43158.24 × 0.8; 47130.12 × 0.8
    closed = page_at("2027-01-29T23:59")
    assert "Closed for applications" in closed
    assert "Applications closed on Friday 29 January 2027 at 11.59pm." in closed
    assert "22.5 hours a week" in closed


def test_a_failed_build_in_the_middle_keeps_the_old_folder(tmp_path):
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("old")

    def fail():
        with replacing(target) as fresh:
            (fresh / "index.html").write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (target / "index.html").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with replacing(target) as fresh:
        (fresh / "index.html").write_text("new")
    assert (target / "index.html").read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def git(folder, *arguments, date="2026-03-01T12:00:00Z"):
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, env=environment)


def commit_of(folder, revision="HEAD"):
    done = subprocess.run(
        ["git", "rev-parse", revision], cwd=folder, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_the_versions_of_files_come_from_git(tmp_path):
    now = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
    roles = tmp_path / "content" / "roles"
    roles.mkdir(parents=True)
    (roles / "a.yaml").write_text("title: A")
    (roles / "b.yaml").write_text("title: B")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (roles / "b.yaml").write_text("title: BB")
    git(tmp_path, "commit", "-qam", "two", date="2026-05-04T12:00:00Z")
    (roles / "c d.yaml").write_text("title: C")
    first, second = (commit_of(tmp_path, name) for name in ("HEAD~1", "HEAD"))
    march = (dt.datetime(2026, 3, 1, 12, tzinfo=LONDON), first[:8])
    may = (dt.datetime(2026, 5, 4, 13, tzinfo=LONDON), second[:8])
    draft = (now, "draft")

    def versions(name, read=None, commit=None):
        """Give the versions of a file, the last as it was read; another text may be told."""
        data = (roles / name).read_bytes() if read is None else read
        past = past_of(tmp_path, commit)
        held = past.versions(f"content/roles/{name}", blob_names(data))
        held = [one.as_of(now) for one in held]
        return [(one.moment.astimezone(LONDON), one.short) for one in held]

    assert versions("a.yaml") == [march]
    assert versions("b.yaml") == [march, may]
    assert versions("c d.yaml") == [draft]
    # What was read counts, not what is there by now.
    assert versions("b.yaml", b"title: B") == [march, may, draft]
    assert versions("b.yaml", b"title: B", commit=first) == [march]
    assert versions("b.yaml", commit=first) == [march, draft]
    assert commit_before(tmp_path, dt.datetime(2026, 5, 4, 12, 59, tzinfo=LONDON)) == first
    assert commit_before(tmp_path, dt.datetime(2026, 5, 4, 13, tzinfo=LONDON)) == second


def test_what_the_readme_says_of_a_new_project_is_so(tmp_path):
    readme = (ROOT / "README.md").read_text("utf-8")
    made = run(tmp_path, "init", ".", "--employer", "Example Care")
    assert made.returncode == 0
    role = tmp_path / "content" / "roles" / "support-worker.yaml"
    wrong = role.read_text("utf-8").replace("maximum: 28500", "maximum: 28,500,00")
    role.write_text(wrong, "utf-8")
    assert f"```text\n{run(tmp_path, 'check').stdout}```" in readme
    examples = [part.split("```")[0] for part in readme.split("```yaml\n")[1:]]
    role.write_text("".join(examples), "utf-8")
    places = tmp_path / "site_config" / "locations.yaml"
    places.write_text(re.sub("    # ?", "    ", places.read_text("utf-8")), "utf-8")
    # The examples that recruiters copy are written as the advice asks.
    assert run(tmp_path, "check").stdout == ""


def test_the_example_of_the_guide_is_as_the_advice_asks(project):
    guide = (ROOT / "docs" / "role-file.md").read_text("utf-8")
    example = project / "content" / "roles" / "housing-support-worker.yaml"
    example.write_text(guide.split("```yaml\n")[1].split("```")[0], "utf-8")
    done = run(project, "check")
    assert done.returncode == 0, done.stdout
    assert example.name not in done.stdout


def test_an_advert_that_does_not_fit_its_page_is_named_and_left_out(published_project, tmp_path):
    project = published_project
    before = snapshot(project / "site")
    file = project / "content" / "roles" / "clinical-lead.yaml"
    text = file.read_text("utf-8")
    start = text.index("  introduction:", text.index("advert:"))
    long = "    " + "More about this post. " * 300
    end = text.index("\nduties:")
    file.write_text(f"{text[:start]}  introduction: >-\n{long}{text[end:]}", "utf-8")
    line = text[:start].count("\n") + 1
    told = (
        f"content/roles/clinical-lead.yaml:{line}:3: advert.introduction: makes the one-page "
        "advert 43 lines too long; shorten advert.introduction and advert.about (6599 letters), or "
        "leave advert out of editions in site_config/site.yaml\n"
    )
    no_git = "No page, feed or pack says when it last changed, "

    def told_by(done):
        lines = done.stderr.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(no_git))

    refused = run(project, "build", "--now", NOW, "--strict")
    assert refused.returncode == 1
    assert told_by(refused) == (
        f"{told}Error: 1 document could not be made; nothing was published\n"
    )
    assert snapshot(project / "site") == before
    # The second build makes nothing again, and names it all the same.
    for _ in range(2):
        done = run(project, "build", "--now", NOW)
        assert done.returncode == 0
        assert told_by(done) == (
            f"{told}1 document could not be made, and the site does without. With rolebook build "
            "--strict, nothing would be published.\n"
        )
        now = snapshot(project / "site")
        gone = project / "site" / "roles" / "clinical-lead" / "advert.pdf"
        assert {one for one in before.keys() - now.keys() if "roles" in one.parts} == {gone}
        assert not any(b"clinical-lead/advert.pdf" in data for data in now.values())
        assert b"advert.pdf" in before[gone.with_name("index.html")]
        assert b"advert.pdf" not in now[gone.with_name("index.html")]
    assert told_by(run(project, "build", "--now", NOW, "--strict")) == told_by(refused)
    out = tmp_path / "packs"
    done = run(project, "pack", "--every-role", "--edition", "advert", "--out", str(out))
    assert done.returncode == 1
    assert told_by(done) == (
        "clinical-lead/advert.pdf could not be made: advert of clinical-lead: the text is 43 lines "
        "too long; shorten advert.introduction and advert.about (6599 letters)\n"
    )
    roles = {path.parent.name for path in out.rglob("advert.pdf")}
    assert roles == {path.stem for path in file.parent.iterdir()} - {"clinical-lead"}
    only_packs(project)
    done = run(project, "build", "--now", NOW)
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (project / "site" / "roles").rglob("*.*")}
    assert {name for name in made if name.endswith((".pdf", ".docx"))} == {"job-pack.pdf"}


@pytest.fixture
def dated_project(project):
    """The project with two commits, of March and of May, between which a pay rises."""
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "one")
    file = project / "content" / "roles" / "clinical-lead.yaml"
    file.write_text(file.read_text("utf-8").replace("47130.12", "48330.12"), "utf-8")
    git(project, "commit", "-qam", "two", date="2026-05-04T12:00:00Z")
    return project


@pytest.mark.parametrize(
    ("arguments", "pay", "revision"),
    [
        ((), "£48,330.12", "HEAD"),
        (("--as-at", "2026-05-04"), "£47,130.12", "HEAD~1"),
        (("--as-at", "2026-05-04T13:00"), "£48,330.12", "HEAD"),
        (("--as-at", "2026-05-04 13:00"), "£48,330.12", "HEAD"),
        (("--as-at", "2026-05-05"), "£48,330.12", "HEAD"),
        (("--revision", "HEAD~1"), "£47,130.12", "HEAD~1"),
    ],
)
def test_pack_prints_what_candidates_saw_then(dated_project, tmp_path, arguments, pay, revision):
    out = tmp_path / "packs"
    done = run(dated_project, "pack", "clinical-lead", *arguments, "--out", str(out))
    assert done.returncode == 0, done.stderr
    pages = [page.extract_text() for page in PdfReader(out / "clinical-lead/job-pack.pdf").pages]
    assert pay in pages[0]
    for page in pages:
        assert f"Version: {commit_of(dated_project, revision)[:8]}" in page


def test_pack_prints_no_proposal_that_was_merged_later(dated_project, tmp_path):
    git(dated_project, "checkout", "-qb", "proposal")
    file = dated_project / "content" / "roles" / "clinical-lead.yaml"
    file.write_text(file.read_text("utf-8").replace("48330.12", "49990"), "utf-8")
    git(dated_project, "commit", "-qam", "proposal", date="2026-05-06T12:00:00Z")
    git(dated_project, "checkout", "-q", "-")
    merge = ("merge", "-q", "--no-ff", "-m", "merged", "proposal")
    git(dated_project, *merge, date="2026-05-20T12:00:00Z")
    for day, pay in (("2026-05-07", "£48,330.12"), ("2026-05-21", "£49,990")):
        out = tmp_path / day
        done = run(dated_project, "pack", "clinical-lead", "--as-at", day, "--out", str(out))
        assert done.returncode == 0, done.stderr
        assert pay in PdfReader(out / "clinical-lead/job-pack.pdf").pages[0].extract_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--as-at", "2026-02-28"),
            "git holds nothing from 2026-02-28 or before; write a later day",
        ),
        (
            ("--revision", "nowhere"),
            'git knows no revision "nowhere"; write a commit, a branch or a tag, such as main or '
            "HEAD~1",
        ),
    ],
)
def test_a_version_that_is_not_there_is_told(dated_project, tmp_path, arguments, message):
    done = run(dated_project, "pack", "clinical-lead", *arguments, "--out", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"Error: {message}\n"


@pytest.mark.parametrize(
    ("arguments", "roles"),
    [
        (("--open",), {"self-employed-therapist", "sessional-therapist-cyp"}),
        (("--organisation", "isp"), {"self-employed-therapist"}),
        (
            ("--department", "Children and Young People's Services"),
            {
                "clinical-lead",
                "childrens-wellbeing-practitioner-trainee",
                "sessional-therapist-cyp",
            },
        ),
        (("--vacancy", "EXAMPLE-SESSIONAL"), {"sessional-therapist-cyp"}),
    ],
)
def test_roles_are_picked_by_what_they_are(project, tmp_path, arguments, roles):
    out = tmp_path / "packs"
    arguments = ("pack", *arguments, "--edition", "advert", "--now", "2026-11-23")
    done = run(project, *arguments, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in out.iterdir()} == roles


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ((), 2, "name a role, such as clinical-lead, or write --open"),
        (("--department", "Childrens"), 1, 'there is no department "Childrens"; '),
        (("--vacancy", "EXAMPLE"), 1, 'there is no vacancy "EXAMPLE"; '),
        (("clinical-lead", "--open"), 1, "no such role is open for applications; take --open out"),
    ],
)
def test_a_choice_that_finds_nothing_is_told(project, tmp_path, arguments, status, message):
    done = run(project, "pack", *arguments, "--out", str(tmp_path))
    assert done.returncode == status
    assert message in done.stderr


def test_panel_papers_take_in_what_a_vacancy_that_has_closed_says(project, tmp_path):
    file = project / "content" / "roles" / "clinical-lead.yaml"
    vacancy = "\nvacancies:\n  - {reference: CL-1, closes: 2026-01-05 12:00, example: yes}\n"
    file.write_text(file.read_text("utf-8") + vacancy, "utf-8")
    done = run(project, "panel", "--vacancy", "CL-1", "--out", str(tmp_path / "panel"))
    assert done.returncode == 0, done.stderr
    for paper in (tmp_path / "panel" / "clinical-lead").glob("*.pdf"):
        assert "North Kent Mind · Vacancy CL-1" in PdfReader(paper).pages[0].extract_text()


def test_a_booklet_says_what_it_holds(project, tmp_path):
    now = ("--now", "2026-11-23")
    done = run(project, "pack", "--open", "--edition", "booklet", *now, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    pages = [page.extract_text() for page in PdfReader(tmp_path / "booklet.pdf").pages]
    assert "Open vacancies\n2 roles" in pages[0]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_every_edition_at_once(project, tmp_path):
    done = run(project, "pack", "clinical-lead", "--edition", "all", "--out", str(tmp_path / "all"))
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "all" / "clinical-lead").iterdir()}
    in_word = {"job-pack.docx", "job-description.docx", "supporting-statement.docx"}
    assert {"job-pack.pdf", "advert.pdf"} | in_word < written


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("full", "clinical-lead/job-pack.pdf"),
        ("advert", "clinical-lead/advert.pdf"),
        ("description", "clinical-lead/job-description.pdf"),
        ("large-print", "clinical-lead/large-print.pdf"),
        ("booklet", "booklet.pdf"),
    ],
)
def test_pack_writes_each_edition(project, tmp_path, edition, name):
    out = tmp_path / "packs"
    done = run(project, "pack", "clinical-lead", "--edition", edition, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert [path for path in out.rglob("*") if path.is_file()] == [out / name]
    text = " ".join(page.extract_text() for page in PdfReader(out / name).pages)
    assert "Clinical Lead" in text
    assert "draft" in text  # the copy of the project is in no git


def test_a_pack_links_to_the_address_that_the_build_is_told(project, tmp_path, monkeypatch):
    settings = project / "mkdocs.yml"
    fallback = "site_url: https://jobs.example.org/"
    told = 'site_url: !ENV [SITE_URL, "https://fallback.example.org/"]'
    settings.write_text(settings.read_text("utf-8").replace(fallback, told), "utf-8")
    monkeypatch.setenv("SITE_URL", "https://told.example.org/")
    done = run(project, "pack", "clinical-lead", "--edition", "word", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    pack = Document(str(tmp_path / "clinical-lead" / "job-pack.docx"))
    links = {link.target_ref for link in pack.part.rels.values() if link.is_external}
    assert "https://told.example.org/roles/clinical-lead/" in links


def test_pack_writes_a_form_for_candidates(project, tmp_path):
    roles = ["clinical-lead", "self-employed-therapist"]
    out = str(tmp_path)
    done = run(project, "pack", *roles, "--edition", "supporting-statement", "--out", out)
    assert done.returncode == 0, done.stderr
    form = tmp_path / "clinical-lead" / "supporting-statement.docx"
    assert "Clinical Lead" in " ".join(line.text for line in Document(str(form)).paragraphs)
    assert "self-employed-therapist: no supporting statement" in done.stderr


def test_panel_papers_are_written_beside_the_site_and_never_into_it(published_project, tmp_path):
    project = published_project
    before = snapshot(project / "site")
    out = tmp_path / "panel"
    done = run(project, "panel", "clinical-lead", "self-employed-therapist", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (out / "clinical-lead").iterdir()} == {
        "assessment-plan.pdf",
        "interview-score-sheets.pdf",
        "shortlisting-grid.pdf",
        "shortlisting-grid.xlsx",
    }
    assert "self-employed-therapist: no papers: the role lists no criteria" in done.stderr
    assert snapshot(project / "site") == before
    published = {path.name for path in (project / "site").rglob("*")}
    assert not any("shortlisting" in name or "interview-score" in name for name in published)
    refused = run(project, "panel", "clinical-lead", "--out", str(project / "site" / "panel"))
    assert refused.returncode == 2
    assert "name a folder elsewhere" in refused.stderr
    assert snapshot(project / "site") == before


def test_a_role_that_is_not_there_is_told_with_the_nearest(project, tmp_path):
    done = run(project, "pack", "clinical-leed", "--out", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == 'Error: there is no role "clinical-leed"; did you mean "clinical-lead"?\n'


@pytest.fixture
def two_vacancies(project):
    """The reference of each of two vacancies of one role, of which neither is open."""
    file = project / "content" / "roles" / "clinical-lead.yaml"
    references = ("CL-1", "CL/2 (north)")
    lines = "".join(
        f'  - {{reference: "{each}", closes: 2026-01-05 12:00, example: yes, detail: "{each}"}}\n'
        for each in references
    )
    file.write_text(f"{file.read_text('utf-8')}\nvacancies:\n{lines}", "utf-8")
    return references


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (
            ("pack",),
            ("clinical-lead/job-pack-CL-1.pdf", "clinical-lead/job-pack-CL-2-north-039b6c0f.pdf"),
        ),
        (
            ("pack", "--edition", "booklet"),
            ("booklet-CL-1.pdf", "booklet-CL-2-north-039b6c0f.pdf"),
        ),
        (
            ("panel",),
            (
                "clinical-lead/assessment-plan-CL-1.pdf",
                "clinical-lead/assessment-plan-CL-2-north-039b6c0f.pdf",
            ),
        ),
    ],
)
def test_papers_of_two_vacancies_do_not_share_a_file(
    project, two_vacancies, tmp_path, command, names
):
    out = tmp_path / "out"
    for reference, name in zip(two_vacancies, names, strict=True):
        done = run(project, *command, "--vacancy", reference, "--out", str(out))
        assert done.returncode == 0, done.stderr
        assert f"{out / name}\n" in done.stdout
        text = " ".join(page.extract_text() for page in PdfReader(out / name).pages)
        assert reference in " ".join(text.split())


def test_papers_that_somebody_wrote_in_are_kept(project, two_vacancies, tmp_path):
    out = tmp_path / "panel"
    command = ("panel", "--vacancy", "CL-1", "--out", str(out))
    assert run(project, *command).returncode == 0
    folder = out / "clinical-lead"
    grid, plan = folder / "shortlisting-grid-CL-1.xlsx", folder / "assessment-plan-CL-1.pdf"
    scored = grid.read_bytes() + b" with scores"
    grid.write_bytes(scored)
    # The role changes: what nobody wrote in follows, what somebody did is kept.
    file = project / "content" / "roles" / "clinical-lead.yaml"
    file.write_text(file.read_text("utf-8").replace("title: Clinical Lead", "title: Lead"), "utf-8")
    before = plan.read_bytes()
    done = run(project, *command)
    assert done.returncode == 1
    assert done.stderr == (
        f"{grid} was kept, because somebody may have written in it\n"
        "Error: add --overwrite to replace what was kept, or name another folder with --out\n"
    )
    assert str(grid) not in done.stdout
    assert str(plan) in done.stdout
    assert grid.read_bytes() == scored
    assert plan.read_bytes() != before
    done = run(project, *command, "--overwrite")
    assert (done.returncode, done.stderr) == (0, "")
    assert grid.read_bytes() != scored
    assert run(project, *command).returncode == 0


def test_without_a_record_of_what_was_written_papers_that_differ_are_kept(project, tmp_path):
    out = tmp_path / "packs"
    command = ("pack", "clinical-lead", "--edition", "supporting-statement", "--out", str(out))
    assert run(project, *command).returncode == 0
    shutil.rmtree(project / ".cache")
    assert run(project, *command).returncode == 0, "it is just what would be written"
    shutil.rmtree(project / ".cache")
    form = out / "clinical-lead" / "supporting-statement.docx"
    form.write_bytes(form.read_bytes() + b"answers")
    done = run(project, *command)
    assert done.returncode == 1
    assert f"{form} was kept" in done.stderr
    assert form.read_bytes().endswith(b"answers")
