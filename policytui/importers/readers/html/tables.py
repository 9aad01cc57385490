"""Tables of a web page: those that hold data, and their rows."""

from collections.abc import Iterator

from policytui.importers.readers.html.parts import HEADINGS, length
from policytui.importers.readers.html.source import Element

_INNER = "|".join(f".//{tag}" for tag in ("table", *HEADINGS))


def is_data_table(table: Element) -> bool:
    """Whether a table holds rows of data; others only place the parts of a page."""
    if table.get("role", "").lower() in ("presentation", "none") or table.xpath(_INNER):
        return False
    return any(sum(length(cell) > 0 for cell in cells) > 1 for cells in rows_of(table))


def rows_of(table: Element) -> Iterator[list[Element]]:
    """The cells of a table that holds no other, row by row."""
    for row in table.iter("tr"):
        yield list(row.iter("td", "th"))


def loose_text(table: Element) -> Iterator[tuple[str, Element]]:
    """The caption of a table, and text that stands in it outside its cells by mistake."""
    from lxml import etree

    walk = etree.iterwalk(table, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in ("td", "th") and _has_row(element, table):
                walk.skip_subtree()
            elif element.text:
                yield element.text, element
        elif element is not table and element.tail:
            yield element.tail, element


def _has_row(cell: Element, table: Element) -> bool:
    for above in cell.iterancestors():
        if above is table:
            return False
        if above.tag == "tr":
            return True
    return False
