"""A paper as one page for a browser: nothing to fetch, nothing that runs, read aloud well."""

from collections.abc import Iterator
from html import escape

from policytui.export.html import frame_page
from policytui.export.paper import Block, Heading, Paper, Points, Prose, Quotation, count_sections
from policytui.export.tables import Cell, Table, harmless_line
from policytui.text import split_paragraphs

_MOST_SHOWN = 12
"""Sections of a chapter that are shown at once in the contents."""


def format_paper_html(paper: Paper) -> str:
    """A whole page that needs no other file and sends nothing anywhere."""
    paper = paper.cleaned()
    lines = list(_contents(paper))
    for number, block in enumerate(paper.blocks):
        lines.extend(_block(block, number))
    return frame_page(paper.title, lines)


def _contents(paper: Paper) -> Iterator[str]:
    if not paper.chapters:
        return
    yield '<nav aria-label="Contents">\n<ol>'
    for chapter, *sections in paper.chapters:
        yield f"<li>{_link(*chapter)}"
        if sections:
            # Closed where there are many, so that the chapters are seen together.
            is_open = " open" if len(sections) <= _MOST_SHOWN else ""
            yield f"<details{is_open}><summary>{count_sections(len(sections))}</summary>\n<ul>"
            yield from (f"<li>{_link(*section)}</li>" for section in sections)
            yield "</ul></details>"
        yield "</li>"
    yield "</ol>\n</nav>"


def _link(place: int, heading: Heading) -> str:
    return f'<a href="#part-{place}" dir="auto">{_words(heading.text)}</a>'


def _block(block: Block, number: int) -> Iterator[str]:
    match block:
        case Heading():
            tag = f"h{block.level + 1}"
            yield f'<{tag} id="part-{number}" dir="auto">{_words(block.text)}</{tag}>'
        case Prose():
            kind = ' class="byline"' if block.is_quiet else ""
            for paragraph in split_paragraphs(block.text):
                yield f'<p{kind} dir="auto">{_words(paragraph)}</p>'
        case Points():
            yield "<ul>"
            yield from (f'<li dir="auto">{_words(item)}</li>' for item in block.items)
            yield "</ul>"
        case Quotation():
            yield "<blockquote>"
            for paragraph in split_paragraphs(block.text):
                yield f'<p dir="auto">{_words(paragraph)}</p>'
            if block.by:
                yield f'<footer class="byline" dir="auto">— {_words(block.by)}</footer>'
            yield "</blockquote>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    # A wide table scrolls by itself, so that the page does not.
    yield '<div class="wide" role="group" tabindex="0"><table>'
    yield f"<caption>{_words(harmless_line(table.title))}</caption>"
    heads = "".join(f'<th scope="col">{_words(harmless_line(one))}</th>' for one in table.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</tbody></table></div>"


def _cell(cell: Cell) -> str:
    kind = ' class="number"' if isinstance(cell, int) else ' dir="auto"'
    return f"<td{kind}>{_words(harmless_line(cell))}</td>"


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
