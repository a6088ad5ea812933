"""One publishing of a site, from the settings of the machine to the files in their folder."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.base.dates import LONDON, in_london
from rolebook.base.problems import ContentProblems, Problem
from rolebook.base.project_folders import CACHE_FOLDER, templates_folder
from rolebook.build.project_files import STORE, FileDigest, FollowedFiles
from rolebook.build.publication import Publication, site_files
from rolebook.build.publish import publish
from rolebook.build.role_reading import checked_content_of, read_content_of
from rolebook.build.self_check import DisagreementError
from rolebook.build.settings import BuildSettings
from rolebook.build.version import program_version
from rolebook.build.worker_pool import Progress, WorkerError, worker_pool
from rolebook.changes.file_versions import past_of
from rolebook.commands.options import CONFIG, NO_CACHE, NOW
from rolebook.editing.schema_files import refresh
from rolebook.read.mkdocs_file import Site
from rolebook.render.documents.pdf_errors import PdfRendererError
from rolebook.render.web.downloads import Download
from rolebook.render.web.page import OutputFile
from rolebook.render.web.problem_pages import pages_with_problems
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.theme import Theme, tabs_of
from rolebook.site.site_folder import ServedFolder, write_site
from rolebook.store.moment import NEVER, Validity
from rolebook.store.reference import ChangedError, DamagedError
from rolebook.store.store import CannotStoreError, ScratchStore, Store

from .not_published import PublishingError as PublishingError

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: How often a build is begun anew, where a file changes or something stored is damaged meanwhile.
_ATTEMPTS = 4


class Publishing:
    """Publishes a project's site, once or, while serving, again and again."""

    def __init__(
        self,
        root: Path,
        site: Site,
        serves: bool = False,
        pages_only: bool = False,
        strict: bool = False,
        executor: Executor | None = None,
        progress: Progress | None = None,
        files: Mapping[str, FileDigest] | None = None,
    ) -> None:
        """``serves`` shows problems on the pages, and leaves documents until they are wanted.

        With ``strict``, nothing is published where a document cannot be made.

        ``executor`` does the work role by role in place of processes of this machine. ``files`` are
        the digests of the project's files, where they are known and nothing is built but once.
        """
        self._pages_only = pages_only
        self._strict = strict
        self._executor = executor
        self._progress = progress
        self._files = files
        self._gap = ""
        self._followed = FollowedFiles(root) if serves else None
        self.root = root
        self.tabs: tuple[str, ...] = ()
        self.publication: Publication | None = None
        self.site = site
        self._serves = serves
        self._problems: ContentProblems | None = None
        self._store: Store | None = None
        self._folders: dict[Path, ServedFolder] = {}

    def prepare(self, careful: bool = False) -> None:
        """Read, check and render; nothing is written.

        A ``careful`` build takes nothing from the store without looking whether it is whole.

        Raises:
            PublishingError: when there is something wrong, unless it can be shown on the pages.
        """
        if careful:
            self._files = None
            self._look_again()
        settings = self._settings()
        refresh(self.root)  # so that an editor completes a place that was added a moment ago
        self._problems = None
        try:
            self.publication = self._published(settings)
            self._tell_left_out(self.publication.left_out)
        except ContentProblems as problems:
            # Each problem is a line of its own, without the words that a logger puts before it.
            print(problems, file=sys.stderr)
            if not self._serves:
                raise PublishingError(problems.summary) from problems
            # Not through a logger: in strict mode MkDocs counts what is logged, and gives up.
            print(f"{problems.summary}. The pages show what is wrong.", file=sys.stderr)
            self._problems = problems
        except DisagreementError as error:
            self._not_published(
                f"what was made does not say what the files say; nothing was published\n{error}",
                error,
            )
        except PdfRendererError as error:
            self._not_published(f"a PDF could not be made; nothing was published\n{error}", error)
        except WorkerError as error:
            self._not_published(str(error), error)
        site = self._shown()
        self.tabs = tabs_of(site.pages)

    def _tell_left_out(self, left_out: Sequence[Problem]) -> None:
        """Name what could not be made, and is not in the site.

        Raises:
            PublishingError: when that must not be.
        """
        if not left_out:
            return
        print(*left_out, sep="\n", file=sys.stderr)
        documents = "1 document" if len(left_out) == 1 else f"{len(left_out)} documents"
        if self._strict:
            raise PublishingError(f"{documents} could not be made; nothing was published")
        print(
            f"{documents} could not be made, and the site does without. With rolebook build "
            "--strict, nothing would be published.",
            file=sys.stderr,
        )

    def _not_published(self, message: str, error: Exception) -> None:
        """Say why a build came to nothing; where a good site is served, it stays.

        Raises:
            PublishingError: where there is none.
        """
        if not self._serves or self.publication is None:
            raise PublishingError(message) from error
        print(f"{message}\nThe pages show the site as it was before.", file=sys.stderr)

    def _published(self, settings: BuildSettings) -> Publication:
        """Publish, unless the project's own file has a problem; the content's are told as well."""
        if not self.site.problems:
            if self._strict:
                self._refuse_placeholders(settings)
            return self._attempted(settings)
        wrong = list(self.site.problems)
        try:
            read_content_of(settings)
        except ContentProblems as found:
            wrong += found.problems
        raise ContentProblems(wrong)

    def _refuse_placeholders(self, settings: BuildSettings) -> None:
        """Do nothing unless addresses are made up on a site that is no example.

        Raises:
            ContentProblems: when some are.
        """
        from rolebook.advise.advice import made_up_addresses

        mkdocs = (self.root / CONFIG).read_text("utf-8", errors="replace")
        found = made_up_addresses(checked_content_of(settings), mkdocs)
        if wrong := [Problem(*astuple(one)[:5]) for one in found]:
            raise ContentProblems(wrong)

    def _attempted(self, settings: BuildSettings) -> Publication:
        """Publish, once more where a file has changed meanwhile or the store was not whole."""
        for attempt in range(_ATTEMPTS):
            try:
                with worker_pool(settings.workers, self._executor, self._progress) as pool:
                    return publish(settings, self._store_here(), pool, self._serves)
            except DamagedError:
                self._look_again()
            except CannotStoreError as error:
                if self._is_scratch or attempt == _ATTEMPTS - 1:
                    raise OSError(str(error)) from error
                _say(
                    f"nothing more is kept in {self.root / CACHE_FOLDER} ({error}), and builds "
                    "take longer; to put that right, delete that folder"
                )
                self._open_scratch()
            except ChangedError:
                if attempt == _ATTEMPTS - 1:
                    raise
            settings = replace(settings, file_digests=None)
        raise AssertionError("the last attempt gives a publication or an error")

    def _store_here(self) -> Store:
        if self._store is None and not os.environ.get(NO_CACHE):
            self._store = Store(self.root / STORE, program_version(), _today(), _say)
        return self._store or self._open_scratch()

    def _open_scratch(self) -> Store:
        """Do without a store that the next build finds: this one is deleted afterwards."""
        self._store = ScratchStore(program_version(), _today(), _say)
        return self._store

    @property
    def _is_scratch(self) -> bool:
        return isinstance(self._store, ScratchStore)

    def _look_again(self) -> None:
        """Have the store looked through, in which something was not whole."""
        if self._store is not None:
            self._store.report_damage()
            self._store.careful()

    def _settings(self) -> BuildSettings:
        given = os.environ.get(NOW)
        now = in_london(given) if given else dt.datetime.now(LONDON)
        past = past_of(self.root)
        if past.gap and past.gap != self._gap:
            _say(past.gap)
        self._gap = past.gap
        return BuildSettings(
            root=self.root,
            templates=templates_folder(self.root),
            site_name=self.site.name,
            now=now,
            source_prefix=self.site.source_prefix,
            workers=os.cpu_count() or 1,
            site_address=self.site.address,
            past=past,
            pages_only=self._pages_only,
            file_digests=self._followed.digests(time.time()) if self._followed else self._files,
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the site had to be left out."""
        return self.publication is not None and not self.publication.left_out

    @property
    def validity(self) -> Validity:
        """The period in which the same files give the same site."""
        return self.publication.validity if self.publication else NEVER

    def _shown(self) -> Publication:
        """Give what is published, or the site as it was with what is wrong on its pages."""
        site = self.publication or Publication((), ())
        if self._problems is None:
            return site
        pages, extra = pages_with_problems(
            site.pages, self._problems.problems, self.root, templates_folder(self.root)
        )
        return Publication(pages, (*site.files, *extra))

    def finish(self, folder: Path, theme: Theme) -> None:
        """Write the pages, with the theme round them, and all other files."""
        try:
            self._write(folder, theme)
        except DamagedError:
            self.prepare(careful=True)
            self._write(folder, theme)

    def _write(self, folder: Path, theme: Theme) -> None:
        files = self.files(theme)
        if not self._serves:
            write_site(files, folder)
        else:
            self._folders.setdefault(folder, ServedFolder(folder)).follow(files)

    def forget(self, folder: Path) -> None:
        """Take a folder as one that others have changed."""
        self._folders.pop(folder, None)

    def files(self, theme: Theme) -> Iterator[OutputFile]:
        """Give every file of the site, the pages with the theme round them."""
        publisher = Publisher(self.site.name, self.site.address)
        return site_files(self._shown(), theme, publisher)

    def made_when_asked(self, path: str) -> tuple[str, list[tuple[str, str]], bytes] | None:
        """Make the document at a path of the site; None where there is none.

        The answer is the status, the headers and the body of a response of HTTP.
        """
        waiting = self.publication.waiting.get(path) if self.publication else None
        if waiting is None:
            return None
        try:
            data = waiting()
        except (ContentProblems, PdfRendererError) as error:
            return _not_made(str(error))
        except (ChangedError, DamagedError):
            # Its file was changed a moment ago, or has problems, which the pages show.
            return _not_made(
                "The file of this role has changed. Go back to its page, which tells what is wrong "
                "with the file if anything is, and open the document again."
            )
        kind = Download(path).media_type
        return "200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))], data


def _not_made(why: str) -> tuple[str, list[tuple[str, str]], bytes]:
    text = f"This document could not be made.\n{why}\n".encode()
    return "500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")], text


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _today() -> dt.date:
    return dt.datetime.now(LONDON).date()
