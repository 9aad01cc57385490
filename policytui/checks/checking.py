"""Asking the rules: of one draft, of several drafts together, of the corpus itself."""

from collections.abc import Collection, Sequence

from policytui.checks.basis import Basis
from policytui.checks.finding import Finding, Severity, Tier, sort_findings
from policytui.checks.registry import all_rules
from policytui.checks.rule import Rule
from policytui.checks.selection import Selection
from policytui.checks.sharing import Task, do_all
from policytui.drafts.model import Draft
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

EVERYTHING = Selection()
QUICK = frozenset({Tier.FACT, Tier.TARGET})
"""What is looked for at every pause in typing: the draft by itself, and its own target."""


def check_draft(
    draft: Draft,
    basis: Basis,
    selection: Selection = EVERYTHING,
    *,
    tiers: Collection[Tier] = frozenset(Tier),
) -> tuple[Finding, ...]:
    """Everything the rules find in one draft by itself, errors first, then by code.

    Args:
        tiers: only rules of these.
    """
    wanted = [rule for rule in _wanted(selection) if rule.tier in tiers]
    return _sorted(_look_at(draft, basis, wanted), selection)


def check_drafts(
    drafts: Sequence[Draft],
    basis: Basis,
    selection: Selection = EVERYTHING,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Finding, ...]:
    """Everything the rules find in each draft and in all of them together.

    Raises:
        Cancelled: stopped between two drafts or two rules.
    """
    wanted = _wanted(selection)
    # The longest first, so that two processes are done at one time.
    together = [_together(rule, drafts) for rule in wanted if rule.on_drafts]
    each = [_by_itself(draft, wanted) for draft in drafts]
    return _sorted(do_all(together + each, basis, progress, is_cancelled), selection)


def check_corpus(
    basis: Basis,
    selection: Selection = EVERYTHING,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Finding, ...]:
    """Everything the rules find in the corpus itself.

    Raises:
        Cancelled: stopped between two rules.
    """
    wanted = [rule for rule in _wanted(selection) if rule.on_corpus]
    found: list[Finding] = []
    for number, rule in enumerate(wanted):
        _go_on(is_cancelled)
        progress(number, len(wanted), rule.name)
        if rule.on_corpus:
            found += rule.on_corpus(basis)
    progress(len(wanted), len(wanted), "")
    return _sorted(found, selection)


def is_ready(findings: Sequence[Finding]) -> bool:
    """Whether nothing found keeps a draft from being submitted."""
    return not any(finding.severity is Severity.ERROR for finding in findings)


def _wanted(selection: Selection) -> list[Rule]:
    return [rule for rule in all_rules() if selection.wants(rule.code)]


def _look_at(draft: Draft, basis: Basis, rules: Sequence[Rule]) -> list[Finding]:
    return [finding for rule in rules if rule.on_draft for finding in rule.on_draft(draft, basis)]


def _by_itself(draft: Draft, rules: Sequence[Rule]) -> Task:
    return Task(draft.title, lambda basis: _look_at(draft, basis, rules))


def _together(rule: Rule, drafts: Sequence[Draft]) -> Task:
    return Task(
        rule.name, lambda basis: list(rule.on_drafts(drafts, basis) if rule.on_drafts else ())
    )


def _sorted(found: Sequence[Finding], selection: Selection) -> tuple[Finding, ...]:
    return sort_findings([selection.graded(finding) for finding in found])


def _go_on(is_cancelled: IsCancelled) -> None:
    if is_cancelled():
        raise Cancelled("The check was stopped. Nothing was changed.")
