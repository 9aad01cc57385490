"""What a report still lacks: answers to movers, themes, quotations, the edition itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from policytui.conference.decisions.adoption import Stage
from policytui.conference.decisions.calling import Calling
from policytui.conference.decisions.deciding import is_carried
from policytui.conference.report.contact import leave_out_contact
from policytui.conference.report.facts import Facts


class Lack(StrEnum):
    """What may be missing."""

    SENDER = "sender"
    THEME = "theme"
    QUOTE = "quote"
    ADVICE = "recommendation"
    DECISION = "decision"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something without which a report says less than it could.

    Attributes:
        told: what is missing, one sentence.
        where: the amendments by number, the questions by name, the submissions by id.
    """

    lack: Lack
    told: str
    where: tuple[str, ...] = ()


def find_missing(facts: Facts) -> tuple[Missing, ...]:
    """Everything that is missing, in the order in which it is usually done."""
    found = [*_in_submissions(facts), *_in_answers(facts)]
    if facts.calling:
        found += _in_amendments(facts.calling)
    return tuple(replace(one, where=tuple(map(leave_out_contact, one.where))) for one in found)


def _in_submissions(facts: Facts) -> Iterator[Missing]:
    unclear = tuple(one.id for one in facts.inbox.submissions.all if one.needs)
    if unclear:
        told = f"Of {_number(len(unclear), 'submission')} it is not settled for whom it speaks."
        yield Missing(Lack.SENDER, told, unclear)


def _in_answers(facts: Facts) -> Iterator[Missing]:
    replies = facts.responses.replies
    if not replies:
        return
    open_ = {
        question.id: sum(not facts.coding.themes_of(reply) for reply in question.replies)
        for question in facts.responses.questions
    }
    names = {one.id: facts.name_question(one) for one in facts.responses.questions}
    if total := sum(open_.values()):
        told = f"{total:,} of {_number(len(replies), 'answer')} {_is(total)} under no theme."
        where = tuple(f"{names[id_]}: {count:,}" for id_, count in open_.items() if count)
        yield Missing(Lack.THEME, told, where)
    silent = tuple(
        names[question.id]
        for question in facts.responses.questions
        if question.replies and not facts.passages(question.replies)
    )
    if silent:
        told = f"Of {_number(len(silent), 'question')} with answers nothing is quoted."
        yield Missing(Lack.QUOTE, told, silent)


def _in_amendments(calling: Calling) -> Iterator[Missing]:
    total = _number(len(calling.listed), "amendment")
    for lack, known in (
        (Lack.ADVICE, calling.recommendations.keys()),
        (Lack.DECISION, calling.decisions.keys()),
    ):
        without = tuple(one.number for one in calling.listed if one.id not in known)
        if without:
            has = "has" if len(without) == 1 else "have"
            told = f"{len(without):,} of {total} {has} no {lack.value}."
            yield Missing(lack, told, without)
    is_adopted = calling.adoption and calling.adoption.stage is not Stage.UNDONE
    if not is_adopted and any(is_carried(one.id, calling.decisions) for one in calling.listed):
        yield Missing(Lack.EDITION, "What was carried is not adopted as an edition yet.")


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
