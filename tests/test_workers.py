"""Work that is spread: over processes that may die, and over machines of a cluster."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from market import whole_project
from rolebook.build.settings import BuildSettings
from rolebook.workers import Crew, WorkerError
from test_rebuild import NOW, files_of

ROLES = 40


@dataclass(frozen=True)
class Bench:
    """Stands in for the workshop: its tasks are numbers."""

    deadly: int = -1

    def twice(self, task: int) -> int:
        if task == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * task

    def bytes_on_heap(self, task: int) -> int:
        """Give how much of what is large lies on the heap, after such a thing was freed."""
        del bytearray_of(8)[:]
        large = bytearray_of(4)
        place = ctypes.addressof(ctypes.c_char.from_buffer(large))
        return len(large) if any(start <= place < end for start, end in heap()) else 0


def bytearray_of(megabytes: int) -> bytearray:
    return bytearray(megabytes * 1024 * 1024)


def heap() -> list[tuple[int, int]]:
    """Give where the heap of this process begins and ends."""
    maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    places = [line.split()[0].split("-") for line in maps if line.endswith("[heap]")]
    return [(int(start, 16), int(end, 16)) for start, end in places]


def crew(bench: Bench, folder: Path, **told) -> Crew:
    settings = BuildSettings(folder, "Jobs", NOW, workers=2, **told)
    return Crew(bench, folder / "work", settings)


class Steps:
    def __init__(self):
        self.expected = self.finished = 0

    def expect(self, tasks):
        self.expected += tasks

    def done(self, tasks):
        self.finished += tasks


@pytest.mark.parametrize("tasks", [3, 200])
def test_results_come_in_the_order_of_their_tasks(tmp_path, tasks):
    steps = Steps()
    workers = crew(Bench(), tmp_path, progress=steps)
    assert list(workers.do("twice", range(tasks), str)) == [2 * one for one in range(tasks)]
    workers.close()
    assert (steps.expected, steps.finished) == (tasks, tasks)
    assert not (tmp_path / "work").exists()


def test_a_process_that_dies_is_told_with_the_role_that_it_was_at(tmp_path):
    workers = crew(Bench(deadly=150), tmp_path)
    with pytest.raises(WorkerError) as caught:
        list(workers.do("twice", range(200), lambda task: f"role-{task}"))
    workers.close()
    assert "ended while it worked on" in str(caught.value)
    assert "role-150" in str(caught.value)
    assert "nothing was published" in str(caught.value)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's heap is meant")
def test_what_is_large_does_not_make_the_heap_grow(tmp_path):
    """Else the processes of thousands of packs hold hundreds of megabytes that nobody uses."""
    workers = crew(Bench(), tmp_path)
    on_heap = set(workers.do("bytes_on_heap", range(40), str))
    workers.close()
    assert on_heap == {0}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Roles enough for several processes, with a pack each."""
    project = whole_project("market", tmp_path_factory.mktemp("many") / "project")
    roles = project / "content" / "roles"
    text = (roles / "ranger.yaml").read_text("utf-8").split("\nvacancies:")[0] + "\n"
    for number in range(ROLES):
        own = text.replace("title: ", f"title: Number {number} ", 1)
        (roles / f"number-{number}.yaml").write_text(own, "utf-8")
    settings = project / "site_config" / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "\neditions: [full]\n", "utf-8")
    return project


def command(project: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "rolebook.cli", "build", "--now", "2026-11-23T12:00", *more]


@pytest.fixture(scope="module")
def alone(project) -> dict[str, bytes]:
    """The site as one machine builds it."""
    subprocess.run(command(project, "--out", "alone"), cwd=project, check=True)
    built = files_of(project / "alone")
    shutil.rmtree(project / ".cache")
    return built


#: A build with the process that others are forked from, and the one that tidies up after them.
ALONE = 3
#: Only Linux does, in files.
TELLS_PROCESSES = Path("/proc/self/stat").exists()


def of_group(group: int) -> list[str]:
    """Name the processes of a group that have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:  # it ended a moment ago
            continue
        state, _, own = rest.split()[:3]
        if int(own) == group and state != "Z":
            found.append(name)
    return found


def test_a_build_that_is_interrupted_leaves_the_last_site_and_loses_nothing(project, alone):
    shutil.copytree(project / "alone", project / "kept-site")
    build = subprocess.Popen(
        command(project, "--out", "kept-site"), cwd=project, start_new_session=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    cache = project / ".cache" / "rolebook"
    while len(list(cache.glob("??/*.note"))) < ROLES:
        assert build.poll() is None
        time.sleep(0.02)
    if TELLS_PROCESSES:
        assert len(of_group(build.pid)) > ALONE
    build.kill()
    build.wait()
    # Nobody is left who would wait for work, and hold memory, for ever.
    for _ in range(200):
        if not of_group(build.pid):
            break
        time.sleep(0.1)
    assert of_group(build.pid) == []
    assert files_of(project / "kept-site") == alone
    subprocess.run(command(project, "--out", "kept-site"), cwd=project, check=True)
    assert files_of(project / "kept-site") == alone
    assert not [path for path in project.iterdir() if path.name.startswith(".kept-site")]
    shutil.rmtree(project / ".cache")


def started(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, start_new_session=True,
    )  # fmt: skip


def test_two_workers_of_a_cluster_make_what_one_machine_makes(project, alone, tmp_path):
    """One of the two is killed in the middle, and nothing is lost."""
    distributed = pytest.importorskip("distributed", reason="pip install 'rolebook[dask]'")
    file = tmp_path / "scheduler.json"
    running = [
        started("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard",
                "--host", "127.0.0.1", "--scheduler-file", str(file)),
        *(started("distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1",
                  "--no-dashboard", "--no-nanny") for _ in range(2)),
    ]  # fmt: skip
    try:
        with distributed.Client(scheduler_file=str(file), timeout="60s") as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
            build = subprocess.Popen(
                command(project, "--out", "together", "--scheduler", address),
                cwd=project, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            cache = project / ".cache" / "rolebook"
            while len(list(cache.glob("??/*.note"))) < ROLES + 5:
                assert build.poll() is None, build.communicate()
                time.sleep(0.02)
            running[1].kill()
            told = build.communicate(timeout=200)[1]
            assert build.returncode == 0, told
        assert files_of(project / "together") == alone
    finally:
        for process in running:
            process.kill()
            process.wait()
            process.stderr.close()


def test_no_scheduler_is_told(project):
    done = subprocess.run(
        command(project, "--scheduler", "tcp://127.0.0.1:1"),
        cwd=project, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    expected = "no scheduler answers at tcp://127.0.0.1:1; start one with: dask scheduler"
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
