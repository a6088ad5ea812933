"""What all roles of a project share: read and checked once, and asked for record by record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rolebook.base.problems import ContentProblems
from rolebook.base.words import Words
from rolebook.changes.past import Version
from rolebook.changes.shared_past import (
    Records,
    Replaced,
    by_record,
    differing_records,
    records_in,
)
from rolebook.check.file_reader import FileReader
from rolebook.model.content import CATALOGUE_RECORDS, REFERRED_TO, Content
from rolebook.model.site_config import SiteSettings
from rolebook.store.moment import Moment
from rolebook.store.records import Lists, digests_of
from rolebook.store.reference import ChangedError, Noted, Parts, TreeFiles

from .project_files import CONTENT, names_in

#: Lists of what belongs to an employer, by the id of the organisation.
_OF_EMPLOYERS = ("logos", "letterheads")


def before(name: str) -> str:
    """Give the name of the list of what the records of another were before."""
    return f"{name} before"


@dataclass(frozen=True)
class Common:
    """What is the same for every role of a project, whatever it refers to."""

    site: SiteSettings
    words: Words
    printable: str
    """The characters that the fonts of the packs can show"""
    rules: tuple[str, ...]
    """The ids of the rules of advice, which a file may waive"""


def shared_content(
    project: TreeFiles, names: Sequence[str], templates: TreeFiles, moment: Moment
) -> Parts:
    """Read and check what roles share, in the folder of a project.

    ``names`` are those of all files of the content, in their order.

    Raises:
        ChangedError: when there are other files than these, or what they hold is another.
        ContentProblems: with every problem of every file, when there is one in what roles share.
    """
    # Most builds find what is shared as it was, and these take long to load.
    from rolebook.advise.advice import rule_ids
    from rolebook.check.content import read_content
    from rolebook.check.shared import check_shared
    from rolebook.read.fonts import font_problems, printable_characters

    now = moment.among(())
    if wrong := list(font_problems(templates.folder)):
        raise ContentProblems(wrong)
    printable = printable_characters(templates.folder / "fonts")
    rules = rule_ids()
    shared = check_shared(project.folder, printable, rules)
    if shared.problems or shared.content is None:
        # Whatever is wrong with the roles is reported as well.
        read_content(project.folder, now.date(), printable, rules)
        raise ContentProblems(list(shared.problems))
    project.hold_against(project.folder)
    if sorted(names_in(project.folder, CONTENT)) != list(names):
        raise ChangedError(str(project.folder))
    content = shared.content
    lists = {name: getattr(content, name) for name in (*CATALOGUE_RECORDS, *_OF_EMPLOYERS)}
    lists["roles"] = dict.fromkeys(content.files)
    characters = "".join(map(chr, sorted(printable)))
    common = Common(content.site, content.words, characters, tuple(sorted(rules)))
    listed = {name: lists[name] for name in ("comparisons", "career_paths", "shared_criteria")}
    return Parts(
        {
            "common": common,
            "words": content.words,
            "lists": lists,
            "listed": listed,
            "styled": (content.site, content.organisations, content.logos, content.pictures),
            "digests": Noted(digests_of(lists)),
            "project": Noted(
                Project(
                    content.site,
                    dict(content.files),
                    dict(content.blobs),
                    tuple((id_, one.title, one.roles) for id_, one in content.career_paths.items()),
                    tuple((id_, one.roles) for id_, one in content.comparisons.items()),
                )
            ),
        }
    )


@dataclass(frozen=True)
class Project:
    """What every build asks: settings, the files of roles, and which roles are listed together."""

    site: SiteSettings
    files: Mapping[str, str]
    """The file of each role by its id, relative to the project"""
    blobs: Mapping[str, tuple[str, ...]]
    """The names that git may have for what each file of site_config/ holds"""
    paths: tuple[tuple[str, str, Sequence[str]], ...]
    """The id, the title and the roles of each career path"""
    comparisons: tuple[tuple[str, Sequence[str]], ...]
    """The id and the roles of each named comparison"""


def records_before(name: str, older: bytes | None, newer: bytes | None) -> Parts:
    """Give what the records of a file of site_config/ were before another version of it."""
    found = differing_records(records_in(name, older), records_in(name, newer))
    return Parts({"records": found or {}, "is_read": Noted(found is not None)})


def lists_before(steps: Mapping[str, Sequence[tuple[Version, Records]]]) -> Parts:
    """Give lists of what records were before, each under the name of its list."""
    lists: dict[str, dict[str, tuple[Replaced, ...]]] = {
        before(name): by_record(held) for name, held in steps.items()
    }
    return Parts({"lists": lists, "digests": Noted(digests_of(lists))})


def content_of(common: Common, lists: Lists) -> Content:
    """Give what a step knows of the content: no role, and records that it is asked for."""
    held: dict[str, Any] = {name: lists[name] for name in (*CATALOGUE_RECORDS, *_OF_EMPLOYERS)}
    return Content(site=common.site, words=common.words, roles={}, **held)


def before_in(lists: Lists) -> dict[str, Mapping[str, Sequence[Replaced]]]:
    """Give what records were before, by the names of their lists."""
    found = {name: lists.get(before(name)) for name in REFERRED_TO}
    return {name: held for name, held in found.items() if held is not None}


def reader_of(common: Common, lists: Lists) -> FileReader:
    """Give what reads a role, which proposes ids that there are."""
    reader = FileReader(Path(), _code_points(common.printable))
    reader.ids.update({name: held for name, held in lists.items() if held is not None})
    return reader


@lru_cache(maxsize=2)
def _code_points(characters: str) -> frozenset[int]:
    return frozenset(map(ord, characters))
