"""The words of answers and where each stands: made once for all answers, and kept as bytes."""

import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policytui.conference.consultation.replies import Reply
from policytui.search.analysis import analyse, written_words
from policytui.search.keys import TEXT, TITLE, form_key

MOST_WORDS = 1 << 11
"""Words of a name, or of all themes of an answer, that are found."""


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of the answers.

    Attributes:
        places: of each word as written its places, ascending; the number of the answer in the
            upper half, the place in the answer in the lower (`policytui.search.keys`).
        by_key: for each stem and form (`form_key`) the words as written that stand for it.
        forms: every form with the number of answers that it stands in, in order.
        lengths: the number of words of each answer.
    """

    places: Mapping[str, Sequence[int]]
    by_key: Mapping[str, Sequence[str]]
    forms: Sequence[tuple[str, int]]
    lengths: Sequence[int]


def index_words(replies: Iterable[Reply]) -> Words:
    """The words of answers and of the names of those who sent them."""
    places: dict[str, array[int]] = defaultdict(lambda: array("Q"))
    lengths = []
    for number, reply in enumerate(replies):
        who = reply.submission.draft.submitter
        names = written_words(f"{who.organisation} {who.mover}")[:MOST_WORDS]
        words = written_words(reply.text)
        for start, found in ((TITLE, names), (TEXT, words)):
            for place, word in enumerate(found, (number << 32) + start):
                places[word].append(place)
        lengths.append(len(words))
    return gather_words(dict(places), lengths)


def gather_words(places: Mapping[str, Sequence[int]], lengths: Sequence[int]) -> Words:
    """Words with what they stand for, from their places alone."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for written in places:
        term = analyse(written)
        if term.form:
            each = (term, *term.parts)
            keys = [key for one in each for key in (one.stem, form_key(one.form))]
            for key in dict.fromkeys(keys):
                by_key[key].append(written)
    sign = form_key("")
    forms = sorted(
        (key[len(sign) :], len({at >> 32 for word in words for at in places[word]}))
        for key, words in by_key.items()
        if key.startswith(sign)
    )
    return Words(places, dict(by_key), forms, lengths)


def words_as_bytes(words: Words) -> bytes:
    """Words in the form in which they are kept: a line of JSON, then the places."""
    numbers = {word: number for number, word in enumerate(words.places)}
    head = {
        "order": sys.byteorder,
        "words": [(word, len(places)) for word, places in words.places.items()],
        "keys": {key: [numbers[one] for one in held] for key, held in words.by_key.items()},
        "forms": words.forms,
        "lengths": list(words.lengths),
    }
    joined = array("Q")
    for places in words.places.values():
        joined.extend(places)
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + joined.tobytes()


def words_from_bytes(data: bytes) -> Words:
    """The inverse of `words_as_bytes`."""
    end = data.index(b"\n")
    head = json.loads(data[:end])
    joined = array("Q", data[end + 1 :])
    if head["order"] != sys.byteorder:
        joined.byteswap()
    held = memoryview(joined)
    places, at = {}, 0
    for word, size in head["words"]:
        places[word] = held[at : at + size]
        at += size
    written = list(places)
    keys = {key: [written[number] for number in those] for key, those in head["keys"].items()}
    forms = [(form, number) for form, number in head["forms"]]
    return Words(places, keys, forms, head["lengths"])
