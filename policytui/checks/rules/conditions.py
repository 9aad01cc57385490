"""What a consultation or a conference asks of the content of a draft, as its conditions tell."""

from collections.abc import Callable, Iterator

from policytui.checks.basis import Basis
from policytui.checks.conditions import (
    Conditions,
    LeavingOut,
    Limited,
    Required,
    conditions_for,
    find_headings,
    find_words,
)
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.rule import OnDraft, Rule
from policytui.compare.words import compare_words, count_words, tokenise
from policytui.drafts.model import Draft, DraftKind

_AROUND = 6
"""Words shown on each side of the first one that is too many."""

Check = Callable[[Draft, Conditions, Basis], Iterator[Finding]]


def asked_of_each(check: Check) -> OnDraft:
    """A check of one draft by every conditions that are asked of it."""

    def look(draft: Draft, basis: Basis) -> Iterator[Finding]:
        for conditions in conditions_for(draft, basis.conditions):
            yield from check(draft, conditions, basis)

    return look


def breach(
    code: str,
    draft: Draft,
    conditions: Conditions,
    message: str,
    field: str,
    asked: str,
    *evidence: Evidence,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """A finding with what is asked, in words, as its last evidence.

    Args:
        evidence: the words concerned; none where words are missing.
    """
    shown = evidence or (Evidence("", source=draft.id, field=field),)
    return Finding(
        code,
        severity,
        draft.id,
        message,
        field=field,
        evidence=(*shown, Evidence(f"{conditions.title}: {asked}", field="asked")),
        why=f"asked by conditions/{conditions.name}.toml",
    )


# --- words ---


def _check_words(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    for part, most in conditions.words:
        texts = _texts_of(draft, part)
        for group in [texts] if part is Limited.ANSWERS else [[each] for each in texts]:
            yield from _too_many(draft, conditions, part, most, group)


def _too_many(
    draft: Draft, conditions: Conditions, part: Limited, most: int, texts: list[tuple[str, str]]
) -> Iterator[Finding]:
    """A finding where some texts, given with their fields, hold too many words together."""
    words = [
        (field, text, span, number)
        for field, text in texts
        for number, span in enumerate(find_words(text))
    ]
    if len(words) <= most:
        return
    field, text, (start, end), number = words[most]
    around = find_words(text)[max(0, number - _AROUND) : number + _AROUND + 1]
    first, last = around[0][0], around[-1][1]
    what = {Limited.ANSWERS: "The answers together have"}.get(part, f"The {part.value} has")
    yield breach(
        "FMT002",
        draft,
        conditions,
        f"{what} {len(words)} words; {conditions.title} takes {most} at most. Shorten by "
        f"{len(words) - most}: what begins with “{text[start:end]}” is too much.",
        field if part is not Limited.ANSWERS else "answers",
        f"{part.value} of {most} words at most",
        Evidence(text[first:last], ((start - first, end - first),), draft.id, field, first),
    )


def _texts_of(draft: Draft, part: Limited) -> list[tuple[str, str]]:
    """The texts of a part of a draft, with their fields."""
    if part in (Limited.ANSWER, Limited.ANSWERS):
        return [
            (f"answers[{number}].text", answer.text)
            for number, answer in enumerate(draft.answers, 1)
        ]
    if part is Limited.TITLE:
        # That of an amendment is the position's, that of a response the consultation's.
        is_own = draft.kind in (DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA)
        return [("title", draft.title)] if is_own else []
    return [("reason", draft.reason)] if part is Limited.REASON else [("text", draft.text)]


# --- what it does ---


def _check_subject(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    if not conditions.one_subject or draft.kind is DraftKind.RESPONSE:
        return
    known = {title for title, _ in find_headings(draft.base.text)} if draft.base else set()
    more = [(title, span) for title, span in find_headings(draft.text) if title not in known]
    if more:
        titles = ", ".join(f"“{title}”" for title, _ in more)
        yield breach(
            "FMT009",
            draft,
            conditions,
            f"{conditions.title} takes one subject at a time. This is headed “{draft.title}” and "
            f"has further headings: {titles}. Make a draft of its own of each.",
            "text",
            "one subject",
            *(
                Evidence(draft.text[start:end], ((0, end - start),), draft.id, "text", start)
                for _, (start, end) in more
            ),
        )


def _check_leaving_out(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    if draft.base is None or conditions.leaving_out is LeavingOut.ANYTHING:
        return
    text, base = draft.text, draft.base.text
    is_all = not count_words(tokenise(text))
    only = conditions.leaving_out is LeavingOut.NOT_ONLY
    changes = [one for one in compare_words(base, text) if one.base != one.proposed]
    loses = any(count_words(tokenise(one.base)) for one in changes)
    gains = any(count_words(tokenise(one.proposed)) for one in changes)
    if not is_all and not (only and loses and not gains):
        return
    gone, at = [], 0
    for change in compare_words(base, text):
        if change.base != change.proposed and change.base:
            gone.append((at, at + len(change.base)))
        at += len(change.base)
    what = "the whole position" if is_all else "words, and puts none in"
    yield breach(
        "FMT010",
        draft,
        conditions,
        f"It only leaves out {what}; {conditions.title} does not take that. Say what is to stand "
        "instead" + (", or speak and vote against the position." if is_all else "."),
        "text",
        "nothing that only leaves out words" if only else "no leaving out of a whole position",
        Evidence(base, tuple(gone), draft.id, "base"),
    )


_REQUIRED: dict[Required, tuple[str, str, Callable[[Draft], bool]]] = {
    Required.DOCUMENT: ("document", "the document", lambda draft: bool(draft.document)),
    Required.THEME: ("theme", "the theme", lambda draft: bool(draft.theme)),
    Required.ORGANISATION: (
        "submitter.organisation",
        "the organisation",
        lambda draft: bool(draft.submitter.organisation),
    ),
    Required.NATION: ("submitter.nation", "the nation", lambda draft: bool(draft.submitter.nation)),
    Required.EMAIL: ("contact.email", "an e-mail address", lambda draft: bool(draft.contact.email)),
    Required.TELEPHONE: (
        "contact.telephone",
        "a telephone number",
        lambda draft: bool(draft.contact.telephone),
    ),
    Required.MEMBERSHIP: (
        "contact.membership",
        "the membership number",
        lambda draft: bool(draft.contact.membership),
    ),
    Required.ANSWERS: (
        "answers",
        "an answer to every question",
        lambda draft: all(answer.text.strip() for answer in draft.answers),
    ),
    Required.COMMITMENT: (
        "commitment",
        "the figures it commits to",
        lambda draft: bool(draft.commitments),
    ),
}


def _check_required(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    for part in conditions.required:
        field, name, is_there = _REQUIRED[part]
        if not is_there(draft):
            yield breach(
                "FMT015",
                draft,
                conditions,
                f"{conditions.title} asks for {name}. Fill it in.",
                field,
                f"{part.value} is filled in",
            )


RULES = (
    Rule(
        "FMT002",
        "word-limit",
        Tier.FACT,
        Severity.ERROR,
        "A text has more words than the consultation or conference takes.",
        "What is too long is cut off or refused. A word is what stands between spaces and holds a "
        "letter or a digit: “co-operative”, “20,000” and “and/or” are one word each.",
        "A reason of 160 words, where 150 are the most.",
        "Shorten it; the first word that is too much is marked.",
        on_draft=asked_of_each(_check_words),
    ),
    Rule(
        "FMT009",
        "more-than-one-subject",
        Tier.FACT,
        Severity.ERROR,
        "A draft has further headings, and so more than one subject.",
        "Where one subject is asked for, an amendment changes one position and a new position has "
        "one heading, so that each can be voted on by itself.",
        "A new position “Buses” with a heading “Ferries” in its text.",
        "Make a draft of its own of each heading.",
        on_draft=asked_of_each(_check_subject),
    ),
    Rule(
        "FMT010",
        "only-leaves-out",
        Tier.FACT,
        Severity.ERROR,
        "An amendment only leaves words out, where that is not taken.",
        "Who wants a position gone votes against it; many rule books take no amendment for that.",
        "An amendment with an empty proposed text.",
        "Say what is to stand instead, or vote against the position.",
        on_draft=asked_of_each(_check_leaving_out),
    ),
    Rule(
        "FMT015",
        "required-field-missing",
        Tier.FACT,
        Severity.ERROR,
        "A part that the consultation or conference asks for is empty.",
        "What is asked for beyond the usual stands in its conditions.",
        "No e-mail address, where one is asked for.",
        "Fill it in.",
        on_draft=asked_of_each(_check_required),
    ),
)
"""The rules of this family."""
