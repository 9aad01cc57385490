"""References: names that are no longer right, ids and laws that lead nowhere, bare acronyms."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.registers.acronyms import Explained, unexplained
from policytui.checks.registers.laws import Law, find_laws
from policytui.checks.registers.mentions import Mention, finder_of
from policytui.checks.registers.model import Entry, EntryKind, Registers, say_day
from policytui.checks.registers.past import speaks_of_past
from policytui.checks.registers.texts import Written, texts_of_corpus, texts_of_draft
from policytui.checks.rule import Precision, Rule
from policytui.corpus.identity import is_position_id
from policytui.drafts.model import Draft

_CITED = re.compile(r"\[([a-z0-9-]{1,80}/[a-z0-9-]{1,80})\](?!\()")
_BARE = re.compile(r"(?<![\w/.\[-])([a-z0-9-]{2,80}/[a-z0-9-]{2,80})(?![\w/\]]|\.\w)")
_NEAR_ENOUGH = 0.9

# --- REF001 ---


def _superseded_in(written: Written, basis: Basis) -> Iterator[Finding]:
    mentions: dict[Entry, list[Mention]] = {}
    for mention in finder_of(basis.registers).find(written.text):
        entry = mention.entry
        is_untouched = set(written.nations) <= set(entry.remains_in)
        if (
            entry.is_superseded(basis.at.date())
            and not is_untouched
            and not any(nation.label in _sentence(written, mention) for nation in entry.remains_in)
            and not speaks_of_past(written.text, mention)
        ):
            mentions.setdefault(entry, []).append(mention)
    for entry, found in mentions.items():
        severity, advice = _weigh(written, entry, found)
        yield Finding(
            "REF001",
            severity,
            written.source,
            " ".join(filter(None, (entry.tell(), advice, entry.note))),
            field=written.field,
            evidence=tuple(_evidence(written, one.start, one.end, one.sentence) for one in found),
            why=f"{entry.source}; held to be true {say_day(entry.as_of)}",
        )


def _weigh(written: Written, entry: Entry, found: list[Mention]) -> tuple[Severity, str]:
    """How much it matters that a text still has an old name, and what to do about it."""
    name = written.text[found[0].start : found[0].end]
    changed = entry.changed
    if written.is_adopted:
        if changed is None:
            return Severity.NOTE, "Put it right when the text is next edited."
        if written.day is None or written.day <= changed:
            when = f"is of {written.day.year}" if written.day else "is older or undated"
            return Severity.NOTE, f"This text {when} and needs updating."
        return Severity.WARNING, "This text is newer than that. See whether the new name is meant."
    if changed and written.day and written.day <= changed:
        return Severity.NOTE, "The draft was right on the day it was sealed; it needs updating."
    if name in written.before:
        return Severity.NOTE, "The position that you change has the old name; you may put it right."
    return Severity.WARNING, "Write what is right now, or say that you mean the past."


# --- REF002 ---


def _dangling_in(
    written: Written, basis: Basis, explained: Explained, seen: set[str]
) -> Iterator[Finding]:
    yield from _unknown_ids(written, basis)
    yield from _doubtful_laws(written, basis.registers)
    glossary = _glossary(basis.registers)
    for acronym, start, end in unexplained(written.text, explained, glossary, seen):
        yield _dangling(
            written,
            Severity.REVIEW,
            f"“{acronym}” is not spelled out here. Write it out where it first stands.",
            (start, end),
            "neither the text nor the registers say what it stands for",
        )


def _unknown_ids(written: Written, basis: Basis) -> Iterator[Finding]:
    cited = [(found.span(1), True) for found in _CITED.finditer(written.text)]
    cited += [(found.span(1), False) for found in _BARE.finditer(written.text)]
    for span, is_cited in sorted(cited):
        id_ = written.text[slice(*span)]
        if not is_position_id(id_) or basis.catalogue.positions([id_]):
            continue
        document, _, position = id_.partition("/")
        others = basis.catalogue.position_ids(document=document)
        # Brackets and slashes hold other things too: "and/or", "[co-operative/mutual]".
        is_id = (
            is_cited or "-" in id_ if others else is_cited and "-" in document and "-" in position
        )
        if is_id:
            near = difflib.get_close_matches(id_, others, n=1, cutoff=0.6)
            advice = f" The nearest is {near[0]}." if near else " See whether it was renamed."
            message = f"There is no position {id_} in this corpus.{advice}"
            yield _dangling(written, Severity.WARNING, message, span, "")


def _doubtful_laws(written: Written, registers: Registers) -> Iterator[Finding]:
    seen: set[str] = set()
    for law in find_laws(written.text):
        name = " ".join(written.text[law.starts[-1] : law.end].split())
        doubt = "" if name in seen else _doubt(law, written, _acts(registers))
        seen.add(name)
        if doubt:
            span = (law.starts[-1], law.end)
            yield _dangling(written, Severity.NOTE, doubt, span, "the register of laws")


def _doubt(law: Law, written: Written, acts: dict[str, list[Entry]]) -> str:
    """What is doubtful about a law as it is named; nothing for one that no entry is near to."""
    for _, title in law.titles(written.text):
        known = acts.get(title.casefold())
        if known and not law.year:
            dated = rf"{re.escape(title)}(?:\s+in)?\s+\d{{4}}"
            if re.search(dated, written.context or written.text, re.IGNORECASE):
                return ""
            names = " or ".join(entry.name for entry in known)
            return f"“{title}” is named without its year. The register knows the {names}."
        if known:
            years = {entry.year for entry in known}.union(*(one.other_years for one in known))
            if law.year in years or any(entry.many_years for entry in known):
                return ""
            names = " or ".join(entry.name for entry in known)
            return f"There is no {title} of {law.year} in the register; it knows the {names}."
    if law.year:
        named = {entry.name.casefold(): entry for entries in acts.values() for entry in entries}
        for _, title in law.titles(written.text):
            wanted = f"{title} {law.year}".casefold()
            for near in difflib.get_close_matches(wanted, named, n=1, cutoff=_NEAR_ENOUGH):
                if named[near].year == law.year and not wanted.endswith(near):
                    return f"See whether the {named[near].name} is meant; its title differs."
    return ""


@lru_cache(maxsize=4)
def _acts(registers: Registers) -> dict[str, list[Entry]]:
    """The laws of the registers by title, in small letters."""
    acts: dict[str, list[Entry]] = {}
    for entry in registers.entries:
        if entry.kind is EntryKind.ACT:
            acts.setdefault(entry.title.casefold(), []).append(entry)
    return acts


@lru_cache(maxsize=4)
def _glossary(registers: Registers) -> frozenset[str]:
    """Acronyms that need not be spelled out."""
    spellings = (name for entry in registers.entries for name in entry.spellings)
    return frozenset(registers.acronyms) | {name for name in spellings if name.isupper()}


def _dangling(
    written: Written, severity: Severity, message: str, span: tuple[int, int], why: str
) -> Finding:
    sentences = split_sentences(written.text)
    around = next((one for one in sentences if span[0] < one[1]), span)
    around = (min(around[0], span[0]), max(around[1], span[1]))
    return Finding(
        "REF002",
        severity,
        written.source,
        message,
        field=written.field,
        evidence=(_evidence(written, *span, around),),
        why=why,
    )


# --- the rules ---


def _sentence(written: Written, mention: Mention) -> str:
    return written.text[slice(*mention.sentence)]


def _evidence(written: Written, start: int, end: int, around: tuple[int, int]) -> Evidence:
    first, last = around
    span = (start - first, end - first)
    return Evidence(written.text[first:last], (span,), written.source, written.field, first)


def _superseded_in_all(texts: Iterable[Written], basis: Basis) -> Iterator[Finding]:
    for written in texts:
        yield from _superseded_in(written, basis)


def _dangling_in_all(texts: Iterable[Written], basis: Basis) -> Iterator[Finding]:
    context, explained, seen = "", Explained(""), set[str]()
    for written in texts:
        if written.context != context:
            context, explained, seen = written.context, Explained(written.context), set[str]()
        yield from _dangling_in(written, basis, explained, seen)


def _of_draft(
    look: Callable[[Iterable[Written], Basis], Iterator[Finding]], draft: Draft, basis: Basis
) -> Iterator[Finding]:
    return look(texts_of_draft(draft, basis), basis)


def _of_corpus(
    look: Callable[[Iterable[Written], Basis], Iterator[Finding]], basis: Basis
) -> Iterator[Finding]:
    return look(texts_of_corpus(basis), basis)


RULES: tuple[Rule, ...] = (
    Rule(
        code="REF001",
        name="superseded-body-or-term",
        tier=Tier.FACT,
        severity=Severity.WARNING,
        summary="A body, a law or a term that has ended or bears another name now.",
        reason="A demand addressed to a body that no longer exists reaches nobody.",
        example="“The Homes and Communities Agency should release land.” It gave way to Homes "
        "England on 11 January 2018.",
        advice="Write the name that is right now, or say that you mean the past. A text adopted "
        "before the change was right then and only needs updating.",
        precision=Precision(
            160 / 166,
            "166 findings in the 2016 policy summary, its restatement, a manifesto of 2015 and 42 "
            "government documents, read by one person; the body or law was the right one in all",
        ),
        on_draft=partial(_of_draft, _superseded_in_all),
        on_corpus=partial(_of_corpus, _superseded_in_all),
    ),
    Rule(
        code="REF002",
        name="dangling-reference",
        tier=Tier.FACT,
        severity=Severity.WARNING,
        summary="An id of a position that does not exist; a law without its year or with another "
        "one; an acronym that is spelled out nowhere.",
        reason="Who reads the text must be able to find what it refers to.",
        example="“As we say in [our-platform/homes-we-shared], …” There is no such position; the "
        "nearest is our-platform/homes-we-share.",
        advice="Correct the id or the year; write an acronym out where it first stands, or add it "
        "to the registers.",
        precision=Precision(
            12 / 22,
            "22 findings in the same texts, read by one person: laws 4 of 5, acronyms 8 of 17; "
            "an id that is not in the corpus is a fact",
        ),
        on_draft=partial(_of_draft, _dangling_in_all),
        on_corpus=partial(_of_corpus, _dangling_in_all),
    ),
)
