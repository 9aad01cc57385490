"""Each paragraph of a proposal matched to the position that it restates or would change.

Search finds positions that share its rarest words; of their paragraphs the one with the most
words in common is compared word by word. A verdict tells what the proposal says beside policy; it
is for a person to confirm, since words alone do not tell what a text means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from policytui.compare.likeness import Bag, Lexicon, form, words_of
from policytui.compare.words import Change, Nature, Op, compare_words, nature_of
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Kind, Position, Role
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.proposals.parts import Part
from policytui.search.engine import SearchEngine
from policytui.text import split_paragraphs

ALIKE = 0.4
"""Likeness from which a paragraph changes a paragraph of policy (benchmarks/compare_documents.py
prints what lies above and below it)."""
REUSED = 0.6
"""Share of the pairs of words of the shorter text that stand in the longer, for it to be part of
that; near-duplicates of real submissions begin at 0.3 to 0.5 of their shingles."""
_FEWEST_WORDS = 8
"""A shorter text stands in others by chance."""
_LONGEST_POINT = 4
"""Words of a change so short that a number or a negation in it turns what the rest says."""
_RUN = 3
"""Words of a passage that two texts share by more than chance."""
_SAME_HEADING = 0.1
"""What the same heading counts for when several passages are alike."""
_IN_PARAGRAPH, _IN_POSITION, _AROUND = 0.9, 0.85, 0.8
"""What it counts for beside likeness that a proposal stands in a paragraph of policy, in all of
a position, or has a paragraph of policy in itself: the closest frame of the words wins."""
_CANDIDATES = 10
_WIDER = (30, 300)
"""Hits asked for, then asked for again when too few of them lie in the documents wanted."""
_NEGATION = re.compile(
    r"no|not|never|neither|nor|none|nothing|nobody|without|cannot|against|unless|except|only"
    r"|oppos(?:e|es|ed)|reject(?:s|ed)?|stop|end|abolish(?:ed)?|ban(?:ned)?|scrap(?:ped)?|t"
)
_SENTENCE_END = re.compile(r"[.?!:;][\"')\]’”]*\s*$|\n\s*$")


class Verdict(StrEnum):
    """What a paragraph of a proposal is, beside what the platform says."""

    ALREADY = "already policy"
    EXTENDS = "extends"
    CHANGES = "changes"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ParagraphMatch:
    """A paragraph of a proposal and what it is matched to.

    Attributes:
        position: the id of the position, empty for what is new.
        base: the words of the position that it is compared with.
        score: share of both texts that is common, or of the one that the other contains.
        shared: passages that stand in both, in order.
        changes: what would turn `base` into `text`.
    """

    heading: str
    text: str
    verdict: Verdict
    position: str = ""
    base: str = ""
    score: float = 0.0
    shared: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalMatch:
    """A proposal beside the platform.

    Attributes:
        paragraphs: every paragraph of the proposal, in order.
        remains: ids of positions of the documents compared that no paragraph touches, in order.
    """

    paragraphs: tuple[ParagraphMatch, ...]
    remains: tuple[str, ...]

    def touching(self, position_id: str) -> tuple[ParagraphMatch, ...]:
        """The paragraphs that restate, extend or change a position."""
        return tuple(one for one in self.paragraphs if one.position == position_id)


def match_proposal(
    parts: Sequence[Part],
    engine: SearchEngine,
    catalogue: Catalogue,
    *,
    documents: Sequence[str] | None = None,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> ProposalMatch:
    """Every paragraph of a proposal beside the position that is nearest to it.

    Args:
        engine: its index must be up to date with the catalogue.
        documents: ids of the documents compared; all platforms and policy papers when None.

    Raises:
        UnknownId: there is no such document.
        Cancelled: stopped.
    """
    scope = _scope(catalogue, documents)
    texts = [(part.heading, text) for part in parts for text in part.paragraphs if text.strip()]
    found: list[list[str]] = []
    for done, (heading, text) in enumerate(texts):
        progress(done, len(texts), "paragraphs")
        if is_cancelled():
            raise Cancelled
        found.append(_search(f"{heading}\n{text}", engine, scope))
    wanted = dict.fromkeys(id_ for ids in found for id_ in ids)
    desk = _Desk(catalogue.positions(list(wanted)), [text for _, text in texts])
    matches = []
    for (heading, text), ids in zip(texts, found, strict=True):
        if is_cancelled():
            raise Cancelled
        matches.append(desk.match(heading, text, ids))
    touched = {match.position for match in matches}
    return ProposalMatch(tuple(matches), tuple(id_ for id_ in scope if id_ not in touched))


def _scope(catalogue: Catalogue, documents: Sequence[str] | None) -> dict[str, None]:
    """Ids of the positions that state policy, in order."""
    if documents is None:
        kinds = (Kind.PLATFORM, Kind.POLICY_PAPER)
        documents = [card.header.id for card in catalogue.documents() if card.header.kind in kinds]
    return {
        position.id: None
        for document in documents
        for position in catalogue.document(document).positions
        if position.role is Role.STATEMENT
    }


def _search(text: str, engine: SearchEngine, scope: Mapping[str, None]) -> list[str]:
    found: list[str] = []
    for limit in _WIDER:
        hits = engine.similar(text, limit)
        found = [hit.id for hit in hits if hit.id in scope][:_CANDIDATES]
        if len(found) == _CANDIDATES or len(hits) < limit:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph, or all of a position that has several, and what it is compared by."""

    text: str
    bag: Bag
    pairs: frozenset[tuple[str, str]]
    heading: Bag
    position: str = ""
    is_whole: bool = False


