"""Documents as Markdown with TOML front matter: reading that names every problem, and writing.

The form: front matter between `+++` lines, then headings. A heading with headings beneath it
is a theme; a heading without is a position and carries its permanent id and, where they differ
from the document's, its nations: `### Land use {#land-use nations="england wales"}`. The classes
`.question` and `.background` tell what a section of a consultation is.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomli_w
from markdown_it import MarkdownIt
from markdown_it.token import Token

from policytui.corpus.escaping import escape, find_swallowed, split_attributes, unescape
from policytui.corpus.identity import LONGEST_SLUG, is_slug, slug_from
from policytui.corpus.model import (
    ALL_NATIONS,
    Document,
    Header,
    Kind,
    Nation,
    Position,
    Role,
    order_nations,
)
from policytui.errors import DataError, Problem
from policytui.files import read_bytes
from policytui.tables import Source, Table, read_table, suggest
from policytui.text import clean_line, clean_prose, clean_text

SCHEMA = 1
"""The version of the form that is read and written."""

LARGEST_FILE = 16_000_000
"""Largest document, in bytes: some thirty times the longest manifesto."""

_FENCE = "+++"
_CLOSING_FENCE = re.compile(r"[\n\r]\+\+\+[ \t]*[\n\r]")
# Not counted as line ends, for no editor does; `clean_text` would make them such.
_BREAKS_WITHIN_LINES = re.compile("[\x0b\x0c\x85\u2028\u2029]")


def read_document(path: Path) -> Document:
    """The document in a file.

    Raises:
        StorageError: the file is missing, too large or unreadable.
        DataError: with every problem of the file.
    """
    return parse_document_bytes(read_bytes(path, LARGEST_FILE), path)


def read_header(path: Path) -> Header:
    """The header of the document in a file, without its positions; raises as `read_document`."""
    problems: list[Problem] = []
    text = _decode(read_bytes(path, LARGEST_FILE), path)
    closing = _CLOSING_FENCE.search(text)
    lines = _lines_of(text[: closing.end()] if closing else text)
    front, _ = _split_front_matter(lines, path, problems)
    header = _read_header(front, path, problems) if front is not None else None
    if problems or header is None:
        raise DataError(problems)
    return header


def parse_document_bytes(data: bytes, path: Path) -> Document:
    """The document in the content of a file.

    Raises:
        DataError: with every problem of the content.
    """
    return parse_document(_decode(data, path), path)


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        kind = "is no text file" if b"\0" in data[:4096] else "is not written in UTF-8"
        message = f"{kind}; open it in an editor and save it as UTF-8 text."
        raise DataError([Problem(path, line, "", message)]) from None


def _lines_of(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean_text(_BREAKS_WITHIN_LINES.sub(" ", text)).split("\n")


def parse_document(text: str, file: Path | None = None) -> Document:
    """The document in a text; `file` is named in problems.

    Raises:
        DataError: with every problem of the text.
    """
    problems: list[Problem] = []
    lines = _lines_of(text)
    front, body_at = _split_front_matter(lines, file, problems)
    header = _read_header(front, file, problems) if front is not None else None
    sections = _read_sections(lines, body_at, file, problems)
    positions = _read_positions(sections, header, file, problems)
    if header and not positions and not problems:
        message = "holds no position; add a heading with an id, and text beneath it."
        problems.append(Problem(file, body_at + 1, "", message))
    if problems or header is None:
        raise DataError(sorted(problems, key=lambda problem: problem.line))
    return Document(header, tuple(positions))


def format_document(document: Document) -> str:
    """The text of a document; `parse_document` of it gives an equal value."""
    header = document.header
    parts = [f"{_FENCE}\n{tomli_w.dumps(_header_table(header))}{_FENCE}"]
    themes: tuple[str, ...] = ()
    for position in document.positions:
        kept = _shared_length(themes, position.themes)
        # A theme is opened anew after a position that stood beside it.
        for depth in range(kept, len(position.themes)):
            theme = position.themes[depth]
            parts.append(f"{'#' * (depth + 2)} {theme} {{#{slug_from(theme)}}}")
        themes = position.themes
        level = "#" * (len(themes) + 2)
        parts.append(f"{level} {position.title} {{{_format_attributes(position, header)}}}")
        parts.append("\n".join(escape(line) for line in position.text.split("\n")))
    return "\n\n".join(parts) + "\n"


# --- front matter ---


def _split_front_matter(
    lines: list[str], file: Path | None, problems: list[Problem]
) -> tuple[str | None, int]:
    if lines[0].rstrip() != _FENCE:
        message = (
            'has no front matter; begin it with a line "+++", then schema, id, title, kind and '
            'edition, then "+++" again.'
        )
        problems.append(Problem(file, 1, "", message))
        return None, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:number]), number + 1
    problems.append(
        Problem(file, 1, "", 'the front matter is not closed; add a line "+++" after it.')
    )
    return None, len(lines)


def _read_header(front: str, file: Path | None, problems: list[Problem]) -> Header | None:
    source = Source(front, file, first_line=2)
    table = read_table(source)
    header = _header_from(table) if table else None
    problems.extend(source.problems)
    return header


def _header_from(table: Table) -> Header | None:
    schema = table.integer("schema")
    if table.has("schema") and schema != SCHEMA:
        table.report("schema", f"is {schema}, but this program reads schema {SCHEMA}.")
    id_ = table.line_text("id")
    if id_ and not is_slug(id_):
        table.report("id", _slug_advice(id_))
    kind = table.choice("kind", Kind)
    header = Header(
        id=id_,
        title=table.line_text("title"),
        kind=kind or Kind.PLATFORM,
        edition=table.line_text("edition"),
        adopted=table.day("adopted"),
        adopted_by=table.line_text("adopted_by", required=False),
        nations=table.choices("nations", Nation) or ALL_NATIONS,
        language=table.line_text("language", required=False, default="en"),
        source=table.line_text("source", required=False),
        notice=table.line_text("notice", required=False),
        opens=table.moment("opens"),
        closes=table.moment("closes"),
    )
    if header.opens and header.closes and header.closes <= header.opens:
        table.report("closes", "is not after opens.")
    table.finish()
    return header


def _header_table(header: Header) -> dict[str, Any]:
    table: dict[str, Any] = {
        "schema": SCHEMA,
        "id": header.id,
        "title": header.title,
        "kind": header.kind.value,
        "edition": header.edition,
        "adopted": header.adopted,
        "adopted_by": header.adopted_by,
        "nations": [nation.value for nation in header.nations],
        "language": header.language,
        "source": header.source,
        "notice": header.notice,
        "opens": header.opens,
        "closes": header.closes,
    }
    return {key: value for key, value in table.items() if value not in (None, "")}


# --- headings and positions ---


@dataclass
class _Section:
    title: str
    level: int
    line: int
    text: str
    attributes: str | None
    themes: list["_Section"] = field(default_factory=list)


def _read_sections(
    lines: list[str], body_at: int, file: Path | None, problems: list[Problem]
) -> list[_Section]:
    body = lines[body_at:]
    tokens = _parse(body)
    headings = list(_find_headings(tokens))
    for at, message in find_swallowed(body, tokens, {start for _, start, _, _ in headings}):
        problems.append(Problem(file, body_at + at + 1, "", message))
    before = "\n".join(body[: headings[0][1]] if headings else body)
    if before.strip():
        at = next(number for number, line in enumerate(body) if line.strip())
        problems.append(_text_outside(file, body_at + at + 1))
    sections: list[_Section] = []
    ends = [*(start for _, start, _, _ in headings[1:]), len(body)] if headings else []
    for (level, start, end, content), stop in zip(headings, ends, strict=True):
        title, attributes = split_attributes(content)
        text = clean_prose("\n".join(unescape(line) for line in body[end:stop]))
        sections.append(_Section(clean_line(title), level, body_at + start + 1, text, attributes))
    return sections


def _parse(body: list[str]) -> list[Token]:
    markdown = MarkdownIt("commonmark").disable(["html_block"])
    markdown.core.ruler.disable("inline")
    return markdown.parse("\n".join(body))


def _find_headings(tokens: list[Token]) -> Iterator[tuple[int, int, int, str]]:
    """Level, first line, line after, and content of each heading outside lists and quotes."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and opening.map:
            yield int(opening.tag[1]), opening.map[0], opening.map[1], inline.content


