"""Where a site is published: each new one is put in its place in one step.

What left the place serves the next build, which changes in it only what has changed since.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rolebook.render.web.page import OutputFile
from rolebook.site.replacing import replacing, swap
from rolebook.site.site_folder import (
    Ledger,
    Written,
    files_in,
    follow,
    last_of_each,
    ledger_in,
    tidy,
    write_site,
)

try:
    import fcntl
except ImportError:  # Windows has none: there, a new folder is made for each build
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True)
class SitePlace:
    """``target`` is the folder of the site; ``notes`` holds what is remembered of it, if anything.

    The folder that a new site replaced lies in ``notes``. Most of its files are those of the
    present site, so that hardly any need be written for the next.
    """

    target: Path
    notes: Path | None

    @property
    def ledger(self) -> Ledger:
        """What was written to the target."""
        return ledger_in(self.notes / "ledger", self.target) if self.notes else Ledger(self.target)

    def put(self, files: Iterable[OutputFile]) -> Ledger:
        """Put a new site in place of the one that is there; until then, that one stands."""
        wanted = last_of_each(files)
        if self.notes is None:
            return self._put_fresh(wanted)
        with _lock(self.notes) as locked:
            if locked and self._is_near():
                return self._put_spare(wanted, self.notes)
            return self._put_fresh(wanted)

    def _put_fresh(self, files: Iterable[OutputFile]) -> Ledger:
        with replacing(self.target) as fresh:
            written = write_site(files, fresh, self.ledger)
        return self._noted(written)

    def _put_spare(self, files: Iterable[OutputFile], notes: Path) -> Ledger:
        spare, leaving = notes / "spare", notes / "leaving"
        known = ledger_in(notes / "spare-ledger", spare)
        # From here on it is neither the one site nor the other: a build that is killed leaves
        # nothing that the next could take for whole.
        (notes / "spare-ledger").unlink(missing_ok=True)
        found = files_in(spare)
        there = known.standing(found)
        tidy(spare, found.keys() - there.keys())
        before = self.ledger
        written = write_site(files, spare, before, there)
        tidy(spare, there.keys() - written.files.keys())
        shutil.rmtree(leaving, ignore_errors=True)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        swap(spare, self.target, leaving)
        held: Mapping[str, Written] = {}
        with suppress(OSError):
            if before.files and leaving.exists():
                leaving.rename(spare)
                held = before.files
            else:  # nothing stood there, or nothing is known of it
                shutil.rmtree(leaving, ignore_errors=True)
            # At once, so that an edit after a build of everything changes no more than any other.
            follow(Ledger(self.target, written.files), spare, held)
            held = written.files
        Ledger(spare, held).save(notes / "spare-ledger")
        return self._noted(written)

    def _noted(self, written: Ledger) -> Ledger:
        ledger = Ledger(self.target, written.files)
        if self.notes is not None:
            ledger.save(self.notes / "ledger")
        return ledger

    def _is_near(self) -> bool:
        """Whether a folder can be renamed from the notes to the target."""
        assert self.notes is not None, "asked only where there are notes"
        near = next(folder for folder in self.target.parents if folder.exists())
        return near.stat().st_dev == self.notes.stat().st_dev


#: Folders of a project that hold what somebody has written.
_WRITTEN = ("content", "site_config", "templates", "hooks", "schemas", ".git")
#: What is in every folder that a site was published in.
_OF_A_SITE = {"index.html", "404.html"}


def target_problem(root: Path, target: Path, is_chosen: bool) -> str:
    """Say why a site must not take the place of a whole folder; empty where it may.

    ``is_chosen`` where somebody named the folder for this build.
    """
    sources = [root / name for name in _WRITTEN]
    if root.is_relative_to(target) or any(target.is_relative_to(source) for source in sources):
        return (
            f"the site would take the place of {target}, which holds the project; name a folder "
            "of its own, such as site"
        )
    held = {path.name for path in target.iterdir()} if is_chosen and target.is_dir() else set()
    if held and not held & _OF_A_SITE:
        return (
            f"the site would take the place of {target} and of the other files in it; name a "
            "folder that is empty, or not there yet"
        )
    return ""


@contextmanager
def _lock(folder: Path) -> Iterator[bool]:
    """Keep other builds of the same site out until the block ends; tells whether that was done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
    except OSError:
        yield False
        return
    try:
        try:
            if fcntl is None:
                raise OSError
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(file)
