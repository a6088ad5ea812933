"""Modules import only what stands below them, and only the hook imports MkDocs."""

import ast
from pathlib import Path

HOOKS = Path(__file__).parent.parent / "hooks"

#: From the lowest upwards. A module may import its own layer and those before it.
LAYERS = [
    [
        "edition_names",
        "problems",
        "suggest",
        "document",
        "money",
        "dates",
        "fonts",
        "kept",
        "installed",
    ],
    ["prose"],
    ["model"],
    ["read"],
    ["check"],
    ["editing"],
    ["enrich"],
    ["advise", "changes"],
    ["render", "report"],
    ["cache", "last_build", "project", "project_files", "revision", "write"],
    ["file_versions", "pieces", "processes", "settings", "site_folder", "site_place"],
    ["agreement", "kept_documents", "kept_files", "stored_roles", "stored_pages"],
    ["documents"],
    ["workshop"],
    ["workers"],
    ["role_reading", "role_building"],
    ["list_building"],
    ["build"],
    ["papers"],
    ["commands"],
    ["cli", "__main__"],
]
#: What describes the content does not need what is said about problems with it.
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
            if node.module == "rolebook":
                names.update(f"rolebook.{alias.name}" for alias in node.names)
    return names


def modules():
    return sorted((HOOKS / "rolebook").rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(HOOKS / "rolebook").parts[0].removesuffix(".py")


def test_every_module_belongs_to_a_layer():
    assert {layer(path) for path in modules()} - {"__init__"} <= set(LEVEL)


def test_imports_go_one_way():
    wrong = []
    for path in modules():
        if path.stem == "__init__":
            continue
        for name in imported(path):
            parts = name.split(".")
            known = parts[0] == "rolebook" and len(parts) > 1 and parts[1] in LEVEL
            if known and LEVEL[parts[1]] > LEVEL[layer(path)]:
                wrong.append(f"{path.relative_to(HOOKS)} imports {name}")
    assert not wrong


def test_the_core_never_imports_mkdocs():
    for path in modules():
        assert not any(name.split(".")[0] in ("mkdocs", "material") for name in imported(path))


def test_the_core_reads_neither_clock_nor_working_directory():
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if layer(path) not in ("cli", "commands"):
            for call in ("datetime.now", "date.today", "time.time(", "Path.cwd", "os.getcwd"):
                assert call not in text, f"{path.name} calls {call}"


def test_every_module_says_what_it_owns():
    for path in modules():
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring, path
        assert docstring.splitlines()[0].endswith("."), path
