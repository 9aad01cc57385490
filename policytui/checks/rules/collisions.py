"""Open amendments to one position beside each other: the same words, words that go, one place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.rule import OnDrafts, Rule
from policytui.compare.collisions import (
    Amendment,
    Collision,
    CollisionKind,
    Touch,
    amendment_between,
    apply_together,
)
from policytui.compare.merge import Edit, touch
from policytui.drafts.model import Draft

_MOST_BESIDE = 5
"""Other changes that one change is told beside; where more touch it, their number is told."""
_MOST_NAMED = 5
_CITED = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*\b")


@lru_cache(maxsize=1)
def find_collisions(drafts: tuple[Draft, ...]) -> tuple[Finding, ...]:
    """Where drafts cannot be adopted together as they stand, or make the same change.

    Amendments are held beside each other where they were begun on the same text of a position.
    """
    on_one: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in sorted(drafts, key=lambda one: one.id):
        if draft.base and draft.text != draft.base.text:
            on_one[draft.base.position, draft.base.digest].append(draft)
    found: list[Finding] = []
    for together in on_one.values():
        if len(together) > 1:
            found += _Position(together).findings()
    found += _cited_though_left_out(drafts)
    return tuple(found)


class _Position:
    """The amendments to one text of one position.

    Args:
        drafts: in the order of their ids.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        base = drafts[0].base
        assert base is not None
        self._base = base
        self._drafts = {draft.id: draft for draft in drafts}
        self._amendments = {
            draft.id: amendment_between(draft.id, base.text, draft.text) for draft in drafts
        }
        self._movers: dict[Edit, list[str]] = defaultdict(list)
        for name, amendment in self._amendments.items():
            for edit in amendment.edits:
                self._movers[edit].append(name)

    def findings(self) -> Iterator[Finding]:
        """What is to be told of them."""
        told = set()
        for one, other, number in _touching_pairs(self._base.text, self._movers):
            mine, theirs = self._movers[one], self._movers[other]
            first = next((name for name in mine if name not in theirs), "")
            second = next((name for name in theirs if name not in mine), "")
            pair = (min(first, second), max(first, second))
            if first and second and pair not in told:
                told.add(pair)
                yield from self._between(*pair, number)
        yield from self._identical()

    def _between(self, first: str, second: str, number: int) -> Iterator[Finding]:
        pair = (self._amendments[first], self._amendments[second])
        for collision in apply_together(self._base.text, pair).collisions:
            yield self._finding(collision, number)

    def _finding(self, collision: Collision, number: int) -> Finding:
        sides = sorted((collision.first, collision.second), key=lambda side: side.names)
        one, other = (self._drafts[side.names[0]] for side in sides)
        title = f"“{self._base.title}”"
        code, severity = "COL001", Severity.WARNING
        goes = [_only_leaves_out(side) for side in sides]
        if collision.kind is CollisionKind.SAME_POINT:
            code, severity = "COL003", Severity.NOTE
            message = (
                f"{_who(one)} and {_who(other)} both put words in at one place of {title}. Both "
                "can be adopted; decide which words come first."
            )
        elif goes[0] != goes[1]:
            code = "COL002"
            leaves, changes = (one, other) if goes[0] else (other, one)
            message = (
                f"{_who(leaves)} leaves out words of {title} that {_who(changes)} changes. If "
                "they go, the other has nothing left to change: decide on both together."
            )
        else:
            message = (
                f"{_who(one)} and {_who(other)} change the same words of {title}, each in another "
                "way. Only one of them can be adopted as it stands; the movers may agree on one "
                "wording."
            )
        words = " ".join(self._base.text[collision.start : collision.end].split())
        at = f"the position says here: {_shortened(words)}" if words else "at one place"
        more = f"; {number} drafts change words here" if number > 2 else ""
        return Finding(
            code,
            severity,
            one.id,
            message,
            other=other.id,
            field="text",
            evidence=tuple(
                self._evidence(draft, side.edits)
                for draft, side in zip((one, other), sides, strict=True)
            ),
            why=at + more,
        )

    def _identical(self) -> Iterator[Finding]:
        """A finding for each set of drafts that make the same changes."""
        shared: dict[tuple[str, ...], list[Edit]] = defaultdict(list)
        for edit, movers in self._movers.items():
            if len(movers) > 1:
                shared[tuple(movers)].append(edit)
        for names, edits in sorted(shared.items()):
            drafts = [self._drafts[name] for name in names]
            named = ", ".join(_who(draft) for draft in drafts[:_MOST_NAMED])
            more = f" and {len(drafts) - _MOST_NAMED} more" if len(drafts) > _MOST_NAMED else ""
            yield Finding(
                "COL003",
                Severity.NOTE,
                names[0],
                f"{named}{more} make the same change to “{self._base.title}”. It is applied once; "
                "the movers may bring it forward together.",
                other=names[1],
                field="text",
                evidence=tuple(
                    self._evidence(draft, sorted(edits)) for draft in drafts[:_MOST_NAMED]
                ),
                why=f"{len(names)} drafts, {len(edits)} identical "
                + ("change" if len(edits) == 1 else "changes"),
            )

    def _evidence(self, draft: Draft, edits: Sequence[Edit]) -> Evidence:
        """The words of a draft at some edits: those it puts in, else those it leaves out."""
        if any(edit.text.strip() for edit in edits):
            places = _places_in_proposed(self._amendments[draft.id])
            spans = [(places[edit], places[edit] + len(edit.text)) for edit in edits]
            return _passage(draft.text, spans, draft.id, "text")
        spans = [(edit.start, edit.end) for edit in edits]
        return _passage(self._base.text, spans, draft.id, "base")


