"""The wheel has everything: what is installed from it does all that a checkout does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from market import NOW
from once import made_once

ROOT = Path(__file__).parent.parent
PROGRAMS = "Scripts" if os.name == "nt" else "bin"


def run(*command: object, cwd: Path, **environment: str) -> str:
    """Run a command that must succeed, and give what it prints."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, the wheel made from it, and an environment that has the wheel."""

    def make(folder: Path) -> None:
        run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
        run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
        python = folder / "venv" / PROGRAMS / "python"
        pip = (python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt")
        run(*pip, *folder.glob("*.whl"), cwd=folder)

    return made_once(tmp_path_factory, "installed", make)


@pytest.fixture
def rolebook(installed: Path) -> Path:
    """The command that was installed."""
    return installed / "venv" / PROGRAMS / "rolebook"


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_wheel_has_everything_with_its_licences(installed: Path) -> None:
    (wheel,) = installed.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git", "ls-files", "hooks/rolebook", "templates", cwd=ROOT).splitlines()
    assert {re.sub("^hooks/|^(?=templates/)", "", name) for name in tracked} == {
        name.removeprefix("rolebook/") if name.startswith("rolebook/templates/") else name
        for name in names
        if not re.search(r"\.dist-info/|^rolebook/(content|docs|site_config)/", name)
    }
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {
        "architecture.md",
        "decisions.md",
    }
    assert {name.removeprefix("rolebook/docs/") for name in names if "/docs/" in name} == pages
    for font in ("SourceSans3", "AtkinsonHyperlegibleNext"):
        assert any(name.endswith(f"licenses/templates/fonts/LICENSE-{font}.md") for name in names)


def test_a_copy_of_the_content_alone_gives_the_same_site(
    rolebook: Path, site: Path, tmp_path: Path
) -> None:
    """Its mkdocs.yml names a hook that is not there."""
    for name in ("content", "site_config", ".git"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    run(rolebook, "build", "--now", NOW, cwd=tmp_path)
    assert files_in(tmp_path / "site") == files_in(site)


def test_another_engine_gives_the_same_site(installed: Path, site: Path, tmp_path: Path) -> None:
    """MkDocs is not there at all: ProperDocs takes its place by itself."""
    shutil.copytree(installed / "venv", tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / PROGRAMS / "python"
    run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "mkdocs", cwd=tmp_path)
    pip = (python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt")
    for name in ("content", "site_config", ".git"):
        shutil.copytree(ROOT / name, tmp_path / "jobs" / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "jobs")
    build = [python, "-m", "rolebook", "build", "--now", NOW]
    done = subprocess.run(
        [str(part) for part in build], cwd=tmp_path / "jobs", capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "Error: nothing that makes the theme is installed; type pip install mkdocs\n"
    )
    run(*pip, "--no-deps", "properdocs", cwd=tmp_path)
    run(*build, cwd=tmp_path / "jobs")
    assert files_in(tmp_path / "jobs" / "site") == files_in(site)


def test_each_way_to_start_it_works_outside_the_checkout(rolebook: Path, tmp_path: Path) -> None:
    version = run(rolebook, "--version", cwd=tmp_path)
    assert re.fullmatch(r"rolebook \S+ \(mkdocs \S+, typst \S+, Python \S+\)\n", version)
    assert run(rolebook.with_name("python"), "-m", "rolebook", "--version", cwd=tmp_path) == version
    script = run(rolebook, cwd=tmp_path, _ROLEBOOK_COMPLETE="bash_source")
    assert "complete -o nosort -F _rolebook_completion rolebook" in script
    words = {"COMP_WORDS": "rolebook in", "COMP_CWORD": "1", "_ROLEBOOK_COMPLETE": "bash_complete"}
    assert run(rolebook, cwd=tmp_path, **words) == "plain,init\n"


def test_a_new_project_can_be_used_in_every_way(rolebook: Path, tmp_path: Path) -> None:
    run(rolebook, "init", "jobs", "--employer", "Example Care", cwd=tmp_path)
    project = tmp_path / "jobs"
    checked = run(rolebook, "check", cwd=project)
    assert checked.endswith("1 role checked: no errors and no advice\n")
    run(rolebook, "new", "Cook", "--summary", "Cook for us.", "--duty", "Cook.", cwd=project)
    run(rolebook, "format", cwd=project)
    run(rolebook, "pack", "cook", "--edition", "all", "--out", "packs", cwd=project)
    run(rolebook, "panel", "support-worker", cwd=project)
    run(rolebook, "build", "--strict", "--now", NOW, cwd=project)
    run(rolebook.with_name("mkdocs"), "build", "-d", "again", cwd=project, ROLEBOOK_NOW=NOW)
    assert files_in(project / "again") == files_in(project / "site")
    assert (project / "site" / "roles" / "cook" / "index.html").is_file()


def test_hook_and_plugin_together_are_refused(project: Path) -> None:
    """The message names the line, and obeying it leads to a site."""
    file = project / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("plugins: []", "plugins: [rolebook]"), "utf-8")
    lines = file.read_text("utf-8").splitlines()
    hook, plugin = (
        next(number for number, line in enumerate(lines, 1) if words in line)
        for words in ("mkdocs_rolebook.py", "plugins:")
    )
    told = (
        f"mkdocs.yml:{hook}:5: hooks: hooks/mkdocs_rolebook.py: does the same as the plugin on "
        f"line {plugin}. Delete lines {hook - 1} to {hook}"
    )
    for command in (["rolebook", "build"], ["mkdocs", "build"], ["rolebook", "check"]):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert told in (done.stdout + done.stderr).splitlines(), command
    del lines[hook - 2 : hook]
    file.write_text("\n".join(lines), "utf-8")
    run(sys.executable, "-m", "mkdocs", "build", cwd=project)


@pytest.mark.parametrize(
    "plugins", ["[]", "[rolebook]", "{rolebook: {}}", "[search, rolebook]", "{search: {}}"]
)
def test_a_theme_is_made_however_plugins_are_written(built: Path, plugins: str) -> None:
    file = built / "mkdocs.yml"
    settings = yaml.safe_load(file.read_text("utf-8"))
    del settings["hooks"]
    settings["plugins"] = yaml.safe_load(plugins)
    file.write_text(yaml.safe_dump(settings), "utf-8")
    run(sys.executable, "-m", "rolebook", "build", "--pages-only", cwd=built)
