"""The report of an import, as plain text for people and as JSON for programs."""

from itertools import groupby
from pathlib import Path
from typing import Any

from policytui.corpus.model import Position, Role
from policytui.importers.prose import words_of
from policytui.importers.report import Import
from policytui.text import printable


def describe_import(result: Import) -> str:
    """What an import made, what it doubts, and every line that it left out, as plain text."""
    document, header = result.document, result.document.header
    lines = [
        f"{header.title} ({header.edition}): {header.kind.label.lower()}, id {header.id}",
        _count(result),
    ]
    if header.closes:
        lines.append(f"Closes {header.closes.isoformat()}")
    for themes, run in groupby(document.positions, key=lambda position: position.themes):
        below = [_line(position) for position in run]
        lines += ["", f"{' › '.join(themes) or 'Without a theme'} ({len(below)})", *below]
    if result.doubts:
        lines += ["", f"Doubtful ({len(result.doubts)})"]
        lines += [f"  {_place(doubt.line)}{doubt.message}" for doubt in result.doubts]
    if result.left_out:
        lines += ["", f"Left out ({len(result.left_out)})"]
        lines += [f"  {_place(left.line)}{left.why}: {left.text}" for left in result.left_out]
    return printable("\n".join(lines))


def import_json(result: Import, path: Path | None) -> dict[str, Any]:
    """The entry of one document in the JSON of `policytui import --json`.

    Args:
        path: the file that was written, None for a dry run.
    """
    header = result.document.header
    return {
        "id": header.id,
        "path": str(path) if path else None,
        "title": header.title,
        "kind": header.kind.value,
        "edition": header.edition,
        "closes": header.closes.isoformat() if header.closes else None,
        "positions": [
            {
                "id": position.id,
                "title": position.title,
                "themes": list(position.themes),
                "text": position.text,
                "role": position.role.value,
            }
            for position in result.document.positions
        ],
        "left_out": [
            {"text": left.text, "why": left.why, "line": left.line} for left in result.left_out
        ],
        "doubts": [{"line": doubt.line, "message": doubt.message} for doubt in result.doubts],
        "words": result.words,
    }


def _line(position: Position) -> str:
    role = "" if position.role is Role.STATEMENT else f"  [{position.role.value}]"
    size = len(words_of(position.text))
    return f"  {position.title}{role}  ({size} words, line {position.line})"


def _count(result: Import) -> str:
    positions = result.document.positions
    themes = len({position.themes for position in positions if position.themes})
    left = sum(len(words_of(left.text)) for left in result.left_out)
    kept = f"{len(positions)} positions under {themes} themes"
    words = f"{result.words} words read, {left} of them left out" if result.words else "own form"
    return f"{kept}; {words}; {len(result.doubts)} doubts"


def _place(line: int) -> str:
    return f"line {line}: " if line else ""
