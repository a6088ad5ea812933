"""Typst: data and a template in, the bytes of a tagged PDF or of a picture out."""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import typst

from .pdf_errors import PdfRendererError as PdfRendererError
from .pdf_job import PdfJob as PdfJob
from .pdf_job import PictureJob as PictureJob

#: PDF/UA-1 for readers with assistive technology, PDF/A-2a for keeping; one file can be both.
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
#: How a template says that its text does not fit, and by how many lines.
_PAGE_FULL = re.compile(r'panicked with: "?page full: (\d+)')


@dataclass(frozen=True)
class Pdf:
    """A finished file and the number of its pages."""

    data: bytes
    pages: int


class PdfDisagreementError(PdfRendererError):
    """A finished PDF does not say what it has to; names the first words that are missing."""


class PageFullError(PdfRendererError):
    """A text that has to fit one page is too long; says by how much, and what to shorten."""

    def __init__(self, job: PdfJob, full: PageFull) -> None:
        super().__init__(f"{job.name}: the text is {full}; shorten {job.shorten[1]}")
        self.full = full


@dataclass(frozen=True)
class PageFull:
    """What comes in place of a PDF whose text does not fit its one page: it is ``lines`` over."""

    lines: int

    def __str__(self) -> str:
        return "1 line too long" if self.lines == 1 else f"{self.lines} lines too long"


_Job = TypeVar("_Job")
_Made = TypeVar("_Made")


def render_pdfs(jobs: Iterable[PdfJob], templates: Path, workers: int) -> Iterator[Pdf]:
    """Make PDFs as ``pdfs_or_reasons`` does.

    Raises:
        PageFullError: for the first job whose text does not fit the one page that it has.
        PdfRendererError: for the first job that fails in another way.
    """
    for made in pdfs_or_reasons(jobs, templates, workers):
        if isinstance(made, PdfRendererError):
            raise made
        yield made


def pdfs_or_reasons(
    jobs: Iterable[PdfJob], templates: Path, workers: int
) -> Iterator[Pdf | PdfRendererError]:
    """Make PDFs, ``workers`` at a time, and give them in the order of their jobs.

    In place of one that cannot be made, the reason is given. ``templates`` holds ``pdf/`` and
    ``fonts/``. Threads do for a few, since Typst lets go of Python's lock while it works.
    """
    jobs = list(jobs)
    renderer = _renderer(templates)
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="typst") as pool:
        try:
            yield from _in_order(jobs, workers, lambda job: pool.submit(renderer.attempt, job))
        finally:
            pool.shutdown(cancel_futures=True)


def pdf_here(job: PdfJob, templates: Path) -> Pdf | PageFull:
    """Make a PDF in this thread.

    Raises:
        PdfRendererError: when it fails for another reason than the length of its text.
    """
    return _renderer(templates).render(job)


def picture_here(job: PictureJob, templates: Path) -> bytes:
    """Make a picture in this thread.

    Raises:
        PdfRendererError: when it fails.
    """
    return _renderer(templates).picture(job)


def _in_order(
    jobs: Iterable[_Job], workers: int, submit: Callable[[_Job], Future[_Made]]
) -> Iterator[_Made]:
    waiting: deque[Future[_Made]] = deque()
    for job in jobs:
        waiting.append(submit(job))
        # Enough to keep every worker busy, yet never all packs of a site in memory.
        if len(waiting) > 4 * workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@lru_cache(maxsize=4)
def _renderer(templates: Path) -> _Renderer:
    fonts = typst.Fonts(
        # No font of the machine may slip in: the same pack comes out everywhere.
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[templates / "fonts"],
    )
    return _Renderer(templates / "pdf", fonts)


class _Renderer(threading.local):
    """A compiler for each thread, since a compiler belongs to the thread that made it."""

    # threading.local runs __init__ again in each thread that uses the object.
    def __init__(self, folder: Path, fonts: typst.Fonts) -> None:
        self.folder = folder
        self.compiler = typst.Compiler(root=folder, font_paths=fonts)

    def render(self, job: PdfJob) -> Pdf | PageFull:
        try:
            data, warnings = self.compiler.compile_with_warnings(
                input=self.folder / job.template,
                format="pdf",
                # One string of JSON: what people typed never becomes markup.
                sys_inputs={
                    "data": job.payload(),
                    **({"code": _drawn(job.code)} if job.code else {}),
                },
                pdf_standards=_STANDARDS,
                # PDF/A must have a date; where none is known, the one that says so: 1970.
                timestamp=int(job.timestamp.timestamp()) if job.timestamp else 0,
            )
        except typst.TypstError as error:
            if full := _PAGE_FULL.search(error.message):
                return PageFull(int(full.group(1)))
            raise PdfRendererError(_message(job, error)) from error
        if warnings:
            raise PdfRendererError("\n".join(_message(job, warning) for warning in warnings))
        assert isinstance(data, bytes)
        from .pdf_tags import finish

        pdf = Pdf(*finish(data))
        _hold_against(job, pdf)
        return pdf

    def attempt(self, job: PdfJob) -> Pdf | PdfRendererError:
        """Make a PDF, or give the reason why it could not be made."""
        try:
            made = self.render(job)
        except PdfRendererError as error:
            return error
        return PageFullError(job, made) if isinstance(made, PageFull) else made

    def picture(self, job: PictureJob) -> bytes:
        try:
            data, warnings = self.compiler.compile_with_warnings(
                input=self.folder / job.template,
                format="png",
                ppi=144,  # a point is a 72nd of an inch
                sys_inputs={"data": job.payload()},
            )
        except typst.TypstError as error:
            raise PdfRendererError(_message(job, error)) from error
        if warnings:
            raise PdfRendererError("\n".join(_message(job, warning) for warning in warnings))
        assert isinstance(data, bytes)
        return data


def _drawn(address: str) -> str:
    from .qr_code import qr_code  # of a role's documents, only its advert has one

    return qr_code(address)


def _hold_against(job: PdfJob, pdf: Pdf) -> None:
    """Read a finished PDF back, and look for what it has to say."""
    if not job.says:
        return
    from .pdf_text import bare, text_by_tags, text_of

    text = text_of(pdf.data)
    missing = [words for words in job.says if bare(words) not in text]
    if missing:
        # A long criterion may run over a page, and then the foot of the page stands within it.
        text = text_by_tags(pdf.data)
        missing = [words for words in missing if bare(words) not in text]
    if missing:
        raise PdfDisagreementError(f"{job.name} ({job.template}) does not say: {missing[0]}")


def _message(job: PdfJob | PictureJob, report: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in report.hints)
    place = f"\n{report.diagnostic}" if report.diagnostic else ""
    return f"{job.name} ({job.template}): {report.message}{hints}{place}"
