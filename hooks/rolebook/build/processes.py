"""Further processes of this machine for a build, started where they will soon be needed."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext

from rolebook.base.memory import give_back_large_memory, search_seldom

#: What the work needs: loaded once, in the process that the others are forked from.
_LOADED = [
    "rolebook.build.worker_pool",
    "rolebook.build.role_step",
    "rolebook.build.document_steps",
    "rolebook.build.document_data",
    "rolebook.render.documents.pdf_tags",
    "rolebook.render.documents.pdf_text",
    "rolebook.render.documents.qr_code",
    "rolebook.render.documents.supporting_statement",
    "rolebook.render.documents.word_pack",
]


def start_loading() -> None:
    """Begin to load what further processes need, while this one still reads what roles share."""
    if _forks():
        from multiprocessing import forkserver

        _context()
        forkserver.ensure_running()


def processes(workers: int) -> ProcessPoolExecutor:
    """Start processes; never forked from this one: after Typst has compiled, a fork hangs."""
    return ProcessPoolExecutor(workers, _context(), initializer=_get_ready, initargs=(workers,))


def _context() -> BaseContext:
    if not _forks():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def _forks() -> bool:
    # Windows has no fork.
    return "forkserver" in multiprocessing.get_all_start_methods()


def _get_ready(workers: int) -> None:
    # Typst spreads a document over all cores; where others are at work there, handing pieces to and
    # fro only costs time.
    cores = os.cpu_count() or 1
    os.environ.setdefault("RAYON_NUM_THREADS", str(max(1, cores // workers)))
    give_back_large_memory()
    search_seldom()
    threading.Thread(target=_end_with_the_build, daemon=True).start()


def _end_with_the_build() -> None:
    """End where the build has been killed: else this would wait for work for ever."""
    if build := multiprocessing.parent_process():
        build.join()
        os._exit(1)
