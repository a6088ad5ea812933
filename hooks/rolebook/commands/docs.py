"""``rolebook docs``: the documentation that comes with the version that is installed."""

from __future__ import annotations

import click

from rolebook.base.project_folders import packaged

#: Pages for people who change Rolebook itself, which only a checkout has.
_OF_DEVELOPERS = ("architecture", "decisions")


@click.command()
@click.argument("page", required=False, metavar="PAGE")
def docs(page: str | None) -> None:
    """Read the documentation of this version; without PAGE, list its pages.

    \b
    Examples:
      rolebook docs
      rolebook docs role-file
    """  # noqa: D301 - \b keeps the lines of the examples apart
    from rolebook.base.suggestions import known_hint

    pages = {path.stem: path.read_text("utf-8") for path in sorted(packaged("docs").glob("*.md"))}
    pages = {name: text for name, text in pages.items() if name not in _OF_DEVELOPERS}
    if page is None:
        for name, text in pages.items():
            title = text.partition("\n")[0].removeprefix("# ")
            click.echo(f"{name:<18}{title}")
        click.echo("\nTo read one, type its name: rolebook docs role-file")
    elif (found := pages.get(page.removesuffix(".md"))) is None:
        raise click.UsageError(f'"{page}" isn\'t a page; {known_hint(page, dict.fromkeys(pages))}')
    else:
        click.echo_via_pager(found)
