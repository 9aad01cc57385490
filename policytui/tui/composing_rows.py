"""The amendments of the workbench as rows: grouped, marked, with the sentences of each."""

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content

from policytui.checks.reading.sentences import split_sentences
from policytui.compare.likeness import form
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.composites import Answer
from policytui.conference.marshalling.written import who
from policytui.tui.composing import Bench
from policytui.tui.marshalled_rows import tell_shortly
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT

_ACCENT, _WARNING = "bold $text-accent", "bold $text-warning"
_ANSWERS = {
    Answer.GIVEN: ("✓ consent given", "$text-success"),
    Answer.REFUSED: ("✗ consent refused", _WARNING),
    Answer.ASKED: ("? consent asked", MUTED),
    Answer.TO_ASK: ("? to be asked", MUTED),
}
_MOST_WORDS = 40
"""Characters quoted of the words that two amendments touch."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a row stands for.

    Attributes:
        amendment: its id.
        sentence: one of its sentences; empty for the amendment itself.
    """

    amendment: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class BenchRows:
    """The rows, and what each of their items stands for."""

    rows: tuple[OutlineRow, ...]
    spots: tuple[Spot, ...]


def bench_rows(bench: Bench, unfolded: Collection[str], used: Set[str]) -> BenchRows:
    """The amendments group by group.

    Args:
        unfolded: ids of those whose sentences are shown.
        used: forms of the sentences that stand in the text.
    """
    rows: list[OutlineRow] = []
    spots: list[Spot] = []

    def stop(content: Content, spot: Spot) -> None:
        rows.append(OutlineRow(content, len(spots)))
        spots.append(spot)

    for group in bench.gathered.groups:
        if rows:
            rows.append(OutlineRow(plain("")))
        rows.append(OutlineRow(plain(group.title, _ACCENT)))
        for id_ in group.ids:
            amendment = bench.gathered.by_id[id_]
            stop(_first_row(bench, amendment), Spot(id_))
            rows += (OutlineRow(line) for line in _told(bench, amendment))
            if id_ not in unfolded:
                continue
            sentences = own_sentences(amendment)
            for sentence in sentences:
                stop(_sentence_row(sentence, form(sentence) in used), Spot(id_, sentence))
            if not sentences:
                rows.append(OutlineRow(plain("        puts in no words of its own", MUTED)))
    return BenchRows(tuple(rows), tuple(spots))


def _first_row(bench: Bench, amendment: Amendment) -> Content:
    id_ = amendment.id
    if id_ in bench.marked:
        mark = plain("[x]", _ACCENT)
    elif bench.part_of(id_):
        mark = plain(" = ", MUTED)
    else:
        mark = plain("[ ]") if bench.is_able(id_) else plain(" ! ", _WARNING)
    number = plain(f" {bench.gathered.named([id_]):<4} ", "bold")
    return (
        mark
        + number
        + plain(one_line(who(amendment)))
        + plain(f"{DOT}{tell_shortly(amendment)}", MUTED)
    )


def _told(bench: Bench, amendment: Amendment) -> Iterator[Content]:
    """What stands beneath an amendment."""
    id_, lead = amendment.id, plain(" " * 9)
    consent = bench.consent_of(id_)
    if consent is not None:
        words, style = _ANSWERS[consent.answer]
        by = f" by {one_line(consent.by)}" if consent.by else ""
        is_noted = consent.answer is not Answer.TO_ASK
        noted = f"{DOT}{consent.at.astimezone():%d %B %Y}{by}" if is_noted else ""
        yield lead + plain(words, style) + plain(noted, MUTED)
    if outcome := bench.decided_on(id_):
        yield lead + plain(f"decided: {outcome}", "bold")
    if other := bench.part_of(id_):
        yield lead + plain(f"part of composite {other}", MUTED)
    if amendment.note:
        yield lead + plain(one_line(amendment.note), MUTED)
    for meeting in bench.gathered.meetings.get(id_, ()):
        words = _quoted(meeting.words)
        where = f"on “{words}”" if words else "at the same place"
        told = f"collides with {bench.gathered.named(meeting.others)} {where}"
        yield lead + plain(told, MUTED)


def _sentence_row(sentence: str, is_used: bool) -> Content:
    sign = plain("       ✓ ", "bold $text-success") if is_used else plain("       » ", MUTED)
    return sign + plain(one_line(sentence))


def _quoted(words: str) -> str:
    shown = one_line(words)
    return shown if len(shown) <= _MOST_WORDS else f"{shown[: _MOST_WORDS - 1].rstrip()}…"


@lru_cache(maxsize=1024)
def own_sentences(amendment: Amendment) -> tuple[str, ...]:
    """The sentences of an amendment that are not those of the position as they stand."""
    base = forms_of(amendment.base)
    return tuple(one for one in _sentences(amendment.text) if form(one) not in base)


def forms_of(text: str) -> frozenset[str]:
    """The sentences of a text as they are compared."""
    return frozenset(map(form, _sentences(text)))


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]