def _read_positions(
    sections: list[_Section], header: Header | None, file: Path | None, problems: list[Problem]
) -> list[Position]:
    positions: list[Position] = []
    lines: dict[str, int] = {}
    above: list[_Section] = []
    for number, section in enumerate(sections):
        above = [theme for theme in above if theme.level < section.level]
        if number == 0 and header and section.level == 1 and section.title == header.title:
            if section.text:
                problems.append(_text_outside(file, section.line + 1))
            continue
        following = sections[number + 1] if number + 1 < len(sections) else None
        if following and following.level > section.level:
            _attributes_of(section, file, problems)
            if section.text:
                problems.append(_text_outside(file, section.line + 1))
            above.append(section)
            continue
        section.themes = list(above)
        position = _position_from(section, header, lines, file, problems)
        if position:
            positions.append(position)
    return positions


def _position_from(
    section: _Section,
    header: Header | None,
    lines: dict[str, int],
    file: Path | None,
    problems: list[Problem],
) -> Position | None:
    def report(message: str) -> None:
        problems.append(Problem(file, section.line, "", f'heading "{section.title}" {message}'))

    slug, role, nations = _attributes_of(section, file, problems)
    if not section.title:
        report("is empty; write what the position is about.")
    if not section.text:
        report("has no text beneath it; write the position, or remove the heading.")
    if not slug:
        wanted = slug_from(section.title, lines)
        report(f"has no id; add {{#{wanted}}} at its end.")
    elif not is_slug(slug):
        report(f"has an id that cannot be used: {_slug_advice(slug)}")
    elif slug in lines:
        report(f"has the id {slug}, which line {lines[slug]} has already; ids are never shared.")
    else:
        lines[slug] = section.line
    if not (slug and header):
        return None
    for theme in reversed(section.themes):
        nations = nations or _attributes_of(theme, file, [])[2]
    return Position(
        id=f"{header.id}/{slug}",
        title=section.title,
        text=section.text,
        themes=tuple(theme.title for theme in section.themes),
        nations=nations or header.nations,
        role=role,
        line=section.line,
    )


