"""Declared relations: they lead somewhere, are answered, and do not contradict one another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from policytui.checks.basis import Basis
from policytui.checks.cycles import find_cycles
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.nearness.policy import is_policy
from policytui.checks.rule import Rule
from policytui.corpus.identity import is_position_id
from policytui.corpus.model import Position, Role
from policytui.drafts.model import Draft, DraftKind, Relates, Relation
from policytui.errors import UnknownId
from policytui.tables import suggest
from policytui.text import clean_prose

CODE = "CON004"

# --- one draft by itself ---


def _check_draft(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if not draft.relates:
        return
    ids = [item.position for item in draft.relates if is_position_id(item.position)]
    positions = {position.id: position for position in basis.catalogue.positions(ids)}
    for number, item in enumerate(draft.relates, 1):
        if is_position_id(item.position) and item.position not in positions:
            yield _unknown(draft, number, item, basis)
        elif item.position == draft.id:
            yield _finding(
                draft,
                f"It {item.relation.label} itself. Name another text, or take this relation away.",
                [(draft, number)],
            )
    yield from _adopted_beside(draft, positions, basis)


def _unknown(draft: Draft, number: int, item: Relates, basis: Basis) -> Finding:
    known = basis.catalogue.position_ids(document=item.position.partition("/")[0])
    near = suggest(item.position, known)
    return _finding(
        draft,
        f"The position {item.position}, which it {item.relation.label}, is not in this "
        f"corpus.{near} Correct the id, or choose the corpus that holds it.",
        [(draft, number)],
    )


def _adopted_beside(
    draft: Draft, positions: Mapping[str, Position], basis: Basis
) -> Iterator[Finding]:
    """A draft that was adopted, and a position in conflict with it that stands as well."""
    against = [
        (number, positions[item.position])
        for number, item in enumerate(draft.relates, 1)
        if item.relation is Relation.CONFLICTS and item.position in positions
    ]
    adopted = _adopted_as(draft, basis) if against else None
    for number, other in against if adopted else ():
        if adopted and other.id != adopted.id and _is_adopted(other, basis):
            yield _finding(
                draft,
                f"This draft declares a conflict with “{other.title}”, and both are policy now: "
                f"its text stands in {adopted.id}. Amend one of them, or take the relation away.",
                [(draft, number)],
                other.id,
                Evidence(adopted.text, source=adopted.id),
                Evidence(other.text, source=other.id),
            )


def _adopted_as(draft: Draft, basis: Basis) -> Position | None:
    """The position of adopted policy that reads word by word as a draft proposes."""
    if not draft.text.strip():
        return None
    if draft.base:
        near = basis.catalogue.positions([draft.base.position])
        is_changed = draft.text != draft.base.text
    else:
        is_changed = draft.kind is DraftKind.NEW_POSITION and bool(draft.document)
        near = []
        if is_changed:
            ids = basis.catalogue.position_ids(document=draft.document)
            near = basis.catalogue.positions(ids)
    return next(
        (
            one
            for one in near
            if is_changed and clean_prose(one.text) == draft.text and _is_adopted(one, basis)
        ),
        None,
    )


def _is_adopted(position: Position, basis: Basis) -> bool:
    try:
        header = basis.catalogue.header(position.document_id)
    except UnknownId:
        return False
    return position.role is Role.STATEMENT and is_policy(header)


# --- several drafts together ---


def _check_drafts(drafts: Sequence[Draft], basis: Basis) -> Iterator[Finding]:
    in_order = sorted(drafts, key=lambda draft: draft.id)
    if any(draft.relates for draft in in_order):
        yield from _unanswered(in_order, basis)
        yield from _both_ways(in_order)
        yield from _cycles(in_order)


def _unanswered(drafts: Sequence[Draft], basis: Basis) -> Iterator[Finding]:
    by_id = {draft.id: draft for draft in drafts}
    settled = {draft.base.position for draft in drafts if draft.base} | {
        item.position
        for draft in drafts
        for item in draft.relates
        if item.relation is Relation.SUPERSEDES
    }
    for draft in drafts:
        for number, item in enumerate(draft.relates, 1):
            if is_position_id(item.position):
                if item.relation is Relation.CONFLICTS and item.position not in settled:
                    yield from _unsettled(draft, number, item, basis)
            elif item.position not in by_id:
                yield _finding(
                    draft,
                    f"The draft {item.position}, which it {item.relation.label}, is not among "
                    "those checked, so that this could not be looked at.",
                    [(draft, number)],
                    severity=Severity.NOTE,
                )
            elif item.relation is Relation.CONFLICTS and item.position != draft.id:
                other = by_id[item.position]
                if not _answers(other, draft) and item.position not in settled:
                    yield _finding(
                        draft,
                        f"{_who(draft)} declares a conflict with {_who(other)}, which says "
                        "nothing of it. Ask its mover whether they see it too.",
                        [(draft, number)],
                        other.id,
                        Evidence(other.text or other.title, source=other.id, field="text"),
                    )


def _unsettled(draft: Draft, number: int, item: Relates, basis: Basis) -> Iterator[Finding]:
    for position in basis.catalogue.positions([item.position]):
        if _is_adopted(position, basis) and not _adopted_as(draft, basis):
            yield _finding(
                draft,
                f"It declares a conflict with “{position.title}”, which none of the drafts "
                "checked amends or supersedes: were it adopted, the platform would say both. "
                "Amend or supersede that position too.",
                [(draft, number)],
                position.id,
                Evidence(position.text, source=position.id),
            )


def _answers(other: Draft, draft: Draft) -> bool:
    """Whether another draft says that it conflicts with a draft, or takes its place."""
    names = _names(draft)
    return any(
        item.position in names and item.relation in (Relation.CONFLICTS, Relation.SUPERSEDES)
        for item in other.relates
    )


def _names(draft: Draft) -> set[str]:
    """The ids by which others speak of a draft: its own, and that of the position it amends."""
    return {draft.id, draft.base.position} if draft.base else {draft.id}


_OPPOSED = (Relation.SUPPORTS, Relation.CONFLICTS)


def _both_ways(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """The same mover declares support of a text and a conflict with it."""
    said: dict[tuple[str, ...], dict[Relation, tuple[Draft, int]]] = defaultdict(dict)
    for draft in drafts:
        for number, item in enumerate(draft.relates, 1):
            if item.relation in _OPPOSED:
                said[*_author(draft), item.position].setdefault(item.relation, (draft, number))
    for key in sorted(said):
        both = [said[key][relation] for relation in _OPPOSED if relation in said[key]]
        if len(both) == len(_OPPOSED):
            (first, _), (second, _) = both
            where = "" if first.id == second.id else " in another draft"
            yield _finding(
                first,
                f"{first.submitter.mover or 'The mover'} declares that this supports {key[-1]}, "
                f"and{where} that it conflicts with it. Take one of them away.",
                both,
                second.id if where else "",
            )


def _author(draft: Draft) -> tuple[str, str, str]:
    """Who moves a draft; one that names nobody is told by its id."""
    submitter = draft.submitter
    name = submitter.mover.casefold() or f"\n{draft.id}"
    return name, submitter.organisation.casefold(), draft.contact.membership.casefold()


def _cycles(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Drafts each of which supersedes the next, and the last the first."""
    by_id = {draft.id: draft for draft in drafts}
    numbers = {
        (draft.id, item.position): number
        for draft in drafts
        for number, item in enumerate(draft.relates, 1)
        if item.relation is Relation.SUPERSEDES and item.position not in _names(draft)
    }
    steps: dict[str, set[str]] = {draft.id: set() for draft in drafts}
    for id_, target in numbers:
        steps[id_].add(target)
    for draft in drafts:
        if draft.base:
            # Who supersedes a position supersedes what becomes of it.
            steps.setdefault(draft.base.position, set()).add(draft.id)
    for path in find_cycles(steps, begins_at=by_id.__contains__):
        around = [*path[1:], path[0]]
        declared = [
            (by_id[one], numbers[one, other])
            for one, other in zip(path, around, strict=True)
            if one in by_id
        ]
        yield _finding(
            declared[0][0],
            "Each of these drafts supersedes the next, and the last the first, so that none would "
            f"stand: {' → '.join([*path, path[0]])}. Take one of these relations away.",
            declared,
            declared[1][0].id,
        )


