"""What a check found, as a value that every reporter shows in its own form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rolebook.advise.rule import Rule
from rolebook.base.problems import Advice, Problem
from rolebook.base.suggestions import and_list

#: The id under which programs file every error: it stops the site from being published.
ERROR = "error"


@dataclass(frozen=True)
class CheckResult:
    """Errors and advice, each in the order of files and lines.

    ``lines`` holds the lines of each file that was read, ``rules`` the rules of advice by their id,
    and ``prefix`` the way from the top of the repository to the project, empty or ending in a
    slash. ``left_out`` tells how many errors stand in files that nobody asked about, and
    ``advice_held_back`` that advice waits for errors in site_config/ to be put right.
    """

    errors: tuple[Problem, ...]
    advice: tuple[Advice, ...]
    roles: int
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    prefix: str = ""
    left_out: int = 0
    advice_held_back: bool = False

    def limited_to(self, files: Collection[str]) -> CheckResult:
        """Give what was found in ``files`` alone."""
        errors = tuple(error for error in self.errors if error.file in files)
        advice = tuple(item for item in self.advice if item.file in files)
        left_out = len(self.errors) - len(errors)
        return replace(self, errors=errors, advice=advice, left_out=left_out)

    @property
    def findings(self) -> Iterator[Problem | Advice]:
        """Errors, then advice."""
        yield from self.errors
        yield from self.advice

    def level(self, finding: Problem | Advice) -> str:
        """Tell how much a finding matters: error, warning (law or promise), or note."""
        if isinstance(finding, Problem):
            return "error"
        return self.rules[finding.rule].level

    @property
    def summary(self) -> str:
        """How much was found, in words."""
        parts = []
        if self.errors:
            parts.append(_in_files(len(self.errors), "error", self.errors))
        if self.advice:
            parts.append(_in_files(len(self.advice), "piece", self.advice, " of advice"))
        roles = f"{self.roles} role{'' if self.roles == 1 else 's'} checked"
        words = f"{roles}: {and_list(parts) if parts else 'no errors and no advice'}"
        if self.errors:
            words += "; nothing can be published until the errors are put right"
        if self.advice_held_back:
            words += "; advice is given once site_config/ has no errors"
        if self.left_out:
            words += (
                f"; {self.left_out} more error{'' if self.left_out == 1 else 's'} in other files"
            )
        return words


def _in_files(count: int, noun: str, found: Sequence[Problem | Advice], after: str = "") -> str:
    files = len({item.file for item in found})
    many = "" if count == 1 else "s"
    return f"{count} {noun}{many}{after} in {files} file{'' if files == 1 else 's'}"


#: A reporter gives the whole report as text, without a line end after it.
Reporter = Callable[[CheckResult], str]
