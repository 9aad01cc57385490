"""Holds what the program found in a made round against what was planted, both ways.

What two amendments are to one another follows from the places where each puts its words, and what
two answers are from the texts that were sent in; whatever is reported beyond that is told.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from make_round_drafts import ALL

from policytui.compare.collisions import CollisionKind
from policytui.conference.amendments.together import Together
from policytui.conference.consultation.groups import Group
from policytui.conference.consultation.opening import Answers
from policytui.conference.consultation.replies import Question
from policytui.conference.decisions.calling import Calling
from policytui.conference.inbox.ledger import Fate
from policytui.conference.inbox.submissions import Inbox
from policytui.conference.marshalling.falls import find_falls
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Status, simulate
from policytui.conference.marshalling.standing import Why

FATES = {
    "duplicate": Fate.DUPLICATE,
    "superseded": Fate.SUPERSEDED,
    "late": Fate.LATE,
    "closed consultation": Fate.LATE,
    "blank": Fate.BLANK,
    "broken seal": Fate.REFUSED,
    "forged id": Fate.REFUSED,
    "future": Fate.REFUSED,
    "unsealed": Fate.REFUSED,
    "schema": Fate.REFUSED,
    "hostile": Fate.REFUSED,
}

Truth = Mapping[str, Any]
Pair = frozenset[str]
Places = Mapping[str, str]


def verify_fates(inbox: Inbox, truth: Truth) -> Iterator[str]:
    """What became of files otherwise than planted."""
    ledger = inbox.ledger
    if ledger.received != sum(ledger.counts.values()):
        yield "the accounts do not add up"
    planted: Counter[Fate] = Counter()
    for case, fate in FATES.items():
        found = {item.name for item in ledger.of(fate)}
        planted[fate] += len(truth[case])
        # Names that are no use on a screen are noted in another form.
        missing = {name for name in truth[case] if name not in found and name.isprintable()}
        yield from (f"{case}: {name} is not {fate.value}" for name in sorted(missing))
    for fate, number in planted.items():
        if ledger.counts[fate] != number:
            yield f"{fate.value}: {ledger.counts[fate]} where {number} were planted"
    counted = inbox.submissions.by_id
    yield from (f"counted: {id_} is not" for id_ in truth["counted"] if id_ not in counted)


class Amendments:
    """What amendments are to one another by the places where they put their words.

    Args:
        ids: of those that count.
    """

    def __init__(self, truth: Truth, ids: Iterable[str]) -> None:
        self.places: dict[str, Places] = {}
        self.on: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            position, places = truth["places"][id_]
            self.places[id_] = places
            self.on[position].append(id_)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two amendments to one position."""
        for ids in self.on.values():
            yield from combinations(ids, 2)

    def collide(self, one: str, other: str) -> bool:
        """Whether they put different words in one place, or one takes what the other changes."""
        mine, theirs = self.places[one], self.places[other]
        if (ALL in mine) != (ALL in theirs):
            return True
        return any(mine[place] != theirs[place] for place in mine.keys() & theirs.keys())

    def why_it_falls(self, carried: str, later: str) -> Why | None:
        """Why an amendment falls once one before it in the list was carried."""
        made, wanted = self.places[carried], self.places[later]
        if ALL in wanted and ALL not in made:
            # A passage is left out or replaced as it was amended.
            return None
        if self.collide(carried, later):
            return Why.WORDS_GONE
        return Why.SAME_CHANGE if wanted.items() <= made.items() else None


def verify_together(together: Sequence[Together], known: Amendments, truth: Truth) -> Iterator[str]:
    """Collisions, identical and near-identical amendments otherwise than planted."""
    on_positions = [one for one in together if not one.target.startswith("new:")]
    identical = {frozenset(group) for one in together for group in one.identical}
    expected = {frozenset(group) for group in truth["identical"]}
    assert expected == _classes(known)
    yield from _differences("identical", expected, identical)
    first = {id_: group[0] for one in together for group in one.identical for id_ in group}
    near = {frozenset(first.get(id_, id_) for id_ in group) for group in truth["near identical"]}
    found = {frozenset(group) for one in together for group in one.near}
    yield from _differences("near identical", near, found)
    for one, other in truth["not near"]:
        yield from (f"near: {one}, {other}" for group in found if {one, other} <= group)
    collisions = {pair for one in on_positions for pair in _colliding(one)}
    wanted = {
        frozenset((first.get(one, one), first.get(other, other)))
        for one, other in known.pairs()
        if known.collide(one, other)
    }
    yield from _differences("collision", wanted, collisions)
    for pair in map(frozenset, [*truth["collision"], *truth["not near"], *truth["leave-out"]]):
        if pair not in collisions:
            yield f"planted collision not found: {sorted(pair)}"
    for pair in map(frozenset, truth["no collision"]):
        if pair in collisions:
            yield f"planted as no collision: {sorted(pair)}"
    gone = {id_ for id_, _ in truth["leave-out"]}
    for one in on_positions:
        for each in one.collisions:
            sides = {*each.first.names, *each.second.names} & gone
            outer = set(each.outer.names) if each.outer else set()
            if sides and not (each.kind is CollisionKind.CONTAINMENT and outer & gone):
                yield f"a leave-out does not contain what it leaves out: {sorted(sides)}"


def _colliding(together: Together) -> Iterator[Pair]:
    for each in together.collisions:
        for one in each.first.names:
            yield from (frozenset((one, other)) for other in each.second.names)


