"""Asking why a finding is settled: a verdict, and a reason that others can follow."""

from textual.app import App

from policytui.checks.decisions import Verdict
from policytui.checks.finding import Finding
from policytui.errors import UsageError
from policytui.text import clean_line
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.import_line import LineScreen

_VERDICTS = (
    Choice(Verdict.FALSE_POSITIVE.value, "The finding is wrong", "false positive"),
    Choice(Verdict.ACCEPTED.value, "It is right, and the text stays as it is", "accepted"),
    Choice(Verdict.DUPLICATE.value, "It is settled under another finding", "duplicate"),
)


async def ask_dismissal(app: App[object], finding: Finding) -> tuple[Verdict, str] | None:
    """Verdict and reason; None where the person goes back from either."""
    question = "Why is this finding settled?"
    verdict = await app.push_screen_wait(ChoiceScreen(question, [finding.message], _VERDICTS))
    if verdict is None:
        return None
    reason = await app.push_screen_wait(
        LineScreen(
            "Your reason, in one line",
            why="It is kept with the decision, for everybody who works with these texts.",
            check=_check_reason,
        )
    )
    return None if reason is None else (Verdict(verdict), clean_line(reason))


def _check_reason(text: str) -> None:
    if not clean_line(text):
        raise UsageError("Write a reason, so that others can follow it.")
