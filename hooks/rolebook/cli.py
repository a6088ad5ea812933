"""The command line of Rolebook."""

from __future__ import annotations

import io
import sys

import click

from rolebook import __version__
from rolebook.commands.cache import cache
from rolebook.commands.check import check
from rolebook.commands.diff import diff
from rolebook.commands.format import format_files
from rolebook.commands.new import new
from rolebook.commands.papers import pack, panel
from rolebook.commands.schema import schema
from rolebook.commands.site import build, serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Publish job descriptions: one YAML file for each role; pages, comparisons and packs from it.

    Example: rolebook build
    """
    # A terminal that cannot show a sign from a file must not end the run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for command in (check, diff, build, serve, pack, panel, cache, schema, new, format_files):
    main.add_command(command)


if __name__ == "__main__":
    main()
