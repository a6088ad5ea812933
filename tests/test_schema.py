"""The schema accepts what the reader accepts, and finds what is wrong in shape."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from overlays import case_folders
from rolebook.check.site_config_files import SITE_CONFIG_FILES
from rolebook.editing.schema_files import refresh, schema_files

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
SITE_CONFIG = [path.stem for path in sorted((ROOT / "site_config").glob("*.yaml"))]

#: What is told of a mistake of shape, by which a case of bad input is known to be one.
SHAPE = re.compile(
    r"is not a key that is known|is missing; add |is not one of the choices"
    r"|is not an? (?:amount|number|date|time|percentage|share|whole|postcode|colour|web address"
    r"|email|telephone|id)\b|text where (?:known )?keys|where a list belongs"
    r"|neither yes nor no|is a list; |has keys below"
)
#: What check-jsonschema's own reader of YAML cannot take.
BEYOND_THE_CHECKER = {"nested-too-deeply", "nested-too-deeply-by-lines", "tab-after-colon"}


def write_schemas(root: Path, target: Path) -> Path:
    target.mkdir(parents=True)
    for name, text in schema_files(root).items():
        (target / name).write_text(text, "utf-8")
    return target


def judged(schema: Path, files: list[Path]) -> dict[str, list[Any]]:
    """Give what check-jsonschema finds in each file that has something wrong."""
    options = ["--output-format", "json", "--schemafile", str(schema)]
    done = CliRunner().invoke(check_jsonschema, [*options, *map(str, files)])
    found = json.loads(done.stdout)
    wrong: dict[str, list[Any]] = {}
    for problem in [*found["errors"], *found.get("parse_errors", [])]:
        wrong.setdefault(problem["filename"], []).append(problem)
    return wrong


@pytest.fixture(scope="module")
def small_schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_schemas(TESTS / "projects" / "small", tmp_path_factory.mktemp("small") / "schemas")


def test_no_choice_is_empty() -> None:
    """A language server refuses a schema in which one is."""
    for text in schema_files(ROOT).values():
        assert '"enum": []' not in text


def test_the_editor_needs_no_set_up() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    used = {Path(name).name for name in settings["yaml.schemas"]}
    assert used == schema_files(ROOT).keys() - {"known.json"}
    patterns = {pattern for each in settings["yaml.schemas"].values() for pattern in each}
    assert {f"site_config/{name}.yaml" for name in SITE_CONFIG} < patterns
    assert settings["yaml.yamlVersion"] == "1.2"
    assert settings["yaml.customTags"] == []
    assert settings["yaml.schemaStore.enable"] is False, "no request to another host"
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))
    assert extensions["recommendations"] == ["redhat.vscode-yaml"]


def test_the_five_roles_and_what_they_share_pass(tmp_path: Path) -> None:
    schemas = write_schemas(ROOT, tmp_path / "schemas")
    roles = sorted((ROOT / "content" / "roles").glob("*.yaml"))
    assert len(roles) == 5
    assert judged(schemas / "role.json", roles) == {}
    for name in SITE_CONFIG:
        assert judged(schemas / f"{name}.json", [ROOT / "site_config" / f"{name}.yaml"]) == {}


@pytest.mark.parametrize("project", ["small", "complete"])
def test_every_field_of_the_model_passes(project: str, tmp_path: Path) -> None:
    root = TESTS / "projects" / project
    schemas = write_schemas(root, tmp_path / "schemas")
    assert judged(schemas / "role.json", sorted((root / "content" / "roles").glob("*"))) == {}
    for file in sorted((root / "site_config").glob("*.yaml")):
        assert judged(schemas / f"{file.stem}.json", [file]) == {}


def files_of(folder: str, name: str) -> list[Path]:
    """List the files of all cases that are read as ``name``."""
    place = "content/roles/**/*.y*ml" if name == "role" else f"site_config/{name}.yaml"
    files = sorted((TESTS / folder).glob(f"*/{place}"))
    return [file for file in files if case_of(str(file), folder) not in BEYOND_THE_CHECKER]


def case_of(file: str, folder: str) -> str:
    return Path(file).relative_to(TESTS / folder).parts[0]


def test_good_input_has_no_red_line(small_schemas: Path) -> None:
    for name in ("role", *SITE_CONFIG_FILES):
        files = files_of("good_input", name)
        if files:
            assert judged(small_schemas / f"{name}.json", files) == {}


def test_bad_input_of_shape_is_found(small_schemas: Path) -> None:
    found = {
        case_of(file, "bad_input")
        for name in ("role", *SITE_CONFIG_FILES, "words")
        if (files := files_of("bad_input", name))
        for file in judged(small_schemas / f"{name}.json", files)
    }
    of_shape = {
        folder.name
        for folder in case_folders(TESTS / "bad_input")
        if SHAPE.search((folder / "expected.txt").read_text("utf-8"))
    }
    assert len(of_shape) > 50
    assert of_shape - BEYOND_THE_CHECKER <= found


def test_a_new_place_is_known_at_once_and_a_broken_file_forgets_nothing(tmp_path: Path) -> None:
    for name in ("content", "site_config"):
        shutil.copytree(ROOT / name, tmp_path / name)
    assert refresh(tmp_path) is False
    assert not (tmp_path / "schemas").exists(), "a project without schemas/ wants none"
    known = write_schemas(tmp_path, tmp_path / "schemas") / "known.json"
    assert refresh(tmp_path) is False
    places = tmp_path / "site_config" / "locations.yaml"
    text = places.read_text("utf-8")
    more = text.replace("locations:\n", "locations:\n  rochester:\n    name: Rochester office\n", 1)
    places.write_text(more, "utf-8")
    assert refresh(tmp_path) is True
    definitions = json.loads(known.read_text("utf-8"))["definitions"]
    assert "rochester" in definitions["locations"]["enum"]
    assert "Rochester office" in definitions["locations"]["enumDescriptions"]
    places.write_text("locations: [", "utf-8")
    assert refresh(tmp_path) is False
    assert json.loads(known.read_text("utf-8"))["definitions"] == definitions
