"""What the operating system refuses, in words that say what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

#: What Windows says of a file that another program holds: a part of it, or the whole.
_HELD_ON_WINDOWS = (32, 33)


def in_words(error: OSError) -> str:
    """Say what went wrong, then what to do."""
    path = _refused(error)
    where = f'"{_shown(path)}"' if path else "a file"
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        return f"{where} is open in another program. Close it there, and try again"
    match error.errno:
        case errno.EACCES | errno.EPERM if path:
            return _no_right(path)
        case errno.ENOSPC | errno.EDQUOT:
            disk = f'the disk with "{_shown(_standing(path))}"' if path else "the disk"
            return f"{disk} is full. Delete what you no longer need, and try again"
        case errno.EROFS if path:
            return (
                f'"{_shown(_standing(path))}" is on a disk that takes no changes. Copy the whole '
                "project to a folder of your own, and run the command there"
            )
        case errno.ENAMETOOLONG:
            return f"{where} is longer than names may be on this disk. Choose a shorter name"
        case errno.EBUSY | errno.ETXTBSY | errno.EXDEV:
            return (
                f"{where} is in use: another program has it open, or a disk is mounted there. "
                "Close it there, or name another folder with --out"
            )
        case errno.ENOTDIR | errno.EEXIST:
            return f"{where} needs a folder, and a file has its name. Move that file elsewhere"
        case errno.EISDIR:
            return f"{where} is a folder, where a file belongs. Move that folder elsewhere"
        case errno.ENOENT:
            return f"{where} is not there. Check its name, and try again"
        case errno.ELOOP:
            return f"{where} is a link that leads back to itself. Delete the link"
        case errno.EMFILE | errno.ENFILE:
            return "too many files are open. Close other programs, and try again"
    reason = error.strerror or str(error) or type(error).__name__
    said = f'the system says "{reason}"' + (f" about {where}" if path else "")
    return f"{said}. Try again; if it says so again, ask the person who looks after this computer"


def _refused(error: OSError) -> Path | None:
    """Give the path that the system refused; of two, that which cannot be changed."""
    named = [
        Path(os.fsdecode(name))
        for name in (error.filename, error.filename2)
        if isinstance(name, (str, bytes, os.PathLike))
    ]
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        named.reverse()  # where a file was copied from takes no room
    held = [path for path in named if os.path.lexists(path) and not os.access(path, os.W_OK)]
    return next(iter([*held, *named]), None)


def _standing(path: Path) -> Path:
    """Give a path, or the nearest folder around it that is there: what was begun is deleted."""
    return next((one for one in (path, *path.parents) if os.path.lexists(one)), path)


def _no_right(path: Path) -> str:
    """Say what may not be done with a path, and who may do it."""
    if os.path.lexists(path) and not os.access(path, os.R_OK):
        refused, what = path, "read"
    else:
        # What is not there yet, or cannot be replaced, is up to the folder around it.
        writable = os.path.lexists(path) and os.access(path, os.W_OK)
        refused = _standing(path.parent if writable else path)
        what = "look into" if not os.access(refused, os.X_OK | os.R_OK) else "write to"
        what = what if refused.is_dir() else "write to"
    owner = _owner(refused)
    whose = f', which belongs to the user "{owner}"' if owner else ""
    run = f"Run the command as {owner}, or ask for that right" if owner else "Ask for that right"
    return f'you have no right to {what} "{_shown(refused)}"{whose}. {run}'


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (OSError, KeyError, NotImplementedError):  # nobody known, or a system without owners
        return ""


def _shown(path: Path) -> str:
    """Give a path as short as it can be told from the folder where the command is run."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they were typed
    here = Path.cwd()
    is_below = whole != here and whole.is_relative_to(here)
    return str(whole.relative_to(here) if is_below else whole)
