"""Rules of this family."""

from policytui.checks.rule import Rule

RULES: tuple[Rule, ...] = ()
