"""Comparisons as one page for a browser: nothing to fetch, nothing that runs, read aloud well."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from policytui.compare.words import Op
from policytui.export.comparison import (
    NOTHING,
    UNCHANGED,
    Comparison,
    as_line,
)
from policytui.export.page_style import PAGE_STYLE
from policytui.export.paragraphs import Paragraph, Piece, mark_paragraphs
from policytui.text import split_paragraphs

_TAGS = {Op.INSERT: "ins", Op.DELETE: "del"}
_SPOKEN = {Op.INSERT: "Inserted: ", Op.DELETE: "Left out: "}
_LEGEND = (
    "Words to be inserted are underlined between plus signs: "
    '<ins><span class="spoken">Inserted: </span>new words</ins>. '
    "Words to be left out are struck through between minus signs: "
    '<del><span class="spoken">Left out: </span>old words</del>. '
    "The sign ¶ stands for the end of a paragraph."
)


def format_html(comparisons: Sequence[Comparison], *, title: str) -> str:
    """A whole page that needs no other file and sends nothing anywhere.

    Args:
        title: the heading of the page, also its name in the browser.
    """
    cleaned = [comparison.cleaned() for comparison in comparisons]
    lines = [f'<p class="legend">{_LEGEND}</p>', *_contents(cleaned)]
    for number, comparison in enumerate(cleaned, 1):
        lines.extend(_article(comparison, number))
    return frame_page(title, lines)


def frame_page(title: str, content: Iterable[str]) -> str:
    """A whole page around its content.

    Args:
        content: lines of HTML.
    """
    heading = _words(as_line(title))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        # Whatever a text holds, a browser loads nothing and runs nothing.
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{heading}</title>",
        f"<style>\n{PAGE_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f'<h1 dir="auto">{heading}</h1>',
    ]
    return "\n".join([*lines, *content, "</main>", "</body>", "</html>", ""])


def _contents(comparisons: Sequence[Comparison]) -> Iterator[str]:
    if len(comparisons) < 2:
        return
    yield '<nav aria-label="Contents">\n<ol>'
    for number, comparison in enumerate(comparisons, 1):
        yield f'<li><a href="#change-{number}">{_words(comparison.title)}</a></li>'
    yield "</ol>\n</nav>"


def _article(comparison: Comparison, number: int) -> Iterator[str]:
    yield f'<article aria-labelledby="change-{number}">'
    yield f'<h2 id="change-{number}" dir="auto">{_words(comparison.title)}</h2>'
    if comparison.byline:
        yield f'<p class="byline" dir="auto">{_words(comparison.byline)}</p>'
    if comparison.instruction:
        yield from _section("instruction", "Instruction", _instruction(comparison.instruction))
    yield from _section("changes", "Text with the changes marked", _changes(comparison))
    if comparison.reason:
        yield from _section("reason", "Reason", _prose(comparison.reason))
    yield '<div class="sides">'
    for name, text, what in (
        ("Before", comparison.base, comparison.base_title),
        ("After", comparison.proposed, comparison.proposed_title),
    ):
        yield from _section(
            name.lower(),
            f"{name}: {what}" if what else name,
            _prose(text) if text else [f'<p class="aside">{NOTHING}</p>'],
        )
    yield "</div>"
    if comparison.source:
        lines = [f'<p dir="auto">{_words(line)}</p>' for line in comparison.source]
        yield from _section("source", "Source", lines)
    yield "</article>"


def _section(name: str, heading: str, content: Iterable[str]) -> Iterator[str]:
    yield f'<section class="{name}">'
    yield f'<h3 dir="auto">{_words(heading)}</h3>'
    yield from content
    yield "</section>"


def _instruction(lines: Sequence[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield f'<p dir="auto">{_words(lines[0])}</p>'
        return
    yield "<ol>"
    for line in lines:
        yield f'<li dir="auto">{_words(line)}</li>'
    yield "</ol>"


def _changes(comparison: Comparison) -> Iterator[str]:
    if comparison.base == comparison.proposed:
        yield f'<p class="aside">{UNCHANGED}</p>'
    for paragraph in mark_paragraphs(comparison.changes):
        yield f'<p dir="auto">{_marked(paragraph)}</p>'


def _marked(paragraph: Paragraph) -> str:
    marked = "".join(map(_piece, paragraph.pieces))
    if paragraph.is_split_or_joined:
        marked += _change(paragraph.end, "end of paragraph", _sign("¶"))
    return marked


def _piece(piece: Piece) -> str:
    if piece.op is Op.EQUAL:
        return _words(piece.text)
    if piece.text.strip():
        return _change(piece.op, "", _words(piece.text))
    # White space alone would be invisible, and silent when read aloud.
    if "\n" in piece.text:
        return _change(piece.op, "line break", f"{_sign('↵')}{_words(piece.text)}")
    return _change(piece.op, "space", f"{_sign('·')}{_words(piece.text)}")


def _change(op: Op, spoken: str, content: str) -> str:
    tag = _TAGS[op]
    return f'<{tag}><span class="spoken">{_SPOKEN[op]}{spoken}</span>{content}</{tag}>'


def _sign(sign: str) -> str:
    return f'<span class="sign" aria-hidden="true">{sign}</span>'


def _prose(text: str) -> Iterator[str]:
    for paragraph in split_paragraphs(text):
        yield f'<p dir="auto">{_words(paragraph)}</p>'


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
