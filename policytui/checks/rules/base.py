"""What an amendment changes: it is there, it reads as it did, its words can be found."""

from collections.abc import Iterator, Sequence

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.rule import Rule
from policytui.compare.anchor import Method, Place, find_quote, quote_from
from policytui.compare.merge import Conflict, Merge, edits_between, merge
from policytui.compare.words import compare_words
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Position
from policytui.drafts.model import Base, Draft
from policytui.errors import Problem
from policytui.text import clean_prose, digest_text, printable

_MOST_NEAR = 3
"""Ids or places offered."""


def _check_target(draft: Draft, basis: Basis) -> Iterator[Finding]:
    base = draft.base
    if base is None or basis.catalogue.positions([base.position]):
        return
    unreadable = _unreadable_for(base.position, basis.catalogue)
    if unreadable:
        names = ", ".join(dict.fromkeys(_name_of(problem) for problem in unreadable))
        says = (
            f"The position {base.position} is not known, because {names} of the corpus cannot be "
            "read. Mend that first; nothing has to be wrong with the amendment."
        )
        first = unreadable[0]
        where = f"{_name_of(first)}, line {first.line}" if first.line else _name_of(first)
        why = f"{where}: {f'{first.key} {first.message}'.strip()}"
    else:
        near = _ids_near(base.position, basis.catalogue)
        says = (
            f"The position {base.position} is not in this corpus. Choose the corpus it was "
            "written against, or begin the amendment anew from the position that took its place."
        )
        why = f"nearest ids: {', '.join(near)}" if near else "no id in its document is like it"
    yield Finding(
        "BAS001",
        Severity.ERROR,
        draft.id,
        says,
        field="target.position",
        evidence=(Evidence(base.position, source=draft.id, field="target.position"),),
        why=why,
    )


def _unreadable_for(position_id: str, catalogue: Catalogue) -> tuple[Problem, ...]:
    """What is wrong with the files in which a position may stand; none where its document is read.

    A document is looked for in the file of its name, else in any file that cannot be read.
    """
    document = position_id.partition("/")[0]
    if document in catalogue.digests():
        return ()
    problems = tuple(problem for problem in catalogue.problems() if problem.file)
    named = tuple(problem for problem in problems if _name_of(problem) == f"{document}.md")
    return named or problems


def _name_of(problem: Problem) -> str:
    return printable(problem.file.name) if problem.file else ""


def _ids_near(position_id: str, catalogue: Catalogue) -> list[str]:
    import difflib

    document = position_id.partition("/")[0]
    known = catalogue.position_ids(document=document)
    return difflib.get_close_matches(position_id, known, n=_MOST_NEAR, cutoff=0.6)


def _check_base(draft: Draft, basis: Basis) -> Iterator[Finding]:
    """The position is there, and reads otherwise."""
    stale = _stale(draft, basis)
    if stale is None:
        return
    base, position, text = stale
    conflicts = merge(base.text, draft.text, text).conflicts
    fit = (
        "The words that you change still stand as they did."
        if not conflicts
        else "Words that you change were changed too."
    )
    ours, theirs = _spans(base.text, text)
    yield Finding(
        "BAS002",
        Severity.WARNING,
        draft.id,
        f"“{base.title}” has changed since this amendment was begun. {fit} Compare your text "
        "with the position as it stands now, and carry the amendment over to it.",
        other=position.id,
        field="target.digest",
        evidence=(
            Evidence(base.text, ours, draft.id, "base"),
            Evidence(text, theirs, position.id),
        ),
        why=f"begun on edition {base.edition}; the words marked differ",
    )


def _check_quote(draft: Draft, basis: Basis) -> Iterator[Finding]:
    """The position is there, and the words that are changed cannot be placed in it."""
    stale = _stale(draft, basis)
    if stale is None:
        return
    base, position, text = stale
    merged = merge(base.text, draft.text, text)
    if not merged.conflicts:
        return
    sentences = list(split_sentences(text))
    texts = [text[start:end] for start, end in sentences]
    for start, end in _sentences_in_conflict(merged, base.text, draft.text):
        found = find_quote(quote_from(base.text, start, end), texts)
        sure = found.certain
        if sure and sure.method is not Method.FUZZY:
            continue
        yield _not_found(draft, base, position, (start, end), sentences, texts, found.places)


