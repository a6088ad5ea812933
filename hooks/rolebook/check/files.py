"""The files of a project: where they lie, and whether their names serve."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rolebook.base.problems import Problem
from rolebook.base.suggestions import known_hint, nearest, on_one_line
from rolebook.model.values.fields import id_for, length_problem
from rolebook.read.decoding import raise_unless_missing

_SUFFIXES = (".yaml", ".yml")
#: Documents that people put beside the roles, though nothing reads them.
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf")


def name_of(path: Path, root: Path) -> str:
    """Give the name of a file as problems show it."""
    return on_one_line(path.relative_to(root).as_posix())


def role_files(root: Path) -> list[Path]:
    """List the files of roles, in the order of their names."""
    return [path for path in _visible(root / "content" / "roles") if path.suffix in _SUFFIXES]


def role_name_problems(root: Path) -> Iterator[Problem]:
    """Find names that make no address, that make one twice, or whose files would not be read."""
    names: dict[str, str] = {}
    yield from _not_followed(root / "content" / "roles", root)
    for path in _visible(root / "content" / "roles"):
        name = name_of(path, root)
        if path.suffix not in _SUFFIXES:
            yield from _not_read(name, path)
            yield from _no_role(name, path, root)
            continue
        address = id_for(path.stem)
        if address != path.stem:
            yield Problem(
                name,
                1,
                1,
                "",
                "has a name that cannot be the address of the role's page; use small letters, "
                f"digits and hyphens, such as {address or 'support-worker'}.yaml",
            )
        elif too_long := length_problem(address):
            yield Problem(name, 1, 1, "", f"is named after an id that {too_long}")
        if address in names:
            yield Problem(
                name,
                1,
                1,
                "",
                f"makes the same address, roles/{address}/, as {names[address]}; rename one of "
                "the two, or delete it",
            )
        names.setdefault(address, name)


def misplaced_roles(root: Path) -> Iterator[Problem]:
    """Find files in content/ that would be roles, did they lie in content/roles/."""
    content = root / "content"
    for path in _visible(content) if content.is_dir() else ():
        inside = path.relative_to(content)
        if path.suffix in _SUFFIXES and inside.parts[0] != "roles":
            yield Problem(
                name_of(path, root),
                1,
                1,
                "",
                "is not read, because roles lie in content/roles/; move it to "
                f"content/roles/{on_one_line(path.name)}, or delete it",
            )


def links_out(root: Path) -> Iterator[Problem]:
    """Find links in content/ that lead out of the project: what they lead to may be private."""
    for folder, folders, files in os.walk(root / "content"):
        for path in (Path(folder) / name for name in (*folders, *files)):
            if path.is_symlink() and _leads_out(path, root):
                yield Problem(
                    name_of(path, root),
                    1,
                    1,
                    "",
                    "is a link to something outside the project; put a copy of that in its "
                    "place, or delete it",
                )


def _leads_out(path: Path, root: Path) -> bool:
    # Path.resolve stops at a link to itself.
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _no_role(name: str, path: Path, root: Path) -> Iterator[Problem]:
    """Tell of Word's documents, and of files without an ending, beside the roles."""
    if path.parent != root / "content" / "roles" or path.name.startswith("~"):
        return  # Word keeps files such as ~$support-worker.docx while a document is open
    better = id_for(path.stem) or "support-worker"
    if path.suffix.casefold() in _DOCUMENTS:
        yield Problem(
            name,
            1,
            1,
            "",
            "is a document, which is not read here; move it elsewhere, and write the role in a "
            f"file such as {better}.yaml",
        )
    elif not path.suffix and not path.name.endswith("~"):
        yield Problem(
            name,
            1,
            1,
            "",
            f"is not read, because its name does not end in .yaml; name it {better}.yaml, or "
            "move it elsewhere",
        )


def unread_files(root: Path, known: Collection[str]) -> dict[Path, str]:
    """Find files of site_config/ that nothing reads, with the name that each is meant to have.

    The name is empty where none of the known ones comes near.
    """
    folder = root / "site_config"
    return {
        path: nearest(path.stem, known) or ""
        for path in _visible(folder)
        if path.suffix in _SUFFIXES
        and (path.suffix != ".yaml" or path.stem not in known or path.parent != folder)
    }


def site_config_problems(
    root: Path, known: Collection[str], unread: Mapping[Path, str]
) -> Iterator[Problem]:
    """Tell of ``unread`` files of site_config/, and of those whose name does not end in .yaml."""
    yield from _not_followed(root / "site_config", root)
    for path in _visible(root / "site_config"):
        name = name_of(path, root)
        if path.suffix not in _SUFFIXES:
            yield from _not_read(name, path)
        elif path in unread:
            near = unread[path]
            hint = f"rename it to {near}.yaml" if near else known_hint(path.stem, known)
            yield Problem(name, 1, 1, "", f"is not a file that is read here; {hint}")


def _not_read(name: str, path: Path) -> Iterator[Problem]:
    """Tell of files that Windows has named support-worker.yaml.txt, or SUPPORT.YAML."""
    stem = path.name.casefold().split(".")[0]
    if path.suffix.casefold() == ".txt" or path.suffix.casefold() in _SUFFIXES:
        better = f"{id_for(stem) if name.startswith('content') else stem}.yaml"
        yield Problem(
            name, 1, 1, "", f"is not read, because its name does not end in .yaml; name it {better}"
        )


def _not_followed(folder: Path, root: Path) -> Iterator[Problem]:
    """Tell of links that lead to no file: nothing behind them would be read."""
    for path in sorted(_not_hidden(folder)):
        if not path.is_symlink() or path.is_file():
            continue
        if folder.parent.name == "content" and _leads_out(path, root):
            continue  # told by links_out
        target = f'"{on_one_line(path.readlink().as_posix())}"'
        if path.is_dir():
            message = (
                f"is a link to the folder {target}, where nothing is read; copy its files to "
                f"{name_of(path.parent, root)}/, and delete the link"
            )
        else:
            message = f"is a link to {target}, which is not there; put it there, or delete the link"
        yield Problem(name_of(path, root), 1, 1, "", message)


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in _not_hidden(folder) if path.is_file())


def _not_hidden(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=raise_unless_missing):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in folders)
        yield from (Path(place, name) for name in names if not name.startswith("."))
