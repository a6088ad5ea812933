"""Rolebook as ``python -m rolebook``."""

from rolebook.cli import run

run()
