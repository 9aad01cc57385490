"""Asking why a finding is settled: a verdict, a reason that others can follow, until when."""

from datetime import date

from textual.app import App

from policytui.checks.decisions import Verdict
from policytui.checks.finding import Finding, Severity
from policytui.errors import UsageError
from policytui.text import clean_line
from policytui.tui.days import day_problem, read_day
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.import_line import LineScreen

_VERDICTS = (
    Choice(Verdict.FALSE_POSITIVE.value, "The finding is wrong", "false positive"),
    Choice(Verdict.ACCEPTED.value, "It is right, and the text stays as it is", "accepted"),
    Choice(Verdict.DUPLICATE.value, "It is settled under another finding", "duplicate"),
)


async def ask_dismissal(
    app: App[object], finding: Finding
) -> tuple[Verdict, str, date | None] | None:
    """Verdict, reason and last day; None where the person goes back from any of them."""
    question = "Why is this finding settled?"
    told = [finding.message]
    if finding.severity is Severity.ERROR:
        told += ["", "It is an error: it stays in the list, with what you decide, until mended."]
    verdict = await app.push_screen_wait(ChoiceScreen(question, told, _VERDICTS))
    if verdict is None:
        return None
    reason = await app.push_screen_wait(
        LineScreen(
            "Your reason, in one line",
            why="It is kept with the decision, for everybody who works with these texts.",
            check=_check_reason,
        )
    )
    if reason is None:
        return None
    until = await app.push_screen_wait(
        LineScreen(
            "Until when does it hold?",
            why="The last day, such as 14 March 2027. After it the finding is open again.",
            placeholder="Empty: without an end",
            check=_check_day,
        )
    )
    return None if until is None else (Verdict(verdict), clean_line(reason), read_day(until))


def _check_reason(text: str) -> None:
    if not clean_line(text):
        raise UsageError("Write a reason, so that others can follow it.")


def _check_day(text: str) -> None:
    if problem := day_problem(text):
        raise UsageError(problem)
