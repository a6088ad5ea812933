"""A document that cannot be made does not stop those that can."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from market import NOW
from rolebook.base.problems import Problem
from rolebook.cache import Cache
from rolebook.kept_documents import (
    Document,
    LeftOut,
    RoleDocuments,
    known_documents,
    note_documents,
)

PROBLEM = Problem("content/roles/cook.yaml", 3, 5, "advert.introduction", "is too long; shorten it")


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


def test_what_was_left_out_is_known_to_the_next_build_and_a_fault_is_not(tmp_path: Path) -> None:
    cache = Cache(tmp_path, print)
    entry = cache.put("a" * 40, b"pack", {"pages": 2})
    assert entry is not None
    pack = Document("roles/cook/job-pack.pdf", str(entry.path), 4, 2, "a" * 40)
    left_out = RoleDocuments((pack,), (LeftOut("roles/cook/advert.pdf", PROBLEM),))
    note_documents(cache, "b" * 40, left_out)
    assert known_documents(cache, "b" * 40) == left_out
    faulty = RoleDocuments((pack,), (LeftOut("roles/cook/advert.pdf", PROBLEM, is_fault=True),))
    note_documents(cache, "c" * 40, faulty)
    assert known_documents(cache, "c" * 40) is None
