"""What is asked before a decision or a recommendation is recorded in a round."""

from textual.app import App

from policytui.conference.decisions.deciding import HANDS, Decision, votes_from
from policytui.conference.decisions.listed import find_listed
from policytui.conference.decisions.recommendations import Advice, Recommendation
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.outcome import Outcome
from policytui.errors import PolicyError, UsageError
from policytui.text import clean_line
from policytui.tui.access import workspace_of
from policytui.tui.marshalling import Marshalled
from policytui.tui.plain import one_line
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.import_line import LineScreen

_VOTED = (Outcome.CARRIED, Outcome.LOST, Outcome.REMITTED)
WITHDRAW = "withdraw"
"""The answer that takes a recommendation back."""
_ADVICE = (
    Choice(Advice.FOR.value, "For"),
    Choice(Advice.AGAINST.value, "Against"),
    Choice(Advice.REMIT.value, "Remit", "refer it back, or to another body"),
    Choice(
        Advice.IN_FAVOUR_OF.value, "Withdraw in favour of another", "its number is asked for next"
    ),
    Choice(
        Advice.ALREADY_POLICY.value, "Already policy", "the id of the position is asked for next"
    ),
)


async def ask_decision(
    app: App[object], marshalled: Marshalled, item: Item, outcome: Outcome
) -> Decision | None:
    """The decision with its vote; None where the person goes back."""
    if outcome not in _VOTED:
        return Decision(outcome)
    given = marshalled.calling.recommendations.get(item.amendment.id)
    text = ""
    if outcome is Outcome.CARRIED and given and given.recommendation.text:
        answer = await app.push_screen_wait(
            ChoiceScreen(
                f"In which words was {item.number} carried?",
                [f"As modified it reads: {one_line(given.recommendation.text)}"],
                [
                    Choice("tabled", "As the amendment stands"),
                    Choice("modified", "As modified by the recommendation"),
                ],
            )
        )
        if answer is None:
            return None
        text = given.recommendation.text if answer == "modified" else ""

    def decided(line: str) -> Decision:
        votes = votes_from(line) if clean_line(line) else HANDS
        if outcome is Outcome.CARRIED and votes != HANDS:
            in_favour, against, _ = map(int, votes.split(":"))
            if in_favour < against:
                raise UsageError("By that vote it is not carried. Give the votes for first.")
        return Decision(outcome, votes, text=text)

    line = await app.push_screen_wait(
        LineScreen(
            f"{item.number}  {one_line(item.amendment.title)}: {outcome.value}. The vote?",
            why="For, against and abstentions, like 120:80:3. Empty: on a show of hands.",
            check=decided,
        )
    )
    return None if line is None else decided(line)


async def ask_advice(
    app: App[object], marshalled: Marshalled, item: Item
) -> Recommendation | str | None:
    """The recommendation, `WITHDRAW` to take back the one that stands, or None to go back."""
    is_given = item.amendment.id in marshalled.calling.recommendations
    choices = list(_ADVICE)
    if is_given:
        choices.append(Choice(WITHDRAW, "No recommendation", "the one that stands is taken back"))
    answer = await app.push_screen_wait(
        ChoiceScreen(
            f"What is recommended for {item.number}?",
            [
                one_line(item.amendment.title),
                "“As modified” takes a file with the text: policytui recommend "
                f"{item.number} as-modified --text-file FILE",
            ],
            choices,
        )
    )
    if answer is None or answer == WITHDRAW:
        return answer
    advice = Advice(answer)
    rests_on: str | None = ""
    if advice in (Advice.IN_FAVOUR_OF, Advice.ALREADY_POLICY):
        rests_on = await _ask_what_it_rests_on(app, marshalled, item, advice)
    if rests_on is None:
        return None
    reason = await app.push_screen_wait(
        LineScreen("The reason, in one line", why="It is told to the movers. It may be empty.")
    )
    return None if reason is None else Recommendation(advice, clean_line(reason), "", rests_on)


async def _ask_what_it_rests_on(
    app: App[object], marshalled: Marshalled, item: Item, advice: Advice
) -> str | None:
    def find(line: str) -> str:
        try:
            if advice is Advice.ALREADY_POLICY:
                return workspace_of(app).catalogue.position(clean_line(line)).id
            found = find_listed(marshalled.calling.listed, line).id
        except PolicyError as error:
            raise UsageError(error.message) from None
        if found == item.amendment.id:
            raise UsageError("It cannot be withdrawn in favour of itself.")
        return found

    is_position = advice is Advice.ALREADY_POLICY
    question = "The id of the position that says it" if is_position else "In favour of which number"
    line = await app.push_screen_wait(LineScreen(question, check=find))
    return None if line is None else find(line)
