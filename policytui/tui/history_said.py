"""What is said of the past of a position: each step in a sentence, who brought a run of words."""

from collections.abc import Collection, Sequence

from policytui.compare.history import Step
from policytui.compare.history_said import say_step
from policytui.compare.words import Change, Nature, Op, count_words, nature_of, tokenise
from policytui.conference.report.contact import leave_out_contact
from policytui.corpus.model import Header
from policytui.tui.days import write_day
from policytui.tui.history_past import Past
from policytui.tui.plain import one_line
from policytui.tui.wording import DOT, nation_names, number

ONE_EDITION = "This document has one edition; import a newer text to see its history."


def adoption(header: Header) -> str:
    """When and by whom an edition was adopted; empty where nothing is known of it."""
    return ", ".join(
        part for part in (write_day(header.adopted), one_line(header.adopted_by)) if part
    )


def said_of_origins(past: Past, header: Header) -> tuple[str, ...]:
    """Who moved what an edition changed in the position and by which vote, one line each."""
    return tuple(one_line(leave_out_contact(each.told)) for each in past.origins_of(header))


def said_of(past: Past, step: Step) -> str:
    """What an edition did to the position, in one sentence."""
    return one_line(
        say_step(
            step,
            nation_names,
            name_of=lambda id_: f"“{past.title_of(id_)}”",
            amended=f"amended: {_counted(step.changes)}",
        )
    )


def _counted(changes: Sequence[Change]) -> str:
    """How many changes, and how many words they bring and take."""
    changed = [each for each in changes if each.op is not Op.EQUAL]
    added = sum(count_words(tokenise(each.proposed)) for each in changed)
    removed = sum(count_words(tokenise(each.base)) for each in changed)
    of_substance = sum(nature_of(each) is Nature.SUBSTANCE for each in changed)
    return f"{number(of_substance, 'change')}, +{added:,} −{removed:,} words"


def said_of_editions(past: Past, marked: Collection[int]) -> str:
    """How many editions there are, or which of them are to be compared."""
    if len(past.editions) == 1:
        return ONE_EDITION
    names = [one_line(past.steps[each].header.edition) for each in marked]
    if len(names) == 1:
        return f"Marked {names[0]}: at another, c compares the position, C the documents."
    if names:
        return f"Marked {' and '.join(names)}: c compares the position, C the documents."
    title = one_line(past.editions[-1].header.title)
    return f"{title}{DOT}{number(len(past.editions), 'edition')}, newest first"


def said_of_run(past: Past, run: int) -> str:
    """Which edition brought a run of words, and who adopted it when."""
    if not past.runs:
        return "This position has no words."
    header = past.runs[run].header
    known = adoption(header)
    brought = f"Brought by {one_line(header.edition)}" + (f" ({known})" if known else "")
    brought = ": ".join([brought, *filter(None, ["; ".join(said_of_origins(past, header))])])
    if past.steps[0].position is None:
        return f"{brought}. The position is left out; these were its last words."
    return brought
