"""Readings and errors as JSON, to pass between the program and the process that reads for it."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from policytui.errors import DataError, PolicyError, Problem, StorageError, UsageError
from policytui.importers.blocks import Block, Look, Reading, Unit
from policytui.importers.report import Doubt

LARGEST_ANSWER = 200_000_000
"""Most bytes of what is made of one file; far above what a document of the corpus can hold."""

_ERRORS = {"usage": UsageError, "storage": StorageError}


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading as values that `json` writes; `reading_from_json` gives it back the same."""
    return {
        "blocks": [_block_to_json(block) for block in reading.blocks],
        "text": reading.text,
        "knows_headings": reading.knows_headings,
        "title": reading.title,
        "doubts": [[doubt.line, doubt.message, doubt.page] for doubt in reading.doubts],
        "unit": reading.unit.value,
    }


def reading_from_json(values: dict[str, Any]) -> Reading:
    """The reading that `reading_to_json` wrote down."""
    return Reading(
        blocks=tuple(_block_from_json(block) for block in values["blocks"]),
        text=values["text"],
        knows_headings=values["knows_headings"],
        title=values["title"],
        doubts=tuple(Doubt(*doubt) for doubt in values["doubts"]),
        unit=Unit(values["unit"]),
    )


def error_to_json(error: PolicyError) -> dict[str, Any]:
    """An error that a person is told about as values that `json` writes."""
    if isinstance(error, DataError):
        problems = [
            [str(one.file) if one.file else None, one.line, one.key, one.message]
            for one in error.problems
        ]
        return {"kind": "data", "problems": problems, "hint": error.hint}
    kind = next((kind for kind, made in _ERRORS.items() if isinstance(error, made)), "storage")
    return {"kind": kind, "message": error.message, "hint": error.hint}


def error_from_json(values: dict[str, Any]) -> PolicyError:
    """The error that `error_to_json` wrote down, with the same text."""
    if values["kind"] == "data":
        problems = [
            Problem(Path(file) if file else None, line, key, message)
            for file, line, key, message in values["problems"]
        ]
        return DataError(problems, hint=values["hint"])
    return _ERRORS[values["kind"]](values["message"], hint=values["hint"])


_BLOCK_FIELDS = fields(Block)
_LOOK_FIELDS = fields(Look)


def _block_to_json(block: Block) -> dict[str, Any]:
    """What of a block differs from a bare one: of most blocks that is little."""
    values = {
        field.name: value
        for field in _BLOCK_FIELDS
        if (value := getattr(block, field.name)) != field.default
    }
    if block.look is not None:
        values["look"] = {
            field.name: value
            for field in _LOOK_FIELDS
            if (value := getattr(block.look, field.name)) != field.default
        }
    return values


def _block_from_json(values: dict[str, Any]) -> Block:
    if "look" in values:
        values = {**values, "look": Look(**values["look"])}
    if "rows" in values:
        values = {**values, "rows": tuple(tuple(row) for row in values["rows"])}
    return Block(**values)
