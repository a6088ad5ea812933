"""Laying the files of a case over a project."""

from __future__ import annotations

import shutil
from pathlib import Path


def case_folders(parent: Path) -> list[Path]:
    """List the cases: each folder of ``parent`` is one."""
    return sorted(path for path in parent.iterdir() if path.is_dir())


def lay_over(project: Path, case: Path) -> None:
    """Copy the files of a case into a project, byte for byte."""
    for name in ("content", "site_config"):
        if (case / name).is_dir():
            shutil.copytree(case / name, project / name, dirs_exist_ok=True)