def _touching_pairs(
    base: str, movers: Mapping[Edit, Sequence[str]]
) -> Iterator[tuple[Edit, Edit, int]]:
    """Edits that touch one another, each beside the nearest before it, by one sweep.

    Yields:
        Both edits, and how many drafts change words at their place.
    """
    run: list[tuple[Edit, Edit]] = []
    names: set[str] = set()
    open_: dict[Edit, None] = {}
    ends: list[tuple[int, Edit]] = []
    for edit in sorted(movers):
        while ends and ends[0][0] < edit.start:
            del open_[heappop(ends)[1]]
        if not open_:
            yield from ((one, other, len(names)) for one, other in run)
            run, names = [], set()
        beside = 0
        for other in reversed(open_):
            if touch(base, other, edit):
                run.append((other, edit))
                beside += 1
                if beside == _MOST_BESIDE:
                    break
        open_[edit] = None
        heappush(ends, (edit.end, edit))
        names.update(movers[edit])
    yield from ((one, other, len(names)) for one, other in run)


def _only_leaves_out(side: Touch) -> bool:
    return not any(edit.text.strip() for edit in side.edits) and any(map(str.strip, side.words))


def _places_in_proposed(amendment: Amendment) -> dict[Edit, int]:
    """Where each edit of an amendment begins in the text it makes."""
    places, shift = {}, 0
    for edit in amendment.edits:
        places[edit] = edit.start + shift
        shift += len(edit.text) - (edit.end - edit.start)
    return places


def _passage(text: str, spans: Sequence[tuple[int, int]], source: str, field: str) -> Evidence:
    """The sentences that hold some spans, with those marked without white space at their ends."""
    marked = [
        (end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
        for start, end in spans
        if text[start:end].strip()
    ] or [(start, start) for start, _ in spans]
    low, high = marked[0][0], max(end for _, end in marked)
    first, last = low, high
    for start, end in _sentences(text):
        if start <= low <= end:
            first = min(first, start)
        if start <= high <= end:
            last = max(last, end)
    kept = tuple((start - first, end - first) for start, end in marked if end > start)
    return Evidence(text[first:last], kept, source, field, first)


@lru_cache(maxsize=1 << 10)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(split_sentences(text))


def _who(draft: Draft) -> str:
    return f"{draft.submitter.mover or 'An unnamed mover'} ({draft.id})"


def _shortened(words: str, most: int = 80) -> str:
    return f"“{words}”" if len(words) <= most else f"“{words[: most - 1].rstrip()}…”"


def _cited_though_left_out(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Drafts that speak of a position by its id, which another draft leaves out."""
    leaving: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda one: one.id, reverse=True):
        if draft.base and not draft.text.strip():
            leaving[draft.base.position] = draft
    if not leaving:
        return
    for draft in sorted(drafts, key=lambda one: one.id):
        own = draft.base.position if draft.base else ""
        seen = {own}
        for cited, evidence in _citations(draft):
            if cited in leaving and cited not in seen:
                seen.add(cited)
                yield _citation(leaving[cited], draft, evidence)


def _citations(draft: Draft) -> Iterator[tuple[str, Evidence]]:
    for number, item in enumerate(draft.relates, 1):
        text = f"{item.relation.value} {item.position}"
        yield item.position, Evidence(text, source=draft.id, field=f"relates[{number}].position")
    for field, text in (("text", draft.text), ("reason", draft.reason)):
        for found in _CITED.finditer(text):
            yield found.group(), _passage(text, [found.span()], draft.id, field)


def _citation(leaving: Draft, citing: Draft, evidence: Evidence) -> Finding:
    base = leaving.base
    assert base is not None
    return Finding(
        "COL002",
        Severity.WARNING,
        citing.id,
        f"{_who(leaving)} leaves out the whole of “{base.title}”, of which {_who(citing)} speaks. "
        "Decide on both together.",
        other=leaving.id,
        field=evidence.field,
        evidence=(
            evidence,
            Evidence(base.text, ((0, len(base.text)),), leaving.id, "base"),
        ),
        why=f"{base.position} is named in the one and left out by the other",
    )


def _rule(code: str) -> OnDrafts:
    def look(drafts: Sequence[Draft], basis: Basis) -> Iterator[Finding]:
        return (one for one in find_collisions(tuple(drafts)) if one.code == code)

    return look


RULES = (
    Rule(
        "COL001",
        "overlapping-edit",
        Tier.FACT,
        Severity.WARNING,
        "Two amendments change the same words of a position in different ways.",
        "Only one of them can be adopted as it stands. Amendments are compared word by word: two "
        "in one paragraph that do not touch each other are no matter.",
        "One makes “a year” into “six months”, the other into “two years”.",
        "Bring the movers together, or decide which is called first.",
        on_drafts=_rule("COL001"),
    ),
    Rule(
        "COL002",
        "delete-against-edit",
        Tier.FACT,
        Severity.WARNING,
        "One draft leaves out words that another changes, or a position that another names.",
        "If the words go, the other draft has nothing left to change or to speak of.",
        "One leaves out the second sentence, the other changes a figure in it.",
        "Decide on both together.",
        on_drafts=_rule("COL002"),
    ),
    Rule(
        "COL003",
        "same-point-insert",
        Tier.FACT,
        Severity.NOTE,
        "Several amendments put words in at one place, or make the very same change.",
        "Both can be adopted, but somebody must say which words come first; the same change is "
        "made once.",
        "Two amendments each add a sentence at the end of a position.",
        "Settle the order, or make one amendment of both.",
        on_drafts=_rule("COL003"),
    ),
)
"""The rules of this family."""
