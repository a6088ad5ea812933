"""What the workers of a test run share: a folder that is slow to make is made once for all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """Give the folder ``name`` of this test run, which ``make`` fills for the first that asks.

    Whoever else asks meanwhile waits, in this process or another. Nobody may change the folder.
    """
    folder = _run_folder(tmp_path_factory) / name
    made = folder.with_name(f"{name}.made")
    with FileLock(folder.with_name(f"{name}.lock")):
        if not made.exists():
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


def _run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the whole run: each worker of pytest-xdist has one of its own within."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
