"""Templates as compiled code: a value, compiled once and handed to each step that renders."""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound
from markupsafe import Markup, escape

from rolebook.base import dates
from rolebook.base.words import Message, Words
from rolebook.model.values.fields import id_for

from .prose_html import inlines_html, prose_html, sentence_html

#: The format of code in which nothing tells what else this process refers to: equal templates are
#: equal bytes.
_BARE = 2


@dataclass(frozen=True)
class CompiledTemplates:
    """The code of templates by their names, for the version of Python that compiled them."""

    code: Mapping[str, bytes]


def compiled_templates(sources: Mapping[str, str]) -> CompiledTemplates:
    """Compile templates, given by their names."""
    environment = page_environment(None)
    return CompiledTemplates(
        {
            name: marshal.dumps(environment.compile(source, name, name), _BARE)
            for name, source in sorted(sources.items())
        }
    )


class _CodeLoader(BaseLoader):
    """Gives templates from their code."""

    def __init__(self, templates: CompiledTemplates) -> None:
        self._code = templates.code

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Give a template by its name."""
        if name not in self._code:
            raise TemplateNotFound(name)
        code = marshal.loads(self._code[name])  # noqa: S302 - our own
        is_current: Callable[[], bool] = lambda: True  # noqa: E731
        return environment.template_class.from_code(environment, code, globals or {}, is_current)


def page_environment(templates: CompiledTemplates | None) -> Environment:
    """Give what renders pages from templates, or only compiles them."""
    environment = Environment(
        loader=_CodeLoader(templates) if templates else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        inlines=inlines_html, prose=prose_html, day=dates.day, anchor=id_for, told=sentence_html
    )
    return environment


def words_for_templates(words: Words) -> dict[str, Any]:
    """Give what a template takes words from: as HTML, as plain text, and as JSON for a script."""
    escaped = Words({key: _escaped(message) for key, message in words.messages.items()})

    def in_html(key: str, **values: object) -> Markup:
        filled = {
            name: value if isinstance(value, (int, Decimal)) else escape(value)
            for name, value in values.items()
        }
        return Markup(escaped(key, **filled))  # noqa: S704 - the message and the values are escaped

    def for_script(group: str, **others: str) -> str:
        messages = {
            **words.group(group),
            **{name: words.messages[key] for name, key in others.items()},
        }
        return json.dumps(messages, ensure_ascii=False, separators=(",", ":"))

    return {"words": in_html, "catalogue": words, "script_words": for_script}


def _escaped(message: Message) -> Message:
    """Escape a message for text and for attributes in double quotes."""
    if isinstance(message, str):
        for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
            message = message.replace(sign, entity)
        return message
    return {form: str(_escaped(text)) for form, text in message.items()}
