"""The marshalled list, composites and votes as values for JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.composites import Composite
from policytui.conference.amendments.sources import trace_sources
from policytui.conference.amendments.together import Together
from policytui.conference.marshalling.delegate import Vote
from policytui.conference.marshalling.marshalled import Item, MarshalledList
from policytui.conference.marshalling.simulation import Simulation
from policytui.conference.marshalling.written import instruct


def list_value(
    title: str, listing: MarshalledList, simulation: Simulation | None, wording: str
) -> dict[str, Any]:
    """The whole list; with a simulation also what becomes of each amendment and text."""
    numbers = listing.numbers
    value: dict[str, Any] = {
        "round": title,
        "published": listing.published.isoformat() if listing.published else "",
        "amendments": [_item(item, numbers, simulation, wording) for item in listing.items],
        "gone": [{"number": number, "composite": by} for number, by in listing.gone.items()],
        "composites": [composite_value(one) for one in listing.composites],
    }
    if simulation:
        titles = {one.target: one for one in reversed(listing.amendments)}
        value["texts"] = [
            {
                "position": titles[target].position,
                "title": titles[target].title,
                "before": titles[target].base,
                "after": text,
            }
            for target, text in simulation.texts.items()
        ]
    return value


def _item(
    item: Item, numbers: Mapping[str, str], simulation: Simulation | None, wording: str
) -> dict[str, Any]:
    one = item.amendment
    value: dict[str, Any] = {
        "number": item.number,
        "id": one.id,
        "position": one.position,
        "document": one.document,
        "title": one.title,
        "mover": one.mover,
        "organisation": one.organisation,
        "shape": one.shape.value,
        "amends": numbers.get(one.amends, ""),
        "group": item.group,
        "members": list(one.members),
        "instruction": list(instruct(one, wording)),
        "text": one.text,
        "falls_if": [
            {"number": numbers[fall.because], "id": fall.because, "why": fall.why.value}
            for fall in item.falls_if
        ],
        "note": one.note,
    }
    if simulation:
        fate = simulation.fates[one.id]
        value |= {
            "status": fate.status.value,
            "because": [numbers[id_] for id_ in fate.because],
            "outcome": fate.outcome.value if fate.outcome else "",
            "overtaken_by": numbers.get(fate.overtaken_by, ""),
        }
    return value


def composite_value(
    composite: Composite, members: Mapping[str, Amendment] | None = None
) -> dict[str, Any]:
    """A composite; with its members also where each run of its text comes from."""
    value: dict[str, Any] = {
        "id": composite.id,
        "position": composite.position,
        "text": composite.text,
        "base": composite.base or "",
        "members": list(composite.members),
        "agreed": composite.is_agreed,
        "dissolved": composite.is_dissolved,
        "consents": [
            {
                "mover": one.mover,
                "answer": one.answer.value,
                "at": one.at.isoformat(),
                "by": one.by,
            }
            for one in composite.consents
        ],
    }
    own = [members[id_] for id_ in composite.members if id_ in members] if members else []
    if own:
        texts = {one.id: one.text for one in own}
        value["sources"] = [
            {"text": run.text, "sources": list(run.sources), "unsourced": run.is_unsourced}
            for run in trace_sources(composite.text, own[0].today or own[0].base, texts)
        ]
    return value


def votes_value(votes: Iterable[Vote], wording: str) -> list[dict[str, Any]]:
    """The votes that remain for a delegate."""
    return [
        {
            "number": vote.number,
            "id": vote.amendment.id,
            "title": vote.amendment.title,
            "mover": vote.amendment.mover,
            "organisation": vote.amendment.organisation,
            "instruction": list(instruct(vote.amendment, wording)),
            "status": vote.status.value,
            "recommendation": vote.recommendation,
            "mandate": vote.note.mandate.value if vote.note.mandate else "",
            "note": vote.note.text,
        }
        for vote in votes
    ]


def together_value(groups: Sequence[Together]) -> list[dict[str, Any]]:
    """The amendments to each position, with where they meet."""
    return [
        {
            "target": group.target,
            "title": group.title,
            "amendments": list(group.ids),
            "identical": [list(ids) for ids in group.identical],
            "near": [list(ids) for ids in group.near],
            "collisions": [
                {
                    "kind": collision.kind.value,
                    "first": {
                        "amendments": list(collision.first.names),
                        "leaves_out": list(collision.first.words),
                        "inserts": [edit.text for edit in collision.first.edits],
                    },
                    "second": {
                        "amendments": list(collision.second.names),
                        "leaves_out": list(collision.second.words),
                        "inserts": [edit.text for edit in collision.second.edits],
                    },
                }
                for collision in group.collisions
            ],
        }
        for group in groups
    ]
