"""Themes drawn: as a list, and as what is offered for an answer, each with its number."""

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len
from textual.content import Content

from policytui.compare.layout import Cell, Layout, Row
from policytui.compare.wrap import Mark, Segment
from policytui.conference.consultation.counting import draw_bar
from policytui.conference.report.contact import leave_out_contact
from policytui.tui.coding import MOST_NUMBERED, Offered
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT, cut, fit, number

_TITLE, _BAR = 34, 20
_NO_THEMES = "No themes yet: t makes the first."


def theme_rows(themes: Sequence[Offered]) -> list[OutlineRow]:
    """A heading, and a row with number, answers and a bar for each theme."""
    largest = max((one.answers for one in themes), default=0)
    head = plain(f"   {fit('Theme', _TITLE)} {'answers':>8}", MUTED)
    rows = [OutlineRow(head)]
    rows += [
        OutlineRow(partial(_theme, one, place, largest), place) for place, one in enumerate(themes)
    ]
    return rows


def _theme(one: Offered, place: int, largest: int) -> Content:
    told = f"{_key(place)}  {fit(safe_title(one), _TITLE)} {one.answers:>8,}  "
    return plain(told) + plain(draw_bar(one.answers, largest, _BAR), "$text-accent")


def offered_layout(offered: Sequence[Offered], width: int) -> Layout:
    """The themes offered for an answer: the key that gives each, and what speaks for it."""
    if not offered:
        return Layout((_row(Segment(_NO_THEMES, Mark.ASIDE)),))
    # Those behind the last key are told only where they matter for this answer.
    told = [
        (place, one)
        for place, one in enumerate(offered)
        if place < MOST_NUMBERED or one.is_given or one.words
    ]
    rows = [_row(*_offered(one, place, width)) for place, one in told]
    if len(told) < len(offered):
        more = f"   {number(len(offered) - len(told), 'more theme')} with t"
        rows.append(_row(Segment(more, Mark.ASIDE)))
    return Layout(tuple(rows))


def numbered(offered: Sequence[Offered], width: int) -> Content:
    """The themes with a key of their own in two lines, each cut so that all have room."""
    if not offered:
        return plain(_NO_THEMES, MUTED)
    shown = offered[:MOST_NUMBERED]
    lines = 1 if sum(cell_len(safe_title(one)) + 6 for one in shown) <= width else 2
    each = -(-len(shown) // lines)
    room = max(4, (width + 3) // each - 5)
    parts: list[Content] = []
    for place, one in enumerate(shown):
        gap = "" if not place else "\n" if place % each == 0 else "   "
        # With room for all in one line nothing is cut.
        title = safe_title(one) if lines == 1 else fit(safe_title(one), room)
        style = "bold" if one.is_given or one.words else ""
        sign = "✓" if one.is_given else " "
        parts.append(plain(f"{gap}{place + 1}{sign}", "$text-accent") + plain(title, style))
    return Content.assemble(*parts)


def _row(*segments: Segment) -> Row:
    return Row((Cell(segments),))


def _offered(one: Offered, place: int, width: int) -> tuple[Segment, ...]:
    sign = "✓" if one.is_given else " "
    room = max(12, min(_TITLE, width - 20))
    told = f"{_key(place)} {sign} {fit(safe_title(one), room)} {one.answers:>6,}"
    mark = Mark.HEADING if one.is_given or one.words else Mark.SAME
    why = one_line(leave_out_contact(", ".join(one.words)))
    left = width - cell_len(told) - 6
    if not why or left < 8:
        return (Segment(told, mark),)
    return (Segment(told, mark), Segment(f"  ◂ {cut(why, left)}", Mark.ASIDE))


def coded_as(titles: Sequence[str], answers: int) -> str:
    """What was done to answers: `“Voting rules” on 3 answers`."""
    told = ", ".join(f"“{one_line(leave_out_contact(title))}”" for title in titles)
    return f"{told or 'no theme'} on {number(answers, 'answer')}"


def coded_said(coded: int, total: int) -> str:
    """How far the coding is: `312 of 940 coded`."""
    return f"{coded:,} of {total:,} coded"


def answers_said(answers: int, texts: int, coded: int) -> str:
    """What a list of answers holds, and how far their coding is."""
    return f"{coded_said(coded, answers)}{DOT}{number(texts, 'text')}"


def safe_title(one: Offered) -> str:
    """The title of a theme as it is shown."""
    return one_line(leave_out_contact(one.theme.title))


def _key(place: int) -> str:
    return str(place + 1) if place < MOST_NUMBERED else " "
