"""What each key of a record means, in the words that stand below its field in the model."""

from __future__ import annotations

import ast
import sys
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel


def meanings(record: type[BaseModel]) -> dict[str, str]:
    """Give what the docstrings say of the fields of a record and of what it is derived from."""
    found: dict[str, str] = {}
    for kind in reversed(record.__mro__):
        file = getattr(sys.modules.get(kind.__module__), "__file__", None)
        if file and issubclass(kind, BaseModel) and kind is not BaseModel:
            found.update(_in_file(file).get(kind.__name__, {}))
    return found


def meaning_of(record: type[BaseModel]) -> str:
    """Give the first paragraph of what is said about a record as a whole."""
    return " ".join((record.__doc__ or "").split("\n\n")[0].split())


@lru_cache
def _in_file(file: str) -> dict[str, dict[str, str]]:
    """Read the docstrings of the fields of every class in a file, which is parsed once."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return {
        node.name: dict(_of_fields(node)) for node in tree.body if isinstance(node, ast.ClassDef)
    }


def _of_fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    return [
        (field.target.id, " ".join(str(after.value.value).split()))
        for field, after in pairwise(node.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    ]
