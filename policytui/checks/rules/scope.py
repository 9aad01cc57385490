"""Scope: for which nations a text speaks, and who decides there."""

from collections.abc import Iterator
from functools import partial

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.registers.mentions import Mention, finder_of
from policytui.checks.registers.model import GOVERNMENTS, Entry, EntryKind, Registers, join_words
from policytui.checks.registers.texts import Written, nations_of, texts_of_draft
from policytui.checks.registers.topics import (
    asks,
    compares,
    find_everywhere,
    find_topics,
    find_uk_government,
    nations_named,
)
from policytui.checks.rule import Precision, Rule
from policytui.corpus.model import ALL_NATIONS, Nation, order_nations
from policytui.drafts.model import Draft, DraftKind

Span = tuple[int, int]


def _scope_of(draft: Draft, basis: Basis) -> Iterator[Finding]:
    yield from _missing_nation(draft, basis)
    own = draft.submitter.nation if draft.kind is DraftKind.RESPONSE else None
    for written in texts_of_draft(draft, basis):
        if written.field != "reason":
            yield from _scope_in(written, basis.registers, own)


def _missing_nation(draft: Draft, basis: Basis) -> Iterator[Finding]:
    # The answers of a response are told of by the rules for responses.
    if draft.submitter.nation or draft.kind is DraftKind.RESPONSE:
        return
    position = draft.base.position if draft.base else ""
    nations = nations_of(position, draft.document, basis)
    if len(nations) < len(ALL_NATIONS):
        what = f"“{draft.base.title}”" if draft.base else "The document"
        yield Finding(
            "SCO001",
            Severity.WARNING,
            draft.id,
            f"{what} applies to {_labels(nations)} only, and the nation of the mover is missing. "
            "Fill it in.",
            other=position or draft.document,
            field="submitter.nation",
        )


def _scope_in(written: Written, registers: Registers, own: Nation | None) -> Iterator[Finding]:
    mentions = [
        mention
        for mention in finder_of(registers).find(written.text)
        if mention.entry.kind is EntryKind.BODY and len(mention.entry.nations) < len(ALL_NATIONS)
    ]
    named_anywhere = nations_named(written.text)
    told: set[Entry] = set()
    for start, end in split_sentences(written.text):
        sentence = written.text[start:end]
        if not asks(sentence) or compares(sentence):
            continue
        find = partial(_finding, written, sentence, start)
        named = nations_named(sentence)
        yield from _other_nation(written, named, find)
        for mention in mentions:
            if start <= mention.start < end and mention.entry not in told:
                told.add(mention.entry)
                yield from _narrow_body(written, mention, sentence, start, named_anywhere, find)
        yield from _devolved(written, registers, sentence, named, own, find)


def _other_nation(
    written: Written, named: dict[Nation, Span], find: "partial[Finding]"
) -> Iterator[Finding]:
    others = [nation for nation in named if nation not in written.nations]
    if others:
        yield find(
            Severity.REVIEW,
            f"This names {_labels(others)}; what it changes or answers applies to "
            f"{_labels(written.nations)} only. See whether both are meant.",
            tuple(sorted(named[nation] for nation in others)),
            "",
        )


def _narrow_body(
    written: Written,
    mention: Mention,
    sentence: str,
    start: int,
    named_anywhere: dict[Nation, Span],
    find: "partial[Finding]",
) -> Iterator[Finding]:
    """A body that does not stand for all the nations that the text speaks of."""
    entry = mention.entry
    span = (mention.start - start, mention.end - start)
    everywhere = find_everywhere(sentence)
    named = nations_named(sentence)
    asked = order_nations(named) or (ALL_NATIONS if everywhere else written.nations)
    outside = [nation for nation in asked if nation not in entry.nations]
    if not outside or (not named and not everywhere and named_anywhere):
        return
    is_said = bool(named) or everywhere is not None or set(outside) == set(asked)
    marks = tuple(sorted({span, *named.values(), *([everywhere] if everywhere else [])}))
    asked_for = f"This is asked for {_labels(asked)}" if is_said else "No nation is named here"
    yield find(
        Severity.WARNING if is_said else Severity.REVIEW,
        f"“{sentence[slice(*span)]}”: {_labels(entry.nations)} only. {asked_for}. Name the "
        f"nation, or who has the task in {_labels(outside)}.",
        marks if is_said else (span,),
        entry.source,
    )


def _devolved(
    written: Written,
    registers: Registers,
    sentence: str,
    named: dict[Nation, Span],
    own: Nation | None,
    find: "partial[Finding]",
) -> Iterator[Finding]:
    """A demand to the UK Government on what it does not decide for the nations concerned."""
    addressed = find_uk_government(sentence)
    if addressed is None:
        return
    is_narrow = len(written.nations) < len(ALL_NATIONS)
    everywhere = find_everywhere(sentence)
    concerned = order_nations(named) or (
        written.nations if is_narrow else ALL_NATIONS if everywhere else ((own,) if own else ())
    )
    for topic, place in find_topics(sentence, registers):
        devolved = [nation for nation in concerned if nation in topic.devolved]
        if devolved:
            who = join_words([GOVERNMENTS[nation] for nation in devolved])
            note = f" {topic.note}" if topic.note else ""
            yield find(
                Severity.REVIEW,
                f"On {topic.name.lower()} {who} decide{'s' if len(devolved) == 1 else ''} for "
                f"{_labels(devolved)}. Say which government is meant.{note}",
                tuple(sorted({addressed, place})),
                topic.source,
            )
            return


def _finding(
    written: Written,
    sentence: str,
    start: int,
    severity: Severity,
    message: str,
    spans: tuple[Span, ...],
    why: str,
) -> Finding:
    evidence = Evidence(sentence, spans, written.source, written.field, start)
    return Finding(
        "SCO001",
        severity,
        written.source,
        message,
        field=written.field,
        evidence=(evidence,),
        why=why,
    )


def _labels(nations: "list[Nation] | tuple[Nation, ...]") -> str:
    if len(nations) == len(ALL_NATIONS):
        return "all four nations"
    return join_words([nation.label for nation in nations])


RULES: tuple[Rule, ...] = (
    Rule(
        code="SCO001",
        name="nation-scope",
        tier=Tier.FACT,
        severity=Severity.WARNING,
        summary="A nation that is missing or another than the text's; a body that does not stand "
        "for all nations; a devolved topic put to the UK Government.",
        reason="What is asked of a body or government that has no say there cannot be done.",
        example="“Ofsted should inspect every nursery in Wales.” It stands for England only.",
        advice="Name the nation that is meant and who decides there. Where the wording is only a "
        "hint, the finding is for review.",
        precision=Precision(
            12 / 12,
            "12 findings in the 2016 policy summary and its restatement, also as if put to "
            "Scotland or by a member in Wales, and a manifesto of 2015, read by one person: a "
            "small sample",
        ),
        on_draft=_scope_of,
    ),
)
