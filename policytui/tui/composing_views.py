"""What is told beside the text of a composite: where its words come from, and what it changes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rich.cells import cell_len

from policytui.compare.layout import SIGN_WIDTH, Cell, Layout, Row, paragraphs, stack
from policytui.compare.likeness import form
from policytui.compare.wrap import Mark, Wrapper
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.composites import Answer, Composite
from policytui.conference.amendments.resting import Rest
from policytui.conference.amendments.sources import BASE, BEFORE, Traced, trace_sentences
from policytui.conference.marshalling.written import instruct, who
from policytui.text import clean_prose
from policytui.tui.comparing import Compared, compare_texts
from policytui.tui.composing import Bench
from policytui.tui.plain import one_line
from policytui.tui.views import View, aside, lay_out, prose, titled
from policytui.tui.wording import DOT

_SPACE = re.compile(r"\s+")
_NONE = "Nothing is written yet. Mark members with space, then press b to begin from what they say."


class Beside(StrEnum):
    """What stands beside the text."""

    SOURCES = "where the words come from"
    SAVED = "how it reads as it is saved"
    CHANGE = "what it changes"
    AMENDMENT = "the amendment at the bar"
    SINCE = "what changed in the position since"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a text.

    Attributes:
        sentences: for each the runs of its words with their sources.
        compared: with the position as it stands now.
        used: forms of its sentences.
    """

    text: str
    sentences: tuple[tuple[Traced, ...], ...]
    compared: Compared
    used: frozenset[str]

    @property
    def unsourced(self) -> tuple[str, ...]:
        """The words from no source, run by run."""
        runs = (run for sentence in self.sentences for run in sentence if run.is_unsourced)
        return tuple(" ".join(run.text.split()) for run in runs)

    def next_unsourced(self, at: int) -> tuple[int, int] | None:
        """The place of the words from no source that begin behind a place, round at the end."""
        places, start = [], 0
        for run in (run for sentence in self.sentences for run in sentence):
            if run.is_unsourced:
                lead = len(run.text) - len(run.text.lstrip())
                places.append((start + lead, start + lead + len(run.text.strip())))
            start += len(run.text)
        return next((place for place in places if place[0] > at), places[0] if places else None)


def look_at(bench: Bench, text: str) -> Looked:
    """Look at a text; long ones take a moment."""
    gathered, composite = bench.gathered, bench.composite
    texts = {one.id: one.text for one in bench.members}
    if composite and composite.base is not None and bench.resting.has_moved:
        texts[BEFORE] = composite.base
    sentences = trace_sentences(text, gathered.today, texts) if text.strip() else ()
    used = frozenset(form("".join(run.text for run in one).strip()) for one in sentences)
    compared = compare_texts(gathered.today, clean_prose(text), gathered.title)
    return Looked(text, sentences, compared, used)


def copied_text(bench: Bench, looked: Looked) -> str:
    """The text as plain text, and beneath it each sentence with its sources."""
    lines = [looked.text.strip(), "", "Where the words come from:"]
    for sentence in looked.sentences:
        for run in sentence:
            source = _named(bench, run.sources) or "NO SOURCE"
            lines.append(f"  {source}: {' '.join(run.text.split())}")
    return "\n".join(lines)


# --- what is told of it in a line ---


def tell_state(bench: Bench, looked: Looked, *, is_kept: bool) -> str:
    """How far it is, in a few words.

    Args:
        is_kept: whether what was typed is kept.
    """
    parts = [f"{len(bench.marked)} marked"]
    if bench.composite:
        given = sum(one.answer is Answer.GIVEN for one in bench.composite.consents)
        movers = len(bench.composite.consents)
        parts.append(f"{given} of {movers} consent" if given < movers else "agreed by all")
    if bench.is_changed(looked.text):
        parts.append("not saved" if is_kept else "NOT KEPT, save it")
    elif bench.composite:
        parts.append("saved")
    return DOT.join(parts)


def tell_notices(bench: Bench, looked: Looked) -> Iterator[str]:
    """What a person should know before the next step."""
    composite, resting = bench.composite, bench.resting
    if bench.is_overtaken:
        yield f"! {tell_overtaken(bench)}"
    if composite and resting.rest is Rest.MOVED:
        yield (
            f"The position was changed since {composite.id} was settled; its words are carried "
            "over. m puts them on the text of today, v shows what changed."
        )
    elif composite and resting.rest is Rest.CONFLICT:
        yield f"! {resting.message} v shows what changed."
    if looked.unsourced:
        yield f"! Words from no source: {_shortly(looked.unsourced)}. n goes there."
    if composite and bench.answered and bench.is_changed(looked.text):
        names = ", ".join(one_line(one.mover) for one in bench.answered)
        yield f"Saving asks every mover anew: {names} answered to the words as they were."
    if composite and composite.id in bench.gathered.marshalled.calling.decisions:
        yield f"A decision on {composite.id} is recorded already."


