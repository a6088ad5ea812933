"""Which files of the employer's own a site publishes: those that its pages refer to."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

#: Where a page, a style sheet or a drawing names another file. A backslash ends no attribute.
_REFERENCE = re.compile(
    r"""(?:href|src|srcset|data|poster|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
    r"""|url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""",
    re.IGNORECASE,
)
#: Stands for the address of a site that has none; no host can bear this name (RFC 2606).
_NO_ADDRESS = "https://site.invalid/"


@dataclass(frozen=True)
class OwnFile:
    """A file of ``content/``, or a page that is made of one."""

    name: str
    addresses: tuple[str, ...]
    """Where it is on the site; what it refers to is looked up from the first"""
    text: Callable[[], str]
    """Gives what may refer to other files; called only if the file is published"""


def linked_files(
    files: Iterable[OwnFile], listed: Iterable[str], pages: Iterable[tuple[str, str]], site: str
) -> set[str]:
    """Give the names of the files that are published.

    ``listed`` are the names of files that are published in any case, ``pages`` the addresses and
    the HTML of what is published besides. A file that is published may refer to others. ``site`` is
    the address of the site; empty where that is not known.
    """
    site = site or _NO_ADDRESS
    known = {file.name: file for file in files}
    at = {_place(urljoin(site, where)): file for file in known.values() for where in file.addresses}
    found: set[str] = set()
    waiting = [known[name] for name in listed if name in known]
    for address, text in pages:
        waiting += _referred(text, urljoin(site, address), at)
    while waiting:
        file = waiting.pop()
        if file.name not in found:
            found.add(file.name)
            waiting += _referred(file.text(), urljoin(site, file.addresses[0]), at)
    return found


def _referred(text: str, address: str, at: dict[str, OwnFile]) -> Iterator[OwnFile]:
    for match in _REFERENCE.finditer(text):
        value = html.unescape(next(group for group in match.groups() if group is not None))
        # A srcset names several pictures, each with its width.
        for reference in (value, *(part.split()[0] for part in value.split(",") if part.strip())):
            try:
                place = _place(urljoin(address, reference))
            except ValueError:  # such as half a bracket
                continue
            if place in at:
                yield at[place]


def _place(address: str) -> str:
    """Give an address without what leads to one file by several names."""
    parts = urlsplit(address)
    path = unquote(parts.path).removesuffix("index.html").rstrip("/")
    return f"{parts.netloc}{path}"
