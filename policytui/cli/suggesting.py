"""`policytui check --suggest`: commitments and relations that drafts may declare, as TOML."""

from typing import Any

import tomli_w

from policytui.checks.nearness.said import what_is_said
from policytui.checks.proposing import propose_commitments, propose_relations
from policytui.cli.draft_files import gather_drafts
from policytui.cli.output import say, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.drafts.declared import declared_tables
from policytui.errors import Exit, UsageError


def run(options: Any) -> int:
    """Print what the drafts named may declare; nothing is written into them.

    Raises:
        UsageError: a check of the corpus is asked for as well.
    """
    if options.corpus_only:
        raise UsageError("--suggest is for drafts, not for the corpus.", hint="Leave out one.")
    workspace = open_current_workspace(options)
    gathered = gather_drafts(workspace, options.paths)
    basis = workspace.basis
    proposed = {}
    for draft in sorted(gathered.drafts, key=lambda one: one.id):
        known = {(one.op, one.value, one.by) for one in draft.commitments}
        commitments = [
            one
            for one in propose_commitments(what_is_said(draft).text)
            if (one.op, one.value, one.by) not in known
        ]
        tables = declared_tables(propose_relations(draft, basis), commitments)
        tables = {name: entries for name, entries in tables.items() if entries}
        if tables:
            proposed[draft.id] = tables
    if options.json:
        write_json({"drafts": [{"id": id_, **_as_json(proposed[id_])} for id_ in proposed]})
    else:
        for id_, tables in proposed.items():
            say(f"# {gathered.files[id_]}")
            for name, entries in tables.items():
                for entry in entries:
                    say(f"[[{name}]]")
                    say(tomli_w.dumps(entry))
    for finding in gathered.unreadable:
        talk(f"{finding.subject}: {finding.message}")
    talk(
        "Proposed from the words; read each before you paste it into the draft."
        if proposed
        else "Nothing to propose."
    )
    return Exit.BAD_DATA if gathered.unreadable else Exit.DONE


def _as_json(tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        name: [
            {key: value if isinstance(value, str | int | float) else value.isoformat()
             for key, value in entry.items()}
            for entry in entries
        ]
        for name, entries in tables.items()
    }  # fmt: skip
