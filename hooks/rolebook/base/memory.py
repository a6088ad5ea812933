"""What is done to Python's search for garbage and to glibc's memory, with the figures for it.

Measured with cold builds of the pages of 1,000 and 3,000 made roles on two cores.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: M_MMAP_THRESHOLD of glibc's malloc.h.
_MMAP_THRESHOLD = -3


def search_seldom() -> None:
    """Have Python search for garbage when there are 100,000 objects more, and not 700.

    That takes 8% less of the processor's time. Never to search would take no less, nor any more
    memory (160 MB with 1,000 roles, 200 MB with 3,000), since what is made of a role is freed when
    it is done with. The search stays for what libraries leave behind.
    """
    gc.set_threshold(100_000, 50, 100)


def keep_for_good() -> None:
    """Leave out of later searches what is there now: a site that is served holds it to the end."""
    gc.collect()
    gc.freeze()


def end_without_search() -> None:
    """Leave out the search at the end, a third of the time of a build after one edit."""
    gc.freeze()


@contextmanager
def no_search() -> Iterator[None]:
    """Put searches off until nobody waits for a page."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def give_back_large_memory() -> None:
    """Have pieces of memory of 256 kB and more given back to the system when they are freed.

    glibc keeps ever larger pieces on its heap instead, once one was freed (mallopt(3)); what stays
    between them of thousands of packs then makes the heap grow, by up to 0.2 MB a pack.
    """
    if sys.platform == "linux":
        import ctypes  # takes long to load

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if mallopt is not None:
            mallopt(_MMAP_THRESHOLD, 256 * 1024)
