"""`policytui decide`: record what conference decided, and tell what is left."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from policytui.cli.calling import (
    listed_value,
    name_listed,
    numbers_of,
    open_round_and_calling,
    talk_of,
    tell_title,
    warn_of_nothing,
)
from policytui.cli.operand import read_words
from policytui.cli.output import say, say_wrapped, talk, write_json
from policytui.cli.recommend import advice_value, tell_advice
from policytui.cli.rounds import who_works
from policytui.conference.amendments.combining import mover_of
from policytui.conference.decisions.adoption import Stage, last_decision
from policytui.conference.decisions.calling import Calling
from policytui.conference.decisions.deciding import (
    Decision,
    account,
    clear_decision,
    decide,
    decide_each,
    find_doubtful,
    votes_from,
)
from policytui.conference.decisions.listed import Listed, find_listed, told_in_a_row
from policytui.conference.decisions.recommendations import Advice
from policytui.conference.marshalling.acts import tell_marshalling
from policytui.conference.marshalling.outcome import Outcome
from policytui.errors import Exit, UsageError
from policytui.tables import suggest
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Record or take back decisions, or print them all.

    Raises:
        UsageError: options that do not go together, or there is no such round.
        UnknownId: an amendment named is not on the list.
        DataError, StorageError: the round cannot be read or written.
    """
    if sum(map(bool, (options.words, options.rest, options.fallen))) > 1:
        raise UsageError("Give numbers with an outcome, or --rest OUTCOME, or --fallen.")
    workspace, calling = open_round_and_calling(options)
    records = bool(options.words or options.rest or options.fallen)
    if records:
        _record(options, workspace, calling)
        calling = calling.following(calling.round.journal.read())
    elif options.clear:
        raise UsageError("Name the amendments of which the decision is taken back.")
    if options.json:
        write_json(_value(calling))
    elif not records:
        _say_all(calling)
    _talk(calling)
    return Exit.DONE


def _record(options: Any, workspace: Workspace, calling: Calling) -> None:
    journal, by = calling.round.journal, who_works(options, workspace)
    if options.fallen:
        decide_each(journal, calling.settled, by, only_open=True)
        told = "; ".join(_tell_settled(calling))
        talk(f"Recorded: {told}." if told else "Nothing follows by what was decided.")
        return
    if options.clear:
        named = name_listed(calling, options.words)
        clear_decision(journal, [one.id for one in named], by)
        talk(f"To decide again: {told_in_a_row(named)}.")
        talk_of(named)
        return
    if options.rest:
        left = [one.id for one in calling.listed if one.id not in calling.decisions]
        decision = _decision(options, calling, options.rest, [])
        decide(journal, left, decision, by, only_open=True)
        number = "1 amendment" if len(left) == 1 else f"{len(left):,} amendments"
        told = f"Recorded for {number}: {decision.outcome.value}."
        talk(told if left else "Nothing is left to decide; nothing was recorded.")
        return
    *names, word = options.words
    named = name_listed(calling, names)
    decision = _decision(options, calling, word, named)
    decide(journal, [one.id for one in named], decision, by)
    told = _tell_decision(decision, numbers_of(calling))
    talk(f"Recorded for {told_in_a_row(named)}: {told}{_tell_before(calling, named, decision)}.")
    talk_of(named)
    if tell_marshalling(calling.entries).published is None:
        talk("The numbers may still change; let them stand with: policytui marshal --publish")


def _tell_before(calling: Calling, named: list[Listed], decision: Decision) -> str:
    """What a decision replaces, in words; empty where it replaces nothing."""
    numbers = numbers_of(calling)
    before = {
        one.number: _tell_decision(calling.decisions[one.id].decision, numbers)
        for one in named
        if one.id in calling.decisions and calling.decisions[one.id].decision != decision
    }
    if not before:
        return ""
    if len(before) == len(named) and len(set(before.values())) == 1:
        return f" (before: {next(iter(before.values()))})"
    return f" (before: {'; '.join(f'{number} {told}' for number, told in before.items())})"


def _tell_settled(calling: Calling) -> Iterator[str]:
    """What follows from the decisions and is not recorded, in words."""
    numbers, settled = numbers_of(calling), calling.settled
    fallen = [numbers[id_] for id_, told in settled.items() if told.outcome is Outcome.FELL]
    if fallen:
        yield f"fell {', '.join(fallen)}"
    lost: dict[str, list[str]] = defaultdict(list)
    for id_, told in settled.items():
        if told.outcome is Outcome.LOST:
            lost[told.cause].append(numbers[id_])
    for cause, same in lost.items():
        yield f"lost {', '.join(same)}, the same words as {numbers[cause]}"


def _decision(options: Any, calling: Calling, word: str, named: list[Listed]) -> Decision:
    text = read_words(options.text_file) if options.text_file else ""
    if options.as_modified:
        text = _modified_text(calling, named)
    return Decision(
        _outcome_from(word),
        votes_from(options.votes) if options.votes else "",
        find_listed(calling.listed, options.because).id if options.because else "",
        text,
    )


def _modified_text(calling: Calling, named: list[Listed]) -> str:
    """The text that the recommendation gives, which conference carried."""
    given = [calling.recommendations.get(one.id) for one in named]
    if len(given) != 1 or given[0] is None:
        raise UsageError("--as-modified is for one amendment, with a recommendation of its own.")
    if given[0].recommendation.advice is not Advice.AS_MODIFIED:
        raise UsageError(
            f"{named[0].called.capitalize()} has no recommendation “as modified”.",
            hint="Give the text that was carried with --text-file FILE.",
        )
    return given[0].recommendation.text


