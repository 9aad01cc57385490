"""Answers to one question that are the same or nearly the same, and what each says besides.

Nothing is merged or left out: a group is a way of reading, and its answers are counted each.
A group stands around its most used text, so that no chain of likenesses joins strangers.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from policytui.checks.nearness.alike import ALIKE, FEWEST_SHARED
from policytui.checks.nearness.letters import blank_courtesies, shingles_of_questions
from policytui.checks.nearness.passages import find_shared, own_words
from policytui.checks.nearness.shingles import MOST_HOLDERS
from policytui.checks.nearness.words import shingles_of, words_of
from policytui.conference.consultation.kept import Kept, basis_of
from policytui.conference.consultation.replies import Question, Reply
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

_STEPS = 200


@dataclass(frozen=True, slots=True)
class Variant:
    """A text that is the standard text of its group with changes.

    Attributes:
        replies: the answers with these words, one or more.
        own: what they say that the standard text does not, passage by passage.
        left_out: what of the standard text they do not say.
    """

    replies: tuple[Reply, ...]
    own: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Answers around one text.

    Attributes:
        standard: the answers with the text that most use, one or more; all say the same.
        variants: those used most first.
    """

    standard: tuple[Reply, ...]
    variants: tuple[Variant, ...]

    @property
    def text(self) -> str:
        """The standard text, as the first answer has it."""
        return self.standard[0].text

    @property
    def size(self) -> int:
        """How many answers it holds."""
        return len(self.standard) + sum(len(variant.replies) for variant in self.variants)


def group_by_wording(replies: Iterable[Reply]) -> dict[str, tuple[Reply, ...]]:
    """Answers that use the same words, in the order given."""
    groups: dict[str, list[Reply]] = defaultdict(list)
    for reply in replies:
        groups[reply.wording].append(reply)
    return {wording: tuple(group) for wording, group in groups.items()}


def find_groups(
    question: Question,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Group, ...]:
    """The groups of two answers or more to a question, the largest first.

    Greetings, closings and the question repeated do not make answers alike. The standard text is
    the one that most use, of equals the one that was sent first.

    Raises:
        Cancelled: stopped.
    """
    same = sorted(group_by_wording(question.replies).values(), key=lambda group: -len(group))
    courtesies = shingles_of_questions([question.wording, question.title])
    texts = [blank_courtesies(group[0].text, courtesies) for group in same]
    stars = _find_stars(texts, progress, is_cancelled)
    groups = [
        Group(
            same[standard],
            tuple(_variant(same[number], texts[number], texts[standard]) for number in around),
        )
        for standard, around in stars.items()
        if around or len(same[standard]) > 1
    ]
    return tuple(sorted(groups, key=lambda group: -group.size))


def find_kept_groups(
    question: Question,
    kept: Kept,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Group, ...]:
    """`find_groups`, found once for the same answers.

    Raises:
        Cancelled: stopped.
    """

    def make() -> bytes:
        return groups_as_bytes(question, find_groups(question, progress, is_cancelled))

    digests = (reply.digest for reply in question.replies)
    basis = basis_of((question.wording, question.title, *digests))
    return groups_from_bytes(question, kept.ask(f"groups {question.id}", basis, make))


def groups_as_bytes(question: Question, groups: Iterable[Group]) -> bytes:
    """Groups in the form in which they are kept: answers by their places, and no text twice."""
    places = {reply.id: place for place, reply in enumerate(question.replies)}

    def told(replies: Iterable[Reply]) -> list[int]:
        return [places[reply.id] for reply in replies]

    def varied(group: Group) -> list[object]:
        return [(told(one.replies), one.own, one.left_out) for one in group.variants]

    value = [(told(group.standard), varied(group)) for group in groups]
    return json.dumps(value, separators=(",", ":")).encode()


def groups_from_bytes(question: Question, data: bytes) -> tuple[Group, ...]:
    """The inverse of `groups_as_bytes`."""

    def replies(places: Iterable[int]) -> tuple[Reply, ...]:
        return tuple(question.replies[place] for place in places)

    def variant(places: Iterable[int], own: Iterable[str], left_out: Iterable[str]) -> Variant:
        return Variant(replies(places), tuple(own), tuple(left_out))

    return tuple(
        Group(replies(standard), tuple(variant(*each) for each in variants))
        for standard, variants in json.loads(data)
    )


def _find_stars(
    texts: Sequence[str], progress: Progress, is_cancelled: IsCancelled
) -> dict[int, list[int]]:
    """For each text that is like none before it those that are like it; all by their places.

    Each text is held against the standards alone, so that the members of a large campaign are
    not held against each other.

    Args:
        texts: those that most use first.
    """
    stars: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    said: dict[tuple[str, ...], int] = {}
    for number, text in enumerate(texts):
        if number % _STEPS == 0:
            if is_cancelled():
                raise Cancelled("Stopped.")
            progress(number, len(texts), "comparing answers")
        words = words_of(text)
        shingles = set(shingles_of(words))
        # Too short to be compared by runs of words, texts are met where they are the same.
        standard = said.get(tuple(words)) if words else None
        if standard is None:
            standard = _nearest(shingles, holders, sizes)
        if standard is not None:
            stars[standard].append(number)
            continue
        stars[number], sizes[number] = [], len(shingles)
        said[tuple(words)] = number
        for shingle in shingles:
            if len(holders[shingle]) < MOST_HOLDERS:
                holders[shingle].append(number)
    return stars


def _nearest(
    shingles: Set[int], holders: Mapping[int, Sequence[int]], sizes: Mapping[int, int]
) -> int | None:
    """The standard that shares most with a text, None where none shares half of either."""
    counts: dict[int, int] = {}
    for shingle in shingles:
        for number in holders.get(shingle, ()):
            counts[number] = counts.get(number, 0) + 1
    alike = [
        (shared, -number)
        for number, shared in counts.items()
        if shared >= FEWEST_SHARED and shared / min(len(shingles), sizes[number]) >= ALIKE
    ]
    return -max(alike)[1] if alike else None


def _variant(replies: tuple[Reply, ...], text: str, standard: str) -> Variant:
    shared = find_shared(text, standard)
    return Variant(replies, own_words(text, shared.mine), own_words(standard, shared.theirs))
