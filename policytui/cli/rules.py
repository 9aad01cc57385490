"""`policytui rules`: every rule of the check, and how it fared with those who decided."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from policytui.checks.checking import check_corpus, check_drafts
from policytui.checks.decisions import Decision, Tally, in_force, read_decisions, tally
from policytui.checks.registry import all_rules, rules_by_code
from policytui.checks.selection import Selection
from policytui.cli.explain import list_rules
from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.errors import Exit, StorageError
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Print the rules, or with --stats what people decided on their findings.

    Raises:
        DataError: the file of decisions has mistakes.
    """
    if options.stats:
        return _say_stats(options)
    list_rules(all_rules(), as_json=options.json)
    return Exit.DONE


def _say_stats(options: Any) -> int:
    workspace = open_current_workspace(options)
    file = Path(options.decisions) if options.decisions else workspace.decisions_file
    if options.decisions and not file.is_file():
        raise StorageError(f"{file}: there is no such file.", hint="Check the name.")
    latest = {decision.key: decision for decision in read_decisions(file)}
    counted = _those_that_count(latest.values(), workspace)
    tallies = tally(counted, [rule.code for rule in all_rules()])
    left_out = len(latest) - len(counted)
    if options.json:
        rows = [
            {
                "code": each.code,
                "decided": each.decided,
                "false_positives": each.wrong,
                "share_right": None if each.share_right is None else round(each.share_right, 4),
            }
            for each in tallies
        ]
        write_json({"file": str(file), "left_out": left_out, "rules": rows})
        return Exit.DONE
    say("code    decided  wrong  right  measured  name")
    for each in tallies:
        say(_row(each))
    if not latest:
        talk(f"Nothing is decided yet in {file}.")
    elif left_out:
        talk(
            f"Not counted: {left_out} of {len(latest)} decisions, which have expired, give no "
            "reason, name no rule, or are on something that is not found now."
        )
    return Exit.DONE


def _row(each: Tally) -> str:
    rule = rules_by_code()[each.code]
    measured = f"{rule.precision.share:.0%}" if rule.precision else "-"
    right = "-" if each.share_right is None else f"{each.share_right:.0%}"
    return (
        f"{each.code:<7} {each.decided:>7}  {each.wrong:>5}  {right:>5}  {measured:>8}  {rule.name}"
    )


def _those_that_count(latest: Collection[Decision], workspace: Workspace) -> list[Decision]:
    """The decisions that hold today and are on something that is found now."""
    held = in_force(latest, workspace.basis.at.date())
    codes = tuple(sorted({code for code, _ in held} & rules_by_code().keys()))
    if not codes:
        return []
    wanted, basis, progress = Selection(select=codes), workspace.basis, ProgressLine()
    drafts = [saved.draft for saved in workspace.drafts.list().drafts]
    try:
        found = [
            *check_drafts(drafts, basis, wanted, progress),
            *check_corpus(basis, wanted, progress),
        ]
    finally:
        progress.close()
    keys = {(finding.code, finding.fingerprint) for finding in found}
    return [decision for key, decision in held.items() if key in keys]
