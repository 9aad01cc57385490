"""Duplicates: proposals that say the same, and proposals that policy says already.

Deduplicated for reading, never for exclusion: nothing is merged, and what each text says in its
own words is shown with every finding.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.nearness.alike import (
    ALIKE,
    FEWEST_SHARED,
    Pair,
    find_clusters,
    find_pairs,
    tell_apart,
)
from policytui.checks.nearness.candidates import Candidate
from policytui.checks.nearness.contrary import differs, find_opposed, matching_sentences
from policytui.checks.nearness.passages import Shared, Span, find_shared, find_stems, own_words
from policytui.checks.nearness.policy import policy_positions
from policytui.checks.nearness.said import Passage, Said, what_is_said
from policytui.checks.nearness.words import shingles_of, words_of
from policytui.checks.rule import Precision, Rule
from policytui.compare.likeness import form
from policytui.corpus.model import Header, Position
from policytui.drafts.model import Draft

if TYPE_CHECKING:
    from policytui.checks.basis import Basis

_REWORDED = 0.8
"""Share of a text's words, rare ones counting most, that make it a restatement."""
_FEWEST_WORDS = 5
"""Content words from which a text can be called a restatement without a shared passage."""
_SAME_SENTENCE = 0.5
"""Share of a sentence's content words that makes another its counterpart."""
_COMMAND = "python benchmarks/check_scale.py --rules"
_MOST = 3
"""Findings of one kind for one draft; the nearest are told."""
_MOST_NAMED = 5


def find_identical(drafts: Sequence[Draft], basis: "Basis") -> Iterator[Finding]:
    """DUP001: drafts with the same words, whatever their layout and case."""
    groups: dict[str, list[Draft]] = {}
    for draft in sorted(drafts, key=lambda draft: draft.id):
        digest = _digest(draft)
        if digest:
            groups.setdefault(digest, []).append(draft)
    for group in groups.values():
        if len(group) < 2:
            continue
        for draft in group:
            # The first few are named, so that the work does not grow with the square.
            others = [other for other in group[: _MOST_NAMED + 1] if other is not draft]
            yield Finding(
                "DUP001",
                Severity.NOTE,
                draft.id,
                f"{len(group)} submissions have the same text: this one and "
                f"{_names(others, len(group) - 1)}. "
                "It can be read once; each of them counts.",
                other=others[0].id,
                evidence=(_whole(draft), _whole(others[0])),
                why="the same words in the same order",
            )


def find_near_duplicates(drafts: Sequence[Draft], basis: "Basis") -> Iterator[Finding]:
    """DUP002: drafts that share passages, and what each says besides."""
    said = [what_is_said(draft) for draft in _one_of_each(drafts)]
    texts = [item.text for item in said]
    pairs = find_pairs(texts)
    nearest: dict[int, list[Pair]] = {}
    for pair in pairs:
        nearest.setdefault(pair.later, []).append(pair)
        nearest.setdefault(pair.earlier, []).append(pair)
    for cluster in find_clusters(pairs):
        for member in tell_apart(texts, cluster):
            best = max(
                nearest[member.number], key=lambda pair: (pair.overlap.containment, -pair.later)
            )
            other = best.earlier if best.later == member.number else best.later
            size = f"{len(cluster)} different texts share most of their words. "
            yield _alike(said[member.number], said[other], size, member.own)
    for later in sorted(nearest):
        partly = [p for p in nearest[later] if p.later == later and p.overlap.containment < ALIKE]
        for pair in partly[:_MOST]:
            shared = find_shared(texts[pair.later], texts[pair.earlier])
            own = own_words(texts[pair.later], shared.mine)
            yield _alike(said[pair.later], said[pair.earlier], "", own)


