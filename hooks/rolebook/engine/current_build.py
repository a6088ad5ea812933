"""What one run of the engine hands from event to event; it keeps plugins loaded while it serves."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.base.words import Words
from rolebook.commands.publishing.publishing import Publishing
from rolebook.read.mkdocs_file import Site
from rolebook.render.web.theme import Theme
from rolebook.site.replacing import replacing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation


class ThemeAlone(Publishing):
    """What is done where the engine is asked for the theme and nothing else."""

    def __init__(self, root: Path, tabs: tuple[str, ...]) -> None:
        super().__init__(root, Site("", ""))
        self.tabs = tabs

    def prepare(self, careful: bool = False) -> None:
        """Do nothing: who asks has read and checked."""

    def finish(self, folder: Path, theme: Theme) -> None:
        """Save the shells beside the files of the theme."""
        theme.save(folder)


class CurrentBuild:
    """What one build hands from event to event."""

    #: What is published; None until the first event of a build.
    begun: Publishing | None = None
    #: The tabs of the navigation, where the theme alone is wanted.
    theme_tabs: tuple[str, ...] | None = None
    serves = False
    #: The words around every page.
    words: Words
    nav: Navigation
    theme: Theme
    left_out: dict[str, str]
    """Why each file of the employer's own is not published, by its path in ``content/``"""
    #: Puts the new site in place of the last one, or leaves that as it was.
    replacing: AbstractContextManager[Path] | None = None
    target: str = ""

    @property
    def publishing(self) -> Publishing:
        """What is published."""
        assert self.begun is not None, "on_pre_build comes first"
        return self.begun

    def replace_site(self, config: MkDocsConfig) -> None:
        """Have MkDocs write into a folder beside the site, which stays until all is written."""
        self.target = config.site_dir
        self.replacing = replacing(Path(config.site_dir).resolve())
        config.site_dir = str(self.replacing.__enter__())

    def put_site(self, config: MkDocsConfig) -> None:
        """Put what was written in place of the last site."""
        if self.replacing is not None:
            done, self.replacing = self.replacing, None
            done.__exit__(None, None, None)
            config.site_dir = self.target

    def leave_site(self, error: Exception) -> None:
        """Leave the last site as it was, and delete what was written."""
        if self.replacing is not None:
            failed, self.replacing = self.replacing, None
            failed.__exit__(type(error), error, error.__traceback__)


current = CurrentBuild()
