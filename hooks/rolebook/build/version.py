"""Which version of the program and its libraries makes a site, found out without loading any."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from rolebook.base.digests import digest_of, digest_of_files

#: What pages, data and documents are made with.
_LIBRARIES = (
    "Jinja2", "MarkupSafe", "PyYAML", "icalendar", "lxml", "markdown-it-py", "pikepdf", "pydantic",
    "pydantic_core", "segno", "typst", "tzdata",
)  # fmt: skip


@lru_cache(maxsize=1)
def program_version() -> str:
    """Give the digest of this package and its libraries; it stays what the process began with."""
    package = Path(__file__).parent.parent
    files = (*package.rglob("*.py"), *(package / "words").iterdir())
    names = sorted(path.relative_to(package).as_posix() for path in files)
    digest = digest_of_files(package, names)
    return digest_of(digest, sys.version, *versions_of(*_LIBRARIES))


@lru_cache(maxsize=1)
def installed() -> tuple[str, ...]:
    """Give the name and version of everything that is installed, such as ``pydantic-2.12.5``.

    These are the folders in which pip notes what it installed, as the standard of Python packages
    has it (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
    """
    return tuple(
        sorted(
            path.name.removesuffix(".dist-info")
            for folder in sys.path
            for path in Path(folder).glob("*.dist-info")
        )
    )


def versions_of(*names: str) -> list[str]:
    """Give each of these libraries with its version."""
    by_name = {each.partition("-")[0].lower().replace("_", "-"): each for each in installed()}
    found = []
    for name in names:
        held = by_name.get(name.lower().replace("_", "-"))
        if held is None:
            # Installed in some other way. To ask Python itself takes longer to load than all else.
            from importlib.metadata import version

            held = f"{name}-{version(name)}"
        found.append(held)
    return found
