"""The files that a build reads, each by its digest: a step gets the bytes of those it is handed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from rolebook.base.digests import digest_of, digest_of_file
from rolebook.read.decoding import file_bytes
from rolebook.store.reference import FileTree, SourceFile

from .project_files import FileDigest, content_names, file_digest
from .settings import BuildSettings


def web_tree(settings: BuildSettings) -> FileTree:
    """Give the templates of pages."""
    return _tree(settings, settings.templates / "web", ("",))


def asset_tree(settings: BuildSettings) -> FileTree:
    """Give the style sheets and scripts."""
    return _tree(settings, settings.templates / "assets", ("",))


def document_tree(settings: BuildSettings) -> FileTree:
    """Give the templates of documents, and the fonts."""
    return _tree(settings, settings.templates, ("pdf", "fonts"))


def project_tree(settings: BuildSettings) -> FileTree:
    """Give the files of ``site_config/``."""
    names = content_names(settings.root, settings.file_digests)
    shared = (name for name in names if name.startswith("site_config/"))
    digests = _digests(settings, settings.root, shared)
    return FileTree(digest_of(*digests, *digests.values()), settings.root, digests)


def _tree(settings: BuildSettings, place: Path, folders: Iterable[str]) -> FileTree:
    paths = sorted(path for folder in folders for path in (place / folder).rglob("*"))
    digests = _digests(settings, place, (path.relative_to(place).as_posix() for path in paths))
    return FileTree(digest_of(*digests, *digests.values()), place, digests)


def _digests(settings: BuildSettings, place: Path, names: Iterable[str]) -> dict[str, str]:
    """Give the digest of each file by its name, as far as there is one."""
    known = settings.file_digests or {}
    within = place.relative_to(settings.root) if place.is_relative_to(settings.root) else None
    found = {}
    for name in names:
        held = known.get((within / name).as_posix()) if within is not None else None
        if held is not None and held.hash:
            found[name] = held.hash
        elif (place / name).is_file():
            found[name] = digest_of_file(place / name)
    return found


def role_file(settings: BuildSettings, name: str) -> tuple[SourceFile, FileDigest]:
    """Give the file of a role, and its digest with the names that git may have for it."""
    read = partial(file_bytes, settings.root / name)
    digest = (settings.file_digests or {}).get(name) or file_digest(read())
    return SourceFile(name, digest.hash, read), digest