def find_already_policy(draft: Draft, basis: "Basis") -> Iterator[Finding]:
    """DUP003: what a draft says is policy already."""
    base = draft.base.position if draft.base else ""
    told: set[str] = set()
    count = 0
    said = what_is_said(draft)
    for passage in _parts_and_wholes(said):
        part = Said(draft, (passage,))
        near = basis.candidates.near(passage.text, is_wanted=lambda id_: id_ != base)
        for rank, candidate in enumerate(near):
            id_ = candidate.position_id
            if id_ in told or not _is_promising(candidate, rank, passage.text, basis):
                continue
            position = basis.catalogue.position(id_)
            # What opposes a position is no repetition of it, whatever else is said beside it.
            if find_opposed(passage.text, position.text):
                told.add(id_)
                continue
            finding = _already(part, position, basis)
            if finding and count < _MOST:
                told.add(id_)
                count += 1
                yield finding


def _parts_and_wholes(said: Said) -> Iterator[Passage]:
    """Each paragraph by itself, so that what stands around it hides nothing, then the passages."""
    for passage in said.passages:
        parts = passage.paragraphs
        yield from parts
        if len(parts) > 1:
            yield passage


def find_duplicate_positions(basis: "Basis") -> Iterator[Finding]:
    """DUP003: positions of the corpus that say the same as others of it."""
    index = basis.candidates.shingles
    held = list(policy_positions(basis.catalogue))
    for number, (_, position) in enumerate(held):
        overlaps = index.overlaps(shingles_of(words_of(position.text)), fewest=FEWEST_SHARED)
        earlier = [
            overlap
            for overlap in overlaps
            if overlap.number < number and overlap.containment >= ALIKE
        ]
        for overlap in earlier[:_MOST]:
            header, other = held[overlap.number]
            if find_opposed(position.text, other.text):
                continue
            shared = find_shared(position.text, other.text)
            yield Finding(
                "DUP003",
                Severity.REVIEW,
                position.id,
                f"“{position.title}” shares most of its words with “{other.title}” "
                f"({_dated(header)}). Read both; one of them may be enough.",
                other=other.id,
                evidence=(
                    Evidence(position.text, shared.mine, position.id),
                    Evidence(other.text, shared.theirs, other.id),
                ),
                why=_ways(shared, own_words(position.text, shared.mine)),
                score=round(overlap.containment, 3),
            )


def _is_promising(candidate: Candidate, rank: int, text: str, basis: "Basis") -> bool:
    overlap = candidate.overlap
    if overlap and overlap.shared >= FEWEST_SHARED and overlap.containment >= ALIKE:
        return True
    if rank > 0 or len(candidate.shared) < _FEWEST_WORDS:
        return False
    ((share, _),) = basis.candidates.shares(words_of(text), [candidate.position_id])
    return share >= _REWORDED


def _already(said: Said, position: Position, basis: "Basis") -> Finding | None:
    text = said.text
    # Other figures or a "not": that is another policy, and other rules speak of it.
    pairs = matching_sentences(position.text, text, least=_SAME_SENTENCE)
    if any(differs(text[slice(*mine)], position.text[slice(*its)]) for its, mine in pairs):
        return None
    shared = find_shared(text, position.text)
    mine, theirs = shared.mine, shared.theirs
    is_copied = bool(mine) and max(shared.of_mine, shared.of_theirs) >= ALIKE
    if is_copied:
        says, why = "says this already", _ways(shared, own_words(text, mine))
    else:
        mine, theirs = find_stems(text, position.text), find_stems(position.text, text)
        ((share, _),) = basis.candidates.shares(words_of(text), [position.id])
        says = "says much the same in other words"
        why = f"{share:.0%} of this text's telling words stand there"
    header = basis.catalogue.header(position.document_id)
    return Finding(
        "DUP003",
        Severity.REVIEW,
        said.draft.id,
        f"“{position.title}” ({_dated(header)}) {says}. Read both; what goes beyond it can be "
        "put as an amendment of it.",
        other=position.id,
        field=said.passages[0].field,
        evidence=(*said.evidence(mine), Evidence(position.text, theirs, position.id)),
        why=why,
        score=round(max(shared.of_mine, shared.of_theirs), 3) if is_copied else None,
    )


