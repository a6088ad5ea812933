"""Beginning a role, and tidying files without losing a word of them."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlays import case_folders
from rolebook.editing.new_pay import pay_from
from rolebook.editing.new_role import as_typed, copied_role
from rolebook.editing.tidy import CannotTidyError, tidied
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
ALL = [
    *("--organisation", "north-kent-mind"),
    *("--summary", "Help people: at home"),
    *("--base", "dartford-office"),
    *("--contract", "permanent"),
    *("--pattern", "part-time"),
    *("--hours", "30"),
    *("--full-time-hours", "37.5"),
    *("--pay", "£24,500 to £26,250"),
    *("--general-duties", "north-kent-mind-staff"),
    *("--duty", "Visit each person: weekly"),
    *("--duty", "- write it up #today"),
]


@pytest.fixture
def project(tmp_path):
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("content", "site_config", ".vscode"):
        shutil.copytree(ROOT / name, copy / name)
    (copy / "templates").symlink_to(ROOT / "templates")
    shutil.copy(ROOT / "mkdocs.yml", copy)
    return copy


def run(project, *arguments):
    command = [sys.executable, "-m", "rolebook.cli", *arguments]
    return subprocess.run(
        command, cwd=project, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def test_a_role_from_options_passes_and_keeps_every_word(project):
    done = run(project, "new", "Support Worker", *ALL)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Wrote content/roles/support-worker.yaml\n")
    text = (project / "content" / "roles" / "support-worker.yaml").read_text("utf-8")
    data = read_source_file("", text).data
    assert data["title"] == "Support Worker"
    assert data["summary"] == "Help people: at home"
    assert data["pay"] == {"type": "annual", "minimum": "24500", "maximum": "26250"}
    assert data["hours"] == {
        "pattern": "part-time",
        "hours_a_week": "30",
        "full_time_hours": "37.5",
    }
    assert data["duties"]["sections"][0]["duties"] == [
        "Visit each person: weekly",
        "- write it up #today",
    ]
    assert "such as requirements, person_specification and application;" in data["notes"]
    assert "rolebook docs role-file" in data["notes"]
    assert run(project, "check").returncode == 0
    assert run(project, "format", "--check").returncode == 0
    assert "support-worker" in (project / "schemas" / "known.json").read_text("utf-8")


def test_without_a_terminal_the_least_is_enough(project):
    least = ["--organisation", "isp", "--summary", "Help.", "--duty", "Help"]
    done = run(project, "new", "Helper", *least)
    assert done.returncode == 0, done.stderr
    assert run(project, "check").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], 'the title is needed, as in: rolebook new "Support Worker"'),
        (["Helper"], "organisation is needed; give it as --organisation"),
        (["Helper", "--organisation", "isp"], "summary is needed; give it as --summary"),
        (
            ["Helper", "--organisation", "isp", "--summary", "Help."],
            "at least one duty is needed; give it as --duty",
        ),
        (["Clinical Lead"], "content/roles/clinical-lead.yaml is there already and stays as it is"),
        (["Clinical Lead"], "such as --id clinical-lead-2"),
        (["Helper", "--id", "The Helper.yaml"], "such as --id the-helper-yaml"),
        (["Помощник"], "name it with --id, such as --id support-worker"),
        (["Helper", "--from", "clinical-leed"], 'did you mean "clinical-lead"?'),
        (
            ["Helper", "--from", "isp", "--pay", "30000"],
            "--pay does not go with --from, which copies all but the title; leave it out, and make "
            "the change in the new file",
        ),
        (
            ["Helper", "--from", "isp", *ALL],
            "--organisation, --summary, --base, --contract, --pattern, --hours, --full-time-hours, "
            "--pay, --general-duties and --duty do not go with --from, which copies all but the "
            "title; leave them out",
        ),
        (["Helper", "--organisation", "ips"], '"ips" is not known; did you mean "isp"?'),
        (["Helper", *ALL, "--pay", "lots"], "write 24500, 24500-26250, 12.60 an hour"),
        (["Helper", *ALL, "--hours", "22:30"], "write 22.5 for 22 hours 30 minutes"),
        (["Helper", *ALL, "--hours", "40"], "nothing was written"),
        (["Helper", *ALL, "--pay", "12,60 an hour"], "full stop: 12.60"),
        (
            ["Helper", *ALL, "--pay", "€53,000"],
            '"€53,000" is not in pounds, and pounds are the only currency that Rolebook supports; '
            "write pay in pounds",
        ),
    ],
)
def test_what_makes_no_role_is_refused_and_nothing_is_written(project, arguments, told):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = run(project, "new", *arguments)
    assert done.returncode != 0
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_questions_are_asked_in_a_terminal(project):
    """The real command in a real terminal; wrong answers are asked again."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "rolebook.cli", "new"]
    process = subprocess.Popen(
        command, cwd=project, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    said = ""

    def until(words):
        nonlocal said
        end = time.monotonic() + 60
        while words not in said.rsplit("\n> ", 1)[-1]:
            assert time.monotonic() < end, said
            if select.select([ours], [], [], 1)[0]:
                try:
                    said += os.read(ours, 4096).decode()
                except OSError:
                    return

    conversation = [
        ("Title of the role", "“Support Worker”"),
        ("take the quotation marks out", "Support Worker"),
        ("isp  (ISP)", "ips"),
        ('did you mean "isp"?', "isp"),
        ("One or two sentences", "Help people."),
        ("Where is its base?", ""),
        ("What kind of contract?", "permanent"),
        ("Full time or part time?", "part-time"),
        ("Hours a week? (", "lots"),
        ("is not a number of hours", "37.5"),
        ("Hours a week of a full-time post?", "35"),
        ("hours.hours_a_week: 37.5 is more than full_time_hours, which is 35;", "part-time"),
        ("Hours a week? (", "30"),
        ("Hours a week of a full-time post?", "37.5"),
        ("What does it pay?", "2400-26000"),
        ("pay.maximum: 26000 is more than ten times the minimum, 2400;", "12,60 an hour"),
        ("pence after a full stop: 12.60", "12.60"),
        ("write what it is paid for, such as 12.60 an hour", "12.60 an hour"),
        ("Which duties of all staff", "None"),
        ("What does the role-holder do?", "<b>Help</b>"),
        ('contains the HTML "<b>"', "**Help**"),
        ("Another duty?", "Use a <br> tag"),
        ('contains the HTML "<br>"', "Listen"),
        ("Another duty?", ""),
    ]
    for words, answer in conversation:
        until(words)
        said += "\n> "
        os.write(ours, f"{answer}\n".encode())
    until("Wrote content/roles/support-worker.yaml")
    assert process.wait(timeout=30) == 0
    os.close(ours)
    text = (project / "content" / "roles" / "support-worker.yaml").read_text("utf-8")
    data = read_source_file("", text).data
    assert data["organisation"] == "isp"
    assert data["pay"] == {"type": "hourly", "amount": "12.60"}
    assert "place" not in data
    assert "general" not in data["duties"]
    assert data["duties"]["sections"][0]["duties"] == ["**Help**", "Listen"]
    assert "such as place, requirements, person_specification and application;" in data["notes"]
    assert run(project, "check").returncode == 0


def test_a_copy_keeps_layout_and_comments_but_not_what_is_the_others_alone(project):
    source = project / "content" / "roles" / "clinical-lead.yaml"
    text = source.read_text("utf-8")
    text = text.replace("pay:\n", "# Agreed with the board.\npay:\n", 1)
    text += "vacancies:\n  - reference: CL-1\n    closes: 2027-01-29 23:59\n"
    text += "application:\n  email: jobs@example.org\n"
    source.write_text(text, "utf-8")
    done = run(project, "new", "Lead: Medway", "--from", "clinical-lead")
    assert done.returncode == 0, done.stderr
    copy = (project / "content" / "roles" / "lead-medway.yaml").read_text("utf-8")
    before, after = read_source_file("", text).data, read_source_file("", copy).data
    assert after["title"] == "Lead: Medway"
    assert "a copy of clinical-lead" in after["notes"]
    assert "other role alone: vacancies, version_note." in after["notes"]
    for key in ("vacancies", "version_note", "title", "notes"):
        before.pop(key, None)
        after.pop(key, None)
    assert after == before
    assert "# Agreed with the board.\npay:\n" in copy
    kept = [line for line in text.split("\n") if line in copy]
    assert len(kept) > 300, "the lines stand as they stood"
    assert run(project, "check").returncode == 0


def test_a_copy_of_a_file_that_cannot_be_read_is_refused(project):
    (project / "content" / "roles" / "isp.yaml").write_text("title: [\n", "utf-8")
    done = run(project, "new", "Lead", "--from", "isp")
    assert done.returncode == 1
    assert "put this right first\ncontent/roles/isp.yaml:" in done.stderr


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("24500", {"type": "annual", "amount": "24500"}),
        ("£24,500 - £26,250.50", {"type": "annual", "minimum": "24500", "maximum": "26250.50"}),
        ("12.60 an hour", {"type": "hourly", "amount": "12.60"}),
        ("£25k", {"type": "annual", "amount": "25000"}),
        ("£24-26k a year", {"type": "annual", "minimum": "24000", "maximum": "26000"}),
        ("£5,000 pro rata", {"type": "annual", "amount": "5000"}),
        ("£20 to £25 per session", {"type": "session", "minimum": "20", "maximum": "25"}),
        ("Unpaid", {"type": "unpaid"}),
        ("not stated", {"type": "not-stated"}),
    ],
)
def test_pay_is_read_from_one_line(line, pay):
    assert pay_from(line) == pay


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "12,60 an hour",
            '"12,60" is not an amount of money; write pounds, and pence after a full stop: 12.60',
        ),
        ("24500-26,25", "stop: 26.25"),
        (
            "£12.60",
            '"£12.60" is too little for a year; write what it is paid for, such as 12.60 an hour',
        ),
        ("0", '"0" is too little for a year; write unpaid'),
        (
            "30000 an hour",
            '"30000 an hour" is too much for an hour; correct the figure, or write a '
            "year in place of an hour",
        ),
        ("type: annual", "write 24500, 24500-26250, 12.60 an hour"),
    ],
)
def test_pay_that_cannot_be_meant_is_refused_with_what_to_type(line, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        pay_from(line)


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1))
def test_any_words_can_be_written(words):
    words = " ".join(words.split())
    if words in ("", "~", "null", "Null", "NULL"):
        return
    document = read_source_file("", f"text: {as_typed(words)}\n")
    assert document.problems == []
    assert document.data == {"text": words}


