"""What the operating system refuses is told in words, and leaves everything as it was."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from market import NOW
from rolebook.base.digests import digest_of, digest_of_file
from rolebook.build.project_files import STORE, FileDigest, FollowedFiles
from rolebook.check.files import role_files
from rolebook.commands import system_errors
from rolebook.commands.publishing.themes import theme_key
from rolebook.read.decoding import LARGEST_FILE, decode, file_bytes
from rolebook.read.unsafe import unsafe_problems
from rolebook.site.replacing import write_file
from rolebook.store.database import DATABASE


def run_refused(
    project: Path, where: str, refused: str, number: int, *command: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in which the system refuses to write what has ``refused`` in its path.

    ``where`` names the function that writes, whose path is one of its arguments.
    """
    module, _, name = where.rpartition(".")
    program = "rolebook.cli" if command[0] == "rolebook" else "mkdocs"
    code = f"""
import os, runpy, sys
import {module} as module
whole = module.{name}
def refuse(*given, **named):
    for one in given:
        if isinstance(one, (str, os.PathLike)) and {refused!r} in str(one):
            raise OSError({number}, os.strerror({number}), str(one))
    return whole(*given, **named)
module.{name} = refuse
sys.argv = {list(command)!r}
runpy.run_module({program!r}, run_name="__main__")
"""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ROLEBOOK_NOW": NOW, "NO_MKDOCS_2_WARNING": "1"},
    )


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def rename(project: Path) -> None:
    """Change a role, so that there is something to build."""
    file = project / "content" / "roles" / "support-worker.yaml"
    file.write_text(file.read_text("utf-8").replace("Support Worker", "Support Wrkr"), "utf-8")


@pytest.mark.parametrize("command", [("rolebook", "build"), ("mkdocs", "build")])
def test_a_full_disk_ends_a_build_in_words_and_leaves_the_site(
    built: Path, command: tuple[str, ...]
) -> None:
    before = files_of(built / "site")
    rename(built)
    done = run_refused(
        built, "rolebook.site.site_folder._write", "roles.csv", errno.ENOSPC, *command
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: the disk with ")
    assert done.stderr.splitlines()[-1].endswith(
        " is full. Delete what you no longer need, and try again"
    )
    assert files_of(built / "site") == before
    assert not list(built.glob(".site*"))


def test_what_mkdocs_itself_may_not_write_is_told_in_words(built: Path) -> None:
    before = files_of(built / "site")
    done = run_refused(built, "mkdocs.utils.write_file", "404", errno.EROFS, "mkdocs", "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "is on a disk that takes no changes. Copy the whole project" in done.stderr
    # MkDocs writes its first page before Rolebook writes any: the site has not been touched.
    assert files_of(built / "site") == before


def test_mkdocs_puts_a_whole_site_in_place_of_the_last(built: Path) -> None:
    (built / "site" / "of-before.html").touch()
    before = files_of(built / "site")
    done = run_refused(built, "rolebook.site.site_folder._write", "nothing", 0, "mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert files_of(built / "site").keys() == before.keys() - {"of-before.html"}
    assert not list(built.glob(".site*"))


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC])
def test_a_cache_that_takes_nothing_does_not_stop_a_build(built: Path, number: int) -> None:
    before = files_of(built / "site")
    shutil.rmtree(built / ".cache")
    shutil.rmtree(built / "site")
    done = run_refused(built, "os.replace", "/.cache/rolebook/", number, "rolebook", "build")
    assert done.returncode == 0, done.stderr
    folder = built / ".cache" / "rolebook"
    told = [line for line in done.stderr.splitlines() if "kept" in line]
    assert told == [
        f"nothing more is kept in {folder} ({os.strerror(number)}), and builds take longer; to "
        "put that right, delete that folder"
    ]
    assert files_of(built / "site") == before


def test_a_store_that_cannot_be_opened_does_not_stop_a_build(built: Path) -> None:
    before = files_of(built / "site")
    shutil.rmtree(built / ".cache")
    shutil.rmtree(built / "site")
    folder = built / ".cache" / "rolebook"
    (built / STORE / DATABASE).mkdir(parents=True)
    done = run_refused(built, "os.replace", "nothing", 0, "rolebook", "build")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "kept" in line] == [
        f"nothing more is kept in {folder} (unable to open database file), and builds take "
        "longer; to put that right, delete that folder"
    ]
    assert files_of(built / "site") == before