def _alike(one: Said, other: Said, size: str, own: tuple[str, ...]) -> Finding:
    shared = find_shared(one.text, other.text)
    return Finding(
        "DUP002",
        Severity.REVIEW,
        one.draft.id,
        f"{size}This text and “{other.draft.title}” ({other.draft.id}) have passages in common. "
        "Read them together, with what each says in its own words; each of them counts.",
        other=other.draft.id,
        evidence=(*one.evidence(shared.mine), *other.evidence(shared.theirs)),
        why=_ways(shared, own),
        score=round(max(shared.of_mine, shared.of_theirs), 3),
    )


def _ways(shared: Shared, own: tuple[str, ...]) -> str:
    ways = (
        f"{shared.of_mine:.0%} of the words here stand there, {shared.of_theirs:.0%} of those "
        "there stand here"
    )
    if not own:
        return f"{ways}; no words of its own"
    return f"{ways}; its own words: " + " … ".join(f"“{passage}”" for passage in own)


def _dated(header: Header) -> str:
    if header.adopted:
        return f"{header.title}, adopted {header.adopted.day} {header.adopted:%B %Y}"
    return f"{header.title}, edition {header.edition}; no day of adoption is recorded"


def _names(drafts: Sequence[Draft], total: int) -> str:
    """The first of some drafts by mover and id, and how many more there are."""
    named = [f"{draft.submitter.mover or 'no name'} ({draft.id})" for draft in drafts]
    more = total - len(named[:_MOST_NAMED])
    return ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _whole(draft: Draft) -> Evidence:
    said = what_is_said(draft)
    if said.passages:
        passage = said.passages[0]
        spans: tuple[Span, ...] = ((0, len(passage.original)),)
        return Evidence(passage.original, spans, draft.id, passage.field, passage.start)
    return Evidence(draft.text, (), draft.id, "text")


def _one_of_each(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without the later ones of each identical group: DUP001 speaks of those."""
    seen: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.id):
        seen.setdefault(_digest(draft) or draft.id, draft)
    return list(seen.values())


def _digest(draft: Draft) -> str:
    """What is the same for drafts that say the same; empty for one that says nothing."""
    said = [draft.text, *(f"{answer.question}\x1f{answer.text}" for answer in draft.answers)]
    if not draft.base and not any(map(str.strip, (draft.text, *(a.text for a in draft.answers)))):
        return ""
    parts = [draft.kind, draft.base.position if draft.base else "", *map(form, said)]
    return hashlib.blake2b("\x1e".join(parts).casefold().encode(), digest_size=16).hexdigest()


RULES = (
    Rule(
        code="DUP001",
        name="identical-proposal",
        tier=Tier.FACT,
        severity=Severity.NOTE,
        summary="Several submissions have the same text.",
        reason="A text that many send needs to be read once, and each of them counts.",
        example="Three branches hand in the same motion: each is told of the others.",
        advice="Read it once. Report both numbers: submissions, and different texts.",
        on_drafts=find_identical,
    ),
    Rule(
        code="DUP002",
        name="near-duplicate-proposal",
        tier=Tier.TARGET,
        severity=Severity.REVIEW,
        summary="Several submissions share passages.",
        reason="Letters of a campaign are easily taken for one; what members add in their own "
        "words is then lost.",
        example="Forty letters share four sentences; each one's other sentences are shown.",
        advice="Read the shared passage once and each one's own words. Merge and drop nothing.",
        precision=Precision(
            0.95,
            "620 findings among 10,000 made submissions; of 15 on real texts, read, 14 were reuse",
            _COMMAND,
        ),
        on_drafts=find_near_duplicates,
    ),
    Rule(
        code="DUP003",
        name="already-policy",
        tier=Tier.TARGET,
        severity=Severity.REVIEW,
        summary="What is proposed is policy already, or two positions of the corpus say the same.",
        reason="A proposal that repeats policy takes time from one that changes it, and its "
        "writer may be glad to know that the point is won.",
        example="“Empty shops should be offered to the people of the town” where the platform "
        "says so.",
        advice="Read both. Put what goes beyond the position as an amendment of it.",
        precision=Precision(
            0.96,
            "2,488 findings, 10,000 made submissions against 100,000 positions; real texts in "
            "other words will fare worse",
            _COMMAND,
        ),
        on_draft=find_already_policy,
        on_corpus=find_duplicate_positions,
    ),
)
