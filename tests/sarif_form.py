"""The form of SARIF 2.1.0 as far as it is used here, told after the standard (OASIS, 2020).

Stricter than the standard's own schema: a key that is not used is not allowed, and what the text
of the standard asks for beyond its schema (level and kind, section 3.27.10) is asked for here.
"""

from typing import Any


def _object(required: str = "", **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _list(items: dict[str, Any], *, unique: bool = False) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": unique}


_TEXT = {"type": "string", "minLength": 1}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_BAG = {"type": "object", "properties": {"tags": _list(_TEXT, unique=True)}}
_MESSAGE = _object("text", text=_TEXT)
_REGION = _object(
    "startLine",
    startLine={"type": "integer", "minimum": 1},
    startColumn={"type": "integer", "minimum": 1},
    snippet=_object("text", text=_TEXT),
)
_PHYSICAL = _object(
    "artifactLocation",
    artifactLocation=_object(
        "uri", uri={"type": "string", "format": "uri-reference", "pattern": "^[!-~]+$"}
    ),
    region=_REGION,
)
_LOCATION = _object(
    id={"type": "integer", "minimum": 0},
    physicalLocation=_PHYSICAL,
    logicalLocations=_list(_object("fullyQualifiedName", fullyQualifiedName=_TEXT), unique=True),
    message=_MESSAGE,
)
_RESULT = {
    **_object(
        "ruleId ruleIndex kind level message locations partialFingerprints",
        ruleId={"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"},
        ruleIndex={"type": "integer", "minimum": 0},
        kind={"enum": ["fail", "review"]},
        level=_LEVEL,
        message=_MESSAGE,
        locations=_list(_LOCATION),
        relatedLocations=_list(_LOCATION, unique=True),
        partialFingerprints={
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        },
        rank={"type": "number", "minimum": 0, "maximum": 100},
        suppressions=_list(
            _object("kind", kind={"enum": ["inSource", "external"]}, justification=_TEXT),
            unique=True,
        ),
        properties=_BAG,
    ),
    "if": {"properties": {"kind": {"const": "review"}}},
    "then": {"properties": {"level": {"const": "none"}}},
    "else": {"properties": {"level": {"not": {"const": "none"}}}},
}
_DESCRIPTOR = _object(
    "id name shortDescription",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object("level", level=_LEVEL),
    properties=_BAG,
)
_RUN = _object(
    "tool results",
    tool=_object(
        "driver",
        driver=_object(
            "name version rules", name=_TEXT, version=_TEXT, rules=_list(_DESCRIPTOR, unique=True)
        ),
    ),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_list(_RESULT),
    properties=_BAG,
)
FORM = _object(
    "version runs",
    **{
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": _list(_RUN),
    },
)
