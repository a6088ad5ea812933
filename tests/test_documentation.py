"""The documentation says what the code does."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
specification = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(specification)
specification.loader.exec_module(generate)


@pytest.mark.parametrize(("file", "name", "write"), generate.PARTS, ids=lambda part: str(part))
def test_generated_parts_are_current(file, name, write):
    page = (ROOT / "docs" / file).read_text(encoding="utf-8")
    assert generate.updated(page, name, write()) == page, "run: python docs/generate.py"
