"""Writes the parts of the documentation that follow from the code.

Run ``python docs/generate.py`` after a change of a field or a module; a test says when it is due.
"""

from __future__ import annotations

import ast
import inspect
import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

import click
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from rolebook.advise import advice  # noqa: F401 - registers the rules
from rolebook.advise.rule import REGISTER
from rolebook.check.site_config_files import SITE_CONFIG_FILES
from rolebook.cli import main as main_command
from rolebook.editing.kinds import kind_of
from rolebook.editing.meanings import meaning_of, meanings
from rolebook.model.content import CATALOGUE_RECORDS
from rolebook.model.role import Role

ROOT = Path(__file__).parent.parent


def module_list() -> str:
    """List every module with its first sentence."""
    lines = ["| module | what it owns |", "|---|---|"]
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        first = " ".join(docstring.split("\n\n")[0].split())
        if path.name != "__init__.py":
            lines.append(f"| `{path.relative_to(ROOT / 'hooks').as_posix()}` | {first} |")
    return "\n".join(lines) + "\n"


#: The packages from the lowest upwards, in the rows in which they are drawn.
_ROWS = (
    ("base",), ("model", "store"), ("read",), ("check",), ("editing", "enrich"),
    ("advise", "changes"), ("render", "report"), ("site",), ("build",), ("commands",), ("engine",),
)  # fmt: skip


def package_picture() -> str:
    """Draw the packages with the arrows that their imports make, and say what belongs in each."""
    package = ROOT / "hooks" / "rolebook"
    imports = {name: _imported_by(package / name) for row in _ROWS for name in row}
    lines = ["```mermaid", "flowchart BT"]
    lines += [f"  {name}" for name in imports]
    for name, others in imports.items():
        # An arrow that follows from two others would only hide them.
        through = {far for near in others for far in _reached(near, imports)}
        lines += [f"  {name} --> {other}" for other in sorted(others - through)]
    lines += ["```", "", "| package | what belongs in it |", "|---|---|"]
    for name in imports:
        docstring = ast.get_docstring(
            ast.parse((package / name / "__init__.py").read_text("utf-8"))
        )
        lines.append(f"| `{name}/` | {(docstring or '').splitlines()[0]} |")
    return "\n".join(lines) + "\n"


def _imported_by(folder: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    names = {name for text in texts for name in re.findall(r"from rolebook\.(\w+)", text)}
    return names & {name for row in _ROWS for name in row} - {folder.name}


def _reached(name: str, imports: dict[str, set[str]]) -> set[str]:
    return imports[name] | {far for near in imports[name] for far in _reached(near, imports)}


def role_reference() -> str:
    """List every key of a role's file."""
    return _reference(Role, "A role")


def site_config_reference() -> str:
    """List every key of the files in site_config/."""
    parts = []
    for name in SITE_CONFIG_FILES:
        parts.append(f"## site_config/{name}.yaml\n\n")
        if name in CATALOGUE_RECORDS:
            parts.append(f"Under `{name}:`, each id with these keys under it. ")
            parts.append("Beside it, `notes:`.\n\n")
        parts.append(_reference(CATALOGUE_RECORDS.get(name, SITE_CONFIG_FILES[name]), None))
    return "".join(parts)


def advice_rules() -> str:
    """List every rule of advice, by group."""
    text = ""
    group = ""
    for rule in REGISTER.all():
        if rule.group != group:
            group = rule.group
            text += f"## {group}\n\n"
        source = f"[{rule.source}]({rule.link})" if rule.link else rule.source
        weight = "A law or a promise is at stake. " if rule.level == "warning" else ""
        waiver = "" if rule.waivable else " It cannot be waived."
        text += f"### {rule.id}\n\n{rule.says}\n\n{weight}{rule.why}{waiver}\n\n"
        text += f"Source: {source}.\n\n"
    return text


def _reference(model: type[BaseModel], title: str | None) -> str:
    done: set[type[BaseModel]] = set()
    waiting: list[tuple[str | None, type[BaseModel]]] = [(title, model)]
    text = ""
    while waiting:
        heading, record = waiting.pop(0)
        if record in done:
            continue
        done.add(record)
        if heading:
            text += f"### {heading}\n\n"
        text += f"{meaning_of(record)}\n\n| key | what to write | meaning |\n|---|---|---|\n"
        means = meanings(record)
        for key, info in record.model_fields.items():
            text += _row(key, info, means.get(key, ""))
            for name, nested in _records(_full(info)):
                label = f"{key}" if name is None else f"{key}, `type: {name}`"
                waiting.append((label, nested))
        text += "\n"
    return text


def _full(info: FieldInfo) -> Any:
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _row(key: str, info: FieldInfo, meaning: str) -> str:
    needed = " (needed)" if info.is_required() else ""
    return f"| `{key}`{needed} | {_kind(_full(info))} | {meaning.replace('|', '/')} |\n"


def _kind(annotation: Any) -> str:
    if kind := kind_of(annotation):
        return kind.words
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, ForwardRef) or any(
        isinstance(part, BeforeValidator) for part in getattr(annotation, "__metadata__", ())
    ):
        return "text, or keys under it"
    if origin is Annotated:
        return _kind(arguments[0])
    if origin in (Union, types.UnionType):
        inner = [part for part in arguments if part is not type(None)]
        if all(isinstance(part, type) and issubclass(part, BaseModel) for part in inner):
            return "keys under it" if len(inner) == 1 else "`type:` and keys under it"
        return " or ".join(dict.fromkeys(_kind(part) for part in inner))
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin is tuple:
        return f"a list: {_kind(arguments[0])}"
    if origin is dict:
        return f"ids with {_kind(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "keys under it"
    raise TypeError(f"{annotation} has no words")


