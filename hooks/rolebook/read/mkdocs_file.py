"""What the project's mkdocs.yml says about the site; used at the edge only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rolebook.base.problems import Problem
from rolebook.base.suggestions import nearest, shortened
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import Document, Place
from rolebook.read.syntax import syntax_problem
from rolebook.read.unsafe import unreadable_problems

_FILE = "mkdocs.yml"
_NAME_LINE = "site_name: Jobs at our organisation"
#: What MkDocs 1.6 takes (https://www.mkdocs.org/user-guide/configuration/), by the kind of value.
_KEYS = {
    "text": (
        "INHERIT", "copyright", "dev_addr", "docs_dir", "draft_docs", "edit_uri",
        "edit_uri_template", "exclude_docs", "not_in_nav", "remote_branch", "remote_name",
        "repo_name", "repo_url", "site_author", "site_description", "site_dir", "site_name",
        "site_url",
    ),
    "true or false": ("strict", "use_directory_urls"),
    "list": ("extra_css", "extra_javascript", "extra_templates", "hooks", "nav", "watch"),
    "any": ("extra", "markdown_extensions", "plugins", "theme", "validation"),
}  # fmt: skip
_KINDS = {name: kind for kind, names in _KEYS.items() for name in names}
_ADDRESS = re.compile(r"https?://[^\s/\"<>]+(?:/[^\s\"<>]*)?")
_PORT = re.compile(r"(?:localhost|[\d.]+|\[?[\dA-Fa-f:]+\]?):\d{1,5}")
_ANSWER = re.compile("yes|no|true|false|on|off", re.IGNORECASE)
#: Patterns of names, one a line, and words for the foot of each page.
_MANY_LINES = ("copyright", "draft_docs", "exclude_docs", "not_in_nav")
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
        return Site("", "", problems=(syntax_problem(_FILE, text.split("\n"), error),))
    held = node.value if isinstance(node, yaml.MappingNode) else []
    pairs = [(key, value) for key, value in held if isinstance(key, yaml.ScalarNode)]
    values = {key.value: _value(value, environment) for key, value in pairs}
    address = (values.get("site_url") or "").rstrip("/")
    problems = [
        *_key_problems([key for key, _ in pairs], values),
        *(found for pair in pairs for found in _value_problems(root, text, *pair, values)),
    ]
    return Site(
        values.get("site_name") or "",
        f"{address}/" if address else "",
        values.get("edit_uri"),
        tuple(problems),
    )


def _key_problems(
    keys: Sequence[yaml.ScalarNode], values: Mapping[str, str | None]
) -> Iterator[Problem]:
    """Find keys that MkDocs would refuse in words of its own, and that of the name if missing."""
    meant = set()
    for key in keys:
        if key.value not in _KINDS:
            near = nearest(key.value, [known for known in _KINDS if known not in values])
            meant.add(near)
            hint = f'did you mean "{near}"?' if near else "take it out"
            yield _problem(key, shortened(key.value), f"is not a key that is known here; {hint}")
    if not {"site_name", "INHERIT"} & {*values, *meant}:
        yield Problem(_FILE, 1, 1, "site_name", f'is missing; add a line "{_NAME_LINE}"')


def _value_problems(
    root: Path,
    text: str,
    key: yaml.ScalarNode,
    node: yaml.Node,
    values: Mapping[str, str | None],
) -> Iterator[Problem]:
    """Find what is wrong with one value, by what MkDocs and the pages take."""
    name = key.value
    message = _wrong_kind(name, node)
    if not message and node.tag == "!ENV":
        message = _wrong_variable(node)
    if not message and _KINDS.get(name) == "text":
        message = _wrong_text(root, name, values[name])
    if message:
        yield _problem(node, name, message)
    elif name == "site_name":
        yield from _unprintable(root, text, node, values[name] or "")


def _wrong_kind(name: str, node: yaml.Node) -> str:
    """Say that a value is of another kind than its key takes; empty where it is not."""
    kind = _KINDS.get(name, "any")
    is_text = isinstance(node, yaml.ScalarNode)
    if kind == "any" or node.tag == "!ENV" or (is_text and not node.value):
        return ""
    if kind == "list":
        if isinstance(node, yaml.SequenceNode):
            return ""
        return 'needs a list; write each item on a line of its own below the key, after "- "'
    if not isinstance(node, yaml.ScalarNode):
        given = "a list" if isinstance(node, yaml.SequenceNode) else "a set of keys"
        return f"is {given}, and takes one value; write that after the colon, on the same line"
    if kind == "text":
        as_plain = (True, False)
        if node.style or _loader.resolve(yaml.ScalarNode, node.value, as_plain) in _TEXT_TAGS:
            return ""
        return f'would be read as a number, a date or an answer; write {name}: "{node.value}"'
    if _ANSWER.fullmatch(node.value):
        return ""
    return f'"{shortened(node.value)}" is neither true nor false; write one of the two'


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
    if not text or name in _MANY_LINES:
        return ""
    if "\n" in text:
        return "goes on over several lines; write it on one line"
    if name == "site_url" and not _ADDRESS.fullmatch(text):
        return (
            f'"{shown}" is not the address of a site; write it in full, such as '
            "https://jobs.example.org/, or take the line out"
        )
    if name == "dev_addr" and not _PORT.fullmatch(text):
        return f'"{shown}" is not an address with a port; write it like 127.0.0.1:8000'
    if name == "docs_dir" and (root / text).resolve() != (root / "content").resolve():
        return f'"{shown}" is another folder than that of the roles; write docs_dir: content'
    return ""


def _unprintable(root: Path, text: str, node: yaml.Node, name: str) -> Iterator[Problem]:
    """Find characters in the site's name that no pack can show."""
    if name.isascii() and name.isprintable():
        return
    # The fonts take long to load, and few names need them.
    from rolebook.read.characters import unprintable
    from rolebook.read.fonts import printable_characters

    start, end = node.start_mark, node.end_mark
    place = Place(start.line + 1, start.column + 1, end.line + 1)
    path = ("site_name",)
    document = Document(_FILE, text.split("\n"), {"site_name": name}, {}, {path: place})
    yield from unprintable(document, printable_characters(root / "templates" / "fonts"))


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
