"""Web pages into blocks: the main part as content, and all around it with the reasons."""

import re
from pathlib import Path

from policytui.importers.blocks import Block, Reading
from policytui.importers.prose import looks_like_title, words_of
from policytui.importers.readers.html.notes import find_notes
from policytui.importers.readers.html.parts import (
    NO_SCRIPTS,
    OUTSIDE,
    TITLE,
    tell_parts,
    text_of,
)
from policytui.importers.readers.html.source import Element, read_tree, unreadable
from policytui.importers.readers.html.walk import Page, walk_page
from policytui.importers.report import Doubt
from policytui.text import clean_line, clean_text

_SITE_NAME = re.compile(r"^(?P<title>.+?)\s+(?P<sign>\||[-–—:·»]{1,2})\s+(?P<site>[^|»·]+)$")
_MAIN_IS_SMALL = Doubt(
    0, "the page marks a main part, but most of its text stands outside; all of it was read."
)
_NOTHING_READ = "holds no text but navigation, forms and the like"
_NOTHING_THERE = "holds no text of its own; it may be put together by a script in the browser"
_LEAST_HEADINGS = 2


def read_html(data: bytes, path: Path) -> Reading:
    """The blocks of a web page. Nothing that it refers to is fetched.

    Raises:
        DataError: it is no web page, too large, nests too deep, or holds no text.
    """
    root, doubts = read_tree(data, path)
    parts, is_main_small = tell_parts(root)
    title = _title(root)
    _keep_heading(root, parts, title)
    page = Page(parts, find_notes(root))
    blocks, counted = walk_page(root, page)
    if not any(not block.left_out and words_of(block.text) for block in blocks):
        holds_others = any(block.left_out not in (TITLE, NO_SCRIPTS) for block in blocks)
        raise unreadable(path, _NOTHING_READ if holds_others else _NOTHING_THERE)
    has_heading = any(block.level == 1 for block in blocks)
    return Reading(
        tuple(blocks),
        "\n".join([_whole_text(root, page), *counted]),
        knows_headings=_knows_headings(blocks),
        title="" if has_heading else title,
        doubts=(*doubts, *([_MAIN_IS_SMALL] if is_main_small else [])),
    )


def _knows_headings(blocks: list[Block]) -> bool:
    """Whether the page marks its headings, rather than setting them in bold paragraphs."""
    content = [block for block in blocks if not block.left_out]
    marked = sum(block.level is not None for block in content)
    bold = sum(
        block.level is None
        and not block.is_item
        and block.look is not None
        and block.look.is_bold
        and looks_like_title(block.text)
        for block in content
    )
    return marked >= _LEAST_HEADINGS and marked > bold


def _title(root: Element) -> str:
    """The title of the page without the name of the site after it."""
    title = clean_line(" ".join(text_of(element) for element in root.xpath("//head/title")[:1]))
    found = _SITE_NAME.match(title)
    if not found:
        return title
    named = root.xpath("string(//meta[@property='og:site_name']/@content)")
    # A dash may be part of the title; what follows it is the site where the page says so again.
    again = " ".join(text_of(element) for element in root.xpath("//header|//footer|//nav"))
    is_site = found["sign"] in "||»·::" or found["site"] in f"{named} {again}"
    return found["title"] if is_site else title


def _keep_heading(root: Element, parts: dict[Element, str], title: str) -> None:
    """Take the heading of the page for content where it stands in the header of the page."""
    outside = []
    for heading in root.iter("h1"):
        why = next((parts[above] for above in _with_above(heading) if above in parts), "")
        if not why:
            return
        if why in (OUTSIDE, "page header"):
            outside.append(heading)
    for heading in outside:
        text = text_of(heading).casefold()
        if text and (not title or text in title.casefold() or title.casefold() in text):
            parts[heading] = ""
            return


def _with_above(element: Element) -> list[Element]:
    return [element, *element.iterancestors()]


def _whole_text(root: Element, page: Page) -> str:
    """Every word of the page, gathered without regard to what it is."""
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if page.parts_words(element):
            pieces.append("\n")
        text = element.text if event == "start" else element.tail
        if text:
            pieces.append(clean_text(text))
    return "".join(pieces)