def _not_found(
    draft: Draft,
    base: Base,
    position: Position,
    quoted: tuple[int, int],
    sentences: Sequence[tuple[int, int]],
    texts: Sequence[str],
    places: Sequence[Place],
) -> Finding:
    offered = places[:_MOST_NEAR]
    what = (
        "no longer stands in it, nor anything like it"
        if not places
        else "stands in it more than once"
        if places[0].method is not Method.FUZZY
        else "no longer stands in it as quoted"
    )
    quote = base.text[slice(*quoted)]
    ours = _spans(quote, texts[offered[0].number])[0] if offered else ()
    scores = ", then ".join(f"{place.score:.0f}" for place in offered)
    return Finding(
        "BAS003",
        Severity.ERROR,
        draft.id,
        f"What this amendment changes in “{base.title}” {what}. Carry the amendment over to the "
        "position as it stands now, and choose the place yourself.",
        other=position.id,
        field="target.text",
        evidence=(
            Evidence(quote, ours, draft.id, "base", quoted[0]),
            *(
                Evidence(
                    texts[place.number],
                    _spans(quote, texts[place.number])[1],
                    position.id,
                    start=sentences[place.number][0],
                )
                for place in offered
            ),
        ),
        why=f"likeness of the places shown, of 100: {scores}" if offered else "",
        score=offered[0].score / 100 if offered else None,
    )


def _sentences_in_conflict(merged: Merge, base: str, proposed: str) -> list[tuple[int, int]]:
    """The sentences of the base that the draft changes where both sides change the same words."""
    conflicts = []
    at = 0
    for piece in merged.pieces:
        if isinstance(piece, Conflict):
            conflicts.append((at, at + len(piece.base)))
        at += len(piece.base)
    edits = [(edit.start, edit.end) for edit in edits_between(base, proposed)]
    return [
        sentence
        for sentence in split_sentences(base)
        if _meets(sentence, conflicts) and _meets(sentence, edits)
    ]


def _meets(sentence: tuple[int, int], places: Sequence[tuple[int, int]]) -> bool:
    return any(sentence[0] <= end and start <= sentence[1] for start, end in places)


def _stale(draft: Draft, basis: Basis) -> tuple[Base, Position, str] | None:
    """The base, and the position as it stands with its text, where the two differ."""
    base = draft.base
    found = basis.catalogue.positions([base.position]) if base else []
    if base is None or not found or digest_text(found[0].text) == base.digest:
        return None
    return base, found[0], clean_prose(found[0].text)


def _spans(
    base: str, today: str
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """What of each text is not in the other."""
    ours, theirs = [], []
    at = there = 0
    for change in compare_words(base, today):
        if change.base != change.proposed:
            if change.base:
                ours.append((at, at + len(change.base)))
            if change.proposed:
                theirs.append((there, there + len(change.proposed)))
        at += len(change.base)
        there += len(change.proposed)
    return tuple(ours), tuple(theirs)


RULES = (
    Rule(
        "BAS001",
        "unknown-target",
        Tier.FACT,
        Severity.ERROR,
        "An amendment is to a position that is not in the corpus.",
        "Ids are permanent: one that is unknown was mistyped, belongs to another corpus, was "
        "withdrawn, or stands in a file that cannot be read. Nobody could tell what the amendment "
        "changes.",
        'position = "platform/empty-shop", where the position is "platform/empty-shops".',
        "Choose the right corpus, or find the words again: policytui draft carry DRAFT",
        on_draft=_check_target,
    ),
    Rule(
        "BAS002",
        "stale-base",
        Tier.FACT,
        Severity.WARNING,
        "The position reads otherwise than when the amendment was begun.",
        "An amendment carries the text it changes. Where that text was amended since, the "
        "amendment may still fit, or may undo what was decided; both texts are shown.",
        "Begun on “empty for a year”; the position now says “empty for two years”.",
        "Carry it over, which merges both changes word by word: policytui draft carry DRAFT",
        on_draft=_check_base,
    ),
    Rule(
        "BAS003",
        "quote-not-found",
        Tier.FACT,
        Severity.ERROR,
        "The words that an amendment changes cannot be placed in the position as it stands.",
        "The same words were changed by a decision since, or now stand in several places. The "
        "places most like them are offered with their likeness; none is chosen.",
        "The amendment changes “should be offered”; the sentence was rewritten.",
        "Carry it over and settle what both changed: policytui draft carry DRAFT",
        on_draft=_check_quote,
    ),
)
"""The rules of this family."""
