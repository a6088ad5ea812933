"""Files about many roles as they are kept from build to build, read where they are written.

Most builds change one or two of them: the others stand on the site already, so that their bytes,
several megabytes at a thousand roles, need not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from rolebook.cache import Cache
from rolebook.last_build import LastBuild
from rolebook.pieces import pieces_in, put_pieces
from rolebook.render.web.page import OutputFile, Slice
from rolebook.site.site_folder import keyed


class _KeptFile(NamedTuple):
    """A piece of the entry that holds all files that were made with it."""

    path: str
    key: str


def files_again(
    known: LastBuild, cache: Cache, key: str, make: Callable[[], Iterable[OutputFile]]
) -> tuple[OutputFile, ...]:
    """Give the files that were made under ``key``, or make them and keep them.

    To read one raises DamagedError where what was kept is gone.
    """

    def keep() -> tuple[_KeptFile | OutputFile, ...]:
        made = [keyed(file) for file in make()]
        if put_pieces(cache, key, {file.path: file.read() for file in made}):
            return tuple(_KeptFile(file.path, file.key) for file in made)
        return tuple(made)  # the disk takes no more

    place = _Place(cache, key)
    return tuple(
        OutputFile(one.path, partial(place.read, one.path), one.key)
        if isinstance(one, _KeptFile)
        else one
        for one in known.again(key, keep)
    )


@dataclass(frozen=True)
class _Place:
    """The entry that holds files; where each stands in it is looked up once for all of them."""

    cache: Cache
    key: str

    @cached_property
    def _pieces(self) -> dict[str, Slice]:
        return pieces_in(self.cache, self.key)

    def read(self, path: str) -> bytes:
        return self._pieces[path].read()
