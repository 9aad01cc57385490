"""The comparison of two documents as an outline: a sign, a word and a title for each position."""

from collections.abc import Iterator

from textual.content import Content

from policytui.compare.align import Relation
from policytui.compare.documents import DocumentComparison, PositionComparison
from policytui.corpus.model import Header, Position
from policytui.tui.comparing import SLIGHT, About, compare_texts
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import STEP

SIGNS = dict(zip(Relation, "=~<>+−", strict=True))
MOVED_SIGN = "→"

_STYLES = {
    Relation.NEW: "bold $text-success",
    Relation.LEFT_OUT: "bold $text-error",
    Relation.KEPT: MUTED,
}
_NO_THEME = "Under no theme"


def outline_rows(comparison: DocumentComparison, *, changed_only: bool) -> list[OutlineRow]:
    """The rows: a heading for each theme, its positions beneath."""
    renamed = {after: before for before, after in comparison.renamed_themes}
    rows: list[OutlineRow] = []
    themes: tuple[str, ...] | None = None
    for number, position in enumerate(comparison.positions):
        if changed_only and position.is_same:
            continue
        if position.first.themes != themes:
            themes = position.first.themes
            if rows:
                rows.append(OutlineRow(plain("")))
            name = plain(_path(themes), "bold $text-accent")
            if themes in renamed:
                name += plain(f"  was {_path(renamed[themes])}", MUTED)
            rows.append(OutlineRow(name))
        rows.append(OutlineRow(_row(position), number))
    return rows


def _row(position: PositionComparison) -> Content:
    relation = position.relation
    moved = MOVED_SIGN if position.moved else " "
    titles = " | ".join(one_line(each.title) for each in position.proposed or position.base)
    style = _STYLES.get(relation, "bold $text-accent")
    notes = " · ".join(_notes(position))
    return (
        plain(f"{SIGNS[relation]}{moved} {relation:<10}", style)
        + plain(titles, "" if position.is_same else "bold")
        + plain(f"  {notes}" if notes else "", MUTED)
    )


def _notes(position: PositionComparison) -> Iterator[str]:
    if position.moved:
        before, after = position.base[0].themes, position.first.themes
        yield f"moved from {_path(before)}" if before != after else "moved"
    if position.renamed or position.relation is Relation.JOINED:
        yield "was " + " | ".join(f"“{one_line(each.title)}”" for each in position.base)
    if position.nations_changed:
        yield "other nations"
    if position.layout_changed:
        compared = compare_texts(position.base[0].text, position.proposed[0].text, "")
        yield " and ".join(name for nature, name in SLIGHT.items() if nature in compared.natures)
    gone = {each.elsewhere for each in position.paragraphs if each.elsewhere}
    if gone:
        yield "shares paragraphs with " + ", ".join(sorted(gone))


def counts_said(comparison: DocumentComparison) -> Content:
    """How many of each, with their signs."""
    signs = {str(relation): sign for relation, sign in SIGNS.items()} | {"moved": MOVED_SIGN}
    parts = [
        plain(f"{signs.get(name, '')} {count:,} {name}".strip())
        for name, count in comparison.counts.items()
        if count
    ]
    return plain("   ").join(parts) if parts else plain("Neither holds a position.")


def texts_of(comparison: DocumentComparison, item: int) -> tuple[str, str, str, str, About]:
    """Titles and texts of a position before and after, and what that comparison is about."""
    position = comparison.positions[item]
    before = _whole(position.base, comparison.base)
    after = _whole(position.proposed, comparison.proposed)
    source = tuple(f"{comparison.base.title} [{each.id}]" for each in position.base)
    about = About(title=position.first.title, source=source)
    return (*(before or ("nothing", "")), *(after or ("left out", "")), about)


def _whole(positions: tuple[Position, ...], header: Header) -> tuple[str, str] | None:
    if not positions:
        return None
    titles = " | ".join(each.title for each in positions)
    return f"{titles}  {header.edition}", "\n\n".join(each.text for each in positions)


def changed_numbers(comparison: DocumentComparison) -> list[int]:
    """The positions in which something changed."""
    return [n for n, position in enumerate(comparison.positions) if not position.is_same]


def _path(themes: tuple[str, ...]) -> str:
    return STEP.join(map(one_line, themes)) or _NO_THEME
