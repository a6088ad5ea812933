"""Work that is spread: over processes that may die, and over machines of a cluster."""

from __future__ import annotations

import ctypes
import os
import pickle
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from contextlib import closing
from pathlib import Path

import pytest

from building import store_at
from market import whole_project
from rolebook.build import worker_pool as worker_pool_module
from rolebook.build.project_files import STORE
from rolebook.build.worker_pool import WorkerError, worker_pool
from rolebook.store.database import DATABASE
from test_rebuild import NOW, files_of

ROLES = 40


def twice(number: int, deadly: int) -> int:
    """Stands in for a step: its items are numbers."""
    if number == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def bytes_on_heap(number: int) -> int:
    """Give how much of what is large lies on the heap, after such a thing was freed."""
    del bytearray_of(8)[:]
    large = bytearray_of(4)
    place = ctypes.addressof(ctypes.c_char.from_buffer(large))
    return len(large) if any(start <= place < end for start, end in heap()) else 0


def in_turn(first: bytes, second: bytes) -> bytes:
    return first + second


def bytearray_of(megabytes: int) -> bytearray:
    return bytearray(megabytes * 1024 * 1024)


def heap() -> list[tuple[int, int]]:
    """Give where the heap of this process begins and ends."""
    maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    places = [line.split()[0].split("-") for line in maps if line.endswith("[heap]")]
    return [(int(start, 16), int(end, 16)) for start, end in places]


class Steps:
    def __init__(self):
        self.expected = self.finished = 0

    def expect(self, tasks):
        self.expected += tasks

    def done(self, tasks):
        self.finished += tasks


def values(step, items, *shared, progress=None, named=str):
    """Give what a step makes of many items, on two processes where there are enough."""
    with store_at(None) as store, worker_pool(2, progress=progress) as pool:
        store.begin(NOW, pool)
        results = store.map(step, items, *shared, named=named)
        return [store.value(result.whole) for result in results]


@pytest.mark.parametrize("tasks", [3, 200])
def test_results_come_in_the_order_of_their_tasks(tasks):
    steps = Steps()
    items = [(number,) for number in range(tasks)]
    assert values(twice, items, -1, progress=steps) == [2 * one for one in range(tasks)]
    assert (steps.expected, steps.finished) == (tasks, tasks)


def test_a_process_that_dies_is_told_with_the_role_that_it_was_at():
    items = [(number,) for number in range(200)]
    with pytest.raises(WorkerError) as caught:
        values(twice, items, 150, named=lambda at: f"role-{at}")
    assert "ended while it worked on" in str(caught.value)
    assert "role-150" in str(caught.value)
    assert "nothing was published" in str(caught.value)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's heap is meant")
def test_what_is_large_does_not_make_the_heap_grow():
    """Else the processes of thousands of packs hold hundreds of megabytes that nobody uses."""
    assert set(values(bytes_on_heap, [(number,) for number in range(40)])) == {0}


class Sent(Executor):
    """Stands in for a cluster: notes how much each batch carries, as it is sent."""

    def __init__(self):
        self.sizes = []

    def submit(self, function, batch):
        sent = pickle.dumps(batch)
        self.sizes.append(len(sent))
        future = Future()
        future.set_result(function(pickle.loads(sent)))
        return future


def test_what_many_runs_share_travels_once():
    large = b"shared" * 100_000
    sent = Sent()
    with store_at(None) as store, worker_pool(2, sent) as pool:
        store.begin(NOW, pool)
        shared = store.call(in_turn, large, b"").whole
        results = store.map(in_turn, [(bytes([number]),) for number in range(80)], shared)
        assert store.value(results[79].whole) == bytes([79]) + large
    assert sum(size > len(large) for size in sent.sizes) == 1
    assert len(sent.sizes) == 10


def test_a_worker_that_lacks_what_is_shared_asks_for_it():
    """As one does that joins a cluster late."""
    sent = Sent()
    with store_at(None) as store, worker_pool(2, sent) as pool:
        store.begin(NOW, pool)
        shared = store.call(in_turn, b"a", b"b").whole
        results = store.start(
            in_turn, [(bytes([number]),) for number in range(80)], shared, threads=0
        )
        worker_pool_module._shared.clear()
        assert store.value(results()[79].whole) == bytes([79]) + b"ab"
    assert len(sent.sizes) == 10 + 9  # all but the first were sent again, with what they lacked


def test_a_worker_of_another_version_is_refused(monkeypatch):
    with store_at(None) as store, worker_pool(2, Sent()) as pool:
        store.begin(NOW, pool)
        versions = iter(["this one", "another"])
        monkeypatch.setattr(worker_pool_module, "program_version", lambda: next(versions))
        with pytest.raises(WorkerError, match="has another version of Rolebook"):
            store.map(twice, [(1,), (2,)], -1)


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


def results_in(project: Path) -> int:
    """Count what a build that is still going on has stored."""
    if not (project / STORE / DATABASE).exists():
        return 0
    with closing(sqlite3.connect(project / STORE / DATABASE, timeout=20)) as connection:
        try:
            return connection.execute("SELECT count(*) FROM results").fetchone()[0]
        except sqlite3.OperationalError:  # the table is not there yet
            return 0


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
    while results_in(project) < ROLES:
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
            while results_in(project) < ROLES + 5:
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
