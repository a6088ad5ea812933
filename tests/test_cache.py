"""Whatever happens to the cache, what comes out of it is what was put in, or nothing."""

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from rolebook.cache import Cache, hash_of, hash_of_files

KEY = hash_of("a", "b")


@pytest.fixture
def told():
    return []


@pytest.fixture
def cache(tmp_path, told):
    return Cache(tmp_path / "cache", told.append)


def entry_of(cache: Cache) -> Path:
    entry = cache.put(KEY, b"contents", {"pages": 3})
    assert entry is not None
    return entry.path


def test_what_was_put_comes_back(cache, told):
    assert cache.get(KEY) is None
    entry_of(cache)
    entry = cache.get(KEY)
    assert entry is not None
    assert (entry.path.read_bytes(), entry.size, entry.facts) == (b"contents", 8, {"pages": 3})
    assert told == []


def test_other_parts_give_another_key():
    keys = {hash_of("a", "b"), hash_of("ab"), hash_of("a", "b", ""), hash_of("b", "a")}
    assert len(keys) == 4
    assert hash_of(b"a", "b") == KEY


def test_files_are_hashed_with_their_names(tmp_path):
    (tmp_path / "a.typ").write_text("one")
    before = hash_of_files(tmp_path, "*.typ")
    (tmp_path / "b.txt").write_text("two")
    assert hash_of_files(tmp_path, "*.typ") == before
    (tmp_path / "a.typ").rename(tmp_path / "c.typ")
    assert hash_of_files(tmp_path, "*.typ") != before


@pytest.mark.parametrize("damage", [b"", b"contents and more", b"Contents"])
def test_a_damaged_entry_is_told_and_forgotten(cache, told, damage):
    path = entry_of(cache)
    path.write_bytes(damage)
    os.utime(path, ns=(1, 1))
    assert cache.get(KEY) is None
    assert told == [f"{path} was damaged, or is no file of this cache; it is made again"]
    assert cache.get(KEY) is None
    assert len(told) == 1
    entry_of(cache)
    assert cache.get(KEY) is not None


@pytest.mark.parametrize("note", ["", "not a note", "[]", '{"size": 8}', '{"size": "x"}'])
def test_a_foreign_note_is_told_and_forgotten(cache, told, note):
    path = entry_of(cache)
    path.with_name(path.name + ".note").write_text(note)
    assert cache.get(KEY) is None
    assert len(told) == 1


def test_a_file_without_its_note_is_no_entry(cache, told):
    path = entry_of(cache)
    path.with_name(path.name + ".note").unlink()
    assert cache.get(KEY) is None
    assert told == []


def test_a_copied_cache_still_serves(cache, told, tmp_path):
    entry_of(cache)
    shutil.copytree(tmp_path / "cache", tmp_path / "copy", copy_function=shutil.copy)
    copy = Cache(tmp_path / "copy", told.append)
    entry = copy.get(KEY)
    assert entry is not None
    assert entry.path.read_bytes() == b"contents"
    assert told == []


def test_a_full_disk_is_told_once_and_the_build_goes_on(cache, told, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rolebook.cache._write", full)
    assert cache.put(KEY, b"contents", {}) is None
    assert cache.put(hash_of("other"), b"contents", {}) is None
    assert len(told) == 1
    assert "No space left on device" in told[0]
    assert cache.get(KEY) is None


def test_what_no_build_used_can_go(cache):
    path = entry_of(cache)
    other = cache.put(hash_of("other"), b"12345", {})
    assert cache.size().entries == 2
    os.utime(path.with_name(path.name + ".note"), (100, 100))
    freed = cache.prune(unused_since=200)
    assert freed.entries == 1
    assert freed.bytes > 8
    assert cache.get(KEY) is None
    assert other is not None
    assert other.path.exists()
    cache.clear()
    assert cache.size().entries == 0


def put_often(folder: Path) -> None:
    cache = Cache(folder, print)
    for _ in range(200):
        cache.put(KEY, b"contents" * 1000, {"pages": 3})


def test_builds_at_once_never_see_half_an_entry(tmp_path, told):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=put_often, args=(tmp_path / "cache",)) for _ in range(2)]
    for writer in writers:
        writer.start()
    cache = Cache(tmp_path / "cache", told.append)
    seen = 0
    while any(writer.is_alive() for writer in writers):
        if entry := cache.get(KEY):
            seen += 1
            assert entry.path.read_bytes() == b"contents" * 1000
    assert seen
    assert told == []
