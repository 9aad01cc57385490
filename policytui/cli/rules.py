"""`policytui rules`: every rule of the check, and how it fared with those who decided."""

from pathlib import Path
from typing import Any

from policytui.checks.decisions import read_decisions, tally
from policytui.checks.registry import all_rules, rules_by_code
from policytui.cli.explain import rule_value
from policytui.cli.output import say, talk, write_json
from policytui.cli.session import open_workspace
from policytui.errors import Exit, StorageError


def run(options: Any) -> int:
    """Print the rules, or with --stats what people decided on their findings.

    Raises:
        DataError: the file of decisions has mistakes.
    """
    if options.stats:
        return _say_stats(options)
    if options.json:
        write_json({"rules": [rule_value(rule) for rule in all_rules()]})
        return Exit.DONE
    for rule in all_rules():
        say(f"{rule.code}  {rule.tier.value}  {rule.severity.value:<7}  {rule.name}")
        say(f"           {rule.summary}")
    talk("Find out more about one with: policytui explain CODE")
    return Exit.DONE


def _say_stats(options: Any) -> int:
    file = Path(options.decisions) if options.decisions else open_workspace(options).decisions_file
    if options.decisions and not file.is_file():
        raise StorageError(f"{file}: there is no such file.", hint="Check the name.")
    tallies = tally(read_decisions(file))
    if options.json:
        rows = [
            {
                "code": each.code,
                "decided": each.decided,
                "false_positives": each.wrong,
                "share_right": round(each.share_right, 4),
            }
            for each in tallies
        ]
        write_json({"file": str(file), "rules": rows})
        return Exit.DONE
    if not tallies:
        talk(f"Nothing is decided yet in {file}.")
        return Exit.DONE
    say("code    decided  wrong  right  measured  name")
    for each in tallies:
        rule = rules_by_code().get(each.code)
        measured = f"{rule.precision.share:>7.0%}" if rule and rule.precision else "      -"
        name = rule.name if rule else "(no such rule)"
        say(
            f"{each.code:<7} {each.decided:>7}  {each.wrong:>5}  {each.share_right:>5.0%}"
            f"  {measured:>8}  {name}"
        )
    return Exit.DONE
