"""`policytui recommend`: what the sub-committee advises on amendments, and whether it is even."""

from collections.abc import Mapping
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
from policytui.cli.rounds import who_works
from policytui.conference.decisions.calling import Calling
from policytui.conference.decisions.listed import find_listed, group_identical, told_in_a_row
from policytui.conference.decisions.recommendations import (
    Advice,
    Given,
    Recommendation,
    find_identical,
    find_unanswered,
    find_unequal,
    recommend,
    withdraw_recommendation,
)
from policytui.errors import Exit, UsageError
from policytui.tables import suggest
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Give or take back a recommendation, or print all; with `--check` exit 1 where it is uneven.

    Raises:
        UsageError: options that do not go together, or there is no such round.
        UnknownId: an amendment or position named is not there.
        DataError, StorageError: the round cannot be read or written.
    """
    workspace, calling = open_round_and_calling(options)
    if options.words:
        _give(options, workspace, calling)
        calling = calling.following(calling.round.journal.read())
    elif options.clear:
        raise UsageError("Name the amendments whose recommendation is taken back.")
    given, groups = calling.recommendations, tuple(group_identical(calling.listed))
    unequal, unanswered = find_unequal(groups, given), find_unanswered(groups, given)
    if options.json:
        uneven = [[one.number for one in group] for group in unequal]
        left = [[one.number for one in each.left] for each in unanswered]
        write_json(_value(calling) | {"uneven": uneven, "not_answered_yet": left})
    elif not options.words and not options.check:
        _say_all(calling)
    for group in unequal:
        talk(f"The same words, other answers: {told_in_a_row(group)}.")
    for each in unanswered:
        talk(f"Not answered yet: {each}.")
    return Exit.FINDINGS if options.check and unequal else Exit.DONE


def _give(options: Any, workspace: Workspace, calling: Calling) -> None:
    journal, by = calling.round.journal, who_works(options, workspace)
    if options.clear:
        named = name_listed(calling, options.words)
        withdraw_recommendation(journal, [one.id for one in named], by)
        talk(f"No recommendation any more for {told_in_a_row(named)}.")
        talk_of(named)
        return
    *names, word = options.words
    advice = _advice_from(word)
    named = name_listed(calling, names)
    if options.amendment and options.position:
        raise UsageError("--amendment and --position do not go together.")
    rests_on = ""
    if options.amendment:
        rests_on = find_listed(calling.listed, options.amendment).id
    elif options.position:
        rests_on = workspace.catalogue.position(options.position).id
    if options.identical:
        alike = find_identical(group_identical(calling.listed), {one.id for one in named})
        named += [one for one in alike if one.id != rests_on]
    text = read_words(options.text_file) if options.text_file else ""
    told = Recommendation(advice, options.reason or "", text, rests_on)
    recommend(journal, [one.id for one in named], told, by)
    rest = f" {options.amendment or options.position}" if rests_on else ""
    talk(f"Recommended for {told_in_a_row(named)}: {advice.label}{rest}.")
    talk_of(named)


def _advice_from(word: str) -> Advice:
    wanted = word.strip().casefold().replace(" ", "-").replace("_", "-")
    known = [advice.value for advice in Advice]
    if wanted not in known:
        raise UsageError(
            f'"{word[:100]}" is not one of: {", ".join(known)}.{suggest(wanted, known)}',
            hint="Say the numbers first, then what is advised: policytui recommend 3 7 against",
        )
    return Advice(wanted)


def _say_all(calling: Calling) -> None:
    warn_of_nothing(calling.listed)
    say(calling.round.title)
    numbers = numbers_of(calling)
    for one in calling.listed:
        say()
        say(tell_title(one))
        given = calling.recommendations.get(one.id)
        say_wrapped(
            tell_advice(given, numbers) if given else "no recommendation yet", indent="    "
        )
    left = sum(one.id not in calling.recommendations for one in calling.listed)
    say()
    say(f"{len(calling.listed):,} amendments, {left:,} without a recommendation")


def tell_advice(given: Given, numbers: Mapping[str, str]) -> str:
    """A recommendation in words, with its reason."""
    told = given.recommendation
    line = told.told(numbers)
    return f"{line}: {told.reason}" if told.reason else line


def advice_value(given: Given) -> dict[str, Any]:
    """A recommendation for JSON."""
    told = given.recommendation
    return {
        "advice": told.advice.value,
        "reason": told.reason,
        "text": told.text or None,
        "rests_on": told.rests_on or None,
        "by": given.by,
        "at": given.at.isoformat(),
    }


def _value(calling: Calling) -> dict[str, Any]:
    given = calling.recommendations
    return {
        "round": calling.round.title,
        "amendments": [
            {
                **listed_value(one),
                "recommendation": advice_value(given[one.id]) if one.id in given else None,
            }
            for one in calling.listed
        ],
    }