LONG = (
    "This line is longer than anybody can read without scrolling sideways, since it goes on and on "
    "to the end."
)
FOLDED = "Folded words - and a list sign - that go on for so long that the line is broken - or not."
MESSY = f"""\ufeff
# At the top

title:    Support Worker   # as agreed
reference:  0042
department: "Housing, care"
version_note: 'It''s no draft'


reports_to:
- Team Leader
-   Deputy
# Between the lists
works_with: [Social workers,   Families]
hours:
      pattern: part-time
      core_hours:
            start: 9:30
            end: "17:00"   \n
summary: {LONG}
purpose: >-
   Here it goes. {FOLDED}

   Second.
structure: |-
      - one
      - two  \n
        with two spaces at its end
travel: no
# At the end
""".replace("\n", "\r\n")

TIDY = """\
# At the top

title: Support Worker      # as agreed
reference: 0042
department: "Housing, care"
version_note: 'It''s no draft'

reports_to:
  - Team Leader
  - Deputy
# Between the lists
works_with: [Social workers, Families]
hours:
  pattern: part-time
  core_hours:
    start: 9:30
    end: "17:00"

summary: >-
  This line is longer than anybody can read without scrolling sideways, since it goes on and on to
  the end.
purpose: >-
  Here it goes. Folded words - and a list sign - that go on for so long that the line is broken - or
  not.

  Second.
structure: |-
  - one
  - two  \n
    with two spaces at its end
travel: no
# At the end
"""