def _classes(known: Amendments) -> set[frozenset[str]]:
    """The groups of amendments to one position that put the same words in the same places."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for position, ids in known.on.items():
        for id_ in ids:
            groups[position, repr(sorted(known.places[id_].items()))].add(id_)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def verify_falls(calling: Calling, known: Amendments, truth: Truth) -> Iterator[str]:
    """What falls if what is carried, otherwise than the places and the order of the list tell."""
    listing = [one.amendment for one in calling.listed]
    rank = {one.id: number for number, one in enumerate(listing)}
    found = {
        (fall.because, fall.id, fall.why)
        for fall in find_falls(listing)
        if fall.id in known.places and fall.because in known.places
    }
    expected = set()
    for one, other in known.pairs():
        before, later = sorted((one, other), key=lambda id_: rank[id_])
        if why := known.why_it_falls(before, later):
            expected.add((before, later, why))
    yield from _differences("falls", expected, found)
    for gone, instead in truth["leave-out"]:
        position = truth["places"][gone][0]
        ids = sorted(known.on[position], key=lambda id_: rank[id_])
        if ids[-2:] != [instead, gone]:
            yield f"{position}: the leave-out does not come last"
        # Put first by hand, a leave-out that is carried takes all others down.
        by_id = {one.id: one for one in listing if one.id in ids}
        moved = [by_id[gone], *(one for id_, one in by_id.items() if id_ != gone)]
        fates = simulate(moved, {gone: Outcome.CARRIED}).fates
        standing = [id_ for id_, fate in fates.items() if fate.status is not Status.FALLS]
        if standing != [gone]:
            yield f"{position}: {standing} do not fall with the leave-out"
        fates = simulate([by_id[id_] for id_ in ids], {gone: Outcome.CARRIED}).fates
        if any(fate.status is Status.FALLS for fate in fates.values()):
            yield f"{position}: something falls before the leave-out is reached"


def verify_answers(answers: Answers, truth: Truth) -> tuple[list[str], list[str]]:
    """What is wrong with the groups of answers, and what they hold beyond what was planted."""
    wrong: list[str] = []
    (campaign,) = truth["campaign"]
    near = {frozenset(pair) for pair in truth["near answers"]}
    planted = {id_ for pair in (*near, *map(frozenset, truth["apart answers"])) for id_ in pair}
    planted |= {*campaign["standard"], *campaign["own"]}
    groups = beyond = exact = weak = 0
    for question in answers.responses.questions:
        found = set()
        held = answers.groups(question)
        for group in held:
            groups += 1
            members = {reply.submission.id for reply in group.standard} | {
                reply.submission.id for variant in group.variants for reply in variant.replies
            }
            for same in (group.standard, *(variant.replies for variant in group.variants)):
                exact += len(same) > 1
                if len({_words(reply.text) for reply in same}) > 1:
                    wrong.append(f"{question.id}: reported as exact: {same[0].id}")
            if set(campaign["standard"]) & members:
                wrong += _verify_campaign(question, group, campaign, members)
            elif members & planted:
                found.add(frozenset(members))
            else:
                beyond += 1
                weak += sum(
                    not _share_half(variant.replies[0].text, group.text)
                    for variant in group.variants
                )
        wrong += [f"{question.id}: {told}" for told in _differences("near answers", near, found)]
        wrong += _missing_twins(question, held)
    told = [
        f"{groups:,} groups of answers: {beyond:,} of real arguments that several were given, "
        f"{exact:,} of same words; variants that share less than half with their text: {weak:,}"
    ]
    return wrong, told


def _verify_campaign(
    question: Question, group: Group, campaign: Mapping[str, Any], members: set[str]
) -> Iterator[str]:
    if {reply.submission.id for reply in group.standard} != set(campaign["standard"]):
        yield f"{question.id}: another standard text of the campaign"
    own = {
        reply.submission.id: variant.own for variant in group.variants for reply in variant.replies
    }
    expected = {id_: (words,) for id_, words in campaign["own"].items()}
    if own != expected or members != {*campaign["standard"], *expected}:
        some = [(id_, own.get(id_), expected.get(id_)) for id_ in {*own, *expected}]
        differing = [each for each in some if each[1] != each[2]][:2]
        yield f"{question.id}: own words of the campaign: {differing}"


def _missing_twins(question: Question, groups: Iterable[Group]) -> Iterator[str]:
    """Answers of the same words that no group holds together."""
    together: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for same in (group.standard, *(variant.replies for variant in group.variants)):
            for reply in same:
                together[_words(reply.text)].add(number)
    counts = Counter(_words(reply.text) for reply in question.replies)
    for words, number in counts.items():
        if number > 1 and len(together[words]) != 1:
            yield f"{question.id}: answers of the same words are not together: {words[:60]}"


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _share_half(text: str, other: str) -> bool:
    """Whether two texts share half the words of the shorter, told by another way of comparing."""
    mine, theirs = _words(text).split(), _words(other).split()
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return shared >= 0.5 * min(len(mine), len(theirs))


def _differences(what: str, expected: set[Any], found: set[Any]) -> Iterator[str]:
    for told, those in (("missed", expected - found), ("none", found - expected)):
        for one in list(those)[:5]:
            yield f"{what}, {told} ({len(those)}): {sorted(one) if len(one) < 9 else len(one)}"
