"""The shape of a file as JSON Schema, by which editors complete, explain and mark what is wrong.

pydantic makes the schema; here is what it cannot know: what a value looks like before it is read,
what may be left blank, what fields mean, and the ids that exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from rolebook.base.words import Message, Words
from rolebook.check.shape.renamed import RENAMED_FIELDS
from rolebook.model.references import file_of, refers_to

from .kinds import ANSWER, ANSWER_OR_BLANK, BLANK, Schema, kind_read_by
from .meanings import meaning_of, meanings

#: The file in which the ids of site_config/ are listed; it changes with the content.
KNOWN = "known.json"
#: What draft every editor and every checker knows.
_DRAFT = "http://json-schema.org/draft-07/schema#"
#: Under this key, a schema says in words what to write until its field takes them over.
_WORDS = "words"
#: Under this key, a schema names the list of ids of which one must fit.
_KNOWN_AS = "known as"
#: Under this key, a choice lists the records of which it is one.
_KINDS = "kinds"


def schema_of(model: type[BaseModel]) -> Schema:
    """Give the schema of a file that holds ``model``."""
    made = model.model_json_schema(schema_generator=_Generator)
    linked = _linked(made, made.get("$defs", {}))
    return {"$schema": _DRAFT, **linked, "type": "object"}


def _linked(schema: Any, records: Schema) -> Any:
    """Refer to the file of known ids, and say what each kind of record means.

    To the generator, each reference has to be its own, and it knows a record's meaning only when
    it has described all of them.
    """
    if isinstance(schema, dict):
        if _KNOWN_AS in schema:
            rest = {key: value for key, value in schema.items() if key != _KNOWN_AS}
            return {**rest, "$ref": f"{KNOWN}#/definitions/{schema[_KNOWN_AS]}"}
        if _KINDS in schema:
            refs = [kind["$ref"].rpartition("/")[2] for kind in schema.pop(_KINDS)]
            schema = {**schema, "enumDescriptions": [records[ref]["description"] for ref in refs]}
        return {key: _linked(value, records) for key, value in schema.items()}
    return [_linked(item, records) for item in schema] if isinstance(schema, list) else schema


class _Generator(GenerateJsonSchema):
    """pydantic's generator, for files that people type and may leave unfinished."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave titles out: editors show the key."""
        return False

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> Schema:
        """Describe a value by the function that reads it."""
        kind = kind_read_by(schema["function"]["function"])
        return {"anyOf": list(kind.schemas), _WORDS: kind.words}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """Accept text in place of a record that may be its text alone."""
        return {"anyOf": [{"type": ["string", "number"]}, self.generate_inner(schema["schema"])]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Leave blanks to the field."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Leave defaults out, which editors would write into the file."""
        return self.generate_inner(schema["schema"])

    def tuple_schema(self, schema: core_schema.TupleSchema) -> Schema:
        """Accept a list that is blank, not one that is empty."""
        made = super().tuple_schema(schema)
        items = _joined(_alternatives(made["items"]))
        return {"type": ["array", "null"], "items": items, "minItems": made.get("minItems", 1)}

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """Accept names with nothing after them."""
        made = super().dict_schema(schema)
        keys = self.generate_inner(schema["keys_schema"])["anyOf"][0]
        names = {"propertyNames": {"pattern": keys["pattern"]}} if "pattern" in keys else {}
        values = _joined(_alternatives(made["additionalProperties"]))
        return {"type": ["object", "null"], **names, "additionalProperties": values}

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        """Describe a record and each of its fields."""
        record = schema["cls"]
        made = super().model_schema(schema)
        means = meanings(record)
        made.pop("title")
        made["description"] = meaning_of(record)
        made["type"] = ["object", "null"]
        for key, info in record.model_fields.items():
            made["properties"][key] = _property(made["properties"][key], info, means.get(key, ""))
        for field in RENAMED_FIELDS:
            if field.record == record.__name__:
                words = f'Is called "{field.new}" now. "rolebook upgrade" writes it for you.'
                made["properties"][field.old] = {
                    **made["properties"][field.new],
                    "deprecationMessage": words,
                    "doNotSuggest": True,
                }
        if record.__name__ == "ScalePay":
            made["allOf"] = [{_KNOWN_AS: "bands"}]
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """Let ``type`` decide which record it is, so that only what is wrong with that is told."""
        kinds = {tag: self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        chosen = {
            "description": "Which kind of pay it is.",
            "enum": list(kinds),
            _KINDS: list(kinds.values()),
        }
        return {
            "type": ["object", "null"],
            "properties": {"type": chosen},
            "required": ["type"],
            "allOf": [
                {
                    "if": {"properties": {"type": {"enum": [tag]}}, "required": ["type"]},
                    "then": record,
                }
                for tag, record in kinds.items()
            ],
        }


def _property(schema: Schema, info: FieldInfo, means: str) -> Schema:
    """Say what a field means and what to write, and let it be blank unless it is needed."""
    words = schema.get(_WORDS, "text")
    found = _alternatives(schema)
    if to := refers_to(*info.metadata, info.annotation):
        known = {_KNOWN_AS: to.list}
        inner = next((key for key in ("items", "propertyNames") if key in schema), None)
        found, words = [{**schema, inner: known} if inner else known], "text"
    made = _joined([*found, *([] if info.is_required() else [BLANK])])
    say = "" if words == "text" else f"Write {words}"
    text = ". ".join(part.rstrip(".") for part in (means, say) if part)
    return {**({"description": f"{text}."} if text else {}), **made}


def _alternatives(schema: Schema) -> list[Schema]:
    """Give the schemas of which one must fit."""
    return list(schema["anyOf"]) if "anyOf" in schema else [schema]


def _joined(schemas: list[Schema]) -> Schema:
    """Give one schema of which any one of several must fit."""
    # Records and lists accept what is blank by themselves; only then do editors complete in them.
    by_itself = [schema for schema in schemas if schema != BLANK]
    if BLANK in schemas and ANSWER in schemas:
        # One in place of two: where all of three fit, the editor would show an empty heading.
        schemas = [*(each for each in by_itself if each != ANSWER), ANSWER_OR_BLANK]
    if len(by_itself) == 1 and _takes_blank(by_itself[0]):
        return by_itself[0]
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _takes_blank(schema: Schema) -> bool:
    return str(schema.get("$ref", "")).startswith("#") or "null" in schema.get("type", ())


def words_schema(words: Words) -> Schema:
    """Give the schema of an employer's own words, each with those that it would replace."""
    groups: dict[str, Schema] = {}
    for name, message in words.messages.items():
        group, _, key = name.partition(".")
        held = groups.setdefault(group, {"type": ["object", "null"], "properties": {}})
        held["additionalProperties"] = False
        held["properties"][key] = _message(message)
    notes = {"description": "For the people who edit this file.", "type": ["string", "null"]}
    return {
        "$schema": _DRAFT,
        "description": "Words of the site in place of Rolebook's own.",
        "type": ["object", "null"],
        "properties": {"notes": notes, **groups},
        "additionalProperties": False,
    }


def _message(message: Message) -> Schema:
    if isinstance(message, str):
        return {"description": f"In place of: {message}", "type": ["string", "number", "null"]}
    forms = {form: _message(text) for form, text in message.items()}
    return {"type": ["object", "null"], "properties": forms, "additionalProperties": False}


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