def test_a_file_is_laid_out_and_says_the_same(project):
    file = project / "content" / "roles" / "messy.yaml"
    file.write_bytes(MESSY.encode())
    done = run(project, "format", "--check", "content/roles/messy.yaml")
    assert (done.returncode, file.read_bytes()) == (1, MESSY.encode())
    assert "content/roles/messy.yaml: is to be tidied" in done.stdout
    done = run(project, "format", "content/roles/messy.yaml")
    assert done.stdout == "content/roles/messy.yaml: tidied\n1 file read, 1 tidied\n"
    assert file.read_bytes().decode() == TIDY
    assert run(project, "format", "--check", "content/roles/messy.yaml").returncode == 0


def test_the_files_of_the_project_are_tidy(project):
    done = run(project, "format", "--check")
    assert done.stdout == "15 files read, 0 to be tidied\n"
    assert done.returncode == 0


def test_a_file_that_cannot_be_read_is_told_and_left(project):
    broken = project / "content" / "roles" / "broken.yaml"
    broken.write_bytes(b"title:   x\n- a\n")
    other = project / "content" / "roles" / "other.yaml"
    other.write_bytes("title: caf\u00e9".encode("cp1252"))
    untidy = project / "content" / "roles" / "untidy.yaml"
    untidy.write_text("title:   x\n", "utf-8")
    done = run(project, "format")
    assert done.returncode == 1
    assert "content/roles/broken.yaml:" in done.stdout
    assert 'is saved as Windows-1252, and "é" stands here' in done.stdout
    assert "content/roles/untidy.yaml: tidied" in done.stdout
    assert broken.read_bytes() == b"title:   x\n- a\n"
    assert untidy.read_text("utf-8") == "title: x\n"


