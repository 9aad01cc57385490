"""Composites on the command line: make one, change it, note consents, show where it is from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policytui.cli.marshal_desk import Desk
from policytui.cli.marshal_values import composite_value
from policytui.cli.operand import read_words
from policytui.cli.output import say, say_wrapped, write_json
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.combining import mover_of
from policytui.conference.amendments.composites import (
    Answer,
    Composite,
    decide_composite,
    decide_consent,
    decide_dissolution,
    decide_text,
    find_composite,
)
from policytui.conference.amendments.resting import Rest, Resting
from policytui.conference.amendments.sources import BEFORE, trace_sources
from policytui.errors import UsageError
from policytui.text import digest_text

_ANSWERS = {"yes": Answer.GIVEN, "no": Answer.REFUSED, "asked": Answer.ASKED}


def work_on_composite(desk: Desk) -> None:
    """Make, change, agree to, dissolve or show a composite, as the options say.

    Raises:
        UsageError: the amendments cannot be made into one.
        UnknownId: there is no such composite or mover.
        StorageError: the round cannot be written.
    """
    options = desk.options
    if options.dissolve:
        id_ = options.dissolve.strip().upper()
        desk.add(decide_dissolution(id_, desk.by))
    elif options.consent:
        name, mover, word = options.consent
        id_ = name.strip().upper()
        answer = _ANSWERS.get(word.strip().casefold())
        if answer is None:
            raise UsageError(f'"{word[:40]}" is not one of: {", ".join(_ANSWERS)}.')
        desk.add(decide_consent(id_, mover, answer, desk.by))
    else:
        id_ = _make_or_change(desk)
    _show(desk, find_composite(desk.listing.composites, id_, any_=True))


def _make_or_change(desk: Desk) -> str:
    options, listing = desk.options, desk.listing
    text = read_words(options.text_file) if options.text_file else ""
    wanted: str = options.composite.strip().upper()
    if wanted in {one.id for one in listing.composites}:
        if text:
            _settle_text(desk, find_composite(listing.composites, wanted), text)
        return wanted
    ids = [listing.id_of(each) for each in options.composite.split(",") if each.strip()]
    by_id = {one.id: one for one in listing.amendments}
    members = [by_id[id_] for id_ in ids]
    desk.add(decide_composite(members, text, desk.by, listing.numbers))
    made = next(
        one
        for one in desk.listing.composites
        if set(ids) == set(one.members) and not one.is_dissolved
    )
    if text:
        _settle_text(desk, made, text)
    return made.id


def _settle_text(desk: Desk, composite: Composite, text: str) -> None:
    desk.add(decide_text(composite.id, text, desk.by, _position_now(desk, composite)))


def _position_now(desk: Desk, composite: Composite) -> str | None:
    """The position of a composite as it stands now; None where it is gone."""
    members = (one for one in desk.tabled.amendments if one.id in composite.members)
    return next((one.today for one in members), None)


def _show(desk: Desk, composite: Composite) -> None:
    members = {one.id: one for one in desk.tabled.amendments}
    today = _position_now(desk, composite)
    resting = composite.rest_on(today)
    if desk.options.json:
        value = composite_value(composite, members) | _rest_value(composite, resting)
        write_json({"composite": value})
        return
    state = "agreed" if composite.is_agreed else "not agreed by all"
    state = "dissolved" if composite.is_dissolved else state
    named = " and ".join(_tell_members(desk, composite, members))
    say(f"{composite.id}, {state}: {named} [{composite.position}]")
    if resting.message:
        say_wrapped(f"! {resting.message}")
    say()
    say_wrapped(composite.text or "(leave the whole position out)", indent="  ")
    if resting.rest is Rest.MOVED and resting.text != composite.text:
        say("\nOn the text of today it reads")
        say_wrapped(resting.text, indent="  ")
    own = [members[id_] for id_ in composite.members if id_ in members]
    if own:
        say("\nSources")
        texts = {one.id: one.text for one in own}
        if resting.has_moved and composite.base is not None:
            texts[BEFORE] = composite.base
        for run in trace_sources(composite.text, own[0].today or own[0].base, texts):
            sources = _name_sources(desk, run.sources, members)
            source = ", ".join(sources) or "FROM NO SOURCE"
            say_wrapped(f"{source}: {' '.join(run.text.split())}", indent="  ")
    say("\nConsents")
    for one in composite.consents:
        by = f" by {one.by}" if one.by else ""
        is_noted = one.answer is not Answer.TO_ASK
        noted = f", noted on {one.at.day} {one.at:%B %Y}{by}" if is_noted else ""
        say(f"  {one.mover}: {one.answer.value}{noted}")


def _tell_members(
    desk: Desk, composite: Composite, members: Mapping[str, Amendment]
) -> Iterator[str]:
    """The members by number while they stand in the list, else by their movers."""
    numbers = desk.listing.numbers
    for id_ in composite.members:
        mover = mover_of(members[id_]) if id_ in members else id_
        yield f"{numbers[id_]} ({mover})" if id_ in numbers else mover


def _name_sources(
    desk: Desk, sources: Sequence[str], members: Mapping[str, Amendment]
) -> list[str]:
    """Where words come from: amendments by number or mover, others as they are called."""
    numbers = desk.listing.numbers
    return [
        numbers.get(id_) or (mover_of(members[id_]) if id_ in members else id_) for id_ in sources
    ]


def _rest_value(composite: Composite, resting: Resting) -> dict[str, Any]:
    base = "" if composite.base is None else composite.base
    return {
        "base": {"digest": digest_text(base) if base else "", "text": base},
        "position_now": resting.rest.value,
        "text_now": resting.text,
    }
