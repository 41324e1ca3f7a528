"""The JSON Schema of a content, written from its dataclasses; `content/kit.schema.json` holds it."""

import json
from dataclasses import MISSING, is_dataclass
from datetime import time
from typing import Any, Final, get_args, get_origin

from entremise.kits.vocabulary.content import KitContent
from entremise.kits.vocabulary.reading import WRITTEN, shape

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
CLOCK: Final = r"^([01]\d|2[0-3]):[0-5]\d$"
SIMPLE: Final = {str: "string", int: "integer", bool: "boolean"}
Schema = dict[str, Any]


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(kit_schema(), indent=2, ensure_ascii=False) + "\n"


def kit_schema() -> Schema:
    """The shape of a whole content, after it has taken from its base what it extends."""
    found: dict[str, Schema] = {}
    whole = schema_of(KitContent, found)
    return {"$schema": DRAFT, "title": "Entremise: content of a crisis", **whole, "$defs": found}


def schema_of(hint: Any, found: dict[str, Schema]) -> Schema:
    if isinstance(hint, type) and is_dataclass(hint):
        return {"$ref": f"#/$defs/{defined(hint, found)}"}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": schema_of(get_args(hint)[0], found)}
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": {"type": "integer"}}
    if hint is time:
        return {"type": "string", "pattern": CLOCK}
    return {"type": SIMPLE[hint]}


def defined(kind: type, found: dict[str, Schema]) -> str:
    """The name of a table's own schema, which is made once."""
    if kind.__name__ not in found:
        found[kind.__name__] = {}
        found[kind.__name__] = table_of(kind, found)
    return kind.__name__


def table_of(kind: type, found: dict[str, Schema]) -> Schema:
    words = {WRITTEN.get(one.name, one.name): (one, hint) for one, hint in shape(kind)}
    schema: Schema = {
        "type": "object",
        "properties": {word: schema_of(hint, found) for word, (_one, hint) in words.items()},
        "required": [word for word, (one, _hint) in words.items() if one.default is MISSING],
        "additionalProperties": False,
    }
    if kind.__name__ == "Message":  # a text message is one line
        schema["properties"]["text"] = {"anyOf": [{"type": "string"}, schema["properties"]["text"]]}
    return schema