def _records(annotation: Any) -> Iterator[tuple[str | None, type[BaseModel]]]:
    """Find the records that a field holds, with their ``type`` where it chooses among them."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield None, annotation
    elif origin is Annotated:
        yield from _records(arguments[0])
    elif origin in (Union, types.UnionType):
        records = [record for part in arguments for record in _records(part)]
        for name, record in records:
            chosen = record.model_fields.get("type") if len(records) > 1 else None
            yield ("/".join(get_args(chosen.annotation)) if chosen else name), record
    elif origin in (tuple, dict):
        for part in arguments:
            yield from _records(part)


def command_reference() -> str:
    """List every command with its options, as ``--help`` tells them."""
    return "".join(_command(main_command, click.Context(main_command, info_name="rolebook")))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    if not isinstance(command, click.Group):
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        yield f"## {context.command_path}\n\n```text\n{usage}\n```\n\n{_help(command)}"
        records = [each.get_help_record(context) for each in command.params]
        rows = [record for record in records if record and record[1]]
        yield "| option | meaning |\n|---|---|\n"
        yield from (f"| `{_cell(names)}` | {_cell(words)} |\n" for names, words in rows)
        yield "\n"
        return
    for name in sorted(command.list_commands(context)):
        child = command.get_command(context, name)
        assert child is not None, f"{name} is listed"
        yield from _command(child, click.Context(child, info_name=name, parent=context))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _help(command: click.Command) -> str:
    """Give the text of ``--help`` with its examples set as commands."""
    text = ""
    for paragraph in inspect.cleandoc(command.help or "").replace("\b\n", "").split("\n\n"):
        found = re.match(r"Examples?:\s+", paragraph)
        if found:
            lines = [line.strip() for line in paragraph[found.end() :].splitlines()]
            text += "```console\n" + "".join(f"{line}\n" for line in lines) + "```\n\n"
        else:
            text += f"{' '.join(paragraph.split())}\n\n"
    return text


#: Each generated part: the page, the name of its marks, and what writes it.
PARTS = [
    ("architecture.md", "packages", package_picture),
    ("architecture.md", "modules", module_list),
    ("commands.md", "commands", command_reference),
    ("role-file.md", "role", role_reference),
    ("site-config.md", "site-config", site_config_reference),
    ("advice.md", "advice", advice_rules),
]


def updated(page: str, name: str, content: str) -> str:
    """Give a page with the part between its marks made new."""
    start, end = f"<!-- {name}:start -->\n", f"<!-- {name}:end -->"
    before, rest = page.split(start)
    return before + start + content + end + rest.split(end)[1]


def main() -> None:
    """Write every part."""
    for file, name, write in PARTS:
        path = ROOT / "docs" / file
        path.write_text(updated(path.read_text(encoding="utf-8"), name, write()), encoding="utf-8")


if __name__ == "__main__":
    main()
