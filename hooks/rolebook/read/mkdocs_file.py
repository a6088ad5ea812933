"""What the project's mkdocs.yml says about the site; used at the edge only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rolebook.base.problems import Problem
from rolebook.base.project_folders import templates_folder
from rolebook.base.suggestions import nearest, shortened
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import Position, SourceFile
from rolebook.read.unsafe import unreadable_problems

_FILE = "mkdocs.yml"
#: How ``plugins:`` names Rolebook, and the file by which ``hooks:`` does in a checkout.
PLUGIN = "rolebook"
HOOK = "mkdocs_rolebook.py"
_NAME_LINE = "site_name: Jobs at our organisation"
#: The keys that Rolebook reads; the program that makes the theme checks the others.
_KEYS = ("site_name", "site_url", "edit_uri", "docs_dir")
_ADDRESS = re.compile(r"https?://[^\s/\"<>]+(?:/[^\s\"<>]*)?")
#: What MkDocs reads as text, where no quotation marks say so.
_TEXT_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
_loader: Any = yaml.SafeLoader("")


@dataclass(frozen=True)
class Site:
    """The site that publishes.

    ``address`` ends with a slash, or is empty if not known. ``source_prefix`` is the address under
    which the files of ``content/`` stand in git. ``problems`` are those of the file itself.
    """

    name: str
    address: str
    source_prefix: str | None = None
    problems: tuple[Problem, ...] = ()


def site_in(root: Path, environment: Mapping[str, str]) -> Site:
    """Read what mkdocs.yml says; a value such as ``!ENV [NAME, default]`` is filled in.

    MkDocs itself is not asked: starting it takes longer than most builds.
    """
    text = decode(_FILE, file_bytes(root / _FILE))
    if isinstance(text, Problem):
        return Site("", "", problems=(text,))
    if unreadable := unreadable_problems(_FILE, text):
        return Site("", "", problems=tuple(unreadable))
    try:
        node = yaml.compose(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        from rolebook.read.syntax import syntax_problem  # most files are YAML

        return Site("", "", problems=(syntax_problem(_FILE, text.split("\n"), error),))
    held = node.value if isinstance(node, yaml.MappingNode) else []
    pairs = [(key, value) for key, value in held if isinstance(key, yaml.ScalarNode)]
    values = {key.value: _value(value, environment) for key, value in pairs}
    address = (values.get("site_url") or "").rstrip("/")
    problems = [
        *_missing_name([key for key, _ in pairs]),
        *_named_twice(pairs),
        *_other_language({key.value: node for key, node in pairs}.get("theme")),
        *(
            found
            for key, node in pairs
            if key.value in _KEYS
            for found in _value_problems(root, text, key.value, node, values[key.value])
        ),
    ]
    return Site(
        values.get("site_name") or "",
        f"{address}/" if address else "",
        values.get("edit_uri"),
        tuple(problems),
    )


def _missing_name(keys: Sequence[yaml.ScalarNode]) -> Iterator[Problem]:
    """Say that the site has no name, unless another file may give it one."""
    if any(key.value in ("site_name", "INHERIT") for key in keys):
        return
    for key in keys:
        if nearest(key.value, ["site_name", "site_url", "site_dir"]) == "site_name":
            message = 'is not a key that is known here; did you mean "site_name"?'
            yield _problem(key, shortened(key.value), message)
            return
    yield Problem(_FILE, 1, 1, "site_name", f'is missing; add a line "{_NAME_LINE}"')


def _named_twice(pairs: Sequence[tuple[yaml.ScalarNode, yaml.Node]]) -> Iterator[Problem]:
    """Find a hook that does what a plugin does already: each would build the whole site."""
    nodes = {key.value: (key, node) for key, node in pairs}
    if "hooks" not in nodes or "plugins" not in nodes:
        return
    key, hooks = nodes["hooks"]
    plugins = [item for item in _items(nodes["plugins"][1]) if item.value == PLUGIN]
    for hook in _items(hooks):
        if plugins and re.split(r"[/\\]", hook.value)[-1] == HOOK:
            begin, line = key.start_mark.line + 1, hook.start_mark.line + 1
            delete = "Delete this line"
            if len(hooks.value) > 1:
                delete = "Take it out of the list" if begin == line else delete
            elif begin != line:  # MkDocs refuses a key without any hook
                delete = f"Delete lines {begin} to {line}"
            same = f"does the same as the plugin on line {plugins[0].start_mark.line + 1}"
            yield _problem(hook, f"hooks: {hook.value}", f"{same}. {delete}")


def _other_language(theme: yaml.Node | None) -> Iterator[Problem]:
    """Find a theme in a language in which Rolebook has no words; screen readers would use it."""
    for key, value in theme.value if isinstance(theme, yaml.MappingNode) else ():
        if key.value == "language" and value.value not in ("en", ""):
            shown = shortened(value.value) if isinstance(value, yaml.ScalarNode) else "a list"
            message = (
                f'would say that pages are in "{shown}", and Rolebook writes them in English. '
                "Write language: en"
            )
            yield _problem(value, "theme.language", message)


def _items(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Give the names in a list or set of keys; those of a list may have settings below them."""
    for item in node.value if isinstance(node, yaml.CollectionNode) else ():
        name = item[0] if isinstance(item, tuple) else item
        if isinstance(name, yaml.MappingNode):
            yield from _items(name)
        elif isinstance(name, yaml.ScalarNode):
            yield name


