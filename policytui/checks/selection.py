"""Which rules are wanted, and how much their findings matter: chosen by the beginning of a code."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from policytui.checks.finding import Finding, Severity, Tier
from policytui.checks.registry import rules_by_code
from policytui.tables import suggest

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
"""What a person may set. Review is no grade of these: nobody can make a verdict of a hint."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules wanted, by the beginnings of their codes; the longest that fits decides.

    Attributes:
        select: only these; empty for all.
        ignore: not these.
        severity: what findings of these count as, instead of what their rule says.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()

    def wants(self, code: str) -> bool:
        """Whether a rule is to be asked."""
        selected = _longest(code, self.select) if self.select else 0
        return selected >= 0 and selected > _longest(code, self.ignore)

    @property
    def is_whole(self) -> bool:
        """Whether no rule is left out."""
        return not (self.select or self.ignore)

    def graded(self, finding: Finding) -> Finding:
        """A finding as much as it is to matter; one for review stays one for review."""
        fitting = [item for item in self.severity if finding.code.startswith(item[0])]
        if not fitting or finding.severity is Severity.REVIEW:
            return finding
        if rules_by_code()[finding.code].tier is Tier.REVIEW:
            return finding
        return replace(finding, severity=max(fitting, key=lambda item: len(item[0]))[1])


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """Length of the longest of the prefixes that a code begins with; -1 for none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def prefixes_from(text: str) -> tuple[str, ...]:
    """The prefixes in a list such as `CHG, bas001`."""
    return tuple(part.strip().upper() for part in text.split(",") if part.strip())


def what_is_wrong_with(prefix: str) -> str:
    """Why no rule can be chosen so, and what may be meant; empty where one can."""
    codes = list(rules_by_code())
    if any(code.startswith(prefix) for code in codes):
        return ""
    families = sorted({code[:3] for code in codes})
    family = [code for code in codes if code.startswith(prefix[:3])]
    near = suggest(prefix, family) if family else suggest(prefix[:3], families)
    return f'no rule has a code that begins with "{prefix}".{near}'
