"""The shape of a file as JSON Schema, by which editors complete, explain and mark what is wrong."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import MinLen
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from rolebook.model.references import RefersTo, file_of, refers_to

from .kinds import ANSWER, ANSWER_OR_BLANK, BLANK, Schema, kind_of
from .meanings import meaning_of, meanings

#: The file in which the ids of site_config/ are listed; it changes with the content.
KNOWN = "known.json"
#: What draft every editor and every checker knows.
_DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_of(model: type[BaseModel]) -> Schema:
    """Give the schema of a file that holds ``model``."""
    records = _Records()
    reference = records.reference(model)
    whole = records.made.pop(model.__name__)
    assert reference["$ref"].endswith(model.__name__)
    return {
        "$schema": _DRAFT,
        **whole,
        "type": "object",
        "definitions": dict(sorted(records.made.items())),
    }


class _Records:
    """The schemas of records, each made once and referred to by its name."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}

    def reference(self, record: type[BaseModel]) -> Schema:
        """Refer to a record, making its schema where it has none yet."""
        name = record.__name__
        if name not in self.made:
            self.made[name] = {}  # a record may hold records of its own kind
            self.made[name] = self._record(record)
        return {"$ref": f"#/definitions/{name}"}

    def _record(self, record: type[BaseModel]) -> Schema:
        means = meanings(record)
        hints = get_type_hints(record, include_extras=True)
        properties = {
            key: self._property(record, key, info, hints[key], means.get(key, ""))
            for key, info in record.model_fields.items()
        }
        schema: Schema = {
            "description": meaning_of(record),
            "type": ["object", "null"],
            "properties": properties,
            "additionalProperties": False,
        }
        if required := [key for key, info in record.model_fields.items() if info.is_required()]:
            schema["required"] = required
        if record.__name__ == "ScalePay":
            schema["allOf"] = [{"$ref": f"{KNOWN}#/definitions/bands"}]
        return schema

    def _property(
        self, record: type[BaseModel], key: str, info: FieldInfo, hint: Any, means: str
    ) -> Schema:
        held_in = refers_to(hint)
        found = self._schemas(hint, held_in)
        optional = not info.is_required()
        for limit in (each.min_length for each in info.metadata if isinstance(each, MinLen)):
            found[0]["minItems"] = limit
        schema = _joined([*found, *([BLANK] if optional else [])])
        words = "" if held_in else _in_words(hint)
        text = ". ".join(part.rstrip(".") for part in (means, words and f"Write {words}") if part)
        return {**({"description": f"{text}."} if text else {}), **schema}

    def _schemas(self, annotation: Any, held_in: RefersTo | None) -> list[Schema]:
        """Give the schemas of which one must fit."""
        if kind := kind_of(annotation):
            if held_in:
                return [{"$ref": f"{KNOWN}#/definitions/{held_in.list}"}]
            return list(kind.schemas)
        origin, arguments = get_origin(annotation), get_args(annotation)
        if isinstance(annotation, ForwardRef):
            raise TypeError(f"{annotation} was not resolved")
        if origin is Annotated:
            plain = self._schemas(arguments[0], held_in)
            if any(isinstance(part, BeforeValidator) for part in arguments[1:]):
                return [{"type": ["string", "number"]}, *plain]
            return plain
        if origin in (Union, types.UnionType):
            inner = [part for part in arguments if part is not type(None)]
            if len(inner) > 1 and all(_is_record(part) for part in inner):
                return [self._chosen_by_type(inner)]
            return [schema for part in inner for schema in self._schemas(part, held_in)]
        if origin is Literal:
            return [{"enum": list(arguments)}]
        if origin is tuple:
            items = _joined(self._schemas(arguments[0], held_in))
            return [{"type": ["array", "null"], "items": items, "minItems": 1}]
        if origin is dict:
            keys = self._schemas(arguments[0], None)[0]
            names = {"propertyNames": {"pattern": keys["pattern"]}} if "pattern" in keys else {}
            values = _joined(self._schemas(arguments[1], None))
            return [{"type": ["object", "null"], **names, "additionalProperties": values}]
        if _is_record(annotation):
            return [self.reference(annotation)]
        raise TypeError(f"{annotation} has no schema")

    def _chosen_by_type(self, records: list[type[BaseModel]]) -> Schema:
        """Let ``type`` decide which record it is, so that only what is wrong with that is told."""
        name = f"Pay-of-{len(records)}-kinds"
        if name not in self.made:
            self.made[name] = {}
            self.made[name] = self._by_type(records)
        return {"$ref": f"#/definitions/{name}"}

    def _by_type(self, records: list[type[BaseModel]]) -> Schema:
        tags = {record: get_args(record.model_fields["type"].annotation) for record in records}
        described = [(tag, meaning_of(record)) for record in records for tag in tags[record]]
        return {
            "type": ["object", "null"],
            "properties": {
                "type": {
                    "description": "Which kind of pay it is.",
                    "enum": [tag for tag, _ in described],
                    "enumDescriptions": [words for _, words in described],
                }
            },
            "required": ["type"],
            "allOf": [
                {
                    "if": {
                        "properties": {"type": {"enum": list(tags[record])}},
                        "required": ["type"],
                    },
                    "then": self.reference(record),
                }
                for record in records
            ],
        }


