"""Typst: data and a template in, the bytes of a tagged PDF out."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import typst

from .document_data import Json
from .pdf_tags import finish

#: PDF/UA-1 for readers with assistive technology, PDF/A-2a for keeping; one file can be both.
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Pdf:
    """A finished file and the number of its pages."""

    data: bytes
    pages: int


@dataclass(frozen=True)
class PdfJob:
    """One PDF to be made: ``name`` is for messages, ``timestamp`` (with a zone) for its dates."""

    name: str
    template: str
    data: Mapping[str, Json]
    timestamp: dt.datetime


class PdfRendererError(Exception):
    """Typst could not make a PDF, or warned about one; says which and why."""


def render_pdfs(jobs: Iterable[PdfJob], templates: Path, workers: int) -> Iterator[Pdf]:
    """Make PDFs on ``workers`` threads and give them in the order of their jobs.

    ``templates`` holds ``pdf/`` and ``fonts/``. Threads suffice, since Typst lets go of Python's
    lock while it works.

    Raises:
        PdfRendererError: for the first job that fails.
    """
    fonts = typst.Fonts(
        # No font of the machine may slip in: the same pack comes out everywhere.
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[templates / "fonts"],
    )
    renderer = _Renderer(templates / "pdf", fonts)
    waiting: deque[Future[Pdf]] = deque()
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="typst") as pool:
        try:
            for job in jobs:
                waiting.append(pool.submit(renderer.render, job))
                # Enough to keep every thread at work, yet never all packs of a site in memory.
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


class _Renderer(threading.local):
    """A compiler for each thread, since a compiler belongs to the thread that made it."""

    # threading.local runs __init__ again in each thread that uses the object.
    def __init__(self, folder: Path, fonts: typst.Fonts) -> None:
        self.folder = folder
        self.compiler = typst.Compiler(root=folder, font_paths=fonts)

    def render(self, job: PdfJob) -> Pdf:
        try:
            data, warnings = self.compiler.compile_with_warnings(
                input=self.folder / job.template,
                format="pdf",
                # One string of JSON: what people typed never becomes markup.
                sys_inputs={"data": json.dumps(job.data, ensure_ascii=False)},
                pdf_standards=_STANDARDS,
                timestamp=int(job.timestamp.timestamp()),
            )
        except typst.TypstError as error:
            raise PdfRendererError(_message(job, error)) from error
        if warnings:
            raise PdfRendererError("\n".join(_message(job, warning) for warning in warnings))
        assert isinstance(data, bytes)
        return Pdf(*finish(data))


def _message(job: PdfJob, report: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in report.hints)
    place = f"\n{report.diagnostic}" if report.diagnostic else ""
    return f"{job.name} ({job.template}): {report.message}{hints}{place}"
