"""The store of a project: it makes the key of each result, and runs a step if none is stored.

The key of a result is made from the version of the program, the name of the step, and its
arguments, and never listed by hand (constructive traces with early cutoff, as in Mokhov, Mitchell
and Peyton Jones, "Build systems à la carte", 2018). A result also holds only for a period, and for
the records that the step looked up.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from rolebook.base.digests import digest_of

from .database import DATABASE, Database, Row
from .encoding import Stand, decoded, encoded
from .moment import ALWAYS, Moment, Validity
from .records import NO_RECORDS, Lists, Lookups, Records, digests_of
from .reference import (
    RECORDS,
    DamagedError,
    Each,
    FileTree,
    Named,
    Reference,
    Result,
    SourceFile,
)
from .step import Arguments, Outcome, Step, arguments_of, name_of, references_in, run, values_of

#: Days after which a result that no build has used is dropped.
KEPT_DAYS = 31


class CannotStoreError(Exception):
    """The system takes nothing more into the folder of the store; says why."""


class Job(NamedTuple):
    """A run of a step for a worker: its arguments, what they stand for, and its name for people."""

    step: str
    data: bytes
    payload: dict[Stand, Any]
    name: str


class Shared(NamedTuple):
    """Arguments that many runs share, and what gives what they stand for."""

    digest: str
    data: bytes
    payload: Callable[[], dict[Stand, Any]]


class Pool(Protocol):
    """Who runs steps beside this process."""

    def takes(self, jobs: int) -> bool:
        """Whether so many short jobs are worth handing over."""

    @property
    def is_at_work(self) -> bool:
        """Whether it has begun, so that a few long jobs are worth handing over too."""

    def run(
        self, jobs: Iterator[Job], shared: Shared, now: dt.datetime, together: int
    ) -> Iterator[Sequence[Outcome]]:
        """Begin jobs, some ``together``; give the outcomes in the order of the jobs."""

    def tell(self, expected: int = 0, done: int = 0) -> None:
        """Say that work is begun or done."""


class _Call(NamedTuple):
    """A call of a step, by its name."""

    step: str
    arguments: Arguments


#: Short jobs that are handed over together, since each takes a few milliseconds.
_TOGETHER = 8
#: Shared arguments whose values are held.
_MOST_SHARED = 8


class Deferred(NamedTuple):
    """A call that has not been made: its key tells whether it would give what it gave before."""

    key: str
    value: Callable[[], Any]


def loaded(stand: Stand, payload: Any) -> Any:
    """Give the value of a payload, which is bytes for values and whole for all else."""
    return decoded(payload) if stand[0] == "value" else payload


_NOTHING = arguments_of(())


class Store:
    """Results of steps in a folder. ``say`` is given a line where something is wrong with it."""

    def __init__(
        self, folder: Path, version: str, today: dt.date, say: Callable[[str], None]
    ) -> None:
        """``version`` tells this program and its libraries from others.

        Raises:
            CannotStoreError: when nothing can be stored there.
        """
        self.folder = folder
        self._version = version
        self._say = say
        with self._refusals():
            self._database = self._opened()
        self._now = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._day = today.toordinal()
        self._pool: Pool | None = None
        self._records: Records = NO_RECORDS
        self._lists: tuple[Reference, ...] = ()
        self._lists_value: Lists | None = None
        self._more: Lists = {}
        self._shared: dict[str, tuple[Any, ...]] = {}
        self._used: set[str] = set()
        self._is_careful = False
        self.validity = ALWAYS

    def _opened(self) -> Database:
        try:
            return Database(self.folder)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.report_damage()
            self._begin_anew()
            return Database(self.folder)

    def _begin_anew(self) -> None:
        for path in self.folder.glob(f"{DATABASE}*"):
            path.unlink(missing_ok=True)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise CannotStoreError(str(error)) from error
        except sqlite3.DatabaseError as error:
            # Torn apart while it was open: begun anew, and everything is looked up once more.
            self._begin_anew()
            raise DamagedError(str(error)) from error
        except OSError as error:
            raise CannotStoreError(error.strerror or str(error)) from error

    def begin(self, now: dt.datetime, pool: Pool | None = None) -> None:
        """Begin a build for a moment; ``pool`` runs what is missing."""
        self._now = now
        self._pool = pool
        self.validity = ALWAYS

    def careful(self) -> None:
        """Look everything up once more, after damage: only what is whole is taken."""
        self._is_careful = True
        self._shared.clear()
        with suppress(sqlite3.Error):
            self._database.close()
        with self._refusals():
            self._database = self._opened()

    def share(self, digests: Mapping[str, str], *lists: Reference) -> None:
        """Have steps look records up: their digests by question, and the lists themselves."""
        self._records = Records(digests)
        self._more = {}
        if lists != self._lists:
            self._lists, self._lists_value = lists, None

    def share_more(self, lists: Lists) -> None:
        """Have steps look up records that are known only now."""
        self._records = self._records.with_more(digests_of(lists))
        self._more = lists

    def finish(self) -> None:
        """Note what was used, and drop what has not been for long."""
        with suppress(CannotStoreError, DamagedError), self._refusals():
            if self._used:
                self._database.use(self._used, self._day)
            self._used.clear()
            if self._database.last_pruned() != self._day:
                self._database.last_pruned(self._day)
                self._database.prune(self._day - KEPT_DAYS)
        self._is_careful = False

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    # Running steps

    def call(self, step: Step, *arguments: Any) -> Result:
        """Give the result of a step for some arguments."""
        return self._results([_Call(name_of(step), arguments_of(arguments))], _NOTHING, str)()[0]

    def all(self, calls: Sequence[tuple[Any, ...]]) -> list[Result]:
        """Give the results of calls, each a step with its arguments; workers may run them."""
        named = [_Call(name_of(call[0]), arguments_of(call[1:])) for call in calls]
        together = 1 if self._pool is not None and self._pool.is_at_work else 0
        return self._results(named, _NOTHING, lambda at: named[at].step, together)()

    def map(
        self,
        step: Step,
        items: Sequence[tuple[Any, ...]],
        *shared: Any,
        named: Callable[[int], str] = str,
    ) -> list[Result]:
        """Give the results of a step for many items, each followed by what they share.

        ``named`` says for people what an item is, by its place.
        """
        return self.start(step, items, *shared, named=named)()

    def start(
        self,
        step: Step,
        items: Sequence[tuple[Any, ...]],
        *shared: Any,
        named: Callable[[int], str] = str,
        threads: int = 0,
    ) -> Callable[[], list[Result]]:
        """Begin as ``map`` does, a few in ``threads`` of this process; give what waits for them."""
        calls = [_Call(name_of(step), arguments_of(item)) for item in items]
        return self._results(calls, arguments_of(shared), named, _TOGETHER, threads)

    def _results(
        self,
        calls: Sequence[_Call],
        common: Arguments,
        named: Callable[[int], str],
        together: int = 0,
        threads: int = 0,
    ) -> Callable[[], list[Result]]:
        """Look results up and begin those that are missing; give what waits for them.

        Workers are handed so many ``together``; where that is 0, this process runs them.
        """
        keys = [self._key(call, common) for call in calls]
        found = self._look_up(keys)
        # The same call may have been asked for twice: the first of them is made.
        first = {key: at for at, key in reversed(list(enumerate(keys))) if key not in found}
        missing = sorted(first.values())
        pool = self._pool if together else None
        if pool is not None:
            pool.tell(expected=len(missing))
        if pool is not None and missing and (together == 1 or pool.takes(len(missing))):
            jobs = (self._job(calls[at], named(at)) for at in missing)
            done = pool.run(jobs, self._shared_by(common), self._now, together)
        elif threads > 1:
            done = self._in_threads([calls[at] for at in missing], common, threads)
        else:
            done = ([self._run_here(calls[at], common)] for at in missing)
        places = iter(missing)

        def wait() -> list[Result]:
            for outcomes in done:
                batch = [(keys[at], made) for made, at in zip(outcomes, places, strict=False)]
                found.update((key, _result_of(outcome)) for key, outcome in batch)
                self._put(batch)
                if pool is not None:
                    pool.tell(done=len(batch))
            called = zip(keys, calls, strict=True)
            return [self._valid(found[key], call, common) for key, call in called]

        return wait

    def _valid(self, result: Result, call: _Call, common: Arguments) -> Result:
        """Give a result that holds no longer than its arguments; neither does what is built."""
        validity = result.validity.within(_validity_of(call.arguments)).within(_validity_of(common))
        self.validity = self.validity.within(validity)
        if validity == ALWAYS:
            return result
        parts = {
            name: Reference(one.digest, one.is_raw, validity, one.size)
            for name, one in result.parts.items()
        }
        return Result(parts, result.noted, validity)

    def deferred(
        self, step: Step, items: Sequence[tuple[Any, ...]], *shared: Any
    ) -> Iterator[Deferred]:
        """Give calls that are made when somebody asks for their values, which are not stored."""
        common = arguments_of(shared)
        self.validity = self.validity.within(_validity_of(common))

        def value(call: _Call) -> Any:
            return decoded(self._run_here(call, common).parts[""].data)

        for item in items:
            call = _Call(name_of(step), arguments_of(item))
            self.validity = self.validity.within(_validity_of(call.arguments))
            yield Deferred(self._key(call, common), partial(value, call))

    def _key(self, call: _Call, common: Arguments) -> str:
        return digest_of(self._version, call.step, call.arguments.digest, common.digest)

    def _look_up(self, keys: Sequence[str]) -> dict[str, Result]:
        at = self._now.timestamp()
        found: dict[str, Result] = {}
        with self._refusals():
            for row in self._database.rows(keys):
                if not row.validity.holds(at):
                    continue
                if row.questions and self._records.answer(row.questions) != row.answers:
                    continue
                if self._is_careful and not self._is_whole(row):
                    continue
                if row.used != self._day:
                    self._used.add(row.key)
                parts = {
                    name: Reference(part.digest, part.is_raw, size=part.size)
                    for name, part in row.parts.items()
                }
                found[row.key] = Result(parts, row.noted, row.validity)
        return found

    def _is_whole(self, row: Row) -> bool:
        parts = row.parts.values()
        broken = [one.digest for one in parts if self._database.data(one.digest, one.size) is None]
        if broken:
            self._database.forget(broken)
        return not broken

    def _job(self, call: _Call, name: str) -> Job:
        return Job(call.step, call.arguments.data, self._payload(call.arguments), name)

    def _shared_by(self, common: Arguments) -> Shared:
        lists = (one.digest for one in self._lists)
        digest = digest_of(common.digest, encoded(self._more), *lists)
        return Shared(digest, common.data, partial(self._payload, common))

    def _in_threads(
        self, calls: Sequence[_Call], common: Arguments, threads: int
    ) -> Iterator[Sequence[Outcome]]:
        """Begin calls at once; what is stored is read by this thread, whose database it is."""
        shared = self._shared_values(common)
        pool = ThreadPoolExecutor(threads, thread_name_prefix="step")
        begun = []
        for step, arguments in calls:
            held = {stand: loaded(stand, one) for stand, one in self._payload(arguments).items()}
            given = (step, arguments.data, shared, held.__getitem__, Moment(self._now), None)
            begun.append(pool.submit(run, *given))
        pool.shutdown(wait=False)
        return ([task.result()] for task in begun)

    def _run_here(self, call: _Call, common: Arguments) -> Outcome:
        step, arguments = call
        payload = self._payloads(arguments)
        shared = self._shared_values(common)
        asks = RECORDS in (*arguments.stand_ins, *common.stand_ins)
        lookups = Lookups(self._lists_here()) if asks else None

        def load(stand: Stand) -> Any:
            return loaded(stand, payload(stand))

        return run(step, arguments.data, shared, load, Moment(self._now), lookups)

    def _lists_here(self) -> Lists:
        if self._lists_value is None:
            held = [self.value(one) for one in self._lists]
            self._lists_value = {name: each for lists in held for name, each in lists.items()}
        return {**self._lists_value, **self._more}

    def _shared_values(self, common: Arguments) -> tuple[Any, ...]:
        if common.digest not in self._shared:
            if len(self._shared) >= _MOST_SHARED:
                self._shared.clear()
            payload = self._payloads(common)
            self._shared[common.digest] = values_of(
                common.data, lambda stand: loaded(stand, payload(stand))
            )
        return self._shared[common.digest]

    def _payload(self, arguments: Arguments) -> dict[Stand, Any]:
        """Give everything that arguments stand for, as it is sent to workers."""
        payload = self._payloads(arguments)
        return {one.stand: payload(one.stand) for one in references_in(arguments)}

    def _payloads(self, arguments: Arguments) -> Callable[[Stand], Any]:
        """Give what reads what arguments stand for, one by one as it is asked for."""
        held = {one.stand: one for one in references_in(arguments)}
        eaches = (one for one in arguments.stand_ins if isinstance(one, Each))
        many = ((one.digest, one.size) for each in eaches for one in each.references)
        read = self._database.read_ahead(many)

        def payload(stand: Stand) -> Any:
            one = held[stand]
            if isinstance(one, Reference):
                with self._refusals():
                    data = read(one.digest)
                return self.data(one) if data is None else data
            if isinstance(one, SourceFile):
                return one.bytes()
            if isinstance(one, Named):
                return one.read()
            if isinstance(one, FileTree):
                return one.loaded()
            return encoded(self._lists_here()) if one is RECORDS else None

        return payload

    # Reading what was stored

    def value(self, reference: Reference) -> Any:
        """Give the value of a reference.

        Raises:
            DamagedError: when it is not there, or not whole.
        """
        return loaded(reference.stand, self._data(reference.digest, reference.size))

    def data(self, reference: Reference) -> bytes:
        """Give the bytes of a reference; the error is that of ``value``."""
        return self._data(reference.digest, reference.size)

    def bytes_or_file(self, reference: Reference) -> bytes | Path:
        """Give the bytes of a reference, or the file that holds them and nothing else.

        Raises:
            DamagedError: when they are not there, or not whole.
        """
        data = self._data(reference.digest, reference.size)
        path = self._database.path(reference.digest)
        return path if path.exists() else data

    def _data(self, digest: str, size: int) -> bytes:
        with self._refusals():
            data = self._database.data(digest, size)
        if data is None:
            raise DamagedError(digest)
        return data

    def report_damage(self) -> None:
        """Say that something was not as it was stored."""
        self._say(f"{self.folder} was damaged, or holds other files; what is missing is made again")

    def _put(self, batch: Sequence[tuple[str, Outcome]]) -> None:
        """Store some results; what later builds must not take over, under another key."""
        results = [
            (key if made.kept else f"once {key}", self._records.answer(made.questions), made)
            for key, made in batch
        ]
        with self._refusals():
            self._database.put(results, self._day, anew=self._is_careful)


def _result_of(outcome: Outcome) -> Result:
    parts = {
        name: Reference(part.digest, part.is_raw, size=len(part.data))
        for name, part in outcome.parts.items()
    }
    return Result(parts, outcome.noted, outcome.validity)


def _validity_of(arguments: Arguments) -> Validity:
    validity = ALWAYS
    for one in references_in(arguments):
        if isinstance(one, Reference) and one.validity is not ALWAYS:
            validity = validity.within(one.validity)
    return validity


class ScratchStore(Store):
    """A store in a folder that is deleted with it."""

    def __init__(self, version: str, today: dt.date, say: Callable[[str], None]) -> None:
        """Begin with nothing stored; the errors are those of ``Store``."""
        folder = Path(tempfile.mkdtemp(prefix="rolebook-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        super().__init__(folder, version, today, say)
