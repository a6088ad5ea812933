"""WeasyPrint: packs from the HTML of the roles' pages, in one process or in several."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from threading import BrokenBarrierError
from typing import Any

from .pack_html import STYLE, fonts_address, pack_documents
from .site_builder import PeerMissing

_MISSING = (
    "WeasyPrint needs {missing}. Install it: python -m pip install weasyprint; on Debian also "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
#: The most seconds that one process waits until all others are ready.
_PATIENCE = 120

_packer: Callable[[str], bytes]


def load_weasyprint() -> Any:
    """Import WeasyPrint, which is needed by benchmarks alone.

    Raises:
        PeerMissing: saying what to install.
    """
    try:
        import weasyprint  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:  # OSError: a library of the system
        raise PeerMissing(_MISSING.format(missing=str(error).split("\n")[0])) from error
    return weasyprint


def make_packs(documents: Sequence[str], templates: Path, processes: int) -> float:
    """Give the seconds that the packs of ``documents`` take in so many processes.

    Starting, importing, reading of styles and a first pack in each process are not counted.
    """
    if processes == 1:
        pack = _ready_packer(templates, documents[0])
        start = time.perf_counter()
        for document in documents:
            pack(document)
        return time.perf_counter() - start
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Barrier(processes + 1)
    start_with = (templates, documents[0], ready)
    with ProcessPoolExecutor(processes, spawn, _get_ready, start_with) as pool:
        # As many tasks as processes, so that each of them starts.
        first = [pool.submit(_nothing) for _ in range(processes)]
        ready.wait(_PATIENCE)
        for task in first:
            task.result()
        start = time.perf_counter()
        for _ in pool.map(_pack, documents):
            pass
        return time.perf_counter() - start


def _get_ready(templates: Path, document: str, ready: Any) -> None:
    global _packer
    _packer = _ready_packer(templates, document)
    try:
        ready.wait(_PATIENCE)
    except BrokenBarrierError:
        raise SystemExit("a process of WeasyPrint did not start") from None


def _nothing() -> None:
    """Be a task, so that a process starts."""


def _pack(document: str) -> int:
    return len(_packer(document))


def _ready_packer(templates: Path, document: str) -> Callable[[str], bytes]:
    """Give what makes a pack; the first has been made, with what is loaded but once."""
    weasyprint = load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=STYLE.read_text("utf-8"), base_url=fonts_address(templates), font_config=fonts
    )

    def pack(html: str) -> bytes:
        made = weasyprint.HTML(string=html).write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        assert isinstance(made, bytes)
        return made

    pack(document)
    return pack


if __name__ == "__main__":
    site, templates, sample, number = sys.argv[1:]
    documents = pack_documents(Path(site), int(sample))
    print(json.dumps({"seconds": make_packs(documents, Path(templates), int(number))}))
