"""Rules for a text against the rest of the corpus: other figures, other deadlines, opposed verbs.

They look at sentences that say what should be, and only where these share rare words. Even so
most of what they find is no conflict: they point at texts to read, and never judge.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.nearness.contrary import Opposed, find_opposed
from policytui.checks.nearness.said import what_is_said_anew
from policytui.checks.reading.claims import Claim, Direction, Figure, Span, Stems, read_claims
from policytui.checks.reading.lexicon import are_opposed, share_group
from policytui.checks.reading.quantities import Bound, Measure, Quantity
from policytui.checks.reading.sketches import Sketch, sketch
from policytui.checks.rule import OnCorpus, OnDraft, Precision, Rule
from policytui.corpus.model import Position
from policytui.drafts.model import Draft

if TYPE_CHECKING:
    from policytui.checks.basis import Basis
    from policytui.checks.nearness.candidates import Candidates

IsRare = Callable[[str], bool]
"""Whether a stem stands in few texts, so that sharing it tells of one subject."""

_FEWEST_SHARED = 2
_CANDIDATES = 10
_MOST = 3
"""Findings of one rule for one text; the nearest are told."""
_RARE_SHARE = 0.02
_RARE_COUNT = 8
_LEAST_LENGTH = 4
_ABOUT = Decimal("0.1")

_SAYS = {
    "CON001": "gives another figure on a like subject",
    "CON002": "gives another deadline on a like subject",
    "CON003": "points another way on a like subject",
}
_HIT_RATES = {
    "CON001": "about 1 in 10 such hits is a real conflict",
    "CON002": "4 in 5 such hits were real conflicts, in a small sample",
    "CON003": "about 1 in 10 such hits is a real conflict",
}


@dataclass(frozen=True, slots=True)
class PairFinding:
    """Where two texts differ on a like subject.

    Attributes:
        mine, other: places of the two sentences in their texts.
        my_span, other_span: the telling words, as places in those sentences.
        shared: the stems that both sentences hold and that are rare.
    """

    code: str
    mine: Span
    other: Span
    my_span: Span
    other_span: Span
    shared: tuple[str, ...]


def compare_statements(
    mine: str, other: str, is_rare: IsRare = lambda stem: len(stem) >= _LEAST_LENGTH
) -> tuple[PairFinding, ...]:
    """Where two texts give other figures, other deadlines or opposed directions.

    Args:
        is_rare: by default any word that is not short, for texts without a corpus.
    """
    if not any(
        _may_differ(one, counter, is_rare) for one in sketch(mine) for counter in sketch(other)
    ):
        return ()
    return tuple(
        finding
        for claim in read_claims(mine)
        for counter in read_claims(other)
        for finding in _compare_claims(claim, counter, is_rare)
    )


def _may_differ(mine: Sketch, other: Sketch, is_rare: IsRare) -> bool:
    """Whether two sentences must be read to know that they say nothing otherwise."""
    return (
        mine.may_bind
        and other.may_bind
        and ((mine.may_count and other.may_count) or not mine.senses.isdisjoint(other.opposed))
        and _share_rare(mine.stems & other.stems, is_rare)
    )


def _share_rare(common: Stems, is_rare: IsRare) -> bool:
    return sum(map(is_rare, common)) >= _FEWEST_SHARED


def _compare_claims(mine: Claim, other: Claim, is_rare: IsRare) -> Iterator[PairFinding]:
    shared = frozenset(filter(is_rare, mine.stems & other.stems))
    if len(shared) < _FEWEST_SHARED:
        return
    pairs = {
        "CON001": _other_figure(mine, other, shared),
        "CON002": _other_deadline(mine, other, shared),
        "CON003": _opposed(mine, other, shared),
    }
    for code, spans in pairs.items():
        if spans:
            places = (mine.start, mine.end), (other.start, other.end)
            yield PairFinding(code, *places, *spans, tuple(sorted(shared)))


def _other_figure(mine: Claim, other: Claim, shared: Stems) -> tuple[Span, Span] | None:
    for figure in mine.figures:
        like = [one for one in other.figures if _is_same_subject(figure, one, shared)]
        if like and not any(_meet(figure.quantity, one.quantity) for one in like):
            return figure.span, like[0].span
    return None


def _is_same_subject(one: Figure, other: Figure, shared: Stems) -> bool:
    mine, its = one.quantity, other.quantity
    if (mine.measure, mine.unit, mine.period) != (its.measure, its.unit, its.period):
        return False
    # What is counted says much of the subject; a sum or a share says nothing.
    needed = 1 if mine.measure is Measure.COUNT and mine.unit else 2
    return len(one.about & other.about & shared) >= needed


def _meet(one: Quantity, other: Quantity) -> bool:
    """Whether there is a value that fits both, bounds respected."""
    (low, high), (least, most) = _limits(one), _limits(other)
    return low <= most and least <= high


def _limits(quantity: Quantity) -> tuple[Decimal, Decimal]:
    if quantity.bound is Bound.LEAST:
        return quantity.value, Decimal("Infinity")
    if quantity.bound is Bound.MOST:
        return Decimal(0), quantity.top
    slack = _ABOUT if quantity.bound is Bound.ABOUT else Decimal(0)
    return quantity.value * (1 - slack), quantity.top * (1 + slack)


def _other_deadline(mine: Claim, other: Claim, shared: Stems) -> tuple[Span, Span] | None:
    for one in mine.deadlines:
        if not one.moment.relation:
            continue
        like = [
            counter
            for counter in other.deadlines
            if counter.moment.relation == one.moment.relation
            and counter.moment.value[0] == one.moment.value[0]
            and len(one.about & counter.about & shared) >= _FEWEST_SHARED
        ]
        if like and all(one.moment.differs(counter.moment) for counter in like):
            return one.span, like[0].span
    return None


def _opposed(mine: Claim, other: Claim, shared: Stems) -> tuple[Span, Span] | None:
    for one in mine.directions:
        for counter in other.directions:
            if not (one.objects & counter.objects & shared):
                continue
            # A "not" on one side alone tells nothing here: `find_opposed` weighs it.
            if (
                one.sign == counter.sign
                and share_group(one.senses, counter.senses)
                and are_opposed(one.senses, counter.senses) > 0
                and not (_says_both(mine, counter) or _says_both(other, one))
            ):
                return one.span, counter.span
    return None


def _says_both(claim: Claim, direction: Direction) -> bool:
    """Whether a claim itself holds the direction that it seems to oppose: then it weighs both."""
    return any(
        share_group(one.senses, direction.senses)
        and are_opposed(one.senses, direction.senses) * one.sign * direction.sign < 0
        for one in claim.directions
    )


# --- from pairs to findings ---


def find_conflicts(draft: Draft, basis: "Basis") -> tuple[Finding, ...]:
    """What a draft itself says that positions near it say otherwise, of all three rules."""

    def find() -> Iterator[Finding]:
        base = draft.base.position if draft.base else ""
        for passage in what_is_said_anew(draft):
            yield from _beside(
                Evidence(passage.text, (), draft.id, passage.field, passage.start),
                lambda id_: id_ != base,
                basis,
            )

    return _remembered(basis, draft, find)


def find_corpus_conflicts(basis: "Basis") -> tuple[Finding, ...]:
    """What positions of the corpus say otherwise than others of it; each pair is told once."""

    def find() -> Iterator[Finding]:
        for id_ in sorted(basis.candidates.ids):
            text = basis.catalogue.position(id_).text
            yield from _beside(Evidence(text, (), id_), id_.__gt__, basis)

    return _remembered(basis, None, find)


def _beside(
    passage: Evidence, is_wanted: Callable[[str], bool], basis: "Basis"
) -> Iterator[Finding]:
    """The findings of a passage beside the positions near it, the nearest first."""
    near, is_rare = basis.candidates, rarity_in(basis.candidates)
    told = dict.fromkeys(_SAYS, 0)
    nearest = near.near(passage.text, _CANDIDATES, is_wanted=is_wanted)
    ids = [candidate.position_id for candidate in nearest]
    positions = {position.id: position for position in basis.catalogue.positions(ids)}
    for candidate in nearest:
        position = positions.get(candidate.position_id)
        if position is None:  # gone from the corpus since the candidates were read
            continue
        seen: set[str] = set()
        opposed = find_opposed(passage.text, position.text)
        shared = frozenset(opposed.telling.shared if opposed else ())
        if opposed and told["CON003"] < _MOST and _share_rare(shared, is_rare):
            seen.add("CON003")
            told["CON003"] += 1
            yield _denial(passage, position, opposed)
        for pair in compare_statements(passage.text, position.text, is_rare):
            if pair.code not in seen and told[pair.code] < _MOST:
                seen.add(pair.code)
                told[pair.code] += 1
                yield _finding(passage, position, pair, candidate.score)


def rarity_in(candidates: "Candidates") -> IsRare:
    """Which stems are rare among some positions."""
    most = max(_RARE_COUNT, int(_RARE_SHARE * len(candidates.ids)))

    postings = candidates.postings

    def is_rare(stem: str) -> bool:
        number = postings.vocabulary.number_of(stem)
        return (
            number is not None
            and len(stem) >= _LEAST_LENGTH
            and (postings.frequency(number) <= most)
        )

    return is_rare


def _finding(passage: Evidence, position: Position, pair: PairFinding, score: float) -> Finding:
    mine = passage.text[slice(*pair.mine)]
    other = position.text[slice(*pair.other)]
    return Finding(
        pair.code,
        Severity.REVIEW,
        passage.source,
        f"“{position.title}” {_SAYS[pair.code]}. Read both: {_HIT_RATES[pair.code]}.",
        other=position.id,
        field=passage.field,
        evidence=(
            Evidence(
                mine, (pair.my_span,), passage.source, passage.field, passage.start + pair.mine[0]
            ),
            Evidence(other, (pair.other_span,), position.id, "", pair.other[0]),
        ),
        why=f"{mine[slice(*pair.my_span)]} / {other[slice(*pair.other_span)]}; "
        f"both speak of: {', '.join(pair.shared)}",
        score=round(score, 3),
    )


def _denial(passage: Evidence, position: Position, opposed: Opposed) -> Finding:
    telling = opposed.telling
    mine, other = passage.text[slice(*opposed.mine)], position.text[slice(*opposed.other)]
    words, others = (
        " … ".join(text[slice(*span)] for span in spans)
        for text, spans in ((mine, telling.mine), (other, telling.other))
    )
    return Finding(
        "CON003",
        Severity.REVIEW,
        passage.source,
        f"“{position.title}” says much the same the other way round: one of the two sentences "
        "denies what the other asks for. Read both: of 30 such hits in real texts, 2 were worth "
        "a look.",
        other=position.id,
        field=passage.field,
        evidence=(
            Evidence(
                mine, telling.mine, passage.source, passage.field, passage.start + opposed.mine[0]
            ),
            Evidence(other, telling.other, position.id, "", opposed.other[0]),
        ),
        why=f"{words} / {others}; {telling.share:.0%} of the words of the shorter sentence stand "
        f"in both: {', '.join(telling.shared)}",
        score=round(telling.share, 3),
    )


_last: "WeakKeyDictionary[Candidates, tuple[object, tuple[Finding, ...]]]" = WeakKeyDictionary()


def _remembered(
    basis: "Basis", key: object, find: Callable[[], Iterator[Finding]]
) -> tuple[Finding, ...]:
    """What was last found beside these candidates: three rules ask the same in turn."""
    held = _last.get(basis.candidates)
    if held is None or held[0] != key:
        held = _last[basis.candidates] = (key, tuple(find()))
    return held[1]


def _draft_rule(code: str) -> OnDraft:
    def look(draft: Draft, basis: "Basis") -> Iterator[Finding]:
        return (one for one in find_conflicts(draft, basis) if one.code == code)

    return look


def _corpus_rule(code: str) -> OnCorpus:
    def look(basis: "Basis") -> Iterator[Finding]:
        return (one for one in find_corpus_conflicts(basis) if one.code == code)

    return look


RULES = (
    Rule(
        code="CON001",
        name="quantity-differs",
        tier=Tier.REVIEW,
        severity=Severity.REVIEW,
        summary="A position on a like subject gives another figure.",
        reason="Two figures for one thing are found by opponents before they are found by us. "
        "Bounds are respected: at least 20,000 and 50,000 can both be true.",
        example="“build 20,000 co-operative homes a year” beside “build 5,000 co-operative homes "
        "a year”.",
        advice="Read both texts. Most such hits speak of different things.",
        precision=Precision(0.11, "2 of 19 flags real, 3 more worth a look; rival parties' texts"),
        on_draft=_draft_rule("CON001"),
        on_corpus=_corpus_rule("CON001"),
    ),
    Rule(
        code="CON002",
        name="deadline-differs",
        tier=Tier.REVIEW,
        severity=Severity.REVIEW,
        summary="A position on a like subject gives another deadline.",
        reason="Two deadlines for one promise make both doubtful.",
        example="“fast broadband in every home by 2030” beside “by 2032”.",
        advice="Read both texts, and settle on one date if they speak of the same thing.",
        precision=Precision(0.83, "5 of 6 flags real, a small sample; rival parties' texts"),
        on_draft=_draft_rule("CON002"),
        on_corpus=_corpus_rule("CON002"),
    ),
    Rule(
        code="CON003",
        name="opposed-direction",
        tier=Tier.REVIEW,
        severity=Severity.REVIEW,
        summary="A position on a like subject points the other way.",
        reason="Where one text would support what another would oppose, somebody should read "
        "both. A “not”, or a word such as “scrap”, counts where the two sentences share most of "
        "their words and it stands over what they share; elsewhere it never found a conflict.",
        example="“support a third runway” beside “oppose a third runway”.",
        advice="Read both texts. About 9 in 10 such hits speak of different things.",
        precision=Precision(0.09, "8 of 86 flags real; rival parties' texts, read by one person"),
        on_draft=_draft_rule("CON003"),
        on_corpus=_corpus_rule("CON003"),
    ),
)
