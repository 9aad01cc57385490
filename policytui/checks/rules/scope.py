"""Scope: for which nations a text speaks, and who decides there."""

from collections.abc import Iterator
from functools import partial

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.registers.mentions import Mention, finder_of
from policytui.checks.registers.model import (
    GOVERNMENTS,
    Entry,
    EntryKind,
    Registers,
    Topic,
    join_words,
)
from policytui.checks.registers.texts import (
    Written,
    nations_of,
    texts_of_corpus,
    texts_of_draft,
)
from policytui.checks.registers.topics import (
    asks,
    compares,
    find_everywhere,
    find_topics,
    find_uk_government,
    nations_named,
)
from policytui.checks.rule import Precision, Rule
from policytui.compare.words import Op, compare_words
from policytui.corpus.model import ALL_NATIONS, Nation, order_nations
from policytui.drafts.model import Draft, DraftKind

Span = tuple[int, int]


def _scope_of(draft: Draft, basis: Basis) -> Iterator[Finding]:
    yield from _missing_nation(draft, basis)
    for written in texts_of_draft(draft, basis):
        if written.field != "reason":
            is_amended = draft.kind is DraftKind.AMENDMENT and written.field == "text"
            fresh = _put_in(written) if is_amended else None
            yield from _scope_in(written, basis.registers, draft.submitter.nation, fresh)


def _scope_of_corpus(basis: Basis) -> Iterator[Finding]:
    for written in texts_of_corpus(basis):
        yield from _scope_in(written, basis.registers, None)


def _put_in(written: Written) -> tuple[Span, ...]:
    """Where the words stand that an amendment puts in."""
    places: list[Span] = []
    at = 0
    for change in compare_words(written.before, written.text):
        end = at + len(change.proposed)
        if change.op is not Op.EQUAL and change.proposed.strip():
            places.append((at, end))
        at = end
    return tuple(places)


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


def _scope_in(
    written: Written,
    registers: Registers,
    own: Nation | None,
    fresh: tuple[Span, ...] | None = None,
) -> Iterator[Finding]:
    """What a text says of nations.

    Args:
        own: the nation for which the writer speaks.
        fresh: the places that count; None where all do.
    """
    for finding in _scope_anywhere_in(written, registers, own, fresh):
        if fresh is None or _touches(fresh, finding.evidence[0]):
            yield finding


def _touches(fresh: tuple[Span, ...], evidence: Evidence) -> bool:
    marks = [(evidence.start + start, evidence.start + end) for start, end in evidence.spans]
    return any(start < last and first < end for start, end in marks for first, last in fresh)


def _scope_anywhere_in(
    written: Written, registers: Registers, own: Nation | None, fresh: tuple[Span, ...] | None
) -> Iterator[Finding]:
    mentions = [
        mention
        for mention in finder_of(registers).find(written.text)
        if mention.entry.kind is EntryKind.BODY and len(mention.entry.nations) < len(ALL_NATIONS)
    ]
    named_anywhere = nations_named(written.text)
    told: set[Entry] = set()
    for start, end in split_sentences(written.text):
        if fresh is not None and not any(start < last and first < end for first, last in fresh):
            continue
        sentence = written.text[start:end]
        if not asks(sentence) or compares(sentence):
            continue
        find = partial(_finding, written, sentence, start)
        named = nations_named(sentence)
        yield from _other_nation(written, named, find)
        for mention in mentions:
            if start <= mention.start < end and mention.entry not in told:
                found = list(_narrow_body(mention, written, sentence, start, named_anywhere, find))
                told.update([mention.entry] if found else [])
                yield from found
        yield from _devolved(written, registers, sentence, named, own, find)


def _other_nation(
    written: Written, named: dict[Nation, Span], find: "partial[Finding]"
) -> Iterator[Finding]:
    others = [nation for nation in named if nation not in written.nations]
    if others:
        yield find(
            "SCO001",
            f"This names {_labels(others)}; what it changes or answers applies to "
            f"{_labels(written.nations)} only. See whether both are meant.",
            tuple(sorted(named[nation] for nation in others)),
            "",
        )


def _narrow_body(
    mention: Mention,
    written: Written,
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
        "SCO001" if is_said else "SCO002",
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
    told: dict[tuple[Nation, ...], list[tuple[Topic, Span]]] = {}
    for topic, place in find_topics(sentence, registers):
        devolved = tuple(nation for nation in concerned if nation in topic.devolved)
        if devolved:
            told.setdefault(devolved, []).append((topic, place))
    for devolved, found in told.items():
        topics = [topic for topic, _ in found]
        who = join_words([GOVERNMENTS[nation] for nation in devolved])
        notes = dict.fromkeys(topic.note for topic in topics if topic.note)
        marks = {addressed, *(place for _, place in found), *named.values()}
        on = join_words([f"“{topic.name.lower()}”" for topic in topics])
        yield find(
            "SCO002",
            f"On {on} {who} decide{'s' if len(devolved) == 1 else ''} for {_labels(devolved)}. "
            + " ".join(["Say which government is meant.", *notes]),
            tuple(sorted(marks)),
            "; ".join(dict.fromkeys(topic.source for topic in topics)),
        )


def _finding(
    written: Written,
    sentence: str,
    start: int,
    code: str,
    message: str,
    spans: tuple[Span, ...],
    why: str,
) -> Finding:
    evidence = Evidence(sentence, spans, written.source, written.field, start)
    return Finding(
        code,
        Severity.WARNING if code == "SCO001" else Severity.REVIEW,
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


def _on_draft(code: str, draft: Draft, basis: Basis) -> Iterator[Finding]:
    return (finding for finding in _scope_of(draft, basis) if finding.code == code)


def _on_corpus(code: str, basis: Basis) -> Iterator[Finding]:
    return (finding for finding in _scope_of_corpus(basis) if finding.code == code)


RULES: tuple[Rule, ...] = (
    Rule(
        code="SCO001",
        name="nation-scope",
        tier=Tier.FACT,
        severity=Severity.WARNING,
        summary="A nation that is missing or another than the text's; a body that is asked for a "
        "nation for which it does not stand.",
        reason="What is asked of a body that has no say there cannot be done.",
        example="“Ofsted should inspect every nursery in Wales.” It stands for England only.",
        advice="Name the nation that is meant, or the body that has the task there.",
        precision=Precision(
            4 / 4,
            "4 findings in the 2016 policy summary and a manifesto of 2015 as if put to Scotland, "
            "read by one person",
            is_slight=True,
        ),
        on_draft=partial(_on_draft, "SCO001"),
        on_corpus=partial(_on_corpus, "SCO001"),
    ),
    Rule(
        code="SCO002",
        name="devolved-or-england-only",
        tier=Tier.REVIEW,
        severity=Severity.REVIEW,
        summary="A body that does not stand for all nations, where none is named; a devolved topic "
        "put to the UK Government.",
        reason="What is asked of a government or body that does not decide there cannot be done.",
        example="“The Government should reform schools in Scotland.” The Scottish Government "
        "decides on schools there.",
        advice="Name the nation that is meant and who decides there. In an amendment only the "
        "words that it puts in are looked at.",
        precision=Precision(
            18 / 20,
            "20 findings in the 2016 policy summary and a manifesto of 2015, also as if put to "
            "Scotland or by a member in Wales, read by one person: a small sample",
        ),
        on_draft=partial(_on_draft, "SCO002"),
        on_corpus=partial(_on_corpus, "SCO002"),
    ),
)
