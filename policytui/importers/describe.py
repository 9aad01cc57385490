"""The report of an import, as plain text for people and as JSON for programs."""

from itertools import groupby
from pathlib import Path
from typing import Any

from policytui.corpus.model import Position, Role
from policytui.importers.prose import words_of
from policytui.importers.report import Doubt, Import, LeftOut, Unit, WordCount
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
    doubtful = {doubt.line for doubt in result.doubts if doubt.line}
    pages = result.pages or (0,) * len(document.positions)
    paged = zip(document.positions, pages, strict=True)
    for themes, run in groupby(paged, key=lambda pair: pair[0].themes):
        below = [_line(position, page, result.unit, doubtful) for position, page in run]
        lines += ["", f"{' › '.join(themes) or 'Under no theme'} ({len(below)})", *below]
    if result.doubts:
        lines += ["", f"Doubtful ({len(result.doubts)})"]
        lines += [f"  {_place(doubt, result.unit)}{doubt.message}" for doubt in result.doubts]
    if result.left_out:
        lines += ["", f"Left out ({len(result.left_out)})"]
        lines += [
            f"  {_place(left, result.unit)}{left.why}: {left.text}" for left in result.left_out
        ]
    return printable("\n".join(lines))


def describe_words(words: WordCount) -> str:
    """The account of the words in one line."""
    mended = f" + {words.mended} halves of words made whole" if words.mended else ""
    lost = f" + {len(words.lost)} LOST" if words.lost else ""
    return (
        f"{words.read:,} words read = {words.kept:,} in positions + "
        f"{words.left_out:,} left out{mended}{lost}"
    )


def import_json(result: Import, path: Path | None) -> dict[str, Any]:
    """The entry of one document in the JSON of `policytui import --json`.

    Args:
        path: the file that was written, None for a dry run.
    """
    header, words = result.document.header, result.words
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
            {"text": left.text, "why": left.why, "line": left.line, "page": left.page}
            for left in result.left_out
        ],
        "doubts": [
            {"line": doubt.line, "page": doubt.page, "message": doubt.message}
            for doubt in result.doubts
        ],
        "places": result.unit.value,
        "words": words.read,
        "word_count": {
            "read": words.read,
            "kept": words.kept,
            "left_out": words.left_out,
            "mended": words.mended,
            "lost": list(words.lost),
        },
    }


def _line(position: Position, page: int, unit: Unit, doubtful: set[int]) -> str:
    role = "" if position.role is Role.STATEMENT else f"  [{position.role.value}]"
    size = len(words_of(position.text))
    place = f"page {page}" if page else f"{unit} {position.line}"
    mark = "?" if position.line in doubtful else " "
    return f" {mark} {position.title}{role}  ({size} words, {place})"


def _count(result: Import) -> str:
    positions = result.document.positions
    themes = len({position.themes for position in positions if position.themes})
    words = describe_words(result.words) if result.words.read else "own form"
    kept = f"{len(positions)} positions under {themes} themes"
    return f"{kept}; {words}; {len(result.doubts)} doubts"


def _place(place: LeftOut | Doubt, unit: Unit) -> str:
    if place.page:
        return f"page {place.page}: "
    return f"{unit} {place.line}: " if place.line else ""
