"""Files about many roles as they are kept from build to build, read where they are written.

Most builds change one or two of them: the others stand on the site already, so that their bytes,
several megabytes at a thousand roles, need not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from rolebook.cache import Cache
from rolebook.last_build import LastBuild
from rolebook.render.page import OutputFile, Slice
from rolebook.site_folder import keyed


class _KeptFile(NamedTuple):
    """Where a file stands within the entry that holds all that were made with it."""

    path: str
    key: str
    start: int
    length: int


def files_again(
    known: LastBuild, cache: Cache, key: str, make: Callable[[], Iterable[OutputFile]]
) -> tuple[OutputFile, ...]:
    """Give the files that were made under ``key``, or make them and keep them.

    To read one raises DamagedError where what was kept is gone.
    """
    made: list[OutputFile] = []

    def keep() -> tuple[_KeptFile | OutputFile, ...]:
        made.extend(keyed(file) for file in make())
        places = []
        parts = [file.read() for file in made]
        start = 0
        for file, data in zip(made, parts, strict=True):
            places.append(_KeptFile(file.path, file.key, start, len(data)))
            start += len(data)
        # Where the disk takes no more, the next build makes them again.
        return tuple(places if cache.put(key, b"".join(parts), {}) else made)

    told = known.again(key, keep)
    return tuple(made) or tuple(
        OutputFile(one.path, partial(_read, cache, key, one), one.key)
        if isinstance(one, _KeptFile)
        else one
        for one in told
    )


def _read(cache: Cache, key: str, file: _KeptFile) -> bytes:
    return Slice(cache.whole(key), file.start, file.length).read()
