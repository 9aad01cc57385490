"""Every rule by its code. The families are loaded when the first rule is asked for."""

from functools import cache
from importlib import import_module

from policytui.checks.rule import Rule
from policytui.errors import UnknownId
from policytui.tables import suggest
from policytui.text import clean_line

FAMILIES = (
    "form",
    "base",
    "answers",
    "submitter",
    "seals",
    "conditions",
    "admission",
    "relations",
    "commitments",
    "collisions",
    "changes",
    "duplicates",
    "conflicts",
    "references",
    "scope",
    "suppressions",
)
"""Modules of `policytui.checks.rules`; each has its rules in `RULES`."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    families = [import_module(f"policytui.checks.rules.{family}") for family in FAMILIES]
    rules: list[Rule] = [rule for family in families for rule in family.RULES]
    return tuple(sorted(rules, key=lambda rule: rule.code))


@cache
def rules_by_code() -> dict[str, Rule]:
    """Every rule under its code."""
    return {rule.code: rule for rule in all_rules()}


def rule_of(code: str) -> Rule:
    """The rule with a code or a name, as a person types it.

    Raises:
        UnknownId: there is none; the nearest is named.
    """
    word = clean_line(code)[:100]
    for rule in all_rules():
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    codes = list(rules_by_code())
    near = suggest(word.upper(), codes) or suggest(
        word.lower(), [rule.name for rule in all_rules()]
    )
    raise UnknownId(f'There is no rule "{word}".{near}', hint="See them all with: policytui rules")
