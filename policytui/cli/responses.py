"""`policytui responses`: answers to a consultation counted, grouped, coded, searched, quoted."""

from dataclasses import dataclass
from typing import Any

from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.cli.responses_said import (
    count_values,
    found_value,
    group_value,
    question_value,
    reply_value,
    say_counts,
    say_found,
    say_groups,
    say_question,
    say_replies,
)
from policytui.cli.rounds import open_named_round, who_works
from policytui.cli.session import open_current_workspace
from policytui.conference.consultation.counting import By, count_questions, count_replies
from policytui.conference.consultation.groups import find_groups, group_by_wording
from policytui.conference.consultation.quotes import (
    find_passage,
    mark_quote,
    tell_quotes,
    unmark_quote,
)
from policytui.conference.consultation.replies import (
    Question,
    Reply,
    Responses,
    find_consultations,
    gather_responses,
)
from policytui.conference.consultation.searching import ReplyIndex
from policytui.conference.consultation.suggesting import Suggester
from policytui.conference.consultation.themes import (
    Coding,
    code_replies,
    make_theme,
    merge_themes,
    rename_theme,
    tell_coding,
)
from policytui.conference.inbox.submissions import Inbox, open_inbox
from policytui.conference.round import Round
from policytui.corpus.model import Document
from policytui.errors import Exit, UsageError
from policytui.tables import suggest
from policytui.text import clean_line, clean_text
from policytui.workspace.workspace import Workspace

_DEEDS = (
    *("code", "uncode", "quote", "unquote"),
    *("new_theme", "rename_theme", "merge_theme"),
)
_VIEWS = ("by", "groups", "search", "uncoded")


@dataclass(frozen=True)
class Desk:
    """A round of a consultation, opened."""

    workspace: Workspace
    round: Round
    inbox: Inbox
    consultations: tuple[Document, ...]
    responses: Responses

    @property
    def coding(self) -> Coding:
        """Themes and coding as the journal had them when it was read."""
        return tell_coding(self.inbox.entries)


def open_desk(options: Any) -> Desk:
    """The round that the options name, with everything that was sent in.

    Raises:
        UsageError: there is no such round.
        DataError, StorageError: it cannot be read.
    """
    workspace = open_current_workspace(options)
    round_ = open_named_round(options, workspace)
    progress = ProgressLine()
    try:
        inbox = open_inbox(round_, workspace.places.cache_for_corpus, progress)
    finally:
        progress.close()
    consultations = find_consultations(round_, inbox.submissions, workspace.catalogue)
    responses = gather_responses(inbox.submissions, consultations)
    return Desk(workspace, round_, inbox, consultations, responses)


def run(options: Any) -> int:
    """Do one thing with the answers, or print one view of them; exit 1 when nothing is found.

    Raises:
        UsageError: options that do not go together, or there is no such round.
        UnknownId: there is no such question, answer or theme.
        DataError, StorageError: the round cannot be read or written.
    """
    deeds = [name for name in _DEEDS if getattr(options, name)]
    # With a deed --by names who does it, as in every command of a round.
    views = [name for name in _VIEWS if getattr(options, name) and not (deeds and name == "by")]
    if len(deeds) > 1 or len(views) > 1 or (deeds and views):
        given = " and ".join(f"--{name.replace('_', '-')}" for name in (*deeds, *views))
        raise UsageError(f"{given} are given one at a time.")
    if options.same and deeds not in (["code"], ["uncode"]):
        raise UsageError("--same goes with --code or --uncode.")
    if options.limit < 1:
        raise UsageError("--limit must be 1 or more.")
    desk = open_desk(options)
    if deeds:
        return _do(options, deeds[0], desk)
    question = desk.responses.question(options.question) if options.question else None
    return _show(options, desk, question)


# --- what is done ---


def _do(options: Any, deed: str, desk: Desk) -> int:
    journal, by = desk.round.journal, who_works(options, desk.workspace)
    if deed in ("code", "uncode"):
        return _code(options, desk, by)
    if deed in ("quote", "unquote"):
        id_, words = getattr(options, deed)
        reply = desk.responses.reply(id_)
        note = mark_quote if deed == "quote" else unmark_quote
        note(journal, reply, find_passage(reply, clean_text(words)), by)
        quotes = tell_quotes(journal.read()).get(reply.id, ())
        passages = [words for quote in quotes if (words := quote.words(reply))]
        if options.json:
            write_json({"answer": reply.id, "quotes": passages})
        else:
            say(f"{reply.id}: {_number(len(passages), 'quote')} marked")
        return Exit.DONE
    if not options.question:
        raise UsageError("Name the question whose theme it is, with --question.")
    question = desk.responses.question(options.question)
    if deed == "new_theme":
        make_theme(journal, question.id, options.new_theme, by)
    elif deed == "rename_theme":
        old, new = options.rename_theme
        rename_theme(journal, question.id, old, new, by)
    else:
        old, into = options.merge_theme
        merge_themes(journal, question.id, old, into, by)
    themes = tell_coding(journal.read()).themes_for(question.id)
    if options.json:
        write_json({"question": question.id, "themes": [theme.title for theme in themes]})
    else:
        say(f"{question.id}: {'; '.join(theme.title for theme in themes)}")
    return Exit.DONE


