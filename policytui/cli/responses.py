"""`policytui responses`: answers to a consultation counted, grouped, coded, searched, quoted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.cli.responses_done import Desk, do_deed
from policytui.cli.responses_said import (
    count_values,
    found_value,
    group_value,
    number_of,
    question_value,
    reply_value,
    say_across,
    say_counts,
    say_found,
    say_groups,
    say_question,
    say_replies,
)
from policytui.cli.rounds import open_named_round
from policytui.cli.session import open_current_workspace
from policytui.conference.consultation.counting import (
    By,
    breakdowns,
    count_questions,
    count_replies,
    tell_regions,
)
from policytui.conference.consultation.opening import open_answers
from policytui.conference.consultation.replies import Question
from policytui.conference.consultation.suggesting import Suggester
from policytui.errors import Exit, UsageError
from policytui.tables import suggest
from policytui.text import clean_line, clean_text

_DEEDS = (
    *("code", "uncode", "quote", "unquote"),
    *("new_theme", "rename_theme", "merge_theme"),
)
_QUESTION = 60
"""Cells of a question in a list."""
_VIEWS = ("by", "count", "groups", "search", "uncoded")


def open_desk(options: Any) -> Desk:
    """The round that the options name, with the answers that were sent in.

    Raises:
        UsageError: there is no such round.
        DataError, StorageError: it cannot be read.
    """
    workspace = open_current_workspace(options)
    round_ = open_named_round(options, workspace)
    cache = workspace.places.cache_for_corpus
    progress = ProgressLine()
    try:
        return Desk(workspace, open_answers(round_, workspace.catalogue, cache, progress))
    finally:
        progress.close()


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
    if options.by and not deeds and views != ["by"]:
        raise UsageError(
            "--by names who puts answers under themes or marks quotes; nothing of it is done here.",
            hint="To count by it: --count WHAT",
        )
    if len(deeds) > 1 or len(views) > 1 or (deeds and views):
        given = " and ".join(f"--{name.replace('_', '-')}" for name in (*deeds, *views))
        raise UsageError(f"{given} are given one at a time.")
    if options.same and deeds not in (["code"], ["uncode"]):
        raise UsageError("--same goes with --code or --uncode.")
    if options.limit < 1:
        raise UsageError("--limit must be 1 or more.")
    desk = open_desk(options)
    if deeds:
        return do_deed(options, deeds[0], desk)
    question = desk.responses.question(options.question) if options.question else None
    return _show(options, desk, question)


# --- what is shown ---


def _show(options: Any, desk: Desk, question: Question | None) -> int:
    if not desk.responses.replies:
        talk("No answers count so far; take responses in with: policytui collate INBOX")
    if options.search:
        return _search(options, desk, question)
    if options.groups:
        return _groups(options, desk, question)
    if options.uncoded:
        return _uncoded(options, desk, question)
    if options.count or options.by:
        return _count(options, desk, question)
    if question is None:
        counts = count_questions(desk.responses)
        if options.json:
            pairs = zip(desk.responses.questions, counts, strict=True)
            write_json({"questions": [question_value(one, count) for one, count in pairs]})
        else:
            say(desk.round.title)
            titled = {one.id: _listed(desk, one) for one in desk.responses.questions}
            called = [replace(one, label=titled.get(one.label, one.label)) for one in counts]
            say_counts(By.QUESTION.label, called, longest=_QUESTION)
        return Exit.DONE
    return _question(options, desk, question)


def _listed(desk: Desk, question: Question) -> str:
    """A question by what it is called here, and by its title."""
    name = desk.responses.names[question.id]
    return name if question.title in (name, question.id) else f"{name}  {question.title}"


def _count(options: Any, desk: Desk, question: Question | None) -> int:
    by, coding = _counted_by(options.count or options.by), desk.answers.coding
    replies = question.replies if question else desk.responses.replies
    regions = _regions(desk)
    counts = count_replies(replies, by, coding, regions)
    each = [
        (one, count_replies(one.replies, by, coding, regions)) for one in desk.responses.questions
    ]
    if options.json:
        value: dict[str, Any] = {"by": by.value, "counts": count_values(counts)}
        if question:
            value["question"] = question.id
        else:
            value["questions"] = [
                {"question": one.id, "counts": count_values(those)} for one, those in each
            ]
        write_json(value)
        return Exit.DONE
    say_counts(by.label, counts)
    if question is None and by in (By.NATION, By.CAPACITY):
        say_across(each, desk.responses.names)
    return Exit.DONE


def _counted_by(text: str) -> By:
    words = [by.value for by in By if by is not By.QUESTION]
    wanted = text.strip().casefold()
    if wanted not in words:
        raise UsageError(
            f'Answers are not counted by "{text[:80]}".{suggest(wanted[:80], words)}',
            hint=f"Count by one of: {', '.join(words)}",
        )
    return By(wanted)


def _regions(desk: Desk) -> Mapping[str, str]:
    return tell_regions(reply.submission for reply in desk.responses.replies)


def _question(options: Any, desk: Desk, question: Question) -> int:
    coding, quotes = desk.answers.coding, desk.answers.quotes
    shown = question.replies[: options.limit]
    if options.json:
        count = count_replies(question.replies, By.QUESTION)
        value = question_value(question, count[0] if count else None)
        value["themes"] = [theme.title for theme in coding.themes_for(question.id)]
        value["answers"] = [reply_value(reply, coding, quotes) for reply in shown]
        write_json(value)
        return Exit.DONE
    say_question(question)
    regions = _regions(desk)
    for by in (*breakdowns(regions), By.ORGANISATION, By.THEME):
        counts = count_replies(question.replies, by, coding, regions)
        say_counts(by.label, counts, options.limit)
    say_replies(shown, coding, quotes)
    _talk_limit(len(shown), len(question.replies))
    return Exit.DONE


def _search(options: Any, desk: Desk, question: Question | None) -> int:
    about = question.id if question else ""
    index = desk.answers.index
    found = index.search(clean_text(options.search), options.limit, question=about)
    replies = question.replies if question else desk.responses.replies
    if options.json:
        write_json(found_value(found, desk.answers.coding))
        return Exit.DONE if found.replies else Exit.FINDINGS
    for note in found.notes:
        talk(note)
    if found.correction:
        talk(f"Did you mean: {found.correction}")
    say_found(found)
    talk(f"{found.total:,} of {number_of(len(replies), 'answer')}")
    _talk_limit(len(found.replies), found.total)
    return Exit.DONE if found.replies else Exit.FINDINGS


def _groups(options: Any, desk: Desk, question: Question | None) -> int:
    progress = ProgressLine()
    try:
        questions = (question,) if question else desk.responses.questions
        found = [(one, desk.answers.groups(one, progress)) for one in questions]
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
    coding = desk.answers.coding
    values: list[dict[str, Any]] = []
    for one in (question,) if question else desk.responses.questions:
        suggester = Suggester(one.replies, coding)
        left = [reply for reply in one.replies if not coding.themes_of(reply)]
        talk(f"{one.id}: {len(left):,} of {number_of(len(one.replies), 'answer')} not coded")
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
