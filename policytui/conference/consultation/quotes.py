"""Passages of answers that staff marked for the report, as acts of the journal.

The journal holds the place of a passage and not its words: what was sent in stays in one place.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from policytui.checks.nearness.words import place_words, words_of
from policytui.conference.consultation.replies import Reply
from policytui.conference.decisions.acts import unreadable
from policytui.conference.journal import Act, Entry, Journal
from policytui.errors import UsageError
from policytui.text import clean_line

MARKED, UNMARKED = "quote.marked", "quote.unmarked"
_PARAGRAPH = re.compile(r"\S.*?(?=\s*\n[ \t]*\n|\s*\Z)", re.DOTALL)
_CLOSING = tuple(".!?…)’”\"'")


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of an answer.

    Attributes:
        reply: id of the answer.
        start, end: its place in the text of the answer.
        digest: of that text, as `Reply.digest`.
        by, at: who marked it, and when.
    """

    reply: str
    start: int
    end: int
    digest: str
    by: str
    at: datetime

    def words(self, reply: Reply) -> str:
        """The passage; empty where the text of the answer is another now."""
        return reply.text[self.start : self.end] if reply.digest == self.digest else ""


def tell_quotes(entries: Iterable[Entry]) -> Mapping[str, tuple[Quote, ...]]:
    """The passages that are marked, by the id of the answer, in the order of the text.

    Raises:
        DataError: an entry is none that this program wrote.
    """
    standing: dict[str, dict[tuple[int, int], Quote]] = {}
    for entry in entries:
        act, details = entry.act, entry.act.details
        if act.kind not in (MARKED, UNMARKED):
            continue
        try:
            place = (int(details["start"]), int(details["end"]))
            quote = Quote(act.subject, *place, str(details["text"]), act.by, entry.at)
        except (KeyError, TypeError, ValueError):
            raise unreadable(entry, "a quote is not told as this program tells it") from None
        if act.kind == MARKED:
            standing.setdefault(act.subject, {}).setdefault(place, quote)
        else:
            standing.get(act.subject, {}).pop(place, None)
    return {
        id_: tuple(quotes[place] for place in sorted(quotes))
        for id_, quotes in standing.items()
        if quotes
    }


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of an answer stand, of which each can be a quote."""
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def find_passage(reply: Reply, words: str) -> tuple[int, int]:
    """Where words stand in an answer, whatever their case, punctuation and line breaks.

    Raises:
        UsageError: they do not stand there.
    """
    wanted = words_of(words)
    placed = place_words(reply.text)
    for first in range(len(placed.words) - len(wanted) + 1 if wanted else 0):
        if placed.words[first : first + len(wanted)] == wanted:
            start = placed.spans[first][0]
            end = placed.spans[first + len(wanted) - 1][1]
            if words.rstrip().endswith(_CLOSING):
                rest = reply.text[end:]
                end += len(rest) - len(rest.lstrip("".join(_CLOSING)))
            return start, end
    raise UsageError(
        f"These words do not stand in the answer {reply.id}.",
        hint="Give them as they stand there, without leaving any out.",
    )


def mark_quote(
    journal: Journal, reply: Reply, span: tuple[int, int], by: str = ""
) -> tuple[Entry, ...]:
    """Mark a passage of an answer for the report.

    Args:
        span: its place in the text.

    Raises:
        UsageError: there is no such passage.
        StorageError: the journal cannot be written.
    """
    start, end = span
    if not (0 <= start < end <= len(reply.text)) or not reply.text[start:end].strip():
        raise UsageError("A quote needs some words of the answer.")
    return _note(journal, MARKED, reply, span, by)


def unmark_quote(
    journal: Journal, reply: Reply, span: tuple[int, int], by: str = ""
) -> tuple[Entry, ...]:
    """Take a mark back; the journal keeps that it was there.

    Raises:
        StorageError: the journal cannot be written.
    """
    return _note(journal, UNMARKED, reply, span, by)


def _note(
    journal: Journal, kind: str, reply: Reply, span: tuple[int, int], by: str
) -> tuple[Entry, ...]:
    details = {"start": span[0], "end": span[1], "text": reply.digest}

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        quotes = tell_quotes(entries).get(reply.id, ())
        same = [one for one in quotes if (one.start, one.end) == span]
        is_there = any(one.digest == reply.digest for one in same)
        if is_there == (kind == MARKED):
            return ()
        return (Act(kind, reply.id, details, clean_line(by)),)

    return journal.add(decide)