class _Desk:
    """The positions found for a proposal, laid out to be compared with its paragraphs."""

    def __init__(self, positions: Sequence[Position], texts: Sequence[str]) -> None:
        paragraphs = [(position, split_paragraphs(position.text)) for position in positions]
        self._lexicon = Lexicon(
            [words_of(form(text)) for _, parts in paragraphs for text in parts],
            [words_of(form(text)) for text in texts],
        )
        self._passages: dict[str, list[_Passage]] = {}
        for position, parts in paragraphs:
            held = [self._passage(text, position.title, position.id) for text in parts]
            if len(parts) > 1:
                held.append(self._passage(position.text, position.title, position.id, True))
            self._passages[position.id] = held

    def _passage(
        self, text: str, heading: str, position: str = "", is_whole: bool = False
    ) -> _Passage:
        words = words_of(form(text))
        head = self._lexicon.bag(words_of(form(heading)))
        pairs = frozenset(pairwise(words))
        return _Passage(text, self._lexicon.bag(words), pairs, head, position, is_whole)

    def match(self, heading: str, text: str, ids: Iterable[str]) -> ParagraphMatch:
        mine = self._passage(text, heading)
        best, score, rank = None, 0.0, 0.0
        for passage in (passage for id_ in ids for passage in self._passages.get(id_, ())):
            found = self._score(mine, passage)
            same_head = self._lexicon.likeness(mine.heading, passage.heading)
            if found + _SAME_HEADING * same_head > rank:
                best, score, rank = passage, found, found + _SAME_HEADING * same_head
        if best is None or score < ALIKE:
            return ParagraphMatch(heading, text, Verdict.NEW, score=score)
        changes = compare_words(best.text, text)
        return ParagraphMatch(
            heading,
            text,
            _judge(changes),
            best.position,
            best.text,
            score,
            tuple(_shared(changes)),
            changes,
        )

    def _score(self, mine: _Passage, other: _Passage) -> float:
        """Likeness, or a little less than the share of the one that stands in the other.

        Of a whole position only what stands in it counts: it is alike to nothing.
        """
        likeness = 0.0 if other.is_whole else self._lexicon.likeness(mine.bag, other.bag)
        smaller, larger = sorted((mine, other), key=lambda one: len(one.pairs))
        if len(smaller.pairs) < _FEWEST_WORDS or (other.is_whole and smaller is other):
            return likeness
        contained = len(smaller.pairs & larger.pairs) / len(smaller.pairs)
        if contained < REUSED:
            return likeness
        inside = _IN_POSITION if other.is_whole else _IN_PARAGRAPH
        return max(likeness, contained * (inside if smaller is mine else _AROUND))


def _judge(changes: Sequence[Change]) -> Verdict:
    """What a paragraph says beside the passage of policy that it was matched to.

    It is policy already if it adds no word and leaves out whole sentences or an end at most; it
    extends policy if it takes no word away. A number or a negation in a short change makes it a
    change in any case.
    """
    edits = [change for change in changes if nature_of(change) is Nature.SUBSTANCE]
    if any(map(_turns, edits)):
        return Verdict.CHANGES
    if not any(_words(edit.proposed) for edit in edits):
        return Verdict.CHANGES if _cuts_a_sentence(changes) else Verdict.ALREADY
    return Verdict.CHANGES if any(_words(edit.base) for edit in edits) else Verdict.EXTENDS


def _cuts_a_sentence(changes: Sequence[Change]) -> bool:
    """Whether words are left out between words that stay in one sentence."""
    return any(
        change.op is Op.DELETE
        and bool(_words(change.base))
        and 0 < number < len(changes) - 1
        and not _SENTENCE_END.search(changes[number - 1].proposed)
        for number, change in enumerate(changes)
    )


def _turns(change: Change) -> bool:
    """Whether so few words change that a number or a negation among them turns the sentence."""
    before, after = _words(change.base), _words(change.proposed)
    if max(len(before), len(after)) > _LONGEST_POINT:
        return False
    return _points(before) != _points(after)


def _points(words: Iterable[str]) -> set[str]:
    return {word for word in words if _NEGATION.fullmatch(word) or any(map(str.isdigit, word))}


def _shared(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.op is Op.EQUAL and len(_words(change.base)) >= _RUN:
            yield change.base.strip()


def _words(text: str) -> list[str]:
    return [word for word in words_of(form(text)) if any(map(str.isalnum, word))]
