"""Putting what is finished, a site or a file, in place of the one before, in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a folder to build in, and swap it for ``target`` when the block ends without error.

    Until then, and after any error, ``target`` is as it was. The folder stands beside ``target``,
    so that the swap is a rename on one file system.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh = workshop / "new"
        fresh.mkdir()
        yield fresh
        swap(fresh, target, workshop / "old")
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def swap(fresh: Path, target: Path, old: Path) -> None:
    """Put a finished folder in place of ``target``, which goes to ``old``.

    Raises:
        OSError: when that cannot be; ``target`` is then as it was.
    """
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        with suppress(OSError):  # the error that led here is the one to tell
            old.rename(target)
        raise


@contextmanager
def replacing_file(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write into, and put it in place of ``target`` when the block ends.

    Raises:
        OSError: when it cannot be written; ``target`` is then as it was.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Whatever the target's name, this one is short.
    part = target.with_name(f".{uuid4().hex}")
    try:
        with part.open("wb") as opened:
            yield opened
        if target.is_file():
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_file(target: Path, data: bytes) -> None:
    """Put a file in place of the one before, which is as it was where that cannot be.

    Raises:
        OSError: when it cannot be written.
    """
    with replacing_file(target) as opened:
        opened.write(data)
