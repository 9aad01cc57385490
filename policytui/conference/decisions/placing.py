"""Where a new position goes that was carried: staff say it, where its mover did not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policytui.conference.amendments.amendment import Shape
from policytui.conference.decisions.acts import describe, ids_in, subject_of
from policytui.conference.decisions.adoption import PLACED, Stage, tell_adoption
from policytui.conference.decisions.listed import Listed, told_in_a_row
from policytui.conference.journal import Act, Entry, Journal
from policytui.corpus.model import Document, Kind
from policytui.errors import UnknownId, UsageError
from policytui.tables import suggest
from policytui.text import clean_line


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new position goes.

    Attributes:
        document: id of the document.
        after: id of the position that it follows; empty for the end of its theme.
        theme: under which it goes at the end; empty for the end of the document.
    """

    document: str
    after: str = ""
    theme: str = ""


def tell_places(entries: Sequence[Entry]) -> dict[str, Place]:
    """The place that stands for each new position that staff placed, by the amendment's id.

    In the order in which they were placed.
    """
    standing: dict[str, Place] = {}
    for entry in entries:
        if entry.act.kind == PLACED:
            document, after, theme = (
                clean_line(str(entry.act.details.get(name, "")))
                for name in ("document", "after", "theme")
            )
            for id_ in ids_in(entry):
                standing.pop(id_, None)
                standing[id_] = Place(document, after, theme)
    return standing


def put_in_place(listed: Sequence[Listed], places: Mapping[str, Place]) -> tuple[Listed, ...]:
    """What is called, with each new position where it was placed.

    Those with the very same words go to one place, the one told last.

    Args:
        places: by the ids of amendments, in the order in which they were placed.
    """
    targets = {one.id: one.amendment.target for one in listed if is_new_position(one)}
    by_target = {targets[id_]: where for id_, where in places.items() if id_ in targets}
    return tuple(
        _put(one, by_target[one.amendment.target]) if one.amendment.target in by_target else one
        for one in listed
    )


def is_new_position(one: Listed) -> bool:
    """Whether an amendment brings a position of its own."""
    amendment = one.amendment
    return amendment.shape is Shape.NEW_POSITION and not amendment.amends


def place(
    journal: Journal,
    one: Listed,
    document: Document,
    after: str = "",
    theme: str = "",
    by: str = "",
) -> tuple[Entry, ...]:
    """Say where a new position goes, in place of what was said before.

    Args:
        one: it.
        after: id of the position of the document that it follows; empty for the end.
        theme: of the document, under which it goes at the end; empty for none.

    Raises:
        UsageError: it is no new position, the place is none, or an edition is adopted already.
        UnknownId: the document has no such position.
        StorageError: the journal cannot be written.
    """
    wanted = Place(document.id, clean_line(after), clean_line(theme))
    _require_possible(one, document, wanted)

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        adoption = tell_adoption(entries)
        if adoption and adoption.stage is not Stage.UNDONE:
            raise UsageError(
                f"The edition {adoption.edition} is adopted already.",
                hint="Undo it first with: policytui adopt --undo --yes",
            )
        if tell_places(entries).get(one.id) == wanted:
            return []
        return [Act(PLACED, subject_of([one.id]), describe(wanted), clean_line(by))]

    return journal.add(decide)


def tell_place(document: Document, after: str = "", theme: str = "") -> str:
    """A place in words: `Our platform, after “Homes we share”`."""
    title = clean_line(document.header.title)
    found = next((one.title for one in document.positions if one.id == after), "")
    if found:
        return f"{title}, after “{clean_line(found)}”"
    return f"{title}, at the end" + (f" of {clean_line(theme)}" if theme else "")


def _require_possible(one: Listed, document: Document, wanted: Place) -> None:
    if not is_new_position(one):
        raise UsageError(
            f"{told_in_a_row([one]).capitalize()} brings no new position; it stays where it is.",
            hint="Only a new position is placed.",
        )
    if document.header.kind is Kind.CONSULTATION:
        raise UsageError(f"{document.id} is a consultation; no position is adopted into it.")
    if wanted.after and wanted.theme:
        raise UsageError("Name a position or a theme, not both.")
    ids = [position.id for position in document.positions]
    if wanted.after and wanted.after not in ids:
        raise UnknownId(
            f"{document.id} has no position {wanted.after[:100]}.{suggest(wanted.after, ids)}",
            hint=f"See its positions with: policytui show {document.id}",
        )
    themes = {theme.casefold(): theme for each in document.positions for theme in each.themes}
    if wanted.theme and wanted.theme.casefold() not in themes:
        raise UsageError(
            f"{document.id} has no theme “{wanted.theme[:100]}”."
            + suggest(wanted.theme, themes.values()),
            hint=f"See its themes with: policytui show {document.id}",
        )


def _put(one: Listed, where: Place) -> Listed:
    amendment = replace(one.amendment, document=where.document, theme=where.theme)
    return replace(one, amendment=amendment, after=where.after)
