"""The store on disk: SQLite and files, where each value is checked for damage as it is read.

Nothing here is waited for to reach the disk: every value is held against its digest when it is
read, and SQLite and the rows show whether a database was torn apart.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from rolebook.base.digests import digest_of

from .encoding import decoded, encoded
from .moment import Validity
from .step import Outcome, Part

DATABASE = "store.sqlite"
_VALUES = "values"
#: Bytes from which a value is a file: SQLite's own measurements have files faster from there on
#: (https://www.sqlite.org/intern-v-extern-blob.html), and a file can be linked into the site.
_LARGE = 32_000
#: Seconds to wait for another build that writes.
_PATIENCE = 60.0
#: Keys that are looked up together; SQLite takes some thousands of parameters.
_TOGETHER = 400
_TABLES = """
CREATE TABLE IF NOT EXISTS results (
  key TEXT, answers TEXT, since REAL, until REAL, questions BLOB, parts BLOB, used INTEGER,
  PRIMARY KEY (key, answers, since)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS small (digest TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
"""


class StoredPart(NamedTuple):
    """A part of a stored result: its digest, whether it is bytes and no value, its size."""

    digest: str
    is_raw: bool
    size: int


class Row(NamedTuple):
    """A stored result: which answers and which period it holds for, and its parts."""

    key: str
    answers: str
    validity: Validity
    questions: tuple[str, ...]
    parts: dict[str, StoredPart]
    noted: dict[str, object]
    used: int


class Database:
    """The results and values in a folder. Every method raises OSError or sqlite3.Error."""

    def __init__(self, folder: Path) -> None:
        """Open what is there, or begin."""
        self.folder = folder
        self._values = folder / _VALUES
        self._values.mkdir(parents=True, exist_ok=True)
        self._made: set[str] = set()
        #: While a site is served, documents are made beside a build.
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            folder / DATABASE, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA journal_mode = TRUNCATE")
        if not self._connection.execute("PRAGMA table_list('small')").fetchall():
            self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, keys: Sequence[str]) -> Iterator[Row]:
        """Give every result that is stored under some keys."""
        waiting = iter(dict.fromkeys(keys))
        while some := list(islice(waiting, _TOGETHER)):
            marks = ",".join("?" * len(some))
            found = self._connection.execute(
                "SELECT key, answers, since, until, questions, parts, used FROM results "  # noqa: S608
                f"WHERE key IN ({marks})",
                some,
            )
            for key, answers, since, until, questions, held, used in found.fetchall():
                parts, noted = decoded(held)
                stored = {name: StoredPart(*part) for name, part in parts.items()}
                asked = tuple(questions.split("\n")) if questions else ()
                yield Row(key, answers, Validity(since, until), asked, stored, noted, used)

    def put(
        self, results: Iterable[tuple[str, str, Outcome]], day: int, anew: bool = False
    ) -> None:
        """Store results, each with its key and the digest of the answers to its questions.

        Values that are stored already stay, unless all are written ``anew`` after damage.
        """
        rows, small = [], []
        for key, answers, outcome in results:
            parts = {}
            for name, part in outcome.parts.items():
                parts[name] = (part.digest, part.is_raw, len(part.data))
                if len(part.data) < _LARGE:
                    small.append((part.digest, part.data))
                else:
                    self._write(part, anew)
            held = encoded((parts, dict(outcome.noted)))
            asked = "\n".join(outcome.questions)
            rows.append((key, answers, *outcome.validity, asked, held, day))
        insert = "INSERT OR REPLACE" if anew else "INSERT OR IGNORE"
        with self._writing() as connection:
            connection.executemany(f"{insert} INTO small VALUES (?, ?)", small)
            connection.executemany("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?,?)", rows)

    def _write(self, part: Part, anew: bool) -> None:
        """Write a file under another name, and rename it: whoever reads finds it whole."""
        path = self.path(part.digest)
        if path.exists() and not anew:
            return
        folder = str(path.parent)
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - for thousands of files
            self._made.add(folder)
        unfinished = f"{folder}/.{uuid4().hex}"
        try:
            with open(unfinished, "wb") as opened:  # noqa: PTH123
                opened.write(part.data)
            os.replace(unfinished, path)  # noqa: PTH105
        except OSError:
            Path(unfinished).unlink(missing_ok=True)
            raise

    def path(self, digest: str) -> Path:
        """Give where a large value lies."""
        return self._values / digest[:2] / digest[2:]

    def data(self, digest: str, size: int = 0) -> bytes | None:
        """Give the bytes of a digest, or None where they are not there or not whole."""
        found: bytes | None = None
        if size < _LARGE:
            row = self._connection.execute(
                "SELECT data FROM small WHERE digest = ?", (digest,)
            ).fetchone()
            found = row[0] if row else None
        if found is None:
            with suppress(FileNotFoundError):
                found = self.path(digest).read_bytes()
        return found if found is not None and digest_of(found) == digest else None

    def read_ahead(self, parts: Iterable[tuple[str, int]]) -> Callable[[str], bytes | None]:
        """Give what reads small values that are asked for in an order, some hundreds at a time.

        ``parts`` are the digest and the size of each; for others than small ones it gives None.
        """
        waiting = dict.fromkeys(digest for digest, size in parts if size < _LARGE)
        held: dict[str, bytes] = {}

        def read(digest: str) -> bytes | None:
            if digest in waiting:
                some = list(islice(waiting, _TOGETHER))
                for one in some:
                    del waiting[one]
                marks = ",".join("?" * len(some))
                found = self._connection.execute(
                    f"SELECT digest, data FROM small WHERE digest IN ({marks})",  # noqa: S608
                    some,
                )
                held.update(found.fetchall())
            data = held.pop(digest, None)
            return data if data is not None and digest_of(data) == digest else None

        return read

    def forget(self, digests: Iterable[str]) -> None:
        """Delete values that are not whole."""
        some = list(digests)
        for digest in some:
            with suppress(OSError):
                self.path(digest).unlink(missing_ok=True)
        with self._writing() as connection:
            connection.executemany("DELETE FROM small WHERE digest = ?", [(one,) for one in some])

    def use(self, keys: Iterable[str], day: int) -> None:
        """Note that results were used on a day."""
        with self._writing() as connection:
            connection.executemany(
                "UPDATE results SET used = ? WHERE key = ?", [(day, key) for key in keys]
            )

    def last_pruned(self, day: int | None = None) -> int:
        """Tell on which day unused results were last dropped, or note that it was ``day``."""
        if day is not None:
            self._connection.execute(f"PRAGMA user_version = {int(day)}")
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def prune(self, before: int) -> None:
        """Drop results that were last used before a day, and the values that no other has."""
        with self._writing() as connection:
            connection.execute("DELETE FROM results WHERE used < ?", (before,))
            needed: set[str] = set()
            for (data,) in connection.execute("SELECT parts FROM results"):
                needed.update(part[0] for part in decoded(data)[0].values())
            small = {row[0] for row in connection.execute("SELECT digest FROM small")}
            unused = [(one,) for one in small - needed]
            connection.executemany("DELETE FROM small WHERE digest = ?", unused)
        for path in list(self._values.glob("*/*")):
            # What another build is just writing has a name with a dot.
            if path.parent.name + path.name not in needed and not path.name.startswith("."):
                path.unlink(missing_ok=True)
        if unused:
            self._connection.execute("VACUUM")

    def results(self) -> int:
        """Count the results."""
        return int(self._connection.execute("SELECT count(*) FROM results").fetchone()[0])