def _attributes_of(
    section: _Section, file: Path | None, problems: list[Problem]
) -> tuple[str, Role, tuple[Nation, ...]]:
    slug, role, nations = "", Role.STATEMENT, tuple[Nation, ...]()
    seen: set[str] = set()

    def report(message: str) -> None:
        problems.append(Problem(file, section.line, "", f'heading "{section.title}" {message}'))

    try:
        parts = shlex.split(section.attributes or "")
    except ValueError:
        report("has attributes whose quotes are not in pairs.")
        return slug, role, nations
    for part in parts:
        key, equals, value = part.partition("=")
        if part.startswith("#"):
            kind, slug = "id", part[1:]
        elif part.startswith(".") and part[1:] in {Role.QUESTION, Role.BACKGROUND}:
            kind, role = "class (.question or .background)", Role(part[1:])
        elif key == "nations" and equals:
            kind, nations = "list of nations", _nations_from(value, report)
        else:
            known = ["nations=", ".question", ".background"]
            report(f'has the unknown attribute "{part}".' + suggest(part, known))
            continue
        if kind in seen:
            report(f"has more than one {kind}; keep one of them.")
        seen.add(kind)
    return slug, role, nations


def _nations_from(value: str, report: Any) -> tuple[Nation, ...]:
    words = value.replace(",", " ").split()
    known = [nation.value for nation in Nation]
    if not words:
        report(f"names no nation; write some of {', '.join(known)}, or remove nations.")
    for word in words:
        if word not in known:
            report(
                f'names the unknown nation "{word}"; known are {", ".join(known)}.'
                + suggest(word, known)
            )
    return order_nations(Nation(word) for word in words if word in known)


def _format_attributes(position: Position, header: Header) -> str:
    parts = ["#" + position.id.partition("/")[2]]
    if position.role is not Role.STATEMENT:
        parts.append(f".{position.role.value}")
    if position.nations != header.nations:
        parts.append(f'nations="{" ".join(position.nations)}"')
    return " ".join(parts)


def _shared_length(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared


def _text_outside(file: Path | None, line: int) -> Problem:
    message = (
        "text stands outside any position; give it a heading with an id of its own, "
        "beside the other positions."
    )
    return Problem(file, line, "", message)


def _slug_advice(slug: str) -> str:
    return (
        f'"{slug[:100]}" must be small letters, digits and single hyphens, at most '
        f"{LONGEST_SLUG} characters, such as {slug_from(slug)}."
    )