def _outcome_from(word: str) -> Outcome:
    wanted = word.strip().casefold().replace("-", " ").replace("_", " ")
    known = [outcome.value for outcome in Outcome]
    if wanted not in known:
        raise UsageError(
            f'"{word[:100]}" is not one of: {", ".join(known)}.{suggest(wanted, known)}',
            hint="Say the numbers first, then the outcome: policytui decide 3 7 carried",
        )
    return Outcome(wanted)


# --- telling ---


def _say_all(calling: Calling) -> None:
    warn_of_nothing(calling.listed)
    say(calling.round.title)
    numbers = numbers_of(calling)
    proposed = calling.settled
    for one in calling.listed:
        say()
        say(tell_title(one))
        if one.members:
            movers = " and ".join(dict.fromkeys(map(mover_of, one.members)))
            say_wrapped(f"composite of the amendments of {movers}", indent="    ")
        given = calling.recommendations.get(one.id)
        if given:
            say_wrapped(f"recommended: {tell_advice(given, numbers)}", indent="    ")
        decided = calling.decisions.get(one.id)
        if decided:
            say_wrapped(_tell_decision(decided.decision, numbers), indent="    ")
        elif one.id in proposed:
            told = proposed[one.id]
            cause = numbers.get(told.cause, told.cause)
            is_lost = told.outcome is Outcome.LOST
            why = f"the same words were lost as {cause}" if is_lost else f"falls because of {cause}"
            say_wrapped(f"to decide: {why}", indent="    ")
        else:
            say("    to decide")
    say()
    say(_tell_counts(calling))


def _tell_decision(decision: Decision, numbers: dict[str, str]) -> str:
    cause = numbers.get(decision.cause, decision.cause)
    way = "same words as" if decision.outcome is Outcome.LOST else "because of"
    parts = (
        decision.outcome.value + (" as modified" if decision.text else ""),
        decision.vote_told,
        f"{way} {cause}" if cause else "",
    )
    return ", ".join(part for part in parts if part)


def _tell_counts(calling: Calling) -> str:
    counts = Counter(_end_of(calling, one) for one in calling.listed)
    words = [*(outcome.value for outcome in Outcome), "to decide"]
    told = [f"{counts[word]:,} {word}" for word in words if counts[word]]
    return f"{len(calling.listed):,} amendments: {', '.join(told) or 'none'}"


def _end_of(calling: Calling, one: Listed) -> str:
    decided = calling.decisions.get(one.id)
    return decided.decision.outcome.value if decided else "to decide"


def _talk(calling: Calling) -> None:
    """What a person should look at."""
    numbers = numbers_of(calling)
    fallen = [numbers[id_] for id_, told in calling.settled.items() if told.outcome is Outcome.FELL]
    lost = [
        f"{numbers[id_]} (lost as {numbers.get(told.cause, told.cause)})"
        for id_, told in calling.settled.items()
        if told.outcome is Outcome.LOST
    ]
    if fallen:
        talk(f"By what was decided these fall: {', '.join(fallen)}.")
    if lost:
        talk(f"The same words were lost already: {', '.join(lost)}.")
    if fallen or lost:
        talk("Record it with: policytui decide --fallen")
    called = {one.id: one.called.capitalize() for one in calling.listed}
    for id_ in find_doubtful(calling.decisions, calling.simulation):
        is_lost = calling.decisions[id_].decision.outcome is Outcome.LOST
        why = "the same words were not" if is_lost else "what it fell by did not stand"
        word = "lost" if is_lost else "fallen"
        talk(f"{called[id_]} is recorded as {word}, but {why}.")
    adoption = calling.adoption
    if adoption and adoption.stage.is_stopped:
        talk(f"Writing the edition {adoption.edition} was stopped; give the command adopt again.")
    is_behind = adoption and last_decision(calling.entries) > adoption.decided
    if adoption and is_behind and adoption.stage is Stage.DONE:
        talk(
            f"The edition {adoption.edition} was adopted before this was recorded; undo it "
            "with: policytui adopt --undo --yes"
        )


def _value(calling: Calling) -> dict[str, Any]:
    proposed = calling.settled
    ends = account(calling.listed, calling.decisions)
    doubtful = set(find_doubtful(calling.decisions, calling.simulation))
    return {
        "round": calling.round.title,
        "amendments": [
            {
                **listed_value(one),
                "recommendation": advice_value(calling.recommendations[one.id])
                if one.id in calling.recommendations
                else None,
                "decision": _decision_value(calling, one.id),
                "falls_because_of": _cause_of(proposed, one.id, Outcome.FELL),
                "lost_as": _cause_of(proposed, one.id, Outcome.LOST),
                "doubtful": one.id in doubtful,
            }
            for one in calling.listed
        ],
        "counts": Counter(_end_of(calling, one) for one in calling.listed),
        "ends": [
            {
                "id": end.id,
                "outcome": end.outcome.value if end.outcome else None,
                "through": end.through or None,
            }
            for end in ends
        ],
    }


def _cause_of(proposed: Mapping[str, Decision], id_: str, outcome: Outcome) -> str | None:
    told = proposed.get(id_)
    return told.cause if told and told.outcome is outcome else None


def _decision_value(calling: Calling, id_: str) -> dict[str, Any] | None:
    decided = calling.decisions.get(id_)
    if decided is None:
        return None
    decision = decided.decision
    return {
        "outcome": decision.outcome.value,
        "votes": decision.votes or None,
        "because_of": decision.cause or None,
        "text": decision.text or None,
        "by": decided.by,
        "at": decided.at.isoformat(),
    }
