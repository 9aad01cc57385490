"""`policytui marshal`: the list of amendments, what falls if what is carried, the votes left."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from policytui.cli.marshal_composites import work_on_composite
from policytui.cli.marshal_desk import Desk
from policytui.cli.marshal_supposing import suppose
from policytui.cli.marshal_values import list_value, together_value, votes_value
from policytui.cli.output import say, say_wrapped, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.compare.collisions import Collision, CollisionKind
from policytui.compare.wording import WORDINGS
from policytui.conference.amendments.together import bring_together
from policytui.conference.decisions.deciding import simulate_decisions, tell_decisions
from policytui.conference.decisions.listed import Listed
from policytui.conference.decisions.recommendations import tell_recommendations
from policytui.conference.marshalling.acts import decide_group, decide_move, decide_publication
from policytui.conference.marshalling.delegate import (
    Mandate,
    Note,
    notes_file,
    read_notes,
    remaining_votes,
    revise_note,
)
from policytui.conference.marshalling.simulation import Simulation, changed_texts
from policytui.conference.marshalling.written import (
    Row,
    as_csv,
    as_markdown,
    list_as_text,
    list_rows,
    vote_rows,
    votes_as_text,
)
from policytui.errors import Exit, UsageError

_ON_COMPOSITES = ("composite", "consent", "dissolve")


def run(options: Any) -> int:
    """Do what is asked, then print the list, a composite, or the votes that remain.

    Raises:
        UsageError: options that do not go together, or a number that the list does not have.
        UnknownId: there is no such composite or mover.
        DataError, StorageError: the round cannot be read or written.
    """
    given = [name for name in (*_ON_COMPOSITES, *_DOING) if getattr(options, name)]
    if len(given) > 1:
        raise UsageError(f"Do --{given[0]} and --{given[1]} one after the other.")
    if (options.before or options.after) and not options.move:
        raise UsageError("--before and --after go with --move.")
    if options.text_file and not options.composite:
        raise UsageError("--text-file goes with --composite.")
    workspace = open_current_workspace(options)
    options.wording = options.wording or workspace.places.settings.wording or WORDINGS[0]
    desk = Desk(options, workspace)
    if given and given[0] in _ON_COMPOSITES:
        work_on_composite(desk)
        return Exit.DONE
    if given:
        _DOING[given[0]](desk)
    if options.together:
        _show_together(desk)
    elif options.remaining:
        _show_votes(desk)
    else:
        _show_list(desk)
    return Exit.DONE


# --- acts ---


def _move(desk: Desk) -> None:
    options, find = desk.options, desk.listing.id_of
    if bool(options.before) == bool(options.after):
        raise UsageError(
            "--move needs one of --before and --after.",
            hint="For example: policytui marshal --move 7 --before 3",
        )
    by_id = {one.id: one for one in desk.listing.amendments}
    moved, beside = by_id[find(options.move)], by_id[find(options.before or options.after)]
    desk.add(decide_move(moved, beside, is_before=bool(options.before), by=desk.by))


def _group(desk: Desk) -> None:
    title, _, numbers = desk.options.group.rpartition(":")
    ids = [desk.listing.id_of(each) for each in numbers.split(",") if each.strip()]
    desk.add(decide_group(title, ids, desk.by))


def _publish(desk: Desk) -> None:
    tabled = desk.tabled
    desk.add(decide_publication(lambda entries: tabled.marshal(entries).numbers, desk.by))
    if items := desk.listing.items:
        talk(
            f"From now on the numbers stand, {items[0].number} to {items[-1].number}; what comes "
            "later gets a letter, such as 4A."
        )


def _keep_note(desk: Desk) -> None:
    name, text = desk.options.note
    _revise_note(desk, name, lambda note: replace(note, text=text))


def _keep_mandate(desk: Desk) -> None:
    name, word = desk.options.mandate
    word = word.strip().casefold()
    words = [mandate.value for mandate in Mandate]
    if word and word not in words:
        raise UsageError(f'"{word[:40]}" is not one of: {", ".join(words)}.')
    mandate = Mandate(word) if word else None
    _revise_note(desk, name, lambda note: replace(note, mandate=mandate))


def _revise_note(desk: Desk, name: str, revise: Callable[[Note], Note]) -> None:
    id_ = desk.listing.id_of(name)
    file = notes_file(desk.workspace.places.drafts.path, desk.round)
    revise_note(file, desk.round, id_, revise)
    talk(f"Noted in {file}")


_DOING: dict[str, Callable[[Desk], None]] = {
    "move": _move,
    "group": _group,
    "publish": _publish,
    "note": _keep_note,
    "mandate": _keep_mandate,
}


# --- views ---


def _show_list(desk: Desk) -> None:
    options, title, listing = desk.options, desk.round.title, desk.listing
    simulation = _simulate(desk)
    is_decided = any(fate.outcome for fate in simulation.fates.values())
    shown = simulation if is_decided else None
    if options.json:
        write_json(list_value(title, listing, shown, options.wording))
    elif options.format == "text":
        say(list_as_text(listing, title, shown, options.wording))
        if options.assumed:
            _say_texts(desk, simulation)
    else:
        _say_table(options.format, list_rows(listing, shown, options.wording))


def _simulate(desk: Desk) -> Simulation:
    decided = tell_decisions(desk.tabled.entries)
    if desk.options.assumed:
        given = tell_recommendations(desk.tabled.entries)
        decided = suppose(desk.options.assumed, desk.listing.ids, decided, given)
    listed = [Listed(item.number, item.amendment) for item in desk.listing.items]
    return simulate_decisions(listed, decided)


def _say_texts(desk: Desk, simulation: Simulation) -> None:
    """The positions that decisions change, as they would stand."""
    for changed in changed_texts(desk.listing.amendments, simulation):
        say(f"\n{changed.amendment.title} would read")
        say_wrapped(changed.text or "(left out)", indent="  ")


def _show_votes(desk: Desk) -> None:
    options, title = desk.options, desk.round.title
    notes = read_notes(notes_file(desk.workspace.places.drafts.path, desk.round))
    numbers = desk.listing.numbers
    advised = {
        id_: given.recommendation.told(numbers)
        for id_, given in tell_recommendations(desk.tabled.entries).items()
    }
    votes = remaining_votes(desk.listing, _simulate(desk), notes, advised)
    if options.json:
        write_json({"round": title, "votes": votes_value(votes, options.wording)})
    elif options.format == "text":
        say(votes_as_text(votes, title, options.wording))
    else:
        _say_table(options.format, vote_rows(votes, options.wording))


def _say_table(form: str, rows: Sequence[Row]) -> None:
    say((as_csv if form == "csv" else as_markdown)(rows).rstrip("\n"))


def _show_together(desk: Desk) -> None:
    groups = bring_together(desk.listing.amendments)
    if desk.options.json:
        write_json({"round": desk.round.title, "positions": together_value(groups)})
        return
    numbers = desk.listing.numbers
    for group in groups:
        say(f"{group.title}: {_named(group.ids, numbers)}")
        for ids in group.identical:
            say(f"  identical: {_named(ids, numbers)}")
        for ids in group.near:
            say(f"  nearly identical: {_named(ids, numbers)}")
        for one in group.collisions:
            say_wrapped(_tell_collision(one, numbers), indent="  ")


def _tell_collision(one: Collision, numbers: dict[str, str]) -> str:
    """Where two changes meet, in a sentence."""
    inner = one.first if one.outer == one.second else one.second
    first, second = _named(one.first.names, numbers), _named(one.second.names, numbers)
    words = " … ".join(" ".join(text.split()) for text in inner.words if text.strip())
    if one.kind is CollisionKind.CONTAINMENT and one.outer:
        verb = "takes" if len(one.outer.names) == 1 else "take"
        does = "changes" if len(inner.names) == 1 else "change"
        outer, within = _named(one.outer.names, numbers), _named(inner.names, numbers)
        told = f"{outer} {verb} out the whole passage in which {within} {does} words"
    elif one.kind is CollisionKind.SAME_POINT:
        return f"{first} and {second} put other words in at the same place"
    else:
        told = f"{first} and {second} change the same words"
    return f"{told}: {words}" if words else told


def _named(ids: Sequence[str], numbers: dict[str, str]) -> str:
    return ", ".join(numbers[id_] for id_ in ids)
