"""The catalogue of words: what comes with Rolebook, and what an employer says in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from rolebook.base.problems import Problem
from rolebook.base.project_folders import packaged
from rolebook.base.suggestions import and_list, known_hint
from rolebook.base.words import PLURAL_FORMS, Message, Words
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import Path as Place
from rolebook.read.source_file import SourceFile, read_source_file

#: The lines of a message that counts something.
_FORMS = and_list(f'"{form}: …"' for form in PLURAL_FORMS)
#: What is said of keys below a message.
_KEYS = "has keys where one text belongs; write the text beside the key, such as "
#: Words for the people who edit the file, which nobody else sees.
_NOTES = "notes"


@lru_cache(maxsize=1)
def packaged_words() -> Words:
    """Give the words that come with Rolebook, which are in English."""
    text = (packaged("words") / "en.yaml").read_text("utf-8")
    groups: dict[str, dict[str, Any]] = yaml.load(text, yaml.CSafeLoader)
    return Words(
        {f"{group}.{key}": held for group, within in groups.items() for key, held in within.items()}
    )


def with_own_words(file: SourceFile | None) -> Words:
    """Give the packaged words with those of a checked ``site_config/words.yaml`` over them."""
    given = packaged_words()
    if file is None:
        return given
    own: dict[str, Message] = {}
    for group, within in file.data.items():
        for key, held in within.items() if isinstance(within, dict) else ():
            whole = given.messages[f"{group}.{key}"]
            if isinstance(whole, str):
                own[f"{group}.{key}"] = str(held)  # text alone, without its place in the file
            else:
                forms = {form: str(text) for form, text in held.items()}
                own[f"{group}.{key}"] = {**whole, **forms}
    return Words({**given.messages, **own})


def words_of(root: Path) -> Words:
    """Give the words of a project; a file with problems has none, and is reported elsewhere."""
    path = root / "site_config" / "words.yaml"
    text = decode(path.name, file_bytes(path)) if path.is_file() else None
    if not isinstance(text, str):
        return packaged_words()
    file = read_source_file(path.name, text)
    sound = not file.problems and not any(words_problems(file))
    return with_own_words(file if sound else None)


def placeholders(message: str) -> list[str]:
    """Name the placeholders of a message, in the order in which it has them.

    Raises:
        ValueError: when a brace is open or closed alone, or holds no plain name.
    """
    names = []
    for _, name, form, conversion in Formatter().parse(message):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(name)
        names.append(name)
    return names


def words_problems(file: SourceFile) -> Iterator[Problem]:
    """Find what is wrong with an employer's own words."""
    groups = _groups(packaged_words())
    for group, within in file.data.items():
        if group == _NOTES:
            if not isinstance(within, str):
                yield file.problem((group,), f"{_KEYS}Words agreed with our communications team")
            continue
        if group not in groups:
            yield _unknown(file, (group,), groups)
        elif not isinstance(within, dict):
            example = next(iter(groups[group]))
            message = f'needs a line for each text; write them below it, such as "{example}: …"'
            yield file.problem((group,), message)
        else:
            for key, held in within.items():
                if key in groups[group]:
                    yield from _message_problems(file, (group, key), groups[group][key], held)
                else:
                    yield _unknown(file, (group, key), groups[group])


def _groups(words: Words) -> dict[str, dict[str, Message]]:
    groups: dict[str, dict[str, Message]] = {}
    for name, message in words.messages.items():
        group, _, key = name.partition(".")
        groups.setdefault(group, {})[key] = message
    return groups


def _unknown(file: SourceFile, path: Place, known: Mapping[str, Any]) -> Problem:
    hint = known_hint(str(path[-1]), known)
    return file.problem(path, f"is not a key that is known here; {hint}", at_key=True)


def _message_problems(
    file: SourceFile, path: Place, given: Message, held: object
) -> Iterator[Problem]:
    if isinstance(given, str):
        if isinstance(held, str):
            yield from _text_problems(file, path, given, held)
        else:
            yield file.problem(
                path,
                f"{_KEYS}{given}",
            )
        return
    if not isinstance(held, dict):
        yield file.problem(
            path,
            f"has a text for one and a text for more; write the two in lines {_FORMS} below it",
        )
        return
    for form, text in held.items():
        if form not in given:
            yield _unknown(file, (*path, form), given)
        elif not isinstance(text, str):
            yield file.problem(
                (*path, form),
                f"{_KEYS}{given[form]}",
            )
        else:
            yield from _text_problems(file, (*path, form), given[form], text)


def _text_problems(file: SourceFile, path: Place, given: str, text: str) -> Iterator[Problem]:
    """Hold the placeholders of an employer's words against those of the packaged ones."""
    needed = list(dict.fromkeys(placeholders(given)))
    try:
        found = placeholders(text)
    except ValueError:
        known = f", or write one of {', '.join(f'{{{name}}}' for name in needed)}" if needed else ""
        yield file.problem(path, f"has a brace that is no placeholder; take it out{known}")
        return
    if missing := [name for name in needed if name not in found]:
        lacks = _listed(missing)
        yield file.problem(
            path, f"leaves out {lacks}; write the text with {lacks} where its value belongs"
        )
    if unknown := [name for name in dict.fromkeys(found) if name not in needed]:
        only = f"only {_listed(needed)} can" if needed else "no placeholder can"
        yield file.problem(
            path, f"has {_listed(unknown)}, but {only} be filled in here; take it out"
        )


def _listed(names: list[str]) -> str:
    return and_list(f"{{{name}}}" for name in names)
