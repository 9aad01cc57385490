"""The next edition drawn: documents with what becomes of each position, and who brought it."""

from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len

from policytui.compare.documents import PositionComparison, format_outline
from policytui.compare.layout import Layout, paragraphs, stack
from policytui.compare.wrap import Mark
from policytui.conference.report.contact import leave_out_contact
from policytui.corpus.provenance import Origin
from policytui.tui.adopting import Hurdle, Named, Outlook, Standing
from policytui.tui.commands import Command, Place, commands_for
from policytui.tui.comparing import About, compare_again
from policytui.tui.days import write_day
from policytui.tui.outline import changed_numbers, counts_said, outline_rows, texts_of
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.views import View, aside, lay_out, prose, titled
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import capital, number

_USEFUL = {
    Standing.BLOCKED: ("read", "close", "place", "form", "merge", "read_again"),
    Standing.READY: ("read", "adopt", "close", "form", "next_change", "words", "all_positions"),
    Standing.STOPPED: ("adopt", "undo", "close", "read"),
    Standing.ADOPTED: ("read", "undo", "close", "next_change", "words", "all_positions"),
}
"""The commands that the footer shows, the most useful first."""
_NAMED = {
    Named.BY_PERSON: "",
    Named.BEFORE: " So it was before that was undone.",
    Named.PROPOSED: " Name and day are only proposed, by the last vote.",
}
_MERGED = "What was carried and what changed here since are brought together: read it through."


def rows(outlook: Outlook, *, changed_only: bool) -> list[OutlineRow]:
    """What stands in the way; else every document with its positions, numbered through all."""
    if outlook.hurdles:
        return [row for n, one in enumerate(outlook.hurdles) for row in _hurdle_rows(n, one)]
    found: list[OutlineRow] = []
    first = 0
    for comparison in outlook.comparisons:
        if found:
            found.append(OutlineRow(plain("")))
        title = f"{comparison.proposed.title}: {comparison.base.edition} ⇄ "
        head = plain(one_line(title + comparison.proposed.edition), "bold")
        found.append(OutlineRow(head))
        found.append(OutlineRow(counts_said(comparison).stylize(MUTED)))
        for row in outline_rows(comparison, changed_only=changed_only):
            found.append(replace(row, item=row.item + first) if row.item >= 0 else row)
        first += len(comparison.positions)
    return found


def _hurdle_rows(item: int, hurdle: Hurdle) -> Iterator[OutlineRow]:
    yield OutlineRow(plain("! ", "bold $text-warning") + plain(one_line(hurdle.what)), item)
    yield OutlineRow(plain(f"  {one_line(hurdle.todo)}", MUTED))


def changed_items(outlook: Outlook) -> list[int]:
    """The positions that change, or what stands in the way, as the rows number them."""
    if outlook.hurdles:
        return list(range(len(outlook.hurdles)))
    found, first = [], 0
    for comparison in outlook.comparisons:
        found += [first + n for n in changed_numbers(comparison)]
        first += len(comparison.positions)
    return found


def numbers_at(outlook: Outlook, item: int) -> tuple[str, ...]:
    """The numbers of the amendments that a row is about."""
    if outlook.hurdles:
        return outlook.hurdles[item].numbers if 0 <= item < len(outlook.hurdles) else ()
    found = _place_of(outlook, item)
    if found is None:
        return ()
    document, position = found
    return tuple(
        origin.number
        for origin in _origins_of(
            outlook, document, outlook.comparisons[document].positions[position]
        )
    )


def words_of(outlook: Outlook, item: int) -> tuple[str, str, str, str, About] | None:
    """Titles and texts of a position before and after; None where no position is meant."""
    found = _place_of(outlook, item)
    return texts_of(outlook.comparisons[found[0]], found[1]) if found else None


def lay_out_beside(outlook: Outlook, item: int, width: int) -> Layout:
    """What stands in the way and what to do; of a position who brought it, and the words."""
    if item < 0:
        return Layout(())
    if outlook.hurdles:
        hurdle = outlook.hurdles[item]
        parts = [
            prose([hurdle.what], width),
            titled("What to do", prose([hurdle.todo], width), width),
        ]
        if hurdle.numbers:
            numbers = prose([", ".join(hurdle.numbers)], width)
            parts.append(titled(number(len(hurdle.numbers), "amendment"), numbers, width))
        return stack(parts)
    found = _place_of(outlook, item)
    assert found
    position = outlook.comparisons[found[0]].positions[found[1]]
    _, before, _, after, about = texts_of(outlook.comparisons[found[0]], found[1])
    compared = compare_again(before, after, about.title)
    words = lay_out(compared, View.INLINE, about.title, width, two=False, folded=True)
    brought = titled(_title(position), _told(outlook, found[0], position, width), width)
    return stack([brought, words])


