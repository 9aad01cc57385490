"""References: names that are no longer right, ids and laws that lead nowhere, bare acronyms."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.registers.acronyms import Explained, unexplained
from policytui.checks.registers.doubts import doubt_year, near_title
from policytui.checks.registers.laws import Law, find_laws
from policytui.checks.registers.mentions import Mention, finder_of
from policytui.checks.registers.model import Entry, Registers, say_day
from policytui.checks.registers.past import speaks_of_past
from policytui.checks.registers.texts import Written, texts_of_corpus, texts_of_draft
from policytui.checks.rule import Precision, Rule
from policytui.corpus.identity import is_position_id
from policytui.drafts.model import Draft

_CITED = re.compile(r"\[([a-z0-9-]{1,80}/[a-z0-9-]{1,80})\](?!\()")
_BARE = re.compile(r"(?<![\w/.\[-])([a-z0-9-]{2,80}/[a-z0-9-]{2,80})(?![\w/\]]|\.\w)")

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


# --- REF002, REF003 and REF004 ---


def _dangling_in(written: Written, basis: Basis) -> Iterator[Finding]:
    yield from _unknown_ids(written, basis)
    for law in _laws_once(written):
        message = doubt_year(law, written, basis.registers)
        if message:
            span = (law.starts[-1], law.end)
            why = "the register of laws"
            yield _at("REF002", written, Severity.WARNING, message, span, why)


def _nearly_named_in(written: Written, basis: Basis) -> Iterator[Finding]:
    for law in _laws_once(written):
        near = near_title(law, written, basis.registers)
        if near:
            message = f"See whether the {near} is meant; its title differs."
            span = (law.starts[-1], law.end)
            why = "the register of laws"
            yield _at("REF004", written, Severity.REVIEW, message, span, why)


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
            yield _at("REF002", written, Severity.WARNING, message, span, "")


def _laws_once(written: Written) -> Iterator[Law]:
    """The laws of a text, each at the first place where it is named so."""
    seen: set[str] = set()
    for law in find_laws(written.text):
        name = " ".join(written.text[law.starts[-1] : law.end].split())
        if name not in seen:
            seen.add(name)
            yield law


@lru_cache(maxsize=4)
def _glossary(registers: Registers) -> frozenset[str]:
    """Acronyms that need not be spelled out."""
    spellings = (name for entry in registers.entries for name in entry.spellings)
    return frozenset(registers.acronyms) | {name for name in spellings if name.isupper()}


def _at(
    code: str,
    written: Written,
    severity: Severity,
    message: str,
    span: tuple[int, int],
    why: str,
) -> Finding:
    sentences = split_sentences(written.text)
    around = next((one for one in sentences if span[0] < one[1]), span)
    around = (min(around[0], span[0]), max(around[1], span[1]))
    return Finding(
        code,
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


Look = Callable[[Iterable[Written], Basis], Iterator[Finding]]


def _in_each(
    look: Callable[[Written, Basis], Iterator[Finding]], texts: Iterable[Written], basis: Basis
) -> Iterator[Finding]:
    for written in texts:
        yield from look(written, basis)


_superseded_in_all: Look = partial(_in_each, _superseded_in)
_dangling_in_all: Look = partial(_in_each, _dangling_in)
_nearly_named_in_all: Look = partial(_in_each, _nearly_named_in)


def _unexplained_in_all(texts: Iterable[Written], basis: Basis) -> Iterator[Finding]:
    """Each acronym once in all that is read together: a draft or a document."""
    glossary = _glossary(basis.registers)
    context, explained, seen = "", Explained(""), set[str]()
    for written in texts:
        if written.context != context:
            context, explained, seen = written.context, Explained(written.context), set[str]()
        for acronym, start, end in unexplained(written.text, explained, glossary, seen):
            message = f"“{acronym}” is not spelled out here. Write it out where it first stands."
            why = "neither the text nor the registers say what it stands for"
            yield _at("REF003", written, Severity.REVIEW, message, (start, end), why)


def _of_draft(look: Look, draft: Draft, basis: Basis) -> Iterator[Finding]:
    return look(texts_of_draft(draft, basis), basis)


def _of_corpus(look: Look, basis: Basis) -> Iterator[Finding]:
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
        summary="An id of a position that does not exist; a law of the register without its year "
        "or with another one.",
        reason="Who reads the text must be able to find what it refers to.",
        example="“As we say in [our-platform/homes-we-shared], …” There is no such position; the "
        "nearest is our-platform/homes-we-share.",
        advice="Correct the id or the year. A law that is like none of the register is not "
        "reported: the register holds some laws only. Add those that matter to you.",
        precision=Precision(
            4 / 5,
            "5 findings about laws in the same texts as for REF001, read by one person: a small "
            "sample; an id is looked up in the corpus and is a fact",
        ),
        on_draft=partial(_of_draft, _dangling_in_all),
        on_corpus=partial(_of_corpus, _dangling_in_all),
    ),
    Rule(
        code="REF003",
        name="unexplained-acronym",
        tier=Tier.REVIEW,
        severity=Severity.REVIEW,
        summary="An acronym that neither the text nor the registers spell out.",
        reason="Who does not know the acronym cannot tell what the text asks for.",
        example="“Give QZX more money.” Nothing says what QZX stands for.",
        advice="Write it out where it first stands, or add it to the registers.",
        precision=Precision(
            8 / 17, "17 findings in the same texts as for REF001, read by one person"
        ),
        on_draft=partial(_of_draft, _unexplained_in_all),
        on_corpus=partial(_of_corpus, _unexplained_in_all),
    ),
    Rule(
        code="REF004",
        name="inexact-law-title",
        tier=Tier.REVIEW,
        severity=Severity.REVIEW,
        summary="A law whose title is nearly that of a law of the register of the same year.",
        reason="Under a title that is not quite right the law cannot be looked up.",
        example="“Use the Public Service (Social Value) Act 2012.” The register has the Public "
        "Services (Social Value) Act 2012.",
        advice="See which law is meant and write its title in full.",
        precision=Precision(
            10 / 10,
            "10 titles made for the purpose; none was found in the real texts, so that nothing is "
            "known of those",
            "pytest tests/test_checks_references.py -k inexact",
        ),
        on_draft=partial(_of_draft, _nearly_named_in_all),
        on_corpus=partial(_of_corpus, _nearly_named_in_all),
    ),
)
