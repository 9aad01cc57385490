"""Typed instructions placed on a text: what each would do, how surely, or why it cannot.

The words an instruction names are looked for as they stand, then without regard to case and the
style of quotes, then by likeness. A proposal is for a person to judge; only one whose words stand
in the text exactly and once is called exact.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from policytui.compare import anchor
from policytui.compare.deriving import numbered, words_before
from policytui.compare.grammar import read
from policytui.compare.ground import Ground
from policytui.compare.instruction import (
    CannotPlace,
    Insert,
    Instruction,
    Joining,
    LeaveOut,
    LeaveOutBetween,
    Placed,
    Where,
    Words,
    collisions_of,
    place_instruction,
    shortened,
)
from policytui.compare.typed import Form, Typed, read_typed

_LIKELY = 80.0
"""Lowest likeness of one or two words, which are like many others."""
_JOININGS = {"paragraph": Joining.PARAGRAPH, "line": Joining.LINE, "": Joining.SPACE}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a typed instruction would do.

    Attributes:
        typed: the instruction as it was typed and understood.
        instruction: the same in exact terms; None where it could not be placed.
        placed: where it falls on the text.
        score: likeness of the words named to those found, the least of them, from 0 to 100.
        notes: what was taken for granted, one sentence each.
        problem: what could not be placed, and why; empty where it was.
    """

    typed: Typed
    instruction: Instruction | None
    placed: Placed | None
    score: float
    notes: tuple[str, ...]
    problem: str

    @property
    def is_exact(self) -> bool:
        """Whether its words stand in the text exactly and once."""
        return self.placed is not None and not self.notes and self.score == 100


def propose(base: str, written: str) -> tuple[Proposal, ...]:
    """A proposal for each instruction of a typed text, in its order."""
    ground = Ground(base)
    return tuple(_proposed(ground, typed) for typed in read_typed(written))


def collisions(proposals: tuple[Proposal, ...]) -> list[str]:
    """A sentence for each two proposals that touch the same words."""
    return collisions_of(
        [(each.placed, each.typed.number) for each in proposals if each.placed is not None]
    )


def _proposed(ground: Ground, typed: Typed) -> Proposal:
    formal = read(typed.written)
    if formal is not None:
        try:
            return Proposal(typed, formal, place_instruction(ground, formal), 100.0, (), "")
        except CannotPlace:
            # Formal in its words, but its quotations may hold slips.
            pass
    search = _Search(ground, typed)
    if typed.is_unclosed:
        search.notes.append("The quotation is not closed.")
    try:
        instruction = _instruction(search, typed)
        placed = place_instruction(ground, instruction)
    except CannotPlace as error:
        problem = f"Line {typed.number}: {error.message}"
        return Proposal(typed, None, None, search.score, tuple(search.notes), problem)
    return Proposal(typed, instruction, placed, search.score, tuple(search.notes), "")


def _instruction(search: "_Search", typed: Typed) -> Instruction:
    """A typed instruction in exact terms.

    Raises:
        CannotPlace: it could not be understood, or its words not be found.
    """
    ground, slots = search.ground, typed.slots
    text = search.text()
    joining = _JOININGS[typed.unit]
    match typed.form:
        case None:
            raise CannotPlace(
                "this is not understood. Write for example: Leave out “may” and insert “must”"
            )
        case Form.WORDS:
            after = search.find(slots["after"]) if "after" in slots else None
            start, end = search.find(slots["words"], beyond=after[1] if after else 0)
            first, last = ground.widened(start, end)
            if (first, last) != (start, end):
                # Within a word: the whole word is told, with the part that stays.
                text = ground.text[first:start] + (text or "") + ground.text[end:last]
            return LeaveOut(numbered(ground, ground.text[first:last], first), None, text)
        case Form.BETWEEN:
            begin = search.words(slots["start"]) if "start" in slots else None
            stop = search.words(slots["end"], is_first=not begin) if "end" in slots else None
            if not begin:
                search.note_edge(0, "all from the beginning of the whole text is left out")
            if not stop:
                search.note_edge(len(ground.text), "all to the end of the whole text is left out")
            if begin and stop:
                search.notes.append(
                    f"“{shortened(begin.text)}” and “{shortened(stop.text)}” are kept; what "
                    "stands between them is left out."
                )
            return LeaveOutBetween(begin, stop, text)
        case Form.AFTER:
            return Insert(text or "", Where.AFTER, search.words(slots["after"]), joining)
        case Form.BEFORE:
            at = ground.before_space(ground.widened(*search.find(slots["before"]))[0])
            before = words_before(ground, at)
            return Insert(text or "", Where.AFTER if before else Where.BEGINNING, before, joining)
        case Form.BEGINNING:
            search.note_edge(0, "the words go to the beginning of the whole text")
            return Insert(text or "", Where.BEGINNING, None, joining)
        case Form.END:
            search.note_edge(len(ground.text), "the words go to the end of the whole text")
            return Insert(text or "", Where.END, None, joining)


