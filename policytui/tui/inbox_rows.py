"""A round drawn: rows of submissions, questions and answers, and each laid out to be read whole.

How a sender is reached is not in what is drawn, and is left out where somebody wrote it into a
text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from textwrap import shorten

from rich.cells import cell_len
from textual.content import Content

from policytui.compare.layout import SIGN_WIDTH, Cell, Layout, Row, paragraphs, stack
from policytui.compare.wrap import Mark, Segment, wrap_text
from policytui.conference.consultation.counting import (
    By,
    Count,
    breakdowns,
    count_questions,
    draw_bar,
)
from policytui.conference.consultation.quotes import paragraphs_of
from policytui.conference.consultation.replies import Question, Reply
from policytui.conference.consultation.searching import SOME, Found
from policytui.conference.consultation.senders import told_by
from policytui.conference.inbox.ledger import Fate, Item
from policytui.conference.report.contact import leave_out_contact
from policytui.drafts.model import Draft, DraftKind
from policytui.tui.coding import Offered, count_coded, offered_themes
from policytui.tui.coding_rows import coded_said, offered_layout
from policytui.tui.plain import MUTED, highlighted, one_line, plain
from policytui.tui.receiving import Letter, Received, is_quoted
from policytui.tui.views import aside, prose, titled
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT, fit, number

SIGNS = {
    Fate.COUNTED: ("✓", "bold $text-success"),
    Fate.REFUSED: ("✗", "bold $text-error"),
    Fate.LATE: ("»", "bold $text-warning"),
    Fate.BLANK: ("○", MUTED),
    Fate.DUPLICATE: ("=", MUTED),
    Fate.SUPERSEDED: ("→", MUTED),
}
_FATE, _WHO, _WHAT = 11, 20, 22
_TITLE, _BAR, _LABEL = 30, 12, 24
_ONE_ROW = 300
"""Characters of a text that a row may need."""
_SNIPPET = 90
_MOST_ROWS = 15
_CHOSEN, _QUOTED = "▌", "❝"


# --- rows ---


def submission_rows(items: Sequence[Item]) -> list[OutlineRow]:
    """A row for each file that was received."""
    return [OutlineRow(partial(_submission, item), place) for place, item in enumerate(items)]


def _submission(item: Item) -> Content:
    sign, style = SIGNS[item.fate]
    sent = item.sent
    who = _safe(sent.by if sent else "") or "not told"
    what = sent.kind.label if sent else _safe(item.name)
    if sent and sent.kind is not DraftKind.RESPONSE:  # those are all called alike
        what += f": {_safe(sent.title)}"
    why = _safe(item.reason or (f"? {item.needs}" if item.needs else ""))
    return Content.assemble(
        plain(f"{sign} ", style),
        plain(fit(item.fate.value, _FATE)),
        plain(fit(who, _WHO) + " "),
        plain(fit(what, _WHAT) + " "),
        plain(why, MUTED),
    )


def question_rows(received: Received) -> list[OutlineRow]:
    """A heading, a row for all questions, and one with counts and a bar for each."""
    counts = count_questions(received.responses)
    largest = max((count.submissions for count in counts), default=0)
    head = f"{fit('Question', _TITLE)} {'answers':>8} {'different':>10} {'coded':>8}"
    replies = received.responses.replies
    texts = len({reply.wording for reply in replies})
    coded = [count_coded(received, one.replies) for one in received.responses.questions]
    rows = [
        OutlineRow(plain(head, MUTED)),
        OutlineRow(plain(_figures("All questions", len(replies), texts, sum(coded))), 0),
    ]
    pairs = zip(received.responses.questions, counts, coded, strict=True)
    asked = ""
    for place, (question, count, done) in enumerate(pairs, 1):
        if received.responses.has_equal_titles and question.consultation != asked:
            asked = question.consultation
            rows.append(OutlineRow(plain(_safe(asked) or "No consultation", "bold $text-accent")))
        figures = _figures(_safe(question.title), count.submissions, count.texts, done)
        bar = draw_bar(count.submissions, largest, _BAR)
        rows.append(OutlineRow(plain(figures) + plain(bar, "$text-accent"), place))
    return rows


def _figures(title: str, submissions: int, texts: int, coded: int) -> str:
    return f"{fit(title, _TITLE)} {submissions:>8,} {texts:>10,} {coded:>8,}  "


def letter_rows(received: Received, letters: Sequence[Letter]) -> list[OutlineRow]:
    """A row for each text that was sent; variants beneath the text that they vary."""
    return [
        OutlineRow(partial(_letter, received, letter), place)
        for place, letter in enumerate(letters)
    ]


def _letter(received: Received, letter: Letter) -> Content:
    reply = letter.replies[0]
    many = f"{letter.size or len(letter.replies):,} × "
    if letter.own is not None:
        own = " … ".join(letter.own)[:_ONE_ROW]
        lead = f"  + {many}" if len(letter.replies) > 1 else "  + "
        words = plain(_safe(own) or "(no words of its own)")
    else:
        lead = many if letter.size else ""
        words = plain(_safe(reply.text[:_ONE_ROW]))
    return plain(lead, "bold") + _themes(received, reply) + words


def found_rows(received: Received, found: Found) -> list[OutlineRow]:
    """A row for each answer that was found, with the words that were looked for."""
    return [
        OutlineRow(partial(_found, received, found, reply), place)
        for place, reply in enumerate(found.replies)
    ]


def _found(received: Received, found: Found, reply: Reply) -> Content:
    told = one_line(leave_out_contact(found.snippet(reply, _SNIPPET).text))
    return _themes(received, reply) + highlighted(told, found.highlight(told))


def _themes(received: Received, reply: Reply) -> Content:
    titles = ", ".join(_safe(theme.title) for theme in received.coding.themes_of(reply))
    quoted = f"{_QUOTED} " if received.quotes.get(reply.id) else ""
    return plain(quoted + (f"[{titles}] " if titles else ""), "$text-accent")


# --- read whole ---


def submission_layout(received: Received, item: Item, draft: Draft | None, width: int) -> Layout:
    """All that may be read of a file."""
    sign, _ = SIGNS[item.fate]
    other = received.names.get(item.other, "")
    told = [f"{sign} {item.fate.value}" + (f": {item.reason}" if item.reason else "")]
    told += [f"? {item.needs}"] if item.needs else []
    told += [f"In its place: {other}"] if other and other not in item.reason else []
    told += [f"File: {item.name}", f"Id: {item.id}"]
    if draft is None:
        unread = aside("It cannot be read as a submission; the file is kept as it came.", width)
        return stack([_headed(item.name, told, width), unread])
    by = told_by(draft, needs=item.needs)
    about = draft.base.position if draft.base else draft.document
    told += [f"From: {by}"] if by else ["From: not told"]
    told += [f"{draft.kind.label}" + (f" to {about}" if about else "")]
    parts = [_headed(draft.title, told, width)]
    instruction = "\n".join(draft.instruction)
    named = (("Text", draft.text), ("Instruction", instruction), ("Reason", draft.reason))
    parts += [_section(name, text, width) for name, text in named if text.strip()]
    parts += [
        _section(each.wording or each.question, each.text or "(no answer)", width)
        for each in draft.answers
    ]
    if draft.remarks.strip():
        parts.append(_section("Remarks", draft.remarks, width))
    return stack(parts)


def question_layout(received: Received, question: Question | None, width: int) -> Layout:
    """A question, or all of them, with who answered, counted."""
    if question:
        replies = question.replies
        lines = [_told(question.wording)]
        if received.responses.has_equal_titles and question.consultation:
            lines.insert(0, f"Asked by: {_safe(question.consultation)}")
        under = paragraphs(lines, width, cell_len, mark=Mark.ASIDE)
        parts = [titled(_safe(question.title), under, width)]
    else:
        replies = received.responses.replies
        parts = [titled("All questions", aside("", width), width)]
    said = coded_said(count_coded(received, replies), len(replies))
    parts.append(aside(f"{number(len(replies), 'answer')}, {said}.", width))
    for by in (*breakdowns(received.regions), By.THEME, By.ORGANISATION):
        counts = received.counts(question, by)
        if counts:
            parts.append(_table(by.label, counts, width))
    return stack(parts)


def theme_layout(received: Received, one: Offered, width: int) -> Layout:
    """A theme with the first of its answers."""
    question = received.responses.question(one.theme.question)
    under = [reply for reply in question.replies if one.theme in received.coding.themes_of(reply)]
    told = aside(f"{number(len(under), 'answer')}; enter lists them all.", width)
    different = {reply.wording: reply.text for reply in under}
    parts = [titled(_safe(one.theme.title), told, width)]
    for text in list(different.values())[:_MOST_ROWS]:
        parts.append(prose([shorten(_told(text), _ONE_ROW, placeholder=" …")], width))
    return stack(parts)


def letter_layout(received: Received, letter: Letter, chosen: int, width: int) -> Layout:
    """An answer with its paragraphs.

    Args:
        chosen: number of the paragraph that is to be quoted.
    """
    reply = letter.replies[0]
    by = _told(told_by(reply.submission.draft, needs=reply.submission.needs))
    told = []
    if len(letter.replies) > 1:
        told.append(f"{number(len(letter.replies), 'answer')} with these words")
    if letter.size:
        told.append(f"{number(letter.size, 'answer')} around this text")
    if letter.own is not None:
        told.append(f"Its own words: {' … '.join(letter.own) or 'none'}")
    rows: list[Row] = []
    spans = paragraphs_of(reply.text)
    for place, (start, end) in enumerate(spans):
        is_marked = is_quoted(received, reply, (start, end))
        sign = _CHOSEN if place == chosen else _QUOTED if is_marked else " "
        rows += [*_paragraph(_told(reply.text[start:end]), sign, place, width), Row((Cell(),))]
        if is_marked:
            rows[-1:] = [*aside(f"{_QUOTED} a quote for the report", width).rows, Row((Cell(),))]
    others = [
        _told(words)
        for one in received.quotes.get(reply.id, ())
        if (one.start, one.end) not in spans and (words := one.words(reply))
    ]
    quoted = [aside(f"{_QUOTED} {words}", width) for words in others]
    offered = offered_layout(offered_themes(received, letter), width - SIGN_WIDTH)
    head = _headed(by or "Sender not told", told, width)
    return stack([head, offered, Layout(tuple(rows)), *quoted])


def _paragraph(text: str, sign: str, place: int, width: int) -> Iterator[Row]:
    for line in wrap_text(text, width - SIGN_WIDTH, cell_len):
        yield Row((Cell(tuple(replace(part, change=place) for part in line), sign),))


def _headed(title: str, told: Sequence[str], width: int) -> Layout:
    under = paragraphs(map(_told, told), width, cell_len, mark=Mark.ASIDE)
    return titled(_safe(title) or "(no title)", under, width)


def _section(name: str, text: str, width: int) -> Layout:
    return titled(_safe(name), prose([_told(text)], width), width)


def _table(heading: str, counts: Sequence[Count], width: int) -> Layout:
    largest = max(count.submissions for count in counts[:_MOST_ROWS])
    lines = [(fit(heading, _LABEL) + f" {'answers':>8} {'different':>10}", Mark.HEADING)]
    room = max(1, min(2 * _BAR, width - SIGN_WIDTH - _LABEL - 22))
    for count in counts[:_MOST_ROWS]:
        figures = f"{fit(_safe(count.label), _LABEL)} {count.submissions:>8,} {count.texts:>10,}"
        bar = draw_bar(count.submissions, largest, room)
        lines.append((f"{figures}  {bar}", Mark.SAME))
    if len(counts) > _MOST_ROWS:
        lines.append((f"and {len(counts) - _MOST_ROWS:,} more", Mark.ASIDE))
    return Layout(tuple(Row((Cell((Segment(text, mark),)),)) for text, mark in lines))


# --- words ---


def place_said(fate: Fate | None, shown: int, total: int, wanted: str = "") -> str:
    """Which of the files are shown."""
    words = f"“{one_line(wanted)}”" if wanted else ""
    if fate is None and not words:
        return f"all {number(total, 'file')}"
    told = [f"{SIGNS[fate][0]} {fate.value}"] if fate else []
    of = f"{shown:,} of {number(total, 'file')}"
    return DOT.join([*told, *([words] if words else []), of])


def found_said(found: Found) -> str:
    """How many answers were found, and whether they have all that was looked for."""
    shown, total = len(found.replies), found.total
    more = f", the best {shown:,} shown" if shown < total else ""
    if SOME in found.notes:
        return f"none has all these words; {total:,} {'has' if total == 1 else 'have'} some{more}"
    return f"{number(total, 'answer')} found{more}"


def _told(text: str) -> str:
    return leave_out_contact(text)


def _safe(text: str) -> str:
    return one_line(leave_out_contact(text))