def tell_overtaken(bench: Bench) -> str:
    """That the composite says, or may say, what these words did not begin from."""
    if bench.seen:
        told = f"{bench.chosen} was changed by somebody else; your words stay here, not saved."
    else:
        told = f"Your words are not saved, and {bench.chosen} may have been changed since."
    return f"{told} v shows how it reads now, ctrl+s asks which words stand."


def _shortly(runs: Sequence[str]) -> str:
    more = f" and {len(runs) - 1} more" if len(runs) > 1 else ""
    first = runs[0] if len(runs[0]) <= 50 else f"{runs[0][:49].rstrip()}…"
    return f"“{first}”{more}"


# --- the views ---


def views_of(bench: Bench) -> list[Beside]:
    """The views that there are."""
    left_out = set()
    if not bench.is_overtaken:
        left_out.add(Beside.SAVED)
    if bench.composite is None or not bench.resting.has_moved:
        left_out.add(Beside.SINCE)
    return [one for one in Beside if one not in left_out]


def beside_text(bench: Bench, looked: Looked, at: str, beside: Beside, width: int) -> Layout:
    """What is told beside the text.

    Args:
        at: id of the amendment at the bar, empty for none.
    """
    if beside is Beside.AMENDMENT:
        amendment = bench.gathered.by_id.get(at)
        return _amendment(bench, amendment, width) if amendment else Layout(())
    if beside is Beside.SAVED and bench.composite:
        return _saved(bench, bench.composite, width)
    if beside is Beside.SINCE and bench.composite and bench.composite.base is not None:
        compared = compare_texts(bench.composite.base, bench.gathered.today, bench.gathered.title)
        return _changes(compared, bench.gathered.title, width)
    if not looked.text.strip():
        return aside(_NONE, width)
    if beside is Beside.CHANGE:
        compared, title = looked.compared, bench.gathered.title
        parts = [_changes(compared, title, width)]
        if compared.instruction:
            lines = prose(compared.instruction, width)
            parts.append(titled("Instruction", lines, width))
        return stack(parts)
    return stack(_sources(bench, looked, width))


def _saved(bench: Bench, composite: Composite, width: int) -> Layout:
    """What somebody else made of the composite, and what they changed in it, as far as known."""
    title = f"{composite.id}, of {bench.gathered.named(composite.members)}"
    parts = [titled(title, prose([composite.text], width), width)]
    if bench.seen and bench.seen.text != composite.text:
        compared = compare_texts(bench.seen.text, composite.text, bench.gathered.title)
        changes = _changes(compared, bench.gathered.title, width)
        parts.append(titled("What was changed in it", changes, width))
    return stack(parts)


def _sources(bench: Bench, looked: Looked, width: int) -> Iterator[Layout]:
    """The sentences with their sources; those of one source beneath each other."""

    def ground(sentence: tuple[Traced, ...]) -> tuple[tuple[str, ...], bool]:
        names = dict.fromkeys(name for run in sentence for name in run.sources)
        return tuple(names), any(run.is_unsourced for run in sentence)

    for (names, has_unsourced), sentences in groupby(looked.sentences, ground):
        told = " and ".join(filter(None, (_named(bench, names), "no source" * has_unsourced)))
        sign = "!" if has_unsourced else " "
        head = paragraphs(
            [f"from {told}" + (": the words in [ ]" if has_unsourced else "")],
            *(width, cell_len),
            mark=Mark.HEADING if has_unsourced else Mark.ASIDE,
            sign=sign,
        )
        rows = [row for sentence in sentences for row in _sentence(sentence, width)]
        yield Layout((*head.rows, *rows))


def _named(bench: Bench, names: Sequence[str]) -> str:
    own = [name for name in names if name not in (BASE, BEFORE)]
    others = [name for name in names if name in (BASE, BEFORE)]
    return " and ".join(filter(None, (bench.gathered.named(own), *others)))


def _sentence(runs: Sequence[Traced], width: int) -> Iterator[Row]:
    wrapper = Wrapper(width - SIGN_WIDTH, cell_len)
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        if run.is_unsourced:
            words = text.strip()
            before, _, behind = text.partition(words)
            wrapper.add(before)
            wrapper.add(f"[{words}]", Mark.HEADING)
            wrapper.add(behind)
        else:
            wrapper.add(text)
    return (Row((Cell(line),)) for line in wrapper.finish())


def _amendment(bench: Bench, amendment: Amendment, width: int) -> Layout:
    gathered = bench.gathered
    head = f"{gathered.named([amendment.id])}  {one_line(who(amendment))}"
    remarks = [part for part in (amendment.note, amendment.remark) if part]
    compared = compare_texts(amendment.base, amendment.text, amendment.title)
    lines = instruct(amendment, gathered.marshalled.wording)
    parts = [
        titled(head, prose(remarks, width), width),
        _changes(compared, amendment.title, width),
        titled("Instruction", prose(lines, width), width),
    ]
    if reasons := gathered.marshalled.reasons_of(amendment):
        parts.append(titled("Reason", prose(reasons, width), width))
    return stack(parts)


def _changes(compared: Compared, title: str, width: int) -> Layout:
    return lay_out(compared, View.INLINE, title, width, two=False, folded=True)