def test_a_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        role_files(built)


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / ("r" * 250)
    write_file(file, b"typed with care")
    file.chmod(0o640)
    with pytest.raises(TypeError):
        write_file(file, "no bytes")  # type: ignore[arg-type, unused-ignore]
    assert file.read_bytes() == b"typed with care"
    write_file(file, b"typed again")
    assert file.read_bytes() == b"typed again"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


TOLD = {
    errno.EROFS: '"{folder}" is on a disk that takes no changes. Copy the whole project to a '
    "folder of your own, and run the command there",
    errno.ENOSPC: 'the disk with "{folder}" is full. Delete what you no longer need, and try again',
    errno.ENAMETOOLONG: '"site/x.html" is longer than names may be on this disk. Choose a shorter '
    "name",
    errno.EBUSY: '"site/x.html" is in use: another program has it open, or a disk is mounted '
    "there. Close it there, or name another folder with --out",
    errno.ENOTDIR: '"site/x.html" needs a folder, and a file has its name. Move that file '
    "elsewhere",
    errno.EISDIR: '"site/x.html" is a folder, where a file belongs. Move that folder elsewhere',
    errno.ENOENT: '"site/x.html" is not there. Check its name, and try again',
    errno.ELOOP: '"site/x.html" is a link that leads back to itself. Delete the link',
    errno.EMFILE: "too many files are open. Close other programs, and try again",
    errno.EIO: 'the system says "it broke" about "site/x.html". Try again; if it says so again, '
    "ask the person who looks after this computer",
}


@pytest.mark.parametrize("number", TOLD)
def test_each_refusal_says_what_to_do(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = system_errors.in_words(OSError(number, "it broke", "site/x.html"))
    assert told == TOLD[number].format(folder=tmp_path)


@pytest.mark.parametrize(
    ("there", "may", "told"),
    [
        ("site/x.html", os.R_OK | os.X_OK, 'write to "site/x.html"'),
        ("site/x.html", 0, 'read "site/x.html"'),
        ("site", os.R_OK | os.X_OK, 'write to "site"'),
        ("site", 0, 'look into "site"'),
    ],
)
def test_a_missing_right_names_what_it_is_missing_to_and_whose_that_is(
    there: str, may: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("site").mkdir()
    if there != "site":
        Path(there).touch()
    monkeypatch.setattr(os, "access", lambda path, mode: mode & may == mode)
    monkeypatch.setattr(Path, "owner", lambda path: "willow")
    error = PermissionError(errno.EACCES, "Permission denied", "site/x.html")
    assert system_errors.in_words(error) == (
        f'you have no right to {told}, which belongs to the user "willow". Run the command as '
        "willow, or ask for that right"
    )


def test_a_file_that_windows_keeps_for_another_program_is_told() -> None:
    error = PermissionError(errno.EACCES, "The process cannot access the file", "pack.pdf")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert system_errors.in_words(error) == (
        '"pack.pdf" is open in another program. Close it there, and try again'
    )


def test_a_file_of_any_size_is_never_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "role.yaml"
    with file.open("wb") as opened:
        opened.truncate(1_500_000_000)  # takes no room on the disk
    data = file_bytes(file)
    assert len(data) == LARGEST_FILE + 1
    assert str(decode("role.yaml", data)) == (
        "role.yaml:1:1: is larger than 1 MB; check that it is the file that you meant"
    )


@pytest.mark.parametrize("size", [0, 5, 3_000_000])
def test_a_digest_is_the_same_whether_a_file_is_read_whole_or_bit_by_bit(
    size: int, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345" * (size // 5))
    assert digest_of_file(file) == digest_of(file.read_bytes())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_among_the_files_stops_nothing(built: Path) -> None:
    os.mkfifo(built / "content" / "roles" / "pipe")
    os.mkfifo(built / "content" / "pipe")
    found = FollowedFiles(built).digests(0)
    assert found["content/roles/pipe"] == found["content/pipe"] == FileDigest("", ())
    assert theme_key(built, ())


def test_the_time_for_a_line_of_stars_grows_with_its_length() -> None:
    began = time.process_time()
    assert unsafe_problems("role.yaml", "title: " + "*a *a " * 160_000)[0].message.startswith('"*a')
    # A minute, where each star looks back to the beginning of the line.
    assert time.process_time() - began < 6
