"""A project with any number of roles, made from the real ones with every text distinct."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

#: What a project has besides its roles.
_COPIED = ("hooks", "site_config", "templates")
#: A plain word: no part of an address, of a name in code or of Markdown.
_WORD = re.compile(r"(?<![\w@./:#&=?-])[a-z]{4,}(?![\w@]|[./:-]\w)")
#: Ids, answers and figures are neither several words nor begin with a capital letter.
_TEXT = re.compile(r"[A-Z]|.*[^\W\d_]\s+[^\W\d_]", re.DOTALL)
#: How often other words are tried before a number makes a text distinct.
_ATTEMPTS = 5


def make_project(source: Path, target: Path, roles: int, seed: int) -> None:
    """Make a project of ``roles`` roles in ``target``; the same for the same ``seed``."""
    for copied in _COPIED:
        shutil.copytree(source / copied, target / copied)
    shutil.copy2(source / "mkdocs.yml", target)
    texts = {
        path.stem: path.read_text("utf-8")
        for path in sorted((source / "content" / "roles").glob("*.yaml"))
    }
    folder = target / "content" / "roles"
    folder.mkdir(parents=True)
    ids = []
    for id_, text in made_roles(texts, roles, seed):
        (folder / f"{id_}.yaml").write_text(text, "utf-8")
        ids.append(id_)
    _keep_comparisons(target / "site_config" / "comparisons.yaml", ids)


def made_roles(texts: dict[str, str], roles: int, seed: int) -> Iterator[tuple[str, str]]:
    """Give ids and YAML of ``roles`` roles, made by turns from ``texts`` by id."""
    chance = random.Random(seed)
    vocabulary = _vocabulary(texts.values())
    names = list(texts)
    seen: set[str] = set()
    for index in range(roles):
        name = names[index % len(names)]
        tree = yaml.compose(texts[name], yaml.CSafeLoader)
        assert tree is not None, "a role is not empty"
        number = index // len(names) + 1
        for scalar in texts_of(tree):
            scalar.value = _distinct(scalar.value, seen, vocabulary, chance)
        yield (
            _id(name, number),
            yaml.serialize(tree, Dumper=yaml.CSafeDumper, width=100, allow_unicode=True),
        )


def _id(name: str, number: int) -> str:
    return f"{name}-{number:04}"


def _vocabulary(texts: Iterable[str]) -> dict[int, list[str]]:
    """Collect the words of the real roles by length, so that varied texts keep their size."""
    by_length: dict[int, list[str]] = {}
    for word in sorted({word for text in texts for word in _WORD.findall(text)}):
        by_length.setdefault(len(word), []).append(word)
    return by_length


def texts_of(node: Node) -> Iterator[ScalarNode]:
    """Find the values that are words of people, as against ids, figures and keys."""
    if isinstance(node, MappingNode):
        for _, value in node.value:
            yield from texts_of(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from texts_of(value)
    elif isinstance(node, ScalarNode) and _TEXT.match(node.value):
        yield node


def _distinct(
    text: str, seen: set[str], vocabulary: dict[int, list[str]], chance: random.Random
) -> str:
    """Put other words of the same lengths into ``text`` until it is like no text before it."""

    def other(word: re.Match[str]) -> str:
        return chance.choice(vocabulary[len(word[0])])

    for _ in range(_ATTEMPTS):
        varied = _WORD.sub(other, text)
        if varied not in seen:
            break
    number = 1
    while varied in seen:
        number += 1
        varied = f"{text} {number}"
    seen.add(varied)
    return varied


def _keep_comparisons(path: Path, ids: list[str]) -> None:
    """Let each comparison name the first role made from each that it names; drop what is alone.

    So comparisons stay as large as they are in the real project, however many roles there are.
    """
    held = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    kept = {}
    for id_, comparison in held["comparisons"].items():
        roles = [_id(role, 1) for role in comparison["roles"] if _id(role, 1) in ids]
        if len(roles) > 1:
            kept[id_] = {**comparison, "roles": roles}
    path.write_text(yaml.safe_dump({"comparisons": kept}, allow_unicode=True), "utf-8")
