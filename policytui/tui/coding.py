"""Answers put under themes: how far it is, what is offered for one, what is done and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from policytui.conference.consultation.replies import Question, Reply
from policytui.conference.consultation.searching import Found
from policytui.conference.consultation.themes import (
    Coding,
    Theme,
    code_replies,
    make_theme,
    merge_themes,
    part_theme,
    rename_theme,
    tell_coding,
)
from policytui.errors import UsageError
from policytui.search.query import Query
from policytui.text import clean_line
from policytui.tui.receiving import AS_BEFORE, Letter, Received, Undo
from policytui.tui.wording import number

MOST_NUMBERED = 9
"""Themes that have a key of their own."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A theme of a question, before an answer.

    Attributes:
        answers: how many answers are under it.
        is_given: whether the answer is among them.
        words: those of the answer that speak for it, may be empty.
    """

    theme: Theme
    answers: int
    is_given: bool = False
    words: tuple[str, ...] = ()


def count_coded(received: Received, replies: Sequence[Reply]) -> int:
    """How many answers are under a theme."""
    return sum(map(bool, map(received.coding.themes_of, replies)))


def offered_themes(received: Received, letter: Letter) -> list[Offered]:
    """The themes of the question in the order in which they were made, so that numbers stay."""
    reply = letter.replies[0]
    given = {theme.id for theme in received.coding.themes_of(reply)}
    counts = received.theme_counts(reply.question)
    found = received.suggester(reply.question).suggest(reply)
    words = {one.theme.id: one.words for one in found}
    return [
        Offered(theme, counts[theme.id], theme.id in given, words.get(theme.id, ()))
        for theme in received.coding.themes_for(reply.question)
    ]


def listed_themes(received: Received, question: Question) -> list[Offered]:
    """The themes of a question with the number of answers under each."""
    counts = received.theme_counts(question.id)
    themes = received.coding.themes_for(question.id)
    return [Offered(theme, counts[theme.id]) for theme in themes]


def find_under(received: Received, question: Question, theme: Theme) -> Found:
    """The answers to a question that are under a theme."""
    themes_of = received.coding.themes_of
    replies = tuple(one for one in question.replies if theme in themes_of(one))
    return Found(Query("", None), replies, len(replies), (), "")


def find_uncoded(received: Received, listed: Sequence[Sequence[Reply]], at: int) -> int | None:
    """The next place behind one at which an answer is under no theme, round at the end.

    Args:
        listed: the answers at each place of the list.
    """
    themes_of = received.coding.themes_of
    order = chain(range(at + 1, len(listed)), range(min(at + 1, len(listed))))
    return next((n for n in order if not all(map(themes_of, listed[n]))), None)


def group_of(letters: Sequence[Letter], letter: Letter) -> list[Letter]:
    """The standard text and its variants among which a text is; it alone where there are none."""
    first = last = letters.index(letter)
    while letters[first].own is not None and first > 0:
        first -= 1
    while last + 1 < len(letters) and letters[last + 1].own is not None:
        last += 1
    return list(letters[first : last + 1])


def themes_of_group(received: Received, group: Sequence[Letter], letter: Letter) -> list[str]:
    """The ids of the themes that a group is to have: those of a text, else of the first with any.

    Args:
        group: the standard text first.
    """
    found = (received.coding.themes_of(one.replies[0]) for one in (letter, *group))
    return [theme.id for theme in next(filter(None, found), ())]


def around(received: Received, group: Sequence[Letter]) -> Letter:
    """The texts of a group that are under no theme yet, as one."""
    replies = [reply for one in group for reply in one.replies]
    left = tuple(reply for reply in replies if not received.coding.themes_of(reply))
    return Letter(left, group[0].size)


def filter_themes(titles: Sequence[str], typed: str) -> tuple[list[int], str]:
    """The places of the titles that have all that was typed, and the title of a new theme.

    Returns:
        The title is empty where nothing was typed, or a theme is called so already.
    """
    wanted = clean_line(typed)
    words = wanted.casefold().split()
    places = [n for n, one in enumerate(titles) if all(word in one.casefold() for word in words)]
    is_there = any(one.casefold() == wanted.casefold() for one in titles)
    return places, "" if is_there else wanted


# --- what is done; each gives what takes it back ---


def toggled(offered: Sequence[Offered], place: int) -> list[str]:
    """The ids of all themes that an answer has once one of those offered is given or taken."""
    return [one.theme.id for n, one in enumerate(offered) if one.is_given != (n == place)]


def code(received: Received, letter: Letter, themes: Sequence[str], by: str) -> Undo:
    """Put all answers with the same words under themes, in place of those they had.

    Args:
        themes: ids or titles; without any the answers are not coded any more.
    """
    journal, replies = received.round.journal, letter.replies
    before = _given(tell_coding(journal.read()), replies)
    code_replies(journal, replies, themes, by)
    done = _given(tell_coding(journal.read()), replies)

    def take_back() -> str:
        coding = tell_coding(journal.read())
        now = _given(coding, replies)
        back: dict[tuple[str, ...], list[Reply]] = {}
        kept = 0
        for reply in replies:
            if now[reply.id] == before[reply.id]:
                continue
            if coding.meant(now[reply.id]) == coding.meant(done[reply.id]):
                back.setdefault(before[reply.id], []).append(reply)
            else:
                kept += 1
        told = f"Coded again since: {number(kept, 'answer')}; that stays." if kept else ""
        if not back:
            raise UsageError(told or AS_BEFORE)
        for ids, those in back.items():
            code_replies(journal, those, ids, by)
        return told

    return take_back


def _given(coding: Coding, replies: Sequence[Reply]) -> dict[str, tuple[str, ...]]:
    """The ids of the themes of each answer as it was coded, by its own."""
    return {reply.id: coding.given(reply) for reply in replies}


def add_theme(received: Received, question: Question, title: str, by: str) -> Theme:
    """A theme without answers, to be given later."""
    return make_theme(received.round.journal, question.id, title, by)


def rename(received: Received, theme: Theme, title: str, by: str) -> Undo:
    """Give a theme another title.

    Raises:
        UsageError: another theme has it, or it is none.
    """
    journal = received.round.journal
    before = tell_coding(journal.read()).theme(theme.question, theme.id)
    rename_theme(journal, theme.question, theme.id, title, by)
    done = tell_coding(journal.read()).theme(theme.question, theme.id)

    def take_back() -> str:
        now = tell_coding(journal.read()).themes.get(theme.id)
        if now in (before, None):
            raise UsageError(AS_BEFORE)
        if now != done:
            raise UsageError("Somebody else renamed or merged it since; that stays.")
        rename_theme(journal, theme.question, theme.id, before.title, by)
        return ""

    return take_back


def merge(received: Received, theme: Theme, into: Theme, by: str) -> Undo:
    """Make a theme part of another; its answers go with it."""
    journal = received.round.journal
    before = tell_coding(journal.read())
    merge_themes(journal, theme.question, theme.id, into.id, by)

    def take_back() -> str:
        coding = tell_coding(journal.read())
        now = coding.themes.get(theme.id)
        if now is None or now.id == theme.id:
            raise UsageError(AS_BEFORE)
        if now != coding.themes.get(into.id):
            raise UsageError("Somebody else made it part of another since; that stays.")
        part_theme(journal, before, theme.id, by)
        return ""

    return take_back
