"""Write the table of the rules, docs/rules.md, from the registry.

python docs/rules.py
"""

from pathlib import Path

from policytui.checks.registry import all_rules
from policytui.checks.rule import Rule

FILE = Path(__file__).with_name("rules.md")
HEAD = """\
# The rules of the check

Written by `python docs/rules.py` from the registry; `policytui explain CODE` tells more of each.

Tier A is a fact, right by its definition. Tier B holds an amendment against its own target. Tier C
holds a text against the rest of the corpus: it is for review, never a verdict, and never changes an
exit code. A measured share says how many of a rule's findings were right, on what, and how to
measure it again.

| code | name | tier | severity | finds | right | measured on | with |
|---|---|---|---|---|---|---|---|
"""


def text() -> str:
    """The whole page."""
    return HEAD + "".join(map(row, all_rules()))


def row(rule: Rule) -> str:
    precision = rule.precision
    share = f"{precision.share:.2f}" if precision else "by definition"
    basis = precision.basis if precision else ""
    command = f"`{precision.command}`" if precision and precision.command else ""
    cells = (
        rule.code,
        rule.name,
        rule.tier.value,
        rule.severity.value,
        rule.summary,
        share,
        basis,
        command,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
