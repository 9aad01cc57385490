"""What is asked before a decision or a recommendation is recorded in a round."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual.app import App

from policytui.conference.decisions.deciding import HANDS, Decision, votes_from
from policytui.conference.decisions.recommendations import Advice, Recommendation
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.outcome import Outcome
from policytui.errors import UsageError
from policytui.text import clean_line
from policytui.tui.access import workspace_of
from policytui.tui.marshalled_offer import offer_amendments, offer_positions
from policytui.tui.marshalled_rows import tell_standing
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.modified_text import KeptText
from policytui.tui.plain import one_line
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.modified import ModifiedScreen
from policytui.tui.screens.offer import OfferScreen
from policytui.tui.wording import number

_WITHDRAW = "withdraw"
_ADVICE = (
    Choice(Advice.FOR.value, "For"),
    Choice(Advice.AGAINST.value, "Against"),
    Choice(Advice.AS_MODIFIED.value, "As modified, with a text of our own …"),
    Choice(Advice.REMIT.value, "Remit: refer it back, or to another body"),
    Choice(Advice.IN_FAVOUR_OF.value, "Withdraw in favour of another …"),
    Choice(Advice.ALREADY_POLICY.value, "Already policy, in the position …"),
)
_MOST_STANDING = 6
"""Decisions that a question tells."""

# --- decisions ---


async def ask_in_place(
    app: App[object], marshalled: Marshalled, items: Sequence[Item], outcome: Outcome
) -> Sequence[Item]:
    """For which of some amendments an outcome is recorded, where some are decided already."""
    decided = [item for item in items if marshalled.is_decided(item)]
    if not decided:
        return items
    open_ = [item for item in items if item not in decided]
    stand = [f"{item.number}: {tell_standing(marshalled, item)}" for item in decided]
    if len(items) == 1:
        question, details = f"{stand[0]}. Record “{outcome.value}” in its place?", []
    else:
        question = f"{len(decided):,} of {number(len(items), 'amendment')} are decided already."
        more = [f"and {len(stand) - _MOST_STANDING:,} more"] if len(stand) > _MOST_STANDING else []
        details = [*stand[:_MOST_STANDING], *more]
    choices = [Choice("leave", "Leave it as it is")]
    if open_:
        only = f"Record “{outcome.value}” only for the {len(open_):,} that are open"
        choices = [Choice("open", only)]
    choices.append(Choice("all", f"Record “{outcome.value}” in its place", "u takes it back"))
    answer = await app.push_screen_wait(ChoiceScreen(question, details, choices))
    return items if answer == "all" else open_ if answer == "open" else ()


async def ask_words(
    app: App[object], marshalled: Marshalled, item: Item, outcome: Outcome
) -> str | None:
    """The text with which it was decided, where that is another; None to go back.

    Asked only where it was carried and the sub-committee recommended it as modified.
    """
    given = marshalled.calling.recommendations.get(item.amendment.id)
    if outcome is not Outcome.CARRIED or given is None or not given.recommendation.text:
        return ""
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
    return given.recommendation.text if answer == "modified" else ""


async def ask_vote(
    app: App[object], item: Item, outcome: Outcome, text: str = ""
) -> Decision | None:
    """The decision with its vote; None where the person goes back.

    Args:
        text: with which it was carried, where that is not its own.
    """

    def decided(line: str) -> Decision:
        votes = votes_from(line) if clean_line(line) else HANDS
        if outcome is Outcome.CARRIED and votes != HANDS:
            in_favour, against, *_ = map(int, votes.split(":"))
            if in_favour < against:
                raise UsageError("By that vote it is not carried. Give the votes for first.")
        return Decision(outcome, votes, text=text)

    line = await app.push_screen_wait(
        LineScreen(
            f"{item.number}  {one_line(item.amendment.title)}: {outcome.value}. The vote?",
            why="For, against and abstentions, like 120:80:3; or 120:80 where abstentions were not "
            "counted. Empty: on a show of hands.",
            check=decided,
        )
    )
    return None if line is None else decided(line)


# --- recommendations ---


async def ask_advice(
    app: App[object], marshalled: Marshalled, items: Sequence[Item]
) -> Mapping[str, Recommendation | None] | None:
    """What is recommended for some amendments, and if wanted for those that say the same.

    Returns:
        By the id of the amendment, None to take back the one that stands; None to go back.
    """
    ids = [item.amendment.id for item in items]
    answer = await app.push_screen_wait(
        ChoiceScreen(
            f"What is recommended for {_told(marshalled, ids)}?",
            [one_line(title) for title in dict.fromkeys(one.amendment.title for one in items)][:3],
            list(_choices(marshalled, items)),
        )
    )
    if answer is None:
        return None
    told = None
    if answer != _WITHDRAW:
        told = await _ask_rest(app, marshalled, items, Advice(answer))
        if told is None:
            return None
    return await _ask_identical(app, marshalled, ids, told)


def _choices(marshalled: Marshalled, items: Sequence[Item]) -> Sequence[Choice]:
    # One text can stand for several only where they amend the same.
    is_one_text = len({item.amendment.target for item in items}) == 1
    choices = [one for one in _ADVICE if is_one_text or one.id != Advice.AS_MODIFIED.value]
    if any(item.amendment.id in marshalled.calling.recommendations for item in items):
        choices.append(Choice(_WITHDRAW, "No recommendation", "what stands is taken back"))
    return choices


async def _ask_rest(
    app: App[object], marshalled: Marshalled, items: Sequence[Item], advice: Advice
) -> Recommendation | None:
    """The text, what it rests on, and the reason; None to go back."""
    stands = [marshalled.calling.recommendations.get(item.amendment.id) for item in items]
    before = stands[0].recommendation if stands[0] else None
    before = before if before and before.advice is advice else None
    text: str | None = ""
    rests_on: str | None = ""
    if advice is Advice.AS_MODIFIED:
        text = await _ask_text(app, marshalled, items[0], before)
    elif advice in (Advice.IN_FAVOUR_OF, Advice.ALREADY_POLICY):
        rests_on = await _ask_what_it_rests_on(app, marshalled, items, advice)
    if text is None or rests_on is None:
        return None
    reason = await app.push_screen_wait(
        LineScreen(
            "The reason, in one line",
            one_line(before.reason) if before else "",
            why="It is told to the movers. It may be empty.",
        )
    )
    if reason is None:
        return None
    return Recommendation(advice, clean_line(reason), text, rests_on)


async def _ask_text(
    app: App[object], marshalled: Marshalled, item: Item, before: Recommendation | None
) -> str | None:
    begun = before.text if before else item.amendment.text
    state = workspace_of(app).places.state
    kept = KeptText(state, marshalled.round, item.amendment.id)
    return await app.push_screen_wait(ModifiedScreen(item, begun, kept))


async def _ask_what_it_rests_on(
    app: App[object], marshalled: Marshalled, items: Sequence[Item], advice: Advice
) -> str | None:
    first, workspace = items[0].amendment, workspace_of(app)
    if advice is Advice.ALREADY_POLICY:
        screen = OfferScreen(
            "Which position says it already?",
            "Words of the position, or its id",
            partial(offer_positions, workspace, first.text),
            nothing="No position has these words.",
        )
    else:
        ids = [item.amendment.id for item in items]
        screen = OfferScreen(
            f"Withdraw {_told(marshalled, ids)} in favour of which amendment?",
            "Its number; or mover or words, of those to the same text",
            partial(offer_amendments, marshalled, ids, first.target),
            nothing="No other amendment to the same text is like that, and none has this number.",
        )
    return await app.push_screen_wait(screen)


async def _ask_identical(
    app: App[object], marshalled: Marshalled, ids: Sequence[str], told: Recommendation | None
) -> Mapping[str, Recommendation | None] | None:
    """The answer for these, and if wanted for those that say the same and have another."""
    standing = marshalled.calling.recommendations
    given = {id_: one.recommendation for id_, one in standing.items()}
    others = [
        one.id
        for one in marshalled.identical_to(ids)
        if given.get(one.id) != told and not (told and one.id == told.rests_on)
    ]
    if others:
        same = f"The same for the identical ones: {_told(marshalled, others)}"
        answer = await app.push_screen_wait(
            ChoiceScreen(
                "Others make the same words of the same position.",
                ["What says the same should be recommended the same."],
                [Choice("same", same), Choice("only", f"Only for {_told(marshalled, ids)}")],
            )
        )
        if answer is None:
            return None
        ids = [*ids, *others] if answer == "same" else ids
    return dict.fromkeys(ids, told)


def _told(marshalled: Marshalled, ids: Sequence[str]) -> str:
    if len(ids) > MOST_NAMED:
        return number(len(ids), "amendment")
    return marshalled.named(ids)
