"""Themes of a question and the answers that staff coded to them, as acts of the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policytui.conference.consultation.replies import Reply
from policytui.conference.decisions.acts import unreadable
from policytui.conference.journal import Act, Entry, Journal
from policytui.errors import UnknownId, UsageError
from policytui.tables import suggest
from policytui.text import clean_line

MADE, RENAMED, MERGED = "theme.made", "theme.renamed", "theme.merged"
PARTED = "theme.parted"
"""A merged theme stands by itself again."""
SET = "coding.set"
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Theme:
    """What several answers to a question are about.

    Attributes:
        id: T1, T2 …, one for the whole round and never used again.
        question: id of the question.
    """

    id: str
    question: str
    title: str


@dataclass(frozen=True, slots=True)
class Coded:
    """The themes that an answer was coded to, by whom and when.

    Attributes:
        themes: ids, as they were when it was coded.
        digest: of the text that was coded.
    """

    themes: tuple[str, ...]
    digest: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Coding:
    """Every theme, and every answer that is coded.

    Attributes:
        themes: all that were made, by id; of those merged the one that they became part of.
        coded: by the id of the answer.
    """

    themes: Mapping[str, Theme]
    coded: Mapping[str, Coded]

    def themes_for(self, question: str) -> tuple[Theme, ...]:
        """The themes of a question, in the order in which they were made."""
        found = (theme for id_, theme in self.themes.items() if theme.id == id_)
        return tuple(theme for theme in found if theme.question == question)

    def themes_of(self, reply: Reply) -> tuple[Theme, ...]:
        """The themes of an answer; none where it is not coded, or its text is another now."""
        return self.meant(self.given(reply))

    def given(self, reply: Reply) -> tuple[str, ...]:
        """The ids of the themes of an answer as it was coded, also of those merged since."""
        coded = self.coded.get(reply.id)
        return coded.themes if coded and coded.digest == reply.digest else ()

    def meant(self, ids: Iterable[str]) -> tuple[Theme, ...]:
        """The themes with some ids as they are now, each once."""
        found = {self.themes[id_].id: self.themes[id_] for id_ in ids}
        return tuple(found.values())

    def theme(self, question: str, title: str) -> Theme:
        """The theme of a question with a title or an id.

        Raises:
            UnknownId: the question has none.
        """
        wanted = clean_line(title)
        themes = self.themes_for(question)
        for theme in themes:
            if wanted == theme.id or wanted.casefold() == theme.title.casefold():
                return theme
        near = suggest(wanted[:100], [theme.title for theme in themes])
        raise UnknownId(
            f'{question} has no theme "{wanted[:100]}".{near}',
            hint="See its themes with: policytui responses --question ID --by theme",
        )


def tell_coding(entries: Iterable[Entry]) -> Coding:
    """What the journal says of themes and coding.

    Raises:
        DataError: an entry is none that this program wrote.
    """
    themes: dict[str, Theme] = {}
    coded: dict[str, Coded] = {}
    for entry in entries:
        try:
            _tell(entry, themes, coded)
        except (KeyError, TypeError, AttributeError):
            raise unreadable(entry, "themes are not told as this program tells them") from None
    return Coding(themes, coded)


def _tell(entry: Entry, themes: dict[str, Theme], coded: dict[str, Coded]) -> None:
    act, details = entry.act, entry.act.details
    if act.kind == MADE:
        themes[act.subject] = Theme(act.subject, details["question"], details["title"])
    elif act.kind == RENAMED:
        old = themes[act.subject]
        themes |= _put(themes, old, replace(old, title=details["title"]))
    elif act.kind == MERGED:
        themes |= _put(themes, themes[act.subject], themes[details["into"]])
    elif act.kind == PARTED:
        parted = Theme(act.subject, details["question"], details["title"])
        themes |= dict.fromkeys(map(str, details["ids"]), parted)
    elif act.kind == SET:
        for id_, digest in details["answers"].items():
            if details["themes"]:
                coded[id_] = Coded(tuple(details["themes"]), digest, act.by, entry.at)
            else:
                coded.pop(id_, None)


def make_theme(journal: Journal, question: str, title: str, by: str = "") -> Theme:
    """A theme of a question; one that is there already stays that one.

    Raises:
        UsageError: the title is empty or too long.
        StorageError: the journal cannot be written.
    """
    wanted = _require_title(title)

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        coding = tell_coding(entries)
        if any(_is_titled(theme, wanted) for theme in coding.themes_for(question)):
            return []
        id_ = f"T{len(coding.themes) + 1}"
        return [Act(MADE, id_, {"question": question, "title": wanted}, clean_line(by))]

    journal.add(decide)
    return tell_coding(journal.read()).theme(question, wanted)


def rename_theme(
    journal: Journal, question: str, old: str, new: str, by: str = ""
) -> tuple[Entry, ...]:
    """Give a theme another title.

    Raises:
        UsageError: another theme of the question has that title: the two would be merged.
        UnknownId: there is no such theme.
        StorageError: the journal cannot be written.
    """
    wanted = _require_title(new)

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        coding = tell_coding(entries)
        themes = coding.themes_for(question)
        theme = coding.theme(question, old)
        if theme.title == wanted:
            return []
        if any(_is_titled(one, wanted) for one in themes if one is not theme):
            raise UsageError(
                f'There is a theme "{wanted}" already.',
                hint="To make one of both: policytui responses --merge-theme OLD INTO",
            )
        return [Act(RENAMED, theme.id, {"title": wanted}, clean_line(by))]

    return journal.add(decide)


def merge_themes(
    journal: Journal, question: str, old: str, into: str, by: str = ""
) -> tuple[Entry, ...]:
    """Make one theme part of another; its answers count there from now on.

    Raises:
        UsageError: it would be merged into itself.
        UnknownId: there is no such theme.
        StorageError: the journal cannot be written.
    """

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        coding = tell_coding(entries)
        kept = coding.theme(question, into)
        gone = coding.theme(question, old)
        if gone.id == kept.id:
            raise UsageError("A theme cannot be merged into itself.")
        return [Act(MERGED, gone.id, {"into": kept.id}, clean_line(by))]

    return journal.add(decide)


def part_theme(journal: Journal, before: Coding, id_: str, by: str = "") -> tuple[Entry, ...]:
    """Take a merge back: the theme stands by itself again, with the answers that it had.

    Args:
        before: themes and coding as they were before the merge.
        id_: of the theme that was made part of another.

    Raises:
        UsageError: the question has another theme of that title by now.
        StorageError: the journal cannot be written.
    """
    theme = before.themes[id_]
    ids = [each for each, one in before.themes.items() if one.id == id_]

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        coding = tell_coding(entries)
        if coding.themes[id_].id == id_:
            return []
        if any(_is_titled(one, theme.title) for one in coding.themes_for(theme.question)):
            raise UsageError(f'There is another theme "{theme.title}" by now, so the two stay one.')
        details = {"question": theme.question, "title": theme.title, "ids": ids}
        return [Act(PARTED, id_, details, clean_line(by))]

    return journal.add(decide)


def code_replies(
    journal: Journal, replies: Sequence[Reply], titles: Sequence[str], by: str = ""
) -> tuple[Entry, ...]:
    """Code answers to one question to themes, in place of how they were coded before.

    Args:
        titles: of themes, or their ids; a theme that is not there is made, and the id of one
            that was merged is kept, should the merge be taken back. Without any the answers are
            not coded any more.

    Raises:
        UsageError: the answers are to several questions, or a title is empty or too long.
        StorageError: the journal cannot be written.
    """
    questions = {reply.question for reply in replies}
    if len(questions) > 1:
        raise UsageError("Only answers to one question can be coded together.")
    wanted = list(dict.fromkeys(map(_require_title, titles)))

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        coding = tell_coding(entries)
        acts: list[Act] = []
        ids: list[str] = []
        for question in questions:
            known = coding.themes_for(question)
            for title in wanted:
                found = [one.id for one in known if title == one.id or _is_titled(one, title)]
                merged = coding.themes.get(title)
                if merged and merged.question == question:
                    found = [title]
                if not found:
                    found = [f"T{len(coding.themes) + len(acts) + 1}"]
                    made = {"question": question, "title": title}
                    acts.append(Act(MADE, found[0], made, clean_line(by)))
                ids += found[:1]
        open_ = {one.id: one.digest for one in replies if list(coding.given(one)) != ids}
        if open_:
            subject = next(iter(questions))
            acts.append(Act(SET, subject, {"answers": open_, "themes": ids}, clean_line(by)))
        return acts

    return journal.add(decide)


def _put(themes: Mapping[str, Theme], old: Theme, new: Theme) -> dict[str, Theme]:
    """The ids that meant one theme and mean another now."""
    return {id_: new for id_, theme in themes.items() if theme.id == old.id}


def _is_titled(theme: Theme, title: str) -> bool:
    return theme.title.casefold() == title.casefold()


def _require_title(title: str) -> str:
    wanted = clean_line(title)
    if not wanted or len(wanted) > _LONGEST_TITLE:
        raise UsageError(
            "A theme needs a title of a few words." if not wanted else "That title is too long.",
            hint="For example: Homes near work",
        )
    return wanted
