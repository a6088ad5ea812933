"""The folder of panel papers, which will have candidates' names in it: git must not keep it."""

from __future__ import annotations

from pathlib import Path

from rolebook.changes.git import answer_of_git
from rolebook.site.replacing import write_file

#: The folder of a project that panel papers are written to, unless another is named.
PANEL_FOLDER = "panel"
_IGNORE = "# Candidates' names are in these files: git must not keep them.\n*\n"


def keep_out_of_git(folder: Path, root: Path) -> None:
    """See to it that git ignores whatever is in a folder, now or later.

    Raises:
        ValueError: where git keeps files of the folder already, or is told not to ignore it.
    """
    folder = folder.resolve()
    near = next(place for place in (folder, *folder.parents) if place.is_dir())
    has_git = answer_of_git(near, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    if has_git and answer_of_git(near, "ls-files", "--", str(folder)):
        raise ValueError(
            f"git keeps files of {folder}, and would keep the candidates' names in panel papers; "
            "name a new folder, or leave --out out"
        )
    if not has_git and not folder.is_relative_to(root):
        return
    ignore = folder / ".gitignore"
    if not ignore.exists():
        write_file(ignore, _IGNORE.encode())
    if has_git and not answer_of_git(near, "check-ignore", "--", str(folder / "any")):
        raise ValueError(
            f"git would keep the candidates' names in panel papers; write a line with * in {ignore}"
        )
