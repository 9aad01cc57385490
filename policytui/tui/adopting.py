"""The next edition: what stands in its way, what it changes, and that it was adopted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from policytui.compare.documents import DocumentComparison
from policytui.conference.decisions import adopting
from policytui.conference.decisions.adopted import tell_editions, tell_name
from policytui.conference.decisions.adoption import (
    Adoption,
    Stage,
    last_decision,
    tell_adoption,
)
from policytui.conference.decisions.next_edition import Adopted, NextEdition
from policytui.conference.decisions.obstacles import (
    BadName,
    CannotAdopt,
    NothingCarried,
    Undecided,
)
from policytui.conference.decisions.planning import (
    Plan,
    compare_editions,
    plan_adoption,
    propose_name,
)
from policytui.errors import PolicyError
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled, stoppable
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.workspace.places import Places

_TO_THE_LIST = "esc goes back to the list of the round"
_AGAIN = "F5 works it out again."


class Named(StrEnum):
    """Where name and day of an edition come from."""

    BY_PERSON = "by a person"
    BEFORE = "before"
    """As it was adopted before that was undone."""
    PROPOSED = "proposed"
    """After the year, and by the day of the last vote that was recorded."""


class Standing(StrEnum):
    """How far the next edition is."""

    BLOCKED = "cannot be adopted yet"
    READY = "nothing is written yet"
    STOPPED = "stopped half-way"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Something that stands in the way.

    Attributes:
        what: in plain words.
        todo: what to do now.
        numbers: of the amendments concerned.
        can_merge: both changes of a position that moved can be brought together.
        is_unplaced: a new position of which nobody said where it goes.
    """

    what: str
    todo: str
    numbers: tuple[str, ...] = ()
    can_merge: bool = False
    is_unplaced: bool = False


@dataclass(frozen=True)
class Outlook:
    """What adopting would make of the corpus at one moment, or what it made.

    Attributes:
        name: what the edition is, or would be, called.
        hurdles: none where it can be adopted.
        editions, comparisons: document by document; none where something stands in the way.
        adoption: that stands, or that was stopped.
        named: where name and day come from.
    """

    marshalled: Marshalled
    name: Adopted
    standing: Standing
    hurdles: tuple[Hurdle, ...] = ()
    editions: tuple[NextEdition, ...] = ()
    comparisons: tuple[DocumentComparison, ...] = ()
    plan: Plan | None = None
    adoption: Adoption | None = None
    named: Named = Named.BY_PERSON

    @property
    def is_behind(self) -> bool:
        """Whether decisions were recorded since it was adopted."""
        adoption, entries = self.adoption, self.marshalled.calling.entries
        return adoption is not None and last_decision(entries) > adoption.decided

    @property
    def is_undoing(self) -> bool:
        """Whether putting the corpus back was stopped half-way."""
        return self.adoption is not None and self.adoption.stage is Stage.UNDOING

    def refused(self, error: PolicyError) -> "Outlook":
        """The same, where writing was refused: nothing more is offered before it is read again."""
        todo = "F5 reads round and corpus again; then look at what it makes."
        hurdle = Hurdle(error.message, todo)
        return replace(self, standing=Standing.BLOCKED, hurdles=(hurdle,), plan=None)


