"""``rolebook build`` and ``rolebook serve``: the site, published or shown while it is edited."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.base.digests import digest_of
from rolebook.base.memory import search_seldom
from rolebook.base.project_folders import CACHE_FOLDER
from rolebook.build.project_files import STORE
from rolebook.site.site_folder import Ledger
from rolebook.site.site_place import SitePlace, target_problem

from .options import FOLDER, NO_CACHE, NOW, WORDS, moment_of, now, project, serve_command
from .publishing.engines import ENGINE, ENGINES
from .publishing.unchanged import Inputs, forget_inputs, inputs_of, note_inputs, standing_site

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from rolebook.read.mkdocs_file import Site

    from .publishing.themes import ThemeMaking


def _choose_engine(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value:
        os.environ[ENGINE] = value


engine_option = click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    callback=_choose_engine,
    expose_value=False,
    help="What makes the theme; the one that is installed if you leave it out.",
)


@click.command()
@project
@now
@click.option("--out", type=FOLDER, help="Folder of the site.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")
@click.option(
    "--strict",
    is_flag=True,
    help="Publish nothing if a document cannot be made, or an address is made up.",
)
@engine_option
@click.option("--pages-only", is_flag=True, help="Leave out PDFs, Word documents and pictures.")
@click.option(
    "--scheduler",
    type=WORDS,
    metavar="ADDRESS",
    help="Work on other machines: where the scheduler of Dask listens, as tcp://10.0.0.5:8786.",
)
def build(
    root: Path,
    now: str | None,
    out: Path | None,
    no_cache: bool,
    strict: bool,
    pages_only: bool,
    scheduler: str | None,
) -> None:
    """Publish the site: web pages and PDFs, in site/ where --out is left out.

    What was published before stays until the new site is whole. A document that cannot be made,
    such as an advert that does not fit its one page, is named and left out of the site.

    Example: rolebook build
    """
    search_seldom()
    target = (out or root / "site").resolve()
    if wrong := target_problem(root, target, is_chosen=out is not None):
        raise click.UsageError(wrong)
    if now:
        os.environ[NOW] = now
    if no_cache:
        os.environ[NO_CACHE] = "yes"
    notes = None if no_cache else root / CACHE_FOLDER / "sites" / digest_of(str(target))
    place = SitePlace(target, notes)
    moment = moment_of(os.environ.get(NOW))
    options = [str(pages_only), str(strict), chosen_engine()]
    inputs = None if no_cache else inputs_of(root, moment.date().isoformat(), options)
    ledger = standing_site(place, inputs.key, moment.timestamp()) if inputs else None
    if ledger is None:
        ledger = _built(root, place, inputs, moment, strict, pages_only, scheduler)
    pages = sum(path.endswith(".html") for path in ledger.files)
    pdfs = sum(path.endswith(".pdf") for path in ledger.files)
    click.echo(f"Published {pages} pages and {pdfs} PDFs in {target}")
    click.echo(f"Open {target / 'index.html'} in a browser, or run: {serve_command(root)}")


def chosen_engine() -> str:
    """Give the engine that makes the theme.

    Raises:
        ClickException: if it isn't installed.
    """
    from .publishing.engines import engine
    from .publishing.not_published import PublishingError

    try:
        return engine()
    except PublishingError as error:
        raise click.ClickException(str(error)) from error


def _built(
    root: Path,
    place: SitePlace,
    inputs: Inputs | None,
    moment: dt.datetime,
    strict: bool,
    pages_only: bool,
    scheduler: str | None,
) -> Ledger:
    """Build a site and put it in its place."""
    # With much to do and somebody to do it, what takes long to load is begun at once.
    ahead = (os.cpu_count() or 1) > 1 and _all_is_new(root)
    if ahead and not scheduler:
        from rolebook.build.processes import start_loading

        start_loading()
    from rolebook.read.mkdocs_file import site_in

    from .publishing.themes import theme_begun

    os.environ[NOW] = moment.isoformat()
    site = site_in(root, os.environ)
    # What is wrong with mkdocs.yml is for us to say, not for MkDocs.
    early = ahead and not site.problems
    with theme_begun(root, keep=place.notes is not None, early=early) as theme:
        return _put(root, site, place, inputs, strict, pages_only, scheduler, theme)


def _put(
    root: Path,
    site: Site,
    place: SitePlace,
    inputs: Inputs | None,
    strict: bool,
    pages_only: bool,
    scheduler: str | None,
    making: ThemeMaking,
) -> Ledger:
    # What builds takes long to load; where nothing has changed, it is not needed.
    from rolebook.store.reference import DamagedError

    from .publishing.progress import progress_on_screen
    from .publishing.publishing import Publishing, PublishingError
    from .publishing.themes import tell_left_out

    elsewhere: AbstractContextManager[Executor | None] = nullcontext()
    if scheduler:
        from .publishing.cluster import executor_at

        elsewhere = executor_at(scheduler)
    try:
        with progress_on_screen() as progress, elsewhere as executor:
            publishing = Publishing(
                root,
                site,
                pages_only=pages_only,
                strict=strict,
                executor=executor,
                progress=progress,
                files=inputs.files if inputs else None,
            )
            publishing.prepare()
        theme = making.theme(publishing.tabs)
        tell_left_out(theme)
        try:
            ledger = place.put(publishing.files(theme))
        except DamagedError:
            publishing.prepare(careful=True)
            ledger = place.put(publishing.files(theme))
    except PublishingError as error:
        raise click.ClickException(str(error)) from error
    if inputs and publishing.is_whole:
        note_inputs(place, inputs.key, *publishing.validity)
    else:  # the next build names again what is left out
        forget_inputs(place)
    return ledger


def _all_is_new(root: Path) -> bool:
    """Whether there is much to do: then further processes will be needed for certain."""
    return bool(os.environ.get(NO_CACHE)) or not (root / STORE).exists()


def _check_address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Refuse an address that MkDocs would refuse, with how to write one."""
    from .publishing.serving import parsed_address

    try:
        parsed_address(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


@click.command()
@project
@now
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    callback=_check_address,
    help="Host and port.",
)
@engine_option
def serve(root: Path, now: str | None, address: str) -> None:
    """Show the site in a browser; the page follows within a second when a file is saved.

    Where a file has a mistake, the page says which line it is on and what to type instead, and
    comes back with the next good save. PDFs are made when somebody opens them.

    Example: rolebook serve
    """
    from rolebook.read.mkdocs_file import site_in

    from .publishing.serving import parsed_address, why_not_served

    if wrong := site_in(root, os.environ).problems:
        # MkDocs would end, with words of its own.
        raise click.ClickException("\n".join(str(problem) for problem in sorted(wrong)))
    if why := why_not_served(*parsed_address(address)):
        raise click.ClickException(why)
    environment = {**os.environ, ENGINE: chosen_engine(), **({NOW: now} if now else {})}
    # In a process of its own: the core does not import MkDocs.
    command = [sys.executable, "-m", "rolebook.engine.run", "serve", address]
    if os.name == "posix":
        # In place of this process, so that whoever ends this one ends the server.
        os.chdir(root)
        os.execve(command[0], command, environment)  # noqa: S606 - no shell
    sys.exit(subprocess.run(command, cwd=root, env=environment, check=False).returncode)  # noqa: S603
