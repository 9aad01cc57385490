"""Headers and positions as rows of the catalogue's tables."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from policytui.corpus.model import Header, Kind, Nation, Position, Role

COLUMNS = "id, document, ordinal, title, text, themes, nations, role, line"
"""Columns of a position, in the order in which rows are written and read."""

Row = Sequence[str | int]


def row_from_position(position: Position, ordinal: int) -> Row:
    """The row of a position that stands at a place of its document, counted from 0."""
    return (
        position.id,
        position.document_id,
        ordinal,
        position.title,
        position.text,
        json.dumps(position.themes, ensure_ascii=False),
        " ".join(position.nations),
        position.role.value,
        position.line,
    )


def position_from_row(row: Row) -> Position:
    """The position in a row."""
    id_, _, _, title, text, themes, nations, role, line = row
    return Position(
        id=str(id_),
        title=str(title),
        text=str(text),
        themes=tuple(json.loads(str(themes))),
        nations=tuple(map(Nation, str(nations).split())),
        role=Role(str(role)),
        line=int(line),
    )


def text_from_header(header: Header) -> str:
    """A header as JSON."""
    return json.dumps(
        {
            "id": header.id,
            "title": header.title,
            "kind": header.kind,
            "edition": header.edition,
            "adopted": header.adopted.isoformat() if header.adopted else None,
            "adopted_by": header.adopted_by,
            "nations": header.nations,
            "language": header.language,
            "source": header.source,
            "notice": header.notice,
            "opens": header.opens.isoformat() if header.opens else None,
            "closes": header.closes.isoformat() if header.closes else None,
        },
        ensure_ascii=False,
    )


def header_from_text(text: str) -> Header:
    """The header in JSON of `text_from_header`."""
    data = json.loads(text)
    return Header(
        id=data["id"],
        title=data["title"],
        kind=Kind(data["kind"]),
        edition=data["edition"],
        adopted=date.fromisoformat(data["adopted"]) if data["adopted"] else None,
        adopted_by=data["adopted_by"],
        nations=tuple(map(Nation, data["nations"])),
        language=data["language"],
        source=data["source"],
        notice=data["notice"],
        opens=datetime.fromisoformat(data["opens"]) if data["opens"] else None,
        closes=datetime.fromisoformat(data["closes"]) if data["closes"] else None,
    )