def _value_problems(
    root: Path, text: str, name: str, node: yaml.Node, value: str | None
) -> Iterator[Problem]:
    """Find what is wrong with the value of one key."""
    message = _wrong_variable(node) if node.tag == "!ENV" else _wrong_kind(name, node)
    if message := message or _wrong_text(root, name, value):
        yield _problem(node, name, message)
    elif name == "site_name":
        yield from _unprintable(root, text, node, value or "")


def _wrong_kind(name: str, node: yaml.Node) -> str:
    """Say that a value is not text; empty where it is."""
    if not isinstance(node, yaml.ScalarNode):
        given = "a list" if isinstance(node, yaml.SequenceNode) else "a set of keys"
        return f"is {given}, and takes one value; write that after the colon, on the same line"
    as_plain = (True, False)
    if node.style or _loader.resolve(yaml.ScalarNode, node.value, as_plain) in _TEXT_TAGS:
        return ""
    return f'would be read as a number, a date or an answer; write {name}: "{node.value}"'


def _wrong_variable(node: yaml.Node) -> str:
    names = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if names and all(isinstance(name, yaml.ScalarNode) and name.value for name in names[:1]):
        return ""
    return (
        'names no variable; write !ENV [NAME, "what holds where NAME is not set"], or the value '
        "itself"
    )


def _wrong_text(root: Path, name: str, text: str | None) -> str:
    """Say what is wrong with a text; empty where nothing is."""
    shown = shortened(text or "")
    if name == "site_name" and not (text or "").strip():
        return f'is empty; write the name of your site, such as "{_NAME_LINE}"'
    if not text:
        return ""
    if "\n" in text:
        return "goes on over several lines; write it on one line"
    if name == "site_url" and (wrong := address_problem(text)):
        return f"{wrong}, or take the line out"
    if name == "docs_dir" and (root / text).resolve() != (root / "content").resolve():
        return f'"{shown}" is another folder than that of the roles; write docs_dir: content'
    return ""


def address_problem(text: str) -> str:
    """Say that a text is not the address of a site; empty where it is."""
    if _ADDRESS.fullmatch(text):
        return ""
    return (
        f'"{shortened(text)}" is not the address of a site; write it in full, such as '
        "https://jobs.example.org/"
    )


def _unprintable(root: Path, text: str, node: yaml.Node, name: str) -> Iterator[Problem]:
    """Find characters in the site's name that no pack can show."""
    if name.isascii() and name.isprintable():
        return
    # The fonts take long to load, and few names need them.
    from rolebook.read.characters import unprintable
    from rolebook.read.fonts import printable_characters

    start, end = node.start_mark, node.end_mark
    position = Position(start.line + 1, start.column + 1, end.line + 1)
    path = ("site_name",)
    source_file = SourceFile(_FILE, text.split("\n"), {"site_name": name}, {}, {path: position})
    yield from unprintable(source_file, printable_characters(templates_folder(root) / "fonts"))


def _problem(node: yaml.Node, name: str, message: str) -> Problem:
    mark = node.start_mark
    return Problem(_FILE, mark.line + 1, mark.column + 1, name, message)


def _value(node: yaml.Node, environment: Mapping[str, str]) -> str | None:
    """Give a value as text; of several items of ``!ENV``, the last counts where none is set."""
    if node.tag != "!ENV":
        return str(node.value) if isinstance(node, yaml.ScalarNode) else None
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]
    default = names.pop() if len(names) > 1 else None
    return next((environment[name] for name in names if name in environment), default)
