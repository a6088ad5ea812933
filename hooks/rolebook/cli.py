"""The command line of Rolebook."""

from __future__ import annotations

import atexit
import io
import os
import platform
import sys
from contextlib import suppress
from importlib import import_module

import click

from rolebook import __version__
from rolebook.base.memory import end_without_search

#: Where each command stands; only the one that is asked for is loaded.
_COMMANDS = {
    "build": "site",
    "cache": "cache",
    "check": "check",
    "diff": "diff",
    "docs": "docs",
    "format": "format:format_files",
    "init": "init",
    "new": "new",
    "pack": "papers",
    "panel": "papers",
    "schema": "schema",
    "serve": "site",
    "set": "set:set_field",
    "templates": "templates",
    "upgrade": "upgrade",
}


class _Commands(click.Group):
    """Commands by their names, each loaded when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give all names."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"rolebook.commands.{module}"), name or cmd_name)
        assert isinstance(found, click.Command), "each name stands for a command"
        return found


def _print_versions(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Print the versions of Rolebook and of what its output depends on."""
    if value and not context.resilient_parsing:
        from rolebook.build.version import versions_of
        from rolebook.commands.publishing.engines import installed_engines

        names = [*versions_of(*installed_engines(), "typst"), f"Python-{platform.python_version()}"]
        made_with = ", ".join(name.replace("-", " ", 1) for name in names)
        click.echo(f"rolebook {__version__} ({made_with})")
        context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_versions,
    help="Show the versions of Rolebook, MkDocs, Typst and Python.",
)
def main() -> None:
    """Publish job descriptions: one YAML file for each role; pages, comparisons and packs from it.

    Example: rolebook build
    """
    # A terminal that cannot show a sign from a file must not end the run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def run() -> None:
    """Run a command as a program of its own, whose memory the system takes back at once.

    What the operating system refuses ends every command here, in words.
    """
    ended: list[int] = []
    atexit.register(_leave, ended)
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int):
            ended.append(end.code)
        raise
    except OSError as error:
        from rolebook.commands.system_errors import in_words

        click.echo(f"Error: {in_words(error)}", err=True)
        ended.append(1)
        sys.exit(1)


def _leave(ended: list[int]) -> None:
    """Leave when all else that is done at the end has been done, without freeing object by object.

    To free what a build holds in which one role has changed takes a fortieth of its time.
    """
    end_without_search()
    if ended:
        with suppress(OSError, ValueError):  # nobody reads any more: Python knows what to do
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended[0])


if __name__ == "__main__":
    run()