FILES = [
    path
    for folder in ("good_input", "bad_input")
    for case in case_folders(TESTS / folder)
    for path in sorted(case.rglob("*.y*ml"))
] + sorted((TESTS / "projects").rglob("*.yaml"))


def test_nothing_that_can_be_read_is_ever_changed_in_what_it_says():
    told, left = 0, []
    for path in FILES:
        text = decode(path.name, path.read_bytes())
        if not isinstance(text, str):
            continue
        try:
            once = tidied(path.name, text)
        except CannotTidyError as error:
            told += len(error.problems) > 0
            left += [path] if not read_source_file(path.name, text).problems else []
            continue
        assert read_source_file("", once).data == read_source_file("", text).data, path
        assert tidied(path.name, once) == once, path
        assert all(len(line) <= 100 or "  " in line or '"' in line for line in once.split("\n")), (
            path
        )
    assert told > 40
    assert left == [], "what can be read can be tidied"


@pytest.mark.parametrize(
    ("typed", "laid_out"),
    [
        ("a: {b: , c: d}\n", "a: {b: , c: d}\n"),
        ("a: {b: c, d: }\n", "a: {b: c, d: }\n"),
        ("a: [b: , c]\n", "a: [b: , c]\n"),
        ("a:\n  -\n  - b: \n", "a:\n  -\n  - b:\n"),
        ("a: {b: ~, c: null}\n", "a: {b: ~, c: null}\n"),
    ],
)
def test_what_has_nothing_after_it_stays_so(typed, laid_out):
    assert tidied("role.yaml", typed) == laid_out


def test_words_in_braces_without_a_colon_are_told_and_left():
    with pytest.raises(CannotTidyError, match='"Two days" is cut off at its comma'):
        tidied("role.yaml", "place: {detail: Two days, never fewer}\n")


def test_what_would_lose_a_comment_is_left(monkeypatch):
    from rolebook.editing import tidy

    monkeypatch.setattr(tidy, "_laid_out", lambda text: "title: x\n")
    with pytest.raises(CannotTidyError, match="a comment would be lost"):
        tidied("role.yaml", "title: x  # why\n")
    with pytest.raises(CannotTidyError, match="read in another way"):
        tidied("role.yaml", "title: y\n")


def test_a_copy_keeps_comments_at_the_top():
    text = "# Ours\n# All of it\ntitle: A\n# About\nsummary: B\nnotes: C\n"
    copy = copied_role("b.yaml", text, "D", "a")
    assert copy.startswith("# Ours\n# All of it\ntitle: D\n# About\nsummary: B\nnotes: |-\n")
