"""DUP001 to DUP003 as rules, on drafts and a corpus on disk: how long, and how often right."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from check_scale_texts import (
    MOMENT,
    OPPOSED,
    Submission,
    drafts_of,
    place_of,
    read_texts,
    write_corpus,
)
from measuring import memory

from policytui.checks.basis import Basis
from policytui.checks.finding import Finding
from policytui.checks.rules.duplicates import (
    find_already_policy,
    find_identical,
    find_near_duplicates,
)


def measure_rules(file: Path, size: int, largest: int) -> dict[str, Any]:
    """The rules themselves, on drafts and a corpus on disk; reading the corpus is not counted."""
    positions, submissions = read_texts(file)
    part = len(submissions) * size // largest
    catalogue = write_corpus(file.with_name("corpus"), positions[:size])
    drafts = drafts_of(submissions[:part])
    basis = Basis(catalogue, MOMENT, catalogue.folder)
    begun = perf_counter()
    assert basis.candidates
    opened = perf_counter()
    findings = [finding for draft in drafts for finding in find_already_policy(draft, basis)]
    policy = perf_counter()
    findings += find_identical(drafts, basis)
    findings += find_near_duplicates(drafts, basis)
    end = perf_counter()
    counts = Counter(finding.code for finding in findings)
    return {
        "positions": catalogue.count(),
        "drafts": len(drafts),
        "index": opened - begun,
        "policy": policy - opened,
        "alike": end - policy,
        "findings": dict(sorted(counts.items())),
        "right": _measure_findings(findings, positions, submissions),
        "memory": memory(),
    }


def _measure_findings(
    findings: Sequence[Finding], positions: Sequence[str], submissions: Sequence[Submission]
) -> dict[str, float]:
    """The share of findings whose two texts say the same, by their making or by rapidfuzz.

    A text made to oppose its position does not say the same, whatever words both share.
    """
    from rapidfuzz import fuzz

    def is_right(finding: Finding) -> bool:
        mine = submissions[int(finding.subject[1:])]
        if finding.code != "DUP003":
            return mine.source == submissions[int(finding.other[1:])].source >= 0
        place = place_of(finding.other)
        if mine.source >= 0 and mine.made not in OPPOSED[:3] and place == mine.source:
            return True
        said = positions[mine.source] if mine.source >= 0 else mine.text
        return mine.made not in OPPOSED[:3] and fuzz.token_set_ratio(said, positions[place]) >= 80

    codes = sorted({finding.code for finding in findings})
    told = {code: [is_right(one) for one in findings if one.code == code] for code in codes}
    return {code: sum(right) / len(right) for code, right in told.items()}


def print_rules(run: dict[str, Any]) -> None:
    print(
        f"DUP001-003 on {run['drafts']:,} drafts against a corpus of {run['positions']:,}: "
        f"{run['policy'] + run['alike']:.1f} s ({run['policy']:.1f} s of it DUP003), "
        f"{run['memory']:.2f} GB; index {run['index']:.1f} s; findings: {run['findings']}"
    )
    shares = ", ".join(f"{code} {share:.3f}" for code, share in run["right"].items())
    print(f"of these the two texts say the same: {shares}\n")
