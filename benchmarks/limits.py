"""What no program of this kind can do without: the physical limits, each in a fresh process."""

from __future__ import annotations

import html
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import click
import yaml
from jinja2 import Environment

from .measure import Measured, Work, python

#: Modules that a build loads.
_MODULES = "import rolebook.cli, rolebook.build.publish, rolebook.commands.site"
COPY = "reading the roles' files, writing the same output again"
JINJA = "bare Jinja2, a template of the page's size for each role"
COMPOSE = "bare PyYAML (C loader), composing each role's file"
PYTHON = "starting Python"
MODULES = "starting Python with Rolebook's modules"
MKDOCS = "MkDocs with Material on a project of one page"
LIMITS = (COPY, JINJA, COMPOSE, PYTHON, MODULES, MKDOCS)
_FOLDER = click.Path(path_type=Path, file_okay=False)
#: Bytes of text in one value that the template is given, as those of roles are on the average.
_VALUE = 120


def limits(project: Path, site: Path, folder: Path) -> list[Measured]:
    """List what is measured; ``site`` is a site that was built of ``project``."""
    empty, copy = folder / "empty", folder / "copy"
    (empty / "docs").mkdir(parents=True)
    (empty / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (empty / "mkdocs.yml").write_text(
        "site_name: Empty\ntheme:\n  name: material\n  font: false\nplugins: []\n", "utf-8"
    )
    mkdocs = ("-m", "mkdocs", "build", "--quiet", "--config-file", str(empty / "mkdocs.yml"))
    own = ("-m", "benchmarks.limits")
    commands = {
        COPY: (*own, "copy", str(project), str(site), str(copy)),
        JINJA: (*own, "jinja", str(project), str(site)),
        COMPOSE: (*own, "compose", str(project)),
    }
    whole = {PYTHON: ("-c", ""), MODULES: ("-c", _MODULES), MKDOCS: mkdocs}
    return [
        *(Measured(name, (Work(name, python(*arguments), tells_seconds=True),))
          for name, arguments in commands.items()),
        *(Measured(name, (Work(name, python(*arguments)),)) for name, arguments in whole.items()),
    ]  # fmt: skip


@click.group()
def main() -> None:
    """Run one measured process, which tells its seconds."""


@main.command("copy")
@click.argument("project", type=_FOLDER)
@click.argument("site", type=_FOLDER)
@click.argument("target", type=_FOLDER)
def copy_bytes(project: Path, site: Path, target: Path) -> None:
    """Read every role and write every file of a site that was built before, one by one."""
    files = {path.relative_to(site): path.read_bytes() for path in _files(site)}
    start = time.perf_counter()
    for path in _files(project / "content" / "roles"):
        path.read_bytes()
    made: set[Path] = set()
    for name, data in files.items():
        path = target / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)
    _tell(start)
    shutil.rmtree(target)


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("site", type=_FOLDER)
def jinja(project: Path, site: Path) -> None:
    """Fill a template for each role, escaped, so that it comes out as long as the role's page."""
    pages = [
        site / "roles" / path.stem / "index.html" for path in _files(project / "content" / "roles")
    ]
    text = pages[0].read_text("utf-8")
    head, found, body = text.partition("<article")
    assert found, "the page of a role has an article"
    environment = Environment(autoescape=True)
    values_as_html = "{% for value in values %}<p>{{ value }}</p>{% endfor %}"
    template = environment.from_string(f"{{% raw %}}{head}{{% endraw %}}{values_as_html}")
    words = html.unescape(body).replace("<", " ")
    values = [
        [f"{number} {words[at : at + _VALUE]}" for at in range(0, len(words), _VALUE)]
        for number in range(len(pages))
    ]
    start = time.perf_counter()
    for some in values:
        template.render(values=some).encode()
    _tell(start)


@main.command()
@click.argument("project", type=_FOLDER)
def compose(project: Path) -> None:
    """Read each role's file and compose its tree."""
    start = time.perf_counter()
    for path in _files(project / "content" / "roles"):
        yaml.compose(path.read_bytes(), yaml.CSafeLoader)
    _tell(start)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _tell(start: float) -> None:
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
