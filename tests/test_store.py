"""Whatever happens to the store, what a step gives is what it would give anew."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import pickletools
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from building import TODAY, store_at
from rolebook.base.dates import LONDON
from rolebook.base.digests import digest_of, digest_of_files
from rolebook.store.database import DATABASE, Database
from rolebook.store.encoding import encoded
from rolebook.store.moment import Moment
from rolebook.store.records import Lookups, digests_of
from rolebook.store.reference import (
    MOMENT,
    RECORDS,
    ChangedError,
    DamagedError,
    Each,
    Noted,
    Parts,
    Raw,
    SourceBytes,
    SourceFile,
)
from rolebook.store.store import CannotStoreError, Store

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
LARGE = b"large" * 10_000
RUNS: list[str] = []


@pytest.fixture(autouse=True)
def _no_runs():
    RUNS.clear()


@pytest.fixture
def store(tmp_path):
    with store_at(tmp_path / "store") as opened:
        opened.begin(NOW)
        yield opened


def joined(first: str, second: str) -> str:
    RUNS.append(f"joined {first} {second}")
    return first + second


def length(text: str) -> int:
    RUNS.append(f"length {text}")
    return len(text)


def parted(text: str) -> Parts:
    RUNS.append(f"parted {text}")
    return Parts({"title": text.split()[0], "all": Raw(text.encode()), "count": Noted(len(text))})


def large(number: int) -> Parts:
    RUNS.append(f"large {number}")
    return Parts({"file": Raw(LARGE + bytes([number])), "small": number})


def total(numbers: Each) -> int:
    RUNS.append("total")
    return sum(numbers)


def stated(file: SourceBytes) -> str:
    RUNS.append(f"stated {file.name}")
    return file.data.decode()


def greeting(name: str, moment: Moment) -> str:
    RUNS.append(f"greeting {name}")
    return f"Good {'evening' if moment.reached(NOW.replace(hour=18)) else 'day'}, {name}"


def address_of(id_: str, lookups: Lookups) -> str:
    RUNS.append(f"address {id_}")
    return lookups.lists["places"].get(id_, "nowhere")


def refused(text: str) -> Parts:
    RUNS.append(f"refused {text}")
    return Parts({"problem": Noted(text)}, kept=False)


def test_a_call_is_made_once(store):
    assert store.value(store.call(joined, "a", "b").whole) == "ab"
    assert store.value(store.call(joined, "a", "b").whole) == "ab"
    assert store.value(store.call(joined, "ab", "").whole) == "ab"
    assert RUNS == ["joined a b", "joined ab "]


def test_what_follows_from_the_same_result_is_not_made_again(store):
    for first, second in (("a", "b"), ("ab", "")):
        assert store.value(store.call(length, store.call(joined, first, second).whole).whole) == 2
    assert RUNS == ["joined a b", "length ab", "joined ab "]


def test_parts_are_known_by_themselves(store):
    one, other = store.call(parted, "Cook a meal"), store.call(parted, "Cook two meals")
    assert one["title"] == other["title"]
    assert one["all"] != other["all"]
    assert (one.noted["count"], store.data(other["all"])) == (11, b"Cook two meals")
    for made in (one, other):
        store.call(length, made["title"])
    assert RUNS == ["parted Cook a meal", "parted Cook two meals", "length Cook"]


def test_many_are_loaded_one_at_a_time(store):
    numbers = [store.call(length, "x" * number).whole for number in range(5)]
    RUNS.clear()
    assert store.value(store.call(total, Each(numbers)).whole) == 10
    store.call(total, Each(numbers))
    store.call(total, Each(numbers[::-1]))
    assert RUNS == ["total", "total"]


def test_a_file_reaches_a_step_as_it_was_when_its_digest_was_taken(store):
    held = [b"one"]
    file = SourceFile("a.yaml", digest_of(b"one"), lambda: held[0])
    assert store.value(store.call(stated, file).whole) == "one"
    held[0] = b"two"
    assert store.value(store.call(stated, file).whole) == "one"
    with pytest.raises(ChangedError):
        store.call(stated, SourceFile("a.yaml", digest_of(b"three"), lambda: held[0]))


def test_a_result_holds_until_the_time_that_a_step_asked_for(store):
    for hour, words in ((9, "day"), (17, "day"), (18, "evening"), (23, "evening"), (9, "day")):
        store.begin(NOW.replace(hour=hour))
        made = store.call(greeting, "Ada", MOMENT)
        assert store.value(made.whole) == f"Good {words}, Ada"
        assert made.validity.holds(NOW.replace(hour=hour).timestamp())
    assert len(RUNS) == 2  # of the same key, one result for each period


def test_a_result_holds_no_longer_than_its_arguments(store):
    def follow() -> tuple[float, float]:
        made = store.call(length, store.call(greeting, "Ada", MOMENT).whole)
        return made.validity

    store.begin(NOW)
    evening = NOW.replace(hour=18).timestamp()
    assert follow() == (float("-inf"), evening)
    assert store.validity == (float("-inf"), evening)
    store.begin(NOW.replace(hour=20))
    assert follow() == (evening, float("inf"))


def share(store, **places):
    lists = {"places": places}
    store.share(digests_of(lists), store.call(dict_of, tuple(places.items())).whole)


def dict_of(items: tuple[tuple[str, str], ...]) -> dict[str, dict[str, str]]:
    return {"places": dict(items)}


def addresses(store, *ids: str) -> list[str]:
    return [store.value(store.call(address_of, id_, RECORDS).whole) for id_ in ids]


def test_only_a_step_that_looked_a_record_up_runs_again_when_it_changes(store):
    share(store, hall="1 Road", barn="2 Lane")
    assert addresses(store, "hall", "barn", "shed") == ["1 Road", "2 Lane", "nowhere"]
    RUNS.clear()
    share(store, hall="1 Road", barn="3 Lane")
    assert addresses(store, "hall", "barn", "shed") == ["1 Road", "3 Lane", "nowhere"]
    assert RUNS == ["address barn"]
    share(store, hall="1 Road", barn="3 Lane", shed="4 Way")
    assert addresses(store, "hall", "barn", "shed") == ["1 Road", "3 Lane", "4 Way"]
    assert RUNS == ["address barn", "address shed"]
    share(store, hall="1 Road", barn="2 Lane")
    addresses(store, "hall", "barn", "shed")
    assert RUNS == ["address barn", "address shed"]  # what it was before is stored still


def test_what_is_refused_is_made_again_by_the_next_build(store):
    assert store.call(refused, "no").noted["problem"] == "no"
    assert store.call(refused, "no").noted["problem"] == "no"
    assert RUNS == ["refused no", "refused no"]


def test_another_version_of_the_program_takes_nothing_over(tmp_path):
    for version in ("one", "two", "one"):
        store = Store(tmp_path, version, TODAY, pytest.fail)
        store.begin(NOW)
        store.call(joined, "a", "b")
        store.close()
    assert RUNS == ["joined a b", "joined a b"]


def test_files_are_known_by_their_names_and_bytes(tmp_path):
    (tmp_path / "a.typ").write_text("one")
    before = digest_of_files(tmp_path, ["a.typ"])
    (tmp_path / "a.typ").rename(tmp_path / "c.typ")
    assert digest_of_files(tmp_path, ["c.typ"]) != before
    digests = {digest_of("a", "b"), digest_of("ab"), digest_of("a", "b", ""), digest_of("b", "a")}
    assert len(digests) == 4
    assert digest_of(b"a", "b") == digest_of("a", "b")


def test_equal_values_are_the_same_bytes_whatever_their_objects():
    part = ("x" * 3, 5)
    same, alike = (part, part), (("xxx", 5), ("x" + "xx", 5))
    assert encoded(same) == encoded(alike)


@pytest.mark.parametrize("damage", [b"", b"large and more", b"Large" * 10_000])
def test_a_damaged_file_is_told_and_made_again(tmp_path, damage):
    told: list[str] = []
    with store_at(tmp_path, told.append) as store:
        store.begin(NOW)
        made = store.call(large, 1)
        path = store.bytes_or_file(made["file"])
        assert isinstance(path, Path)
        path.write_bytes(damage)
        with pytest.raises(DamagedError):
            store.bytes_or_file(made["file"])
        store.report_damage()
        store.careful()
        again = store.call(large, 1)
        assert store.data(again["file"]) == LARGE + b"\x01"
        assert RUNS == ["large 1", "large 1"]
        assert told == [
            f"{tmp_path} was damaged, or holds other files; what is missing is made again"
        ]


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100])
def test_a_foreign_database_is_told_and_begun_anew(tmp_path, damage):
    (tmp_path / DATABASE).write_bytes(damage)
    told: list[str] = []
    with store_at(tmp_path, told.append) as store:
        store.begin(NOW)
        assert store.value(store.call(joined, "a", "b").whole) == "ab"
    assert len(told) == bool(damage)  # an empty file is an empty database


def test_a_copied_store_still_serves(tmp_path, store):
    store.call(large, 1)
    shutil.copytree(tmp_path / "store", tmp_path / "copy", copy_function=shutil.copy)
    with store_at(tmp_path / "copy") as copy:
        copy.begin(NOW)
        assert copy.data(copy.call(large, 1)["file"]) == LARGE + b"\x01"
    assert RUNS == ["large 1"]


def test_a_full_disk_is_said_with_the_words_of_the_system(store, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rolebook.store.database.os.replace", full)
    with pytest.raises(CannotStoreError, match="No space left on device"):
        store.call(large, 1)
    assert not [path for path in store.folder.rglob(".*") if path.is_file()]


def test_a_drive_that_cannot_lock_is_said(store, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Database, "put", refuse)
    with pytest.raises(CannotStoreError, match="disk I/O error"):
        store.call(joined, "a", "b")


def test_what_no_build_used_for_a_month_goes(tmp_path):
    def build(today: dt.date, *numbers: int) -> None:
        with store_at(tmp_path, today=today) as store:
            store.begin(NOW)
            for number in numbers:
                store.call(large, number)
            store.finish()

    build(TODAY, 1, 2)
    build(TODAY + dt.timedelta(days=20), 1)
    build(TODAY + dt.timedelta(days=40), 1)
    assert RUNS == ["large 1", "large 2"]
    assert len(list((tmp_path / "values").glob("*/*"))) == 1
    build(TODAY + dt.timedelta(days=40), 1, 2)
    assert RUNS == ["large 1", "large 2", "large 2"]


def call_often(folder: Path, first: int) -> None:
    with store_at(folder) as store:
        store.begin(NOW)
        for number in range(first, first + 20):
            store.call(large, number)


def test_builds_at_once_never_see_half_a_value(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=call_often, args=(tmp_path, first)) for first in (0, 10)]
    for writer in writers:
        writer.start()
    call_often(tmp_path, 5)
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    RUNS.clear()
    with store_at(tmp_path) as store:
        store.begin(NOW)
        for number in range(30):
            made = store.call(large, number)
            assert store.data(made["file"]) == LARGE + bytes([number])
    assert RUNS == []


def test_no_step_opens_a_file_or_asks_the_environment_or_the_clock(tmp_path):
    """A build of the market in a process of its own, in which an audit hook watches each step."""
    script = Path(__file__).parent / "audited_build.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "project")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "nothing was asked for"
    # And no set is in what steps were handed or gave: its order changes from process to process.
    with closing(sqlite3.connect(tmp_path / "project" / "kept" / DATABASE)) as connection:
        values = [row[0] for row in connection.execute("SELECT data FROM small")]
        values += [row[0] for row in connection.execute("SELECT parts FROM results")]
    assert len(values) > 100
    for data in values:
        if data[:1] == b"\x80":
            names = {opcode.name for opcode, _, _ in pickletools.genops(data)}
            assert not names & {"EMPTY_SET", "FROZENSET"}