# --- telling ---


def _finding(
    draft: Draft,
    message: str,
    declared: Sequence[tuple[Draft, int]],
    other: str = "",
    *evidence: Evidence,
    severity: Severity = Severity.WARNING,
) -> Finding:
    """A finding that rests on declared relations, given by draft and number."""
    return Finding(
        CODE,
        severity,
        draft.id,
        message,
        other=other,
        field=f"relates[{declared[0][1]}].position",
        evidence=(*(_declared(one, number) for one, number in declared), *evidence),
    )


def _declared(draft: Draft, number: int) -> Evidence:
    item = draft.relates[number - 1]
    text = f"{item.relation.label} {item.position}" + (f": {item.note}" if item.note else "")
    return Evidence(text, source=draft.id, field=f"relates[{number}].position")


def _who(draft: Draft) -> str:
    return f"{draft.submitter.mover or 'an unnamed mover'} ({draft.id})"


RULES = (
    Rule(
        CODE,
        "undeclared-or-broken-relation",
        Tier.FACT,
        Severity.WARNING,
        "A declared relation leads nowhere, is declared by one side only, or contradicts another.",
        "Drafts may declare what they supersede, narrow, support or conflict with. A conflict that "
        "the other side does not know of, drafts that supersede one another in a circle, support "
        "and conflict declared by one mover, and two texts in declared conflict that both became "
        "policy are found by following the relations.",
        "Draft A supersedes draft B, and draft B supersedes draft A.",
        "Correct the relation, or speak with the other mover.",
        on_draft=_check_draft,
        on_drafts=_check_drafts,
    ),
)
"""The rules of this family."""
