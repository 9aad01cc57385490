"""How values are put into words on the screen: counts, filters, breadcrumbs, folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from policytui.tui.plain import one_line

if TYPE_CHECKING:
    from policytui.corpus.model import Header, Nation, Position
    from policytui.search.engine import Filters
    from policytui.workspace.places import Places


STEP = " › "
DOT = " · "
_SHORTEST = 10


def capital(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def cut(text: str, width: int) -> str:
    """A line of at most so many cells; where something is missing, a sign says so."""
    return text if cell_len(text) <= width else f"{set_cell_size(text, width - 1).rstrip()}…"


def fit(text: str, width: int) -> str:
    """A line of exactly so many cells."""
    return set_cell_size(cut(text, width), width)


def number(value: int, noun: str) -> str:
    """A count with its noun: `1 position`, `1,200 positions`."""
    return f"{value:,} {noun}" if value == 1 else f"{value:,} {noun}s"


def breadcrumb(position: Position, header: Header | None, width: int | None = None) -> str:
    """Where a position stands: `Document › Theme`.

    Args:
        width: cells there are; the title of the document is cut first, since the theme tells more.
    """
    document = one_line(header.title if header else position.document_id)
    themes = "".join(STEP + one_line(theme) for theme in position.themes)
    if width is not None and len(document) + len(themes) > width:
        room = max(_SHORTEST, width - len(themes))
        if len(document) > room:
            document = document[: room - 1].rstrip() + "…"
    return document + themes


def nation_names(nations: Iterable[Nation]) -> str:
    """The nations a text applies to, as a reader wants to hear it."""
    from policytui.corpus.model import ALL_NATIONS

    named = tuple(nations)
    if set(named) == set(ALL_NATIONS):
        return "all nations"
    return ", ".join(nation.label for nation in named) or "no nation"


def describe_filters(filters: Filters, titles: Mapping[str, str]) -> str:
    """The filters as a phrase, the narrowest first: `Housing · Wales`; empty where there are none.

    Args:
        titles: the titles of documents by id.
    """
    parts = (
        filters.theme or "",
        titles.get(filters.document, filters.document) if filters.document else "",
        filters.nation.label if filters.nation else "",
        filters.kind.label if filters.kind else "",
    )
    return DOT.join(one_line(part) for part in parts if part)


def corpus_name(places: Places) -> str:
    """The corpus in use in a few words."""
    return "bundled corpus (restated)" if places.is_bundled else short_path(places.corpus.path)


def short_path(path: Path) -> str:
    """A path with the home folder as `~`."""
    try:
        return one_line(f"~/{path.relative_to(Path.home())}")
    except (ValueError, RuntimeError):
        return one_line(str(path))
