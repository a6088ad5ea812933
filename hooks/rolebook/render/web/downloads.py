"""The documents that a role's page offers, each with its name, its file and its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from rolebook.base.words import Words
from rolebook.model.edition_names import FILE_NAMES, PublishedEdition, RoleEdition

#: The PDFs about many roles.
OVERVIEW = "compare/all-roles.pdf"
CRITERIA = "compare/criteria/criteria.pdf"

#: By how a file's name ends, what programs call its kind; people, the catalogue of words.
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
    "png": "image/png",
}


@dataclass(frozen=True)
class Download:
    """A file offered on a page: its path on the site, its size in bytes, its pages if a PDF.

    The size is 0 where the file is made only when somebody asks for it.
    """

    path: str
    size: int = 0
    pages: int | None = None

    @property
    def _ending(self) -> str:
        return PurePosixPath(self.path).suffix.removeprefix(".")

    @property
    def media_type(self) -> str:
        """The kind of file, as programs call it."""
        return _MEDIA_TYPES[self._ending]

    def told(self, words: Words) -> str:
        """What a reader wants to know before fetching it: PDF, 8 pages, 84 kB."""
        kind = words(f"file_kinds.{self._ending}")
        pages = words("units.pages", count=self.pages) if self.pages else ""
        size = words("units.kilobytes", size=max(1, round(self.size / 1000))) if self.size else ""
        return ", ".join(part for part in (kind, pages, size) if part)


@dataclass(frozen=True)
class RoleDownload(Download):
    """A document of one role."""

    edition: PublishedEdition = "full"


#: The editions that Typst makes as PDFs, by what the site calls them.
PDF_EDITIONS: dict[PublishedEdition, RoleEdition] = {
    "full": "full",
    "large-print": "large-print",
    "description": "description",
    "advert": "advert",
}
_FILES: dict[PublishedEdition, str] = {
    **{edition: FILE_NAMES[made] for edition, made in PDF_EDITIONS.items()},
    "word": "job-pack.docx",
    "description-word": "job-description.docx",
    "supporting-statement": "supporting-statement.docx",
}


def group_path(id_: str) -> str:
    """Give the path of the PDF of a named comparison."""
    return f"compare/{id_}/comparison.pdf"


def file_name(edition: PublishedEdition) -> str:
    """Give the name of the file of an edition."""
    return _FILES[edition]


def document_path(role_id: str, edition: PublishedEdition) -> str:
    """Give the path on the site of a document of a role."""
    return f"roles/{role_id}/{file_name(edition)}"


def offered_downloads(
    role_id: str, editions: Iterable[PublishedEdition], made: Mapping[str, Download]
) -> list[RoleDownload]:
    """List the documents of a role that were made, in the order of ``editions``."""
    found = ((edition, made.get(document_path(role_id, edition))) for edition in editions)
    return [
        RoleDownload(file.path, file.size, file.pages, edition) for edition, file in found if file
    ]