@dataclass
class _Search:
    """Looks for words of one instruction, and keeps account of how sure it is."""

    ground: Ground
    typed: Typed
    score: float = 100.0
    notes: list[str] = field(default_factory=list)

    def text(self) -> str | None:
        """The words to insert, without a full stop that only ends the instruction."""
        slots = self.typed.slots
        text = slots.get("text")
        is_within = self.typed.form in (Form.WORDS, Form.AFTER, Form.BEFORE)
        if text is None or "text" not in self.typed.unquoted or not is_within:
            return text
        if text.endswith(".") and "\n" not in text and not slots.get("words", "").endswith("."):
            self.notes.append("The full stop was taken to end the instruction, not its words.")
            return text[:-1]
        return text

    def words(self, wanted: str, *, is_first: bool = True) -> Words:
        """The whole words of the base that a typed quotation means."""
        start, end = self.ground.widened(*self.find(wanted, is_first=is_first))
        return numbered(self.ground, self.ground.text[start:end], start)

    def find(self, wanted: str, beyond: int = 0, *, is_first: bool = True) -> tuple[int, int]:
        """Where the words stand that a typed quotation means.

        Args:
            beyond: a place before which they are not looked for; the first one then counts.
            is_first: whether they should stand in the line named: the end of a span need not.

        Raises:
            CannotPlace: they do not stand in the text, or several times.
        """
        text = self.ground.text
        wanted = wanted.strip()
        places = [place for place in self._places(wanted) if place.start >= beyond]
        if not places and wanted.endswith((".", ",", ";")):
            # A full stop that ends the instruction is not part of what it names.
            wanted = wanted[:-1]
            places = [place for place in self._places(wanted) if place.start >= beyond]
        if not places:
            raise CannotPlace(f"“{shortened(wanted)}” does not stand in the text, nor its like.")
        place = places[0]
        if len(places) > 1 and beyond:
            place = min(places, key=lambda each: each.start)
        elif len(places) > 1:
            place = self._by_line(wanted, places)
        end = place.end
        if place.method is anchor.Method.FUZZY and wanted[-1].isalnum():
            # What is alike may have taken a mark along that was not named.
            while not text[end - 1].isalnum():
                end -= 1
        self._account(wanted, text[place.start : end], place)
        if is_first:
            self._note_elsewhere(place.start)
        return place.start, end

    def _places(self, wanted: str) -> list[anchor.Place]:
        found = anchor.find_quote(anchor.Quote(wanted), [self.ground.text])
        return list(found.places) or _alike(wanted, self.ground)

    def _by_line(self, wanted: str, places: list[anchor.Place]) -> anchor.Place:
        """The one of several places that stands in the line or paragraph named."""
        inside = places
        for unit, number in self._named():
            begins = self._begins(unit)
            if number > len(begins):
                raise CannotPlace(f"the text has no {unit} {number}: it ends with {len(begins)}.")
            inside = [each for each in inside if _number_in(begins, each.start) == number]
        if len(inside) != 1:
            raise CannotPlace(
                f"“{shortened(wanted)}” stands in the text {len(places)} times. Name more of the "
                "words around it."
            )
        named = ", ".join(f"{unit} {number}" for unit, number in self._named())
        self.notes.append(
            f"“{shortened(wanted)}” stands in the text {len(places)} times; the one in "
            f"{named} was taken."
        )
        return inside[0]

    def note_edge(self, place: int, outcome: str) -> None:
        """Note what is done at an edge of the text where a line was named that is not there."""
        for unit, number in self._named():
            if _number_in(self._begins(unit), place) != number:
                self._note(f"You named {unit} {number}; {outcome}.")

    def _note_elsewhere(self, place: int) -> None:
        """Note that words do not stand in the line named: printed numbers may differ."""
        for unit, number in self._named():
            found = _number_in(self._begins(unit), place)
            if found != number:
                self._note(
                    f"You named {unit} {number}; the words stand in {unit} {found} of the text."
                )

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _named(self) -> list[tuple[str, int]]:
        """The line and the paragraph named, if any."""
        named = (("paragraph", self.typed.paragraph), ("line", self.typed.line))
        return [(unit, number) for unit, number in named if number is not None]

    def _begins(self, unit: str) -> list[int]:
        """Where each line or paragraph of the text begins."""
        parts = r"\n" if unit == "line" else r"\n[ \t]*\n\s*"
        return [0, *(each.end() for each in re.finditer(parts, self.ground.text))]

    def _account(self, wanted: str, found: str, place: anchor.Place) -> None:
        self.score = min(self.score, round(place.score, 1))
        if place.method is not anchor.Method.EXACT:
            likeness = f" (likeness {place.score:.0f} of 100)" if place.score < 100 else ""
            self.notes.append(
                f"“{shortened(wanted)}” was taken to be “{shortened(found)}”{likeness}."
            )


def _number_in(begins: list[int], place: int) -> int:
    """Number from 1 of the line or paragraph that a place lies in."""
    return bisect_right(begins, place)


def _alike(wanted: str, ground: Ground) -> list[anchor.Place]:
    """Places of words that are like one or two words, the likeliest only."""
    words = [
        (start, start + len(token))
        for start, token in zip(ground.bounds, ground.tokens, strict=False)
        if token[0].isalnum()
    ]
    length = len(wanted.split())
    if length > 2:
        return []
    folded = wanted.lower()
    found: list[anchor.Place] = []
    for (start, _), (_, end) in zip(words, words[length - 1 :], strict=False):
        score = fuzz.ratio(folded, ground.text[start:end].lower(), score_cutoff=_LIKELY)
        if score:
            found.append(anchor.Place(0, start, end, anchor.Method.FUZZY, score, 0.0))
    best = max((place.score for place in found), default=0.0)
    return [place for place in found if place.score == best]
