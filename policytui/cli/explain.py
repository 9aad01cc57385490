"""`policytui explain`: what a rule finds, why, an example, and how often it is right."""

from collections.abc import Sequence
from typing import Any

from policytui.checks.registry import all_rules, rule_of
from policytui.checks.rule import Rule
from policytui.cli.output import say, say_wrapped, talk, write_json
from policytui.errors import Exit


def run(options: Any) -> int:
    """Print all that is known of one rule, or list those of a family such as CHG.

    Raises:
        UnknownId: there is no such rule; the nearest is named.
    """
    family = [rule for rule in all_rules() if rule.code[:3] == options.code.strip().upper()]
    if family:
        list_rules(family, as_json=options.json)
        return Exit.DONE
    rule = rule_of(options.code)
    if options.json:
        write_json(rule_value(rule))
        return Exit.DONE
    say(f"{rule.code} {rule.name}")
    say(f"Tier {rule.tier.value}: {rule.tier.label}. Severity: {rule.severity.value}.")
    for title, text in (
        ("Finds", rule.summary),
        ("Why", rule.reason),
        ("Example", rule.example),
        ("What to do", rule.advice),
        ("How far to trust it", rule.trust),
        ("Measure it with", rule.precision.command if rule.precision else ""),
    ):
        if text:
            say()
            say(title)
            say_wrapped(text, indent="  ")
    return Exit.DONE


def list_rules(rules: Sequence[Rule], *, as_json: bool) -> None:
    """Print rules in short."""
    if as_json:
        write_json({"rules": [rule_value(rule) for rule in rules]})
        return
    for rule in rules:
        say(f"{rule.code}  {rule.tier.value}  {rule.severity.value:<7}  {rule.name}")
        say(f"           {rule.summary}")
    talk("Find out more about one with: policytui explain CODE")


def rule_value(rule: Rule) -> dict[str, Any]:
    """A rule for JSON."""
    precision = rule.precision
    looks_at = {
        "draft": rule.on_draft,
        "drafts": rule.on_drafts,
        "corpus": rule.on_corpus,
    }
    return {
        "code": rule.code,
        "name": rule.name,
        "tier": rule.tier.value,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "reason": rule.reason,
        "example": rule.example,
        "advice": rule.advice,
        "looks_at": [what for what, look in looks_at.items() if look],
        "precision": {
            "share": precision.share,
            "basis": precision.basis,
            "command": precision.command,
        }
        if precision
        else None,
    }