def look_ahead(
    marshalled: Marshalled,
    places: Places,
    name: Adopted | None = None,
    *,
    merges: bool = False,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Outlook:
    """How the next edition of a round stands, by its journal and the corpus of this moment.

    Args:
        name: what it is to be called; None for what is usual.

    Raises:
        DataError, StorageError: the journal, or what was kept of an adoption, cannot be read.
        Cancelled: stopped.
    """
    marshalled = _followed(marshalled)
    adoption = tell_adoption(marshalled.calling.entries)
    if adoption and adoption.stage is not Stage.UNDONE:
        outlook = _look_back(marshalled, adoption)
    else:
        outlook = _look_at_plan(marshalled, places, name, merges)
    comparisons = compare_editions(outlook.editions, progress, is_cancelled)
    return replace(outlook, comparisons=comparisons)


def _look_back(marshalled: Marshalled, adoption: Adoption) -> Outlook:
    round_ = marshalled.round
    editions = tell_editions(round_.folder, adoption)
    headers = [edition.after.header for edition in editions]
    by = next((header.adopted_by for header in headers), round_.title)
    day = next((header.adopted for header in headers if header.adopted), date.min)
    return Outlook(
        marshalled,
        Adopted(adoption.edition, day, by),
        Standing.STOPPED if adoption.stage.is_stopped else Standing.ADOPTED,
        hurdles=(_stopped(adoption),) if adoption.stage.is_stopped else (),
        editions=editions,
        adoption=adoption,
    )


def _look_at_plan(
    marshalled: Marshalled, places: Places, name: Adopted | None, merges: bool
) -> Outlook:
    calling, corpus = marshalled.calling, places.corpus.path
    named = Named.BY_PERSON
    if name is None:
        name, named = _name_before(marshalled), Named.BEFORE
    if name is None:
        title = calling.round.title
        name = propose_name(corpus, calling.placed, calling.decisions, title)
        named = Named.PROPOSED
    outlook = Outlook(marshalled, name, Standing.BLOCKED, named=named)
    if places.is_bundled:
        todo = "Start policytui with a corpus of your own: policytui --corpus FOLDER"
        what = "The corpus that comes with policytui is not changed."
        return replace(outlook, hurdles=(Hurdle(what, todo),))
    try:
        plan = plan_adoption(
            corpus,
            calling.placed,
            calling.decisions,
            name,
            merges=merges,
            given=calling.recommendations,
        )
    except PolicyError as error:
        return replace(outlook, hurdles=tuple(_hurdles(error, marshalled)))
    return replace(outlook, standing=Standing.READY, editions=plan.editions, plan=plan)


def _name_before(marshalled: Marshalled) -> Adopted | None:
    """What it was adopted as before that was undone; None where it never was."""
    adoption = marshalled.calling.adoption
    try:
        return tell_name(marshalled.round.folder, adoption) if adoption else None
    except PolicyError:
        # What was kept of it was lost; that stands in nobody's way.
        return None


def _followed(marshalled: Marshalled) -> Marshalled:
    """With what was recorded since it was read."""
    entries = marshalled.round.journal.read()
    new = entries[len(marshalled.calling.entries) :]
    if not new:
        return marshalled
    if all(entry.act.kind.startswith("adoption.") for entry in new):
        # The list stays as it is.
        return replace(marshalled, calling=marshalled.calling.following(entries))
    return marshalled.following(entries)


def _stopped(adoption: Adoption) -> Hurdle:
    if adoption.stage is Stage.UNDOING:
        what = f"Putting the corpus back as it was before the edition {adoption.edition} was "
        return Hurdle(f"{what}stopped half-way.", "u finishes it.")
    what = f"Writing the edition {adoption.edition} was stopped half-way."
    return Hurdle(what, "ctrl+s finishes it; u puts the corpus back as it was.")


def _hurdles(error: PolicyError, marshalled: Marshalled) -> Iterator[Hurdle]:
    if isinstance(error, Undecided):
        todo = (
            f"{_TO_THE_LIST}; there n goes to each of them. What was not reached at all is "
            "recorded in one go: A marks all that is open, R records it."
        )
        yield Hurdle(error.message, todo, error.numbers)
        if marshalled.proposed:
            named = marshalled.named(marshalled.proposed, MOST_NAMED)
            what = f"Settled by what was decided: {named}."
            yield Hurdle(what, f"{_TO_THE_LIST}; there F records it.")
    elif isinstance(error, CannotAdopt):
        for one in error.obstacles:
            todo = f"{_TO_THE_LIST}, to record what became of it. {_AGAIN}"
            if one.is_moved:
                todo = "m brings both changes together; look at what that makes, then adopt."
            elif one.is_unplaced:
                todo = (
                    "p places it: into a document, and behind a position. Or: policytui adopt "
                    f"--place {one.numbers[0]} DOCUMENT[/POSITION]"
                )
            what = str(one)[:1].upper() + str(one)[1:]
            yield Hurdle(what, todo, one.numbers, one.is_moved, one.is_unplaced)
    elif isinstance(error, BadName):
        yield Hurdle(error.message, "e gives it another name or another day.")
    elif isinstance(error, NothingCarried):
        yield Hurdle(error.message, f"{_TO_THE_LIST}, where c records what was carried.")
    else:
        yield Hurdle(error.message, " ".join(filter(None, (error.hint, _AGAIN))))


# --- what is done ---


def write_edition(
    outlook: Outlook, corpus: Path, progress: Progress, is_cancelled: IsCancelled
) -> None:
    """Adopt what is shown, or carry to its end what was stopped.

    Raises:
        UsageError: decisions were recorded since, or another adopted it meanwhile.
        CorpusMoved: the corpus changed since; nothing was written.
        StorageError: a folder cannot be written; adopting again goes on from there.
        Cancelled: stopped; what is begun can be finished or undone.
    """
    step, journal = stoppable(progress, is_cancelled), outlook.marshalled.round.journal
    if outlook.plan is None:
        adopting.finish(journal, corpus, outlook.marshalled.by, step)
        return
    adopting.adopt(
        journal,
        corpus,
        outlook.plan.name.edition,
        outlook.plan.documents,
        outlook.plan.files,
        last_decision(outlook.marshalled.calling.entries),
        outlook.marshalled.by,
        step,
    )


def put_back(outlook: Outlook, corpus: Path, progress: Progress, is_cancelled: IsCancelled) -> None:
    """Put the corpus back as it was before the adoption that stands.

    Raises:
        UsageError: nothing is adopted.
        CorpusMoved: the corpus changed since; nothing was written.
        StorageError: a folder cannot be written; undoing again goes on from there.
        Cancelled: stopped; what is begun can be finished.
    """
    step, journal = stoppable(progress, is_cancelled), outlook.marshalled.round.journal
    adopting.undo(journal, corpus, outlook.marshalled.by, step)
