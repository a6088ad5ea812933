"""The theme as the site uses it: a shell for each kind of page, and the files that pages need.

MkDocs and Material make it, and nothing of the roles is in it. So it is made once, kept, and filled
by every build until a file of the theme, a version or the navigation changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from .page import Heading, ListedPage, OutputFile, Page
from .shell import PageKind, Shell, page_kind

#: The file in which the shells lie beside the files of the theme.
SHELLS = "rolebook-shells.json"

#: Tabs of the navigation by the address of their page, as the catalogue of words calls them. A site
#: has those whose page it has.
TABS = {"": "vacancies", "roles/": "roles", "compare/": "compare", "careers/": "careers"}

#: How deep pages without a tab lie.
_DEPTHS = (1, 2)
#: wide, or with a table of contents, or neither
_SHAPES = ((True, False), (False, True), (False, False))

#: A page with whatever a page can have: each shell is held against the theme's own rendering of it.
SAMPLE = Page(
    address="",
    title='A & B, "C" <d>',
    description="It's an <example> & more",
    html='<h1 id="content">A &amp; B</h1><p>Text</p>',
    headings=(
        Heading("one", 'First & "foremost"', 2, (Heading("one-a", "Part <a>", 3),)),
        Heading("two", "Second’s", 2),
    ),
    head='<meta property="og:title" content="A &amp; B">',
)


def kinds(tabs: Iterable[str]) -> Iterator[PageKind]:
    """Give every kind of page that a site with these tabs can have."""
    for wide, contents in _SHAPES:
        for tab in tabs:
            yield PageKind(tab, tab.count("/"), wide, contents)
        for depth in _DEPTHS:
            yield PageKind("", depth, wide, contents)


@dataclass(frozen=True)
class Theme:
    """Shells by the names of their kinds; ``files`` are those that pages need.

    ``others`` are addresses of pages that MkDocs made of Markdown of the employer's own.
    ``left_out`` says which files of ``content/`` are not published, and why.
    """

    shells: Mapping[str, Shell]
    tabs: tuple[str, ...]
    files: tuple[OutputFile, ...] = ()
    others: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    key: str = ""
    """The hash of everything that it was made from"""

    def filled(self, page: Page, site_address: str) -> str:
        """Put the theme round a page."""
        shell = self.shells[page_kind(page, self.tabs).name]
        return shell.fill(page, f"{site_address}{page.address}" if site_address else "")

    def save(self, folder: Path) -> None:
        """Write the shells into the folder of the theme's files."""
        shells = {name: [one.text, one.item, one.nested] for name, one in self.shells.items()}
        files = {name: _digest(path.read_bytes()) for name, path in _files_in(folder, self.tabs)}
        data = {
            "shells": shells,
            "tabs": self.tabs,
            "others": self.others,
            "left_out": self.left_out,
            "files": files,
        }
        (folder / SHELLS).write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def theme_in(folder: Path, key: str = "") -> Theme:
    """Read the theme that was saved in ``folder``; ``key`` names what it was made from.

    Raises:
        OSError: when there is none.
        ValueError: when it is something else.
    """
    held = json.loads((folder / SHELLS).read_text("utf-8"))
    tabs = tuple(held["tabs"])
    data = {name: path.read_bytes() for name, path in _files_in(folder, tabs)}
    if {name: _digest(each) for name, each in data.items()} != held["files"]:
        raise ValueError("a file of the theme is not what it was")
    # Bytes rather than places: what somebody changes in the site must not change what is kept.
    files = tuple(OutputFile(name, data[name], f"{key} {name}" if key else "") for name in data)
    shells = {name: Shell(*parts) for name, parts in held["shells"].items()}
    return Theme(shells, tabs, files, tuple(held["others"]), tuple(held["left_out"]), key)


def _files_in(folder: Path, tabs: Iterable[str]) -> list[tuple[str, Path]]:
    """List the files of the theme: all but the pages whose place those of the site take."""
    stubs = {f"{tab}index.html" for tab in tabs} | {SHELLS}
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return [(name, path) for name, path in named if name not in stubs]


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=20).hexdigest()


def tabs_of(pages: Iterable[Page | ListedPage]) -> tuple[str, ...]:
    """Give the tabs of a site that has ``pages``."""
    addresses = {page.address for page in pages}
    return tuple(tab for tab in TABS if tab in addresses)
