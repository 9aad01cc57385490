"""What `policytui responses` notes in the journal: themes, coding, quotes."""

from dataclasses import dataclass
from typing import Any

from policytui.cli.output import say, talk, write_json
from policytui.cli.responses_said import number_of
from policytui.cli.rounds import who_works
from policytui.conference.consultation.groups import group_by_wording
from policytui.conference.consultation.opening import Answers
from policytui.conference.consultation.quotes import (
    find_passage,
    mark_quote,
    tell_quotes,
    unmark_quote,
)
from policytui.conference.consultation.replies import Reply, Responses
from policytui.conference.consultation.themes import (
    code_replies,
    make_theme,
    merge_themes,
    rename_theme,
    tell_coding,
)
from policytui.conference.round import Round
from policytui.errors import Exit, UsageError
from policytui.text import clean_text
from policytui.workspace.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """A round of a consultation, opened."""

    workspace: Workspace
    answers: Answers

    @property
    def round(self) -> Round:
        """The round."""
        return self.answers.round

    @property
    def responses(self) -> Responses:
        """The answers by question."""
        return self.answers.responses


def do_deed(options: Any, deed: str, desk: Desk) -> int:
    """Note one thing, and say what stands now.

    Args:
        deed: name of the option that asks for it.

    Raises:
        UsageError: options that do not go together, or words that are not there.
        UnknownId: there is no such question, answer or theme.
        StorageError: the journal cannot be written.
    """
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
            say(f"{reply.id}: {number_of(len(passages), 'quote')} marked")
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
    known = {theme.title for theme in desk.answers.coding.themes_for(reply.question)}
    code_replies(desk.round.journal, replies, titles, by)
    coding = tell_coding(desk.round.journal.read())
    themes = [theme.title for theme in coding.themes_of(reply)]
    for theme in themes:
        if theme not in known:
            talk(f"The theme “{theme}” is new.")
    if options.json:
        write_json({"answers": [one.id for one in replies], "themes": themes})
    else:
        say(f"{number_of(len(replies), 'answer')}: {'; '.join(themes) or 'not coded'}")
    return Exit.DONE