def _joined(schemas: list[Schema]) -> Schema:
    """Give one schema of which any one of several must fit."""
    # Records and lists accept what is blank by themselves; only then do editors complete in them.
    by_itself = [schema for schema in schemas if schema is not BLANK]
    if BLANK in schemas and ANSWER in schemas:
        # One in place of two: where all of three fit, the editor would show an empty heading.
        schemas = [*(each for each in by_itself if each != ANSWER), ANSWER_OR_BLANK]
    if len(by_itself) == 1 and _takes_blank(by_itself[0]):
        return by_itself[0]
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _takes_blank(schema: Schema) -> bool:
    local = str(schema.get("$ref", "")).startswith("#")
    return local or "null" in schema.get("type", ())


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _in_words(annotation: Any) -> str:
    """Say what to write where that is one value; empty where the editor shows it anyway."""
    for part in _parts(annotation):
        kind = kind_of(part)
        if kind is not None and kind.words != "text":
            return kind.words
    return ""


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) in (Union, types.UnionType):
        yield from get_args(annotation)


def known_schema(lists: Mapping[str, Mapping[str, str]], scales: Mapping[str, Any]) -> Schema:
    """Give the schema of what site_config/ holds: ids with their names, and bands of each scale."""
    definitions: Schema = {name: _known(name, ids) for name, ids in lists.items()}
    definitions["bands"] = (
        {
            "allOf": [
                {
                    "if": {"properties": {"scale": {"enum": [scale]}}, "required": ["scale"]},
                    "then": {
                        "properties": {
                            "band": _or_blank(_one_of(held["bands"], f"Write a band of {scale}.")),
                            "points": {
                                "properties": dict.fromkeys(
                                    ("lowest", "highest"),
                                    _one_of(held["points"], f"Write a spine point of {scale}."),
                                )
                            },
                        }
                    },
                }
                for scale, held in scales.items()
            ]
        }
        if scales
        else {}
    )
    return {"$schema": _DRAFT, "definitions": definitions}


def _known(name: str, ids: Mapping[str, str]) -> Schema:
    wrong = f"There is nothing of this name in {file_of(name)}. Write one that is, or add it there."
    ids = dict(sorted(ids.items()))
    names = {"enumDescriptions": list(ids.values())} if any(ids.values()) else {}
    return {**_one_of(list(ids), wrong), **names}


def _one_of(words: list[str], wrong: str) -> Schema:
    """Accept one of ``words``; of digits alone, an editor makes a number unless they are quoted."""
    if not words:  # an empty choice would make the whole schema invalid
        nothing = {"type": "string", "pattern": "(?!)"}
        return {**nothing, "errorMessage": wrong, "patternErrorMessage": wrong}
    offered = {"enum": [_as_read(word) for word in words], "errorMessage": wrong}
    quoted = [word for word in words if word.isdecimal()]
    if not quoted:
        return offered
    return {"anyOf": [offered, {"type": "string", "pattern": f"^({'|'.join(quoted)})$"}]}


def _or_blank(schema: Schema) -> Schema:
    return {"anyOf": [schema, BLANK]}


def _as_read(word: str) -> str | int:
    return int(word) if word.isdecimal() else word
