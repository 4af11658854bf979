"""What is wrong with a settings file, in sentences."""

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from bots.settings.model import Settings
from bots.settings.secrets import mask

Schema = Mapping[str, Any]

KINDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "string": "a text in quotes"}


def explain(error: ValidationError) -> Iterator[str]:
    """One sentence a mistake."""
    for mistake in error.errors():
        key = ".".join(str(part) for part in mistake["loc"] if isinstance(part, str))
        if mistake["type"] == "extra_forbidden":
            yield _unknown(key)
        elif isinstance(mistake["input"], Mapping) and mistake["type"] == "value_error":
            yield f"{_named(key)}{_said(mistake['msg'])}."
        else:
            yield f"{key} = {_shown(mistake['input'])} is not allowed; it must be {_allowed(key, mistake)}."


def knobs(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[str]:
    """Dotted names of every knob and section."""
    for name, field in model.model_fields.items():
        yield prefix + name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from knobs(field.annotation, f"{prefix}{name}.")


def _unknown(key: str) -> str:
    names = list(knobs())
    section, _, last = key.rpartition(".")
    beside = {name.rpartition(".")[2]: name for name in names if name.rpartition(".")[0] == section}
    elsewhere = [name for name in names if name.rpartition(".")[2] == last]
    close = [beside[name] for name in difflib.get_close_matches(last, beside, 1)]
    near = elsewhere or close or difflib.get_close_matches(key, names, 1)
    return f"{key} is unknown." + (f" Did you mean {near[0]}?" if near else f" Known here: {', '.join(beside.values() or names)}.")


def _named(key: str) -> str:
    return f"[{key}] " if key else ""


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def _shown(given: object) -> str:
    return mask(json.dumps(given, ensure_ascii=False, default=str))[:200]


def _allowed(key: str, mistake: Any) -> str:
    if mistake["type"] == "value_error":
        return _said(mistake["msg"])
    schema = Settings.model_json_schema()
    return _described(_node(schema, key), schema) or _said(mistake["msg"])


def _node(schema: Schema, key: str) -> Schema:
    node = schema
    for name in key.split("."):
        node = _resolved(node, schema).get("properties", {}).get(name, {})
    return _resolved(node, schema)


def _resolved(node: Schema, schema: Schema) -> Schema:
    reference = node.get("$ref")
    if reference is None:
        return node
    found: Schema = schema["$defs"][reference.rpartition("/")[2]]
    return found


def _described(node: Schema, schema: Schema) -> str:
    """A JSON schema in words."""
    if "properties" in node:
        return f"a section [{str(node.get('title', '')).lower()}] with {', '.join(node['properties'])}"
    if "enum" in node:
        return "one of " + ", ".join(json.dumps(value) for value in node["enum"])
    if "description" in node:
        return str(node["description"])
    if node.get("type") == "array":
        return f"a list, each {_described(_resolved(node['items'], schema), schema)}"
    if node.get("format") == "time":
        return 'a time of day such as "09:00"'
    return KINDS.get(str(node.get("type")), "") + _bounds(node)


def _bounds(node: Schema) -> str:
    match node:
        case {"minimum": least, "maximum": most}:
            return f" from {least} to {most}"
        case {"minLength": least, "maxLength": most}:
            return f" of {least} to {most} letters"
        case {"minLength": least}:
            return f" of at least {least} letter"
    return ""
