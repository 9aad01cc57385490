"""Answers to a consultation as people read them on a terminal, and as values for JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from policytui.cli.output import cell_width, mark, say, say_wrapped
from policytui.conference.consultation.counting import Count, draw_bar
from policytui.conference.consultation.groups import Group, Variant
from policytui.conference.consultation.quotes import Quote
from policytui.conference.consultation.replies import Question, Reply
from policytui.conference.consultation.searching import Found
from policytui.conference.consultation.senders import told_by
from policytui.conference.consultation.themes import Coding

_LABEL = 32
_BAR = 24
_SNIPPET = 160
Quotes = Mapping[str, Sequence[Quote]]


def say_counts(
    heading: str, counts: Sequence[Count], most: int | None = None, *, longest: int = _LABEL
) -> None:
    """A table with a bar for the submissions of each row.

    Args:
        most: rows to show, the first of them; None for all.
        longest: cells of a label; what is longer is cut.
    """
    shown = counts[:most]
    labels = [_shorten(count.label, longest) for count in shown]
    width = max(map(cell_width, (heading, *labels)))
    largest = max((count.submissions for count in shown), default=0)
    say()
    say(f"{_pad(heading, width)}  Submissions  Different texts")
    for label, count in zip(labels, shown, strict=True):
        figures = f"{count.submissions:>11,}  {count.texts:>15,}"
        bar = draw_bar(count.submissions, largest, _BAR)
        say(f"{_pad(label, width)}  {figures}  {bar}".rstrip())
    if len(shown) < len(counts):
        say(f"and {len(counts) - len(shown):,} more (--limit shows more)")


def say_across(
    counted: Sequence[tuple[Question, Sequence[Count]]], called: Mapping[str, str]
) -> None:
    """A table of the submissions with a row for each question and a column for each label.

    Args:
        called: the name of each question by its id (`Responses.names`).
    """
    labels = list(dict.fromkeys(count.label for _, counts in counted for count in counts))
    names = [called[question.id] for question, _ in counted]
    width = max(map(cell_width, ("Question", *names)), default=0)
    say()
    say("  ".join((_pad("Question", width), *labels)))
    for name, (_, counts) in zip(names, counted, strict=True):
        found = {count.label: count.submissions for count in counts}
        figures = (f"{found.get(label, 0):>{cell_width(label)},}" for label in labels)
        say("  ".join((_pad(name, width), *figures)))


def say_question(question: Question) -> None:
    """A question as it is put."""
    say(f"{question.title} [{question.id}]")
    if question.consultation:
        say(question.consultation)
    say()
    say_wrapped(question.wording)


def say_replies(replies: Sequence[Reply], coding: Coding, quotes: Quotes) -> None:
    """Answers in full, with themes and what is marked in them."""
    for reply in replies:
        say()
        _say_heading(reply)
        themes = "; ".join(theme.title for theme in coding.themes_of(reply))
        if themes:
            say(f"  Themes: {themes}")
        say_wrapped(reply.text, indent="  ")
        for quote in quotes.get(reply.id, ()):
            if words := quote.words(reply):
                say_wrapped(f"Quote: {' '.join(words.split())}", indent="  ")


def say_found(found: Found) -> None:
    """What a search found, with the words in bold."""
    for reply in found.replies:
        _say_heading(reply)
        snippet = found.snippet(reply, _SNIPPET)
        print(f"  {mark(snippet.text, snippet.spans)}")
        say()


def say_groups(groups: Sequence[Group], most: int) -> None:
    """Texts that several used, and of each variant its own words."""
    if not groups:
        say("  No two answers are alike.")
    for number, group in enumerate(groups[:most], 1):
        say()
        uses = f"{len(group.standard):,} word for word, {number_of(len(group.variants), 'variant')}"
        say(f"  {number}. {group.size:,} answers ({uses})  {group.standard[0].id}")
        say_wrapped(group.text, indent="     ")
        for variant in group.variants[:most]:
            own = " … ".join(variant.own) or "(no words of its own)"
            many = f", {len(variant.replies):,} times" if len(variant.replies) > 1 else ""
            say(f"     + {variant.replies[0].id}{many}")
            say_wrapped(own, indent="       ")
        if len(group.variants) > most:
            more = number_of(len(group.variants) - most, "more variant")
            say(f"     and {more} (--limit shows more)")
    if len(groups) > most:
        say(f"  and {number_of(len(groups) - most, 'more group')} (--limit shows more)")
    say()


def _say_heading(reply: Reply) -> None:
    by = told_by(reply.submission.draft, needs=reply.submission.needs)
    say(" · ".join(filter(None, (reply.id, by))))


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def _shorten(label: str, longest: int) -> str:
    return label if cell_width(label) <= longest else f"{label[: longest - 1]}…"


# --- values ---


def count_values(counts: Sequence[Count]) -> list[dict[str, Any]]:
    """Counts for JSON."""
    return [
        {"label": one.label, "submissions": one.submissions, "texts": one.texts} for one in counts
    ]


def question_value(question: Question, count: Count | None) -> dict[str, Any]:
    """A question for JSON."""
    return {
        "id": question.id,
        "title": question.title,
        "consultation": question.consultation,
        "topic": question.topic,
        "wording": question.wording,
        "nations": [nation.value for nation in question.nations],
        "submissions": count.submissions if count else 0,
        "texts": count.texts if count else 0,
    }


def reply_value(reply: Reply, coding: Coding, quotes: Quotes) -> dict[str, Any]:
    """An answer for JSON."""
    who = reply.submission.draft.submitter
    return {
        "id": reply.id,
        "question": reply.question,
        "mover": who.mover,
        "organisation": who.organisation,
        "capacity": "" if reply.submission.needs else who.capacity.value,
        "nation": who.nation.value if who.nation else "",
        "region": who.region,
        "needs": reply.submission.needs,
        "text": reply.text,
        "themes": [theme.title for theme in coding.themes_of(reply)],
        "quotes": [words for quote in quotes.get(reply.id, ()) if (words := quote.words(reply))],
    }


def group_value(group: Group) -> dict[str, Any]:
    """A group for JSON."""
    return {
        "size": group.size,
        "uses": len(group.standard),
        "text": group.text,
        "answers": [reply.id for reply in group.standard],
        "variants": [_variant_value(variant) for variant in group.variants],
    }


def _variant_value(variant: Variant) -> dict[str, Any]:
    return {
        "answers": [reply.id for reply in variant.replies],
        "own": list(variant.own),
        "left_out": list(variant.left_out),
    }


def found_value(found: Found, coding: Coding) -> dict[str, Any]:
    """What a search found, for JSON."""
    hits = []
    for reply in found.replies:
        snippet = found.snippet(reply, _SNIPPET)
        value = reply_value(reply, coding, {})
        del value["quotes"]
        value["snippet"] = snippet.text
        value["highlights"] = [list(span) for span in snippet.spans]
        hits.append(value)
    return {
        "query": found.query.text,
        "total": found.total,
        "hits": hits,
        "notes": list(found.notes),
        "correction": found.correction,
    }


def number_of(number: int, noun: str) -> str:
    """A number of things, such as `1 answer` and `2,400 answers`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