def _code(options: Any, desk: Desk, by: str) -> int:
    id_, *titles = options.code or (options.uncode,)
    if options.code and not titles:
        raise UsageError(
            "Name the themes behind the answer.", hint="To take its themes away: --uncode ANSWER"
        )
    reply = desk.responses.reply(id_)
    replies: tuple[Reply, ...] = (reply,)
    if options.same:
        question = desk.responses.question(reply.question)
        replies = group_by_wording(question.replies)[reply.wording]
    known = {theme.title for theme in desk.coding.themes_for(reply.question)}
    code_replies(desk.round.journal, replies, titles, by)
    coding = tell_coding(desk.round.journal.read())
    themes = [theme.title for theme in coding.themes_of(reply)]
    for theme in themes:
        if theme not in known:
            talk(f"The theme “{theme}” is new.")
    if options.json:
        write_json({"answers": [one.id for one in replies], "themes": themes})
    else:
        say(f"{_number(len(replies), 'answer')}: {'; '.join(themes) or 'not coded'}")
    return Exit.DONE


# --- what is shown ---


def _show(options: Any, desk: Desk, question: Question | None) -> int:
    replies = question.replies if question else desk.responses.replies
    if not desk.responses.replies:
        talk("No answers count so far; take responses in with: policytui collate INBOX")
    if options.search:
        return _search(options, desk, replies)
    if options.groups:
        return _groups(options, desk, question)
    if options.uncoded:
        return _uncoded(options, desk, question)
    if options.by:
        by = _counted_by(options.by)
        counts = count_replies(replies, by, desk.coding)
        if options.json:
            about = {"question": question.id} if question else {}
            write_json({**about, "by": by.value, "counts": count_values(counts)})
        else:
            say_counts(by.label, counts)
        return Exit.DONE
    if question is None:
        counts = count_questions(desk.responses)
        if options.json:
            pairs = zip(desk.responses.questions, counts, strict=True)
            write_json({"questions": [question_value(one, count) for one, count in pairs]})
        else:
            say(desk.round.title)
            say_counts(By.QUESTION.label, counts)
        return Exit.DONE
    return _question(options, desk, question)


def _counted_by(text: str) -> By:
    words = [by.value for by in By if by is not By.QUESTION]
    wanted = text.strip().casefold()
    if wanted not in words:
        raise UsageError(
            f'Answers are not counted by "{text[:80]}".{suggest(wanted[:80], words)}',
            hint=f"Choose one of: {', '.join(words)}",
        )
    return By(wanted)


def _question(options: Any, desk: Desk, question: Question) -> int:
    coding, quotes = desk.coding, tell_quotes(desk.inbox.entries)
    shown = question.replies[: options.limit]
    if options.json:
        count = count_replies(question.replies, By.QUESTION)
        value = question_value(question, count[0] if count else None)
        value["themes"] = [theme.title for theme in coding.themes_for(question.id)]
        value["answers"] = [reply_value(reply, coding, quotes) for reply in shown]
        write_json(value)
        return Exit.DONE
    say_question(question)
    for by in (By.NATION, By.CAPACITY, By.THEME):
        say_counts(by.label, count_replies(question.replies, by, coding))
    say_replies(shown, coding, quotes)
    _talk_limit(len(shown), len(question.replies))
    return Exit.DONE


def _search(options: Any, desk: Desk, replies: tuple[Reply, ...]) -> int:
    index = ReplyIndex(replies, desk.coding)
    found = index.search(clean_text(options.search), options.limit)
    if options.json:
        write_json(found_value(found, desk.coding))
        return Exit.DONE if found.replies else Exit.FINDINGS
    for note in found.notes:
        talk(note)
    if found.correction:
        talk(f"Did you mean: {found.correction}")
    say_found(found)
    talk(f"{found.total:,} of {_number(len(replies), 'answer')}")
    _talk_limit(len(found.replies), found.total)
    return Exit.DONE if found.replies else Exit.FINDINGS


def _groups(options: Any, desk: Desk, question: Question | None) -> int:
    progress = ProgressLine()
    try:
        questions = (question,) if question else desk.responses.questions
        found = [(one, find_groups(one, progress)) for one in questions]
    finally:
        progress.close()
    if options.json:
        values = [
            {"question": one.id, "groups": [group_value(group) for group in groups]}
            for one, groups in found
        ]
        write_json({"questions": values})
        return Exit.DONE
    for one, groups in found:
        say(f"{one.title} [{one.id}]")
        say_groups(groups, options.limit)
    return Exit.DONE


def _uncoded(options: Any, desk: Desk, question: Question | None) -> int:
    coding = desk.coding
    values: list[dict[str, Any]] = []
    for one in (question,) if question else desk.responses.questions:
        suggester = Suggester(one.replies, coding)
        left = [reply for reply in one.replies if not coding.themes_of(reply)]
        talk(f"{one.id}: {len(left):,} of {_number(len(one.replies), 'answer')} not coded")
        for reply in left[: options.limit]:
            suggestions = suggester.suggest(reply)
            if options.json:
                told = [{"theme": s.theme.title, "words": list(s.words)} for s in suggestions]
                values.append({**reply_value(reply, coding, {}), "suggestions": told})
                continue
            say_replies([reply], coding, {})
            for suggestion in suggestions:
                title = clean_line(suggestion.theme.title)
                say(f"  Perhaps {title}: {', '.join(suggestion.words)}")
    if options.json:
        write_json({"answers": values})
    return Exit.DONE


def _talk_limit(shown: int, total: int) -> None:
    if shown < total:
        talk(f"{shown:,} of {total:,} shown (--limit shows more)")


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
