"""Modules import only what is below them, packages are small, and only one imports MkDocs."""

import ast
import re
from pathlib import Path

import pytest

HOOKS = Path(__file__).parent.parent / "hooks"

#: Packages and the modules beside them, from the lowest upwards: none imports a higher one.
LAYERS = [
    ["base"],
    ["model", "store"],
    ["read"],
    ["check"],
    ["editing"],
    ["enrich"],
    ["advise", "changes"],
    ["render", "report"],
    ["site"],
    ["build"],
    ["commands"],
    ["engine"],
    ["cli", "__main__"],
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

MODULES = {
    ".".join(path.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((HOOKS / "rolebook").rglob("*.py"))
}
PACKAGES = {
    name.removeprefix("rolebook."): path
    for name, path in MODULES.items()
    if path.stem == "__init__" and name != "rolebook"
}
#: How many modules a package may have beside its sub-packages: more cannot be looked through.
MOST = 20


def package_of(module: str) -> str:
    """Give the package of a module without ``rolebook.``; empty for a loose module."""
    name = module if MODULES[module].stem == "__init__" else module.rpartition(".")[0]
    return name.removeprefix("rolebook").removeprefix(".")


def imported(module: str) -> set[str]:
    """Give the full names of all that a module imports, relative imports included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = ["rolebook", *package_of(module).split(".")] if node.level else []
            parts = [part for part in parts if part][: len(parts) - node.level + 1]
            base = ".".join([*parts, *([node.module] if node.module else [])])
            below = {f"{base}.{alias.name}" for alias in node.names} & set(MODULES)
            names.update(below or {base})
    return names


def own_imports(module: str) -> list[str]:
    """Give the modules of Rolebook that a module imports."""
    return sorted(name for name in imported(module) if name in MODULES and name != "rolebook")


def may_import(package: str) -> set[str]:
    """Give the packages that a package's docstring allows it to import."""
    docstring = ast.get_docstring(ast.parse(PACKAGES[package].read_text(encoding="utf-8"))) or ""
    said = re.fullmatch(r"[^\n]+\.\n\nIt may import (.+)\.", docstring)
    assert said, f"{package} says what belongs in it, and then what it may import"
    if said[1] == "everything":
        return set(LEVEL)
    if said[1] == "nothing else of Rolebook":
        return {package}
    if parent := re.fullmatch(r"what (\w+) may", said[1]):
        return {parent[1], *may_import(parent[1])}
    return {package, *re.split(r", | and ", said[1])}


def is_in(package: str, packages: set[str]) -> bool:
    parts = package.split(".")
    return any(".".join(parts[:end]) in packages for end in range(1, len(parts) + 1))


def test_every_module_belongs_to_a_layer():
    assert {name.split(".")[1] for name in MODULES if name != "rolebook"} <= set(LEVEL)


def test_imports_go_one_way():
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        for name in own_imports(module)
        if module != "rolebook" and LEVEL[name.split(".")[1]] > LEVEL[module.split(".")[1]]
    ]
    assert not wrong


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_what_it_says(package):
    allowed = may_import(package)
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        if package_of(module) == package
        for name in own_imports(module)
        if package_of(name) and not is_in(package_of(name), allowed)
    ]
    assert not wrong


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_can_be_looked_through(package):
    beside = [path for path in PACKAGES[package].parent.glob("*.py") if path.stem != "__init__"]
    assert len(beside) <= MOST


def test_the_core_never_imports_mkdocs():
    for module in (name for name in MODULES if not name.startswith("rolebook.engine")):
        assert not any(name.split(".")[0] in ("mkdocs", "material") for name in imported(module))


def test_the_core_reads_neither_clock_nor_working_directory():
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        if not module.startswith(("rolebook.cli", "rolebook.commands", "rolebook.engine")):
            for call in ("datetime.now", "date.today", "time.time(", "Path.cwd", "os.getcwd"):
                assert call not in text, f"{module} calls {call}"


def test_every_module_says_what_it_owns():
    for module, path in MODULES.items():
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring, module
        assert docstring.splitlines()[0].endswith("."), module
