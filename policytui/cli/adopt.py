"""`policytui adopt`: what was carried becomes the next edition, after it was shown; and undoing."""

import shlex
from datetime import date
from typing import Any

from policytui.cli.calling import open_round_and_calling
from policytui.cli.output import ProgressLine, say, say_wrapped, talk, write_json
from policytui.cli.rounds import open_named_round, who_works
from policytui.cli.session import open_workspace
from policytui.compare.documents import comparison_value, format_outline
from policytui.conference.decisions.adopted import tell_name
from policytui.conference.decisions.adopting import adopt, finish, undo
from policytui.conference.decisions.adoption import (
    Adoption,
    Stage,
    last_decision,
    tell_adoption,
)
from policytui.conference.decisions.listed import find_listed
from policytui.conference.decisions.next_edition import Adopted, NextEdition
from policytui.conference.decisions.placing import place, tell_place
from policytui.conference.decisions.planning import Plan, plan_adoption
from policytui.conference.round import Round
from policytui.corpus.identity import slug_from
from policytui.errors import Exit, UsageError
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Show what adopting makes of the corpus, and do it with `--yes`; exit 1 while it is not done.

    With `--place` say where a new position goes.

    Raises:
        UsageError: something is still to be decided, or options are missing.
        UnknownId: `--place` names what is not there.
        CannotAdopt: what was carried collides, or the text that it amends changed since.
        CorpusMoved: files of the corpus were changed by somebody else meanwhile.
        DataError, StorageError: the corpus or the round cannot be read or written.
    """
    workspace = open_workspace(options)
    round_ = open_named_round(options, workspace)
    if workspace.places.is_bundled:
        raise UsageError(
            "The corpus that comes with policytui is not changed.",
            hint="Name a corpus of your own with --corpus.",
        )
    adoption = tell_adoption(round_.journal.read())
    if options.place:
        if options.dry_run or options.undo:
            raise UsageError("--place is given without --dry-run and without --undo.")
        return _place(options)
    if options.theme:
        raise UsageError("--theme goes with --place.")
    if options.undo:
        return _undo(options, workspace, round_, adoption)
    name = _name(options, round_, adoption)
    if adoption and adoption.stage is not Stage.UNDONE:
        return _go_on(options, workspace, round_, adoption, name)
    return _adopt(options, name)


def _place(options: Any) -> int:
    """Say where a new position goes; the next adoption goes by it."""
    workspace, calling = open_round_and_calling(options)
    name, where = options.place
    one = find_listed(calling.listed, name)
    document_id, slash, _ = where.strip().partition("/")
    document = workspace.catalogue.document(document_id)
    after, theme = where.strip() if slash else "", options.theme or ""
    by = who_works(options, workspace)
    added = place(calling.round.journal, one, document, after, theme, by)
    said = f"The new position of {one.called} goes into {tell_place(document, after, theme)}"
    talk(f"{said}." if added else f"{said} already; nothing was noted.")
    if options.json:
        value = {"number": one.number, "id": one.id, "document": document.id}
        write_json({"placed": value | {"after": after or None, "theme": theme or None}})
    return Exit.DONE


def _name(options: Any, round_: Round, adoption: Adoption | None) -> Adopted:
    if not options.edition or not options.adopted:
        former = tell_name(round_.folder, adoption) if adoption else None
        example = "--edition 2026 --adopted 2026-10-11"
        if former:
            example = f"--edition {shlex.quote(former.edition)} --adopted {former.adopted}"
        said = "As it was adopted before" if former else "For example"
        raise UsageError(
            "adopt needs the name of the edition and the day of adoption.",
            hint=f"{said}: policytui adopt {example}",
        )
    try:
        day = date.fromisoformat(options.adopted)
    except ValueError:
        raise UsageError(
            f'"{options.adopted[:100]}" is no date.', hint="Write it like 2026-10-11"
        ) from None
    return Adopted(options.edition, day, round_.title)


def _adopt(options: Any, name: Adopted) -> int:
    workspace, calling = open_round_and_calling(options)
    corpus = workspace.places.corpus.path
    plan = plan_adoption(
        corpus,
        calling.placed,
        calling.decisions,
        name,
        merges=options.merge,
        given=calling.recommendations,
    )
    is_done = options.yes and not options.dry_run
    if not options.json:
        _say_plan(plan)
    if is_done:
        progress = ProgressLine()
        try:
            adopt(
                calling.round.journal,
                corpus,
                plan.name.edition,
                plan.documents,
                plan.files,
                last_decision(calling.entries),
                who_works(options, workspace),
                progress,
            )
        finally:
            progress.close()
        talk(f"Adopted: {', '.join(plan.documents)}, edition {plan.name.edition}.")
    elif not options.dry_run:
        talk("Nothing is written yet. To adopt this, give --yes.")
    if options.json:
        write_json(_plan_value(plan, is_done=is_done))
    return Exit.DONE if is_done or options.dry_run else Exit.FINDINGS


def _go_on(
    options: Any, workspace: Workspace, round_: Round, adoption: Adoption, name: Adopted
) -> int:
    """Where the round has begun an edition before: finish it, or say that it is done."""
    is_same = slug_from(adoption.edition) == slug_from(name.edition)
    if adoption.stage is Stage.UNDOING:
        raise UsageError(
            f"Undoing the edition {adoption.edition} was stopped.",
            hint="Go on with: policytui adopt --undo --yes",
        )
    is_current = last_decision(round_.journal.read()) == adoption.decided
    if not is_same or (adoption.stage is Stage.DONE and not is_current):
        since = " Decisions were recorded since." if is_same else ""
        raise UsageError(
            f"This round was adopted as the edition {adoption.edition}.{since}",
            hint="Undo that first with: policytui adopt --undo --yes",
        )
    if adoption.stage is Stage.DONE:
        talk(f"The edition {adoption.edition} is adopted already; nothing was done.")
    elif options.yes and not options.dry_run:
        finished = finish(
            round_.journal, workspace.places.corpus.path, who_works(options, workspace)
        )
        assert finished
        adoption = finished
        talk(f"Adopted: {', '.join(adoption.documents)}, edition {adoption.edition}.")
    else:
        talk(f"Writing the edition {adoption.edition} was stopped. To finish it, give --yes.")
    return _end(options, adoption)


def _undo(options: Any, workspace: Workspace, round_: Round, adoption: Adoption | None) -> int:
    if adoption is None or adoption.stage is Stage.UNDONE:
        raise UsageError("There is nothing to undo: this round has adopted no edition.")
    if not options.json:
        say(f"Edition {adoption.edition}: {', '.join(adoption.documents)}")
    if options.yes and not options.dry_run:
        by = who_works(options, workspace)
        adoption = undo(round_.journal, workspace.places.corpus.path, by)
        talk(f"Undone. The texts of that edition are kept in {round_.folder / 'adopted'}.")
    else:
        talk("Nothing is changed yet. To put the former texts back, give --yes.")
    return _end(options, adoption)


def _end(options: Any, adoption: Adoption) -> int:
    if options.json:
        write_json(
            {
                "edition": adoption.edition,
                "stage": adoption.stage.value,
                "documents": [{"id": id_} for id_ in adoption.documents],
            }
        )
    is_done = adoption.stage is (Stage.UNDONE if options.undo else Stage.DONE)
    return Exit.DONE if is_done or options.dry_run else Exit.FINDINGS


def _say_plan(plan: Plan) -> None:
    progress = ProgressLine()
    try:
        comparisons = plan.compare(progress)
    finally:
        progress.close()
    for edition, comparison in zip(plan.editions, comparisons, strict=True):
        say(format_outline(comparison, changed_only=True))
        _say_origins(edition)


def _say_origins(edition: NextEdition) -> None:
    for position, origins in edition.provenance.origins.items():
        say_wrapped(f"{position}: {'; '.join(origin.told for origin in origins)}", indent="  ")
    for position in edition.merged:
        say_wrapped(f"{position}: brought together with what changed since", indent="  ")
    say()


def _plan_value(plan: Plan, *, is_done: bool) -> dict[str, Any]:
    return {
        "edition": plan.name.edition,
        "adopted": plan.name.adopted.isoformat(),
        "adopted_by": plan.name.conference,
        "stage": Stage.DONE.value if is_done else "planned",
        "documents": [
            {
                "id": edition.before.id,
                "merged": list(edition.merged),
                "origins": {
                    position: [
                        {
                            "submission": origin.submission,
                            "number": origin.number,
                            "mover": origin.mover,
                            "organisation": origin.organisation,
                            "vote": origin.vote,
                            "modified": origin.modified or None,
                            "composite": origin.composite or None,
                        }
                        for origin in origins
                    ]
                    for position, origins in edition.provenance.origins.items()
                },
                "comparison": comparison_value(comparison),
            }
            for edition, comparison in zip(plan.editions, plan.compare(), strict=True)
        ],
    }