def _title(position: PositionComparison) -> str:
    return f"{one_line(position.first.title)}: {position.relation}"


def _told(outlook: Outlook, document: int, position: PositionComparison, width: int) -> Layout:
    """Who moved what was carried here, and by which vote."""
    origins = _origins_of(outlook, document, position)
    lines = [capital(leave_out_contact(origin.told)) for origin in origins]
    if not lines:
        return aside("Nothing that was carried touches it.", width)
    told = paragraphs([f"{line}." for line in lines], width, cell_len, sign="•")
    ids = {each.id for each in (*position.base, *position.proposed)}
    if ids.isdisjoint(outlook.editions[document].merged):
        return told
    return stack([told, paragraphs([_MERGED], width, cell_len, mark=Mark.ASIDE, sign="!")])


def _origins_of(outlook: Outlook, document: int, position: PositionComparison) -> list[Origin]:
    brought = outlook.editions[document].provenance.origins
    ids = {each.id for each in (*position.base, *position.proposed)}
    return [origin for id_ in sorted(ids) for origin in brought.get(id_, ())]


def _place_of(outlook: Outlook, item: int) -> tuple[int, int] | None:
    """Which document and which position of its comparison an item is."""
    if outlook.hurdles or item < 0:
        return None
    for document, comparison in enumerate(outlook.comparisons):
        if item < len(comparison.positions):
            return document, item
        item -= len(comparison.positions)
    return None


# --- words ---


def useful_commands(standing: Standing) -> tuple[Command, ...]:
    """The commands that the footer shows."""
    commands = {command.action: command for command in commands_for(Place.ADOPTION)}
    return tuple(commands[action] for action in _USEFUL[standing])


def title_of(outlook: Outlook) -> str:
    """What the edition is or would be called and its day, then the round."""
    name = outlook.name
    dated = f"{one_line(name.edition)}, {write_day(name.adopted)}"
    return f"Next edition {dated} › {one_line(outlook.marshalled.round.title)}"


def said_of(outlook: Outlook) -> str:
    """How it stands and what to do next, in one or two sentences."""
    name = outlook.name
    called = f"the edition {one_line(name.edition)}"
    adopted = f"adopted on {write_day(name.adopted)} by {one_line(name.conference)}"
    if outlook.standing is Standing.BLOCKED:
        ways = number(len(outlook.hurdles), "thing")
        stands = "stands" if len(outlook.hurdles) == 1 else "stand"
        return f"{ways} {stands} in the way of {called}. Nothing was written."
    if outlook.standing is Standing.READY:
        merged = sum(len(edition.merged) for edition in outlook.editions)
        more = (
            f" In {number(merged, 'position')} two changes are brought together." if merged else ""
        )
        return (
            f"{capital(called)}, {adopted}.{_NAMED[outlook.named]} Look at what it changes; "
            f"nothing is written yet: ctrl+s adopts it, e changes name and day.{more}"
        )
    if outlook.standing is Standing.STOPPED:
        return f"{capital(called)} was stopped half-way."
    documents = " and ".join(one_line(each.after.header.title) for each in outlook.editions)
    behind = " Decisions were recorded since: u, then adopt again." if outlook.is_behind else ""
    return (
        f"{capital(called)} was {adopted}: {documents}. The texts before it are kept as "
        f"editions; u puts them back.{behind}"
    )


def text_of(outlook: Outlook, *, changed_only: bool) -> str:
    """All that is shown, as plain text."""
    return "\n".join(_lines(outlook, changed_only=changed_only)) + "\n"


def _lines(outlook: Outlook, *, changed_only: bool) -> Iterator[str]:
    yield said_of(outlook)
    for hurdle in outlook.hurdles:
        yield from ("", f"! {hurdle.what}", f"  {hurdle.todo}")
    if outlook.hurdles:
        return
    for edition, comparison in zip(outlook.editions, outlook.comparisons, strict=True):
        yield from ("", format_outline(comparison, changed_only=changed_only).rstrip("\n"))
        for position, origins in edition.provenance.origins.items():
            told = "; ".join(leave_out_contact(origin.told) for origin in origins)
            yield f"  {position}: {told}"
