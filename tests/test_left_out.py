"""A document that cannot be made does not stop those that can."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from building import publish, store_at
from market import NOW
from rolebook.base.dates import in_london
from rolebook.base.problems import Problem
from rolebook.build import document_steps
from rolebook.build.settings import BuildSettings
from rolebook.render.documents.pdf_errors import PdfRendererError
from rolebook.render.documents.pdf_job import PdfJob
from rolebook.render.documents.typst_pdf import PageFull, Pdf

NAME = "advert of team-leader"
ADVERT = "roles/team-leader/advert.pdf"


def test_a_fault_in_the_document_of_one_role_leaves_out_that_alone(built: Path) -> None:
    template = built / "templates" / "pdf" / "description.typ"
    broken = '#if data.title == "Team Leader" { panic("odd") }\n'
    text = template.read_text("utf-8")
    start = text.index("#let data")
    end = text.index("\n", start) + 1
    template.write_text(f"{text[:end]}{broken}{text[end:]}", "utf-8")
    command = [sys.executable, "-m", "rolebook.cli", "build", "--now", NOW]
    done = subprocess.run(command, cwd=built, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    first = next(line for line in lines if line.startswith("content/"))
    assert first.startswith(
        "content/roles/team-leader.yaml:1:1: roles/team-leader/job-description.pdf could not be "
        "made: "
    )
    assert lines[-1] == (
        "1 document could not be made, and the site does without. With rolebook build --strict, "
        "nothing would be published."
    )
    roles = built / "site" / "roles"
    assert not (roles / "team-leader" / "job-description.pdf").exists()
    assert (roles / "team-leader" / "job-pack.pdf").exists()
    assert (roles / "support-worker" / "job-description.pdf").exists()
    assert "job-description.pdf" not in (roles / "team-leader" / "index.html").read_text("utf-8")


def test_what_was_left_out_is_known_to_the_next_build_and_a_fault_is_not(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small_project / "site_config" / "site.yaml"
    site.write_text(f"{site.read_text('utf-8')}\neditions: [full, advert]\n", "utf-8")
    settings = BuildSettings(small_project, "Jobs", in_london(NOW))
    real = document_steps.pdf_here
    asked: list[str] = []
    comes: list[PageFull | PdfRendererError] = []

    def made(job: PdfJob, templates: Path) -> Pdf | PageFull:
        asked.append(job.name)
        if comes and job.name == NAME:
            if isinstance(comes[0], PdfRendererError):
                raise comes[0]
            return comes[0]
        return real(job, templates)

    def build(folder: str) -> tuple[tuple[Problem, ...], bool, list[str]]:
        """Give what was left out, whether the advert is there, and for whom it was begun."""
        asked.clear()
        with store_at(small_project / ".cache" / folder) as store:
            done = publish(settings, store)
        page = next(one.html for one in done.pages if one.address == "roles/team-leader/")
        assert ("advert.pdf" in page) == (ADVERT in done.files)
        return done.publication.left_out, ADVERT in done.files, list(asked)

    monkeypatch.setattr(document_steps, "pdf_here", made)
    comes[:] = [PageFull(3)]
    (too_long,), is_there, begun = build("full")
    assert (too_long.file, too_long.message.partition(";")[0], is_there) == (
        "content/roles/team-leader.yaml",
        f"makes the one-page advert {PageFull(3)}",
        False,
    )
    assert NAME in begun
    assert build("full") == ((too_long,), False, [])

    comes[:] = [PdfRendererError("odd")]
    (fault,), is_there, begun = build("faulty")
    assert (str(fault).partition(": ")[2], is_there) == (f"{ADVERT} could not be made: odd", False)
    assert NAME in begun
    (again,), _, begun = build("faulty")
    assert (again, begun) == (fault, [NAME])
    comes.clear()
    left_out, is_there, begun = build("faulty")
    assert (left_out, is_there, begun) == ((), True, [NAME])
