"""Rules: what they look for, how far they may be trusted, and the functions that look."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytui.checks.finding import Finding, Severity, Tier

if TYPE_CHECKING:
    from policytui.checks.basis import Basis
    from policytui.drafts.model import Draft

OnDraft = Callable[["Draft", "Basis"], Iterator[Finding]]
OnDrafts = Callable[[Sequence["Draft"], "Basis"], Iterator[Finding]]
OnCorpus = Callable[["Basis"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Precision:
    """How often findings of a rule are right, as it was measured.

    Attributes:
        share: right findings among all, from 0 to 1.
        basis: on what: the number of cases, and which.
        command: the command that measures it; empty where it was read by people.
        is_slight: it rests on too few cases to be told as a share.
    """

    share: float
    basis: str
    command: str = ""
    is_slight: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the registry.

    Attributes:
        code: three letters and three digits, never used for anything else.
        name: a short name of small letters and hyphens.
        tier: what its findings may be trusted for.
        severity: how much a finding matters unless the settings say otherwise.
        summary: what it finds, one sentence.
        reason: why that matters, for `policytui explain`.
        example: a text that it finds something in, and what it says.
        advice: what to do about a finding.
        precision: None for a fact, which is right by its definition.
        on_draft, on_drafts, on_corpus: what it looks at: each draft by itself, several
            together, or the corpus itself. A rule may have more than one.
    """

    code: str
    name: str
    tier: Tier
    severity: Severity
    summary: str
    reason: str
    example: str
    advice: str
    precision: Precision | None = None
    on_draft: OnDraft | None = None
    on_drafts: OnDrafts | None = None
    on_corpus: OnCorpus | None = None

    @property
    def trust(self) -> str:
        """How far findings of this rule may be trusted, in words."""
        if self.precision is None:
            measured = "right by its definition" if self.tier is Tier.FACT else "not measured yet"
            return f"{self.tier.label}; {measured}"
        if self.precision.is_slight:
            return f"{self.tier.label}; measured on too few cases ({self.precision.basis})"
        share = self.precision.share
        if share >= 0.95 or share < 0.05:
            often = f"{share:.0%} of such findings are right"
        else:
            tenths = round(share * 10) or 1
            often = f"about {tenths} in 10 such findings {'is' if tenths == 1 else 'are'} right"
        return f"{self.tier.label}: {often} ({self.precision.basis})"
