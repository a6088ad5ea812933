"""The files of a project that Rolebook keeps up to date: workflows, and settings of editors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from rolebook import __version__
from rolebook.base.project_folders import packaged

from .starter import files_in
from .three_way import likeness, merged

#: Beginnings of the names of these files; an employer's own words are in none of them.
OWNED = (
    ".devcontainer/", ".github/workflows/", ".gitlab-ci.yml", ".vscode/", "netlify.toml",
    "requirements.txt",
)  # fmt: skip
#: Where the starter project has them: for everybody, and for those who chose a host.
_PARTS = ("common", "github", "gitlab", "netlify")
_VERSION = "<<version>>"
_PIN = re.compile(r"(?m)^(rolebook(?:\[[^\]]*\])?[ \t]*==[ \t]*)([^\s;#]+)")
#: A file that has less than this of any original is somebody's own.
_LIKE_ENOUGH = 0.5


class Upgraded(NamedTuple):
    """A file as the installed version has it, with an employer's changes."""

    before: bytes
    after: bytes
    conflicts: tuple[int, ...] = ()
    """Lines that both have changed; ``after`` is then what was there"""


class NewerVersionError(Exception):
    """A project that needs a newer Rolebook; its text names the version."""


def upgraded_files(root: Path) -> dict[str, Upgraded]:
    """Give each file that is due, by its name.

    Raises:
        NewerVersionError: if the project asks for a newer version than this.
    """
    found = {}
    released = _released()
    is_upgraded = _pin_of(root) == __version__
    for name, text in sorted(owned_files().items()):
        newest = text.replace(_VERSION, __version__)
        path = root / name
        if not path.is_file():
            continue  # the employer has another host, or has deleted it
        before = path.read_bytes()
        own = before.decode(errors="surrogateescape")
        if name == "requirements.txt":
            own = _PIN.sub(rf"\g<1>{__version__}", own)
        originals = [release[name] for release in released if name in release]
        # Of two that are equally like it, the installed version's is the original once the project
        # has been upgraded to it.
        originals.insert(0 if is_upgraded else len(originals), newest)
        original = max(originals, key=lambda text: likeness(own, text))
        if likeness(own, original) < _LIKE_ENOUGH and name != "requirements.txt":
            continue
        together = merged(own, original, newest)
        after = together.text.encode(errors="surrogateescape")
        if together.conflicts:
            found[name] = Upgraded(before, before, together.conflicts)
        elif after != before:
            found[name] = Upgraded(before, after)
    return found


def owned_files() -> dict[str, str]:
    """Give the text of each file, by its name, before the version is filled in."""
    return {
        name: path.read_text("utf-8")
        for part in _PARTS
        for name, path in files_in(packaged("starter") / part)
        if name.startswith(OWNED)
    }


def _released() -> list[dict[str, str]]:
    """Give the files of each released version, the newest first, as if this version was pinned."""
    folders = [path for path in (packaged("starter") / "releases").iterdir() if path.is_dir()]
    return [
        {
            name: path.read_text("utf-8").replace(_VERSION, __version__)
            for name, path in files_in(folder)
        }
        for folder in sorted(folders, key=lambda path: _numbers(path.name), reverse=True)
    ]


def _pin_of(root: Path) -> str:
    """Give the version that a project asks for; empty if it names none."""
    path = root / "requirements.txt"
    text = path.read_text("utf-8", errors="surrogateescape") if path.is_file() else ""
    found = _PIN.search(text)
    if found and _numbers(found[2]) > _numbers(__version__):
        raise NewerVersionError(found[2])
    return found[2] if found else ""


def _numbers(version: str) -> tuple[int, ...]:
    """Give a version as numbers that can be put in order: 0.3.0.dev0 is before 0.3.0."""
    release, _, pre = version.partition(".dev")
    return (*(int(number) for number in re.findall("[0-9]+", release)), 0 if pre else 1)
