"""Each question of a consultation: numbers, themes, texts used by several, quotations."""

from collections.abc import Iterator

from policytui.conference.consultation.counting import (
    By,
    breakdowns,
    count_questions,
    count_replies,
)
from policytui.conference.consultation.groups import Group, Variant
from policytui.conference.consultation.replies import Question
from policytui.conference.report.facts import Facts
from policytui.conference.report.numbers import count_table, shortened
from policytui.corpus.model import ALL_NATIONS
from policytui.export.paper import Block, Heading, Points, Prose, Quotation
from policytui.export.tables import Cell, Table

_MOST_GROUPS = 25
"""Of a question in the report; the files of tables hold all."""
_MOST_VARIANTS = 40
_MOST_REGIONS = 30
_CONTENTS = ("Question", "Submissions", "Different texts")
NO_OWN_WORDS = "(no words of its own)"


def tell_questions(facts: Facts) -> Iterator[Block]:
    """The chapter on the questions; nothing where none were asked."""
    if not facts.responses.questions:
        return
    yield Heading(1, "Question by question")
    yield question_table(facts)
    for question in facts.responses.questions:
        yield from _tell_question(facts, question)


def _tell_question(facts: Facts, question: Question) -> Iterator[Block]:
    yield Heading(2, facts.name_question(question))
    yield Prose(question.wording)
    if question.nations != ALL_NATIONS:
        nations = " and ".join(nation.label for nation in question.nations)
        yield Prose(f"Put to members in {nations} only.", is_quiet=True)
    replies = question.replies
    if not replies:
        yield Prose("Nobody answered it.")
        return
    texts = len({reply.wording for reply in replies})
    yield Prose(f"Answers: {len(replies):,}. Different texts: {texts:,}.")
    for by in breakdowns(facts.regions):
        counts = count_replies(replies, by, regions=facts.regions)
        yield from shortened(count_table("", f"Answers by {by.value}", by, counts), _MOST_REGIONS)
    if facts.coding.themes_for(question.id):
        counts = count_replies(replies, By.THEME, facts.coding)
        yield count_table("", "Answers by theme", By.THEME, counts)
    passages = facts.passages(replies)
    if passages:
        yield Heading(3, "In their words")
    for reply, words in passages:
        who = facts.told_by(reply.submission)
        yield Quotation(words, f"{who} [{reply.id}]".strip())
    yield from _tell_groups(facts.groups.get(question.id, ()))


def _tell_groups(groups: tuple[Group, ...]) -> Iterator[Block]:
    if not groups:
        return
    yield Heading(3, "Texts that several used")
    for group in groups[:_MOST_GROUPS]:
        standard, variants = len(group.standard), len(group.variants)
        used = "once" if standard == 1 else f"{standard:,} times"
        yield Prose(f"Used {used} word for word; {_variants(variants)} besides:")
        yield Quotation(group.text)
        if variants:
            yield Points(tuple(map(_tell_variant, group.variants[:_MOST_VARIANTS])))
        if variants > _MOST_VARIANTS:
            more = variants - _MOST_VARIANTS
            yield Prose(f"And {_variants(more)} more, in the files of tables.", is_quiet=True)
    if len(groups) > _MOST_GROUPS:
        rest = f"And {len(groups) - _MOST_GROUPS:,} more such texts, in the files of tables."
        yield Prose(rest, is_quiet=True)


def _variants(number: int) -> str:
    return "no variants" if not number else "1 variant" if number == 1 else f"{number:,} variants"


def _tell_variant(variant: Variant) -> str:
    own = " … ".join(variant.own) or NO_OWN_WORDS
    times = f" ({len(variant.replies):,} times)" if len(variant.replies) > 1 else ""
    return f"{own}{times} [{variant.replies[0].id}]"


def question_table(facts: Facts) -> Table:
    """How many answered each question."""
    rows = tuple(
        (f"{question.title} [{question.id}]", count.submissions, count.texts)
        for question, count in zip(
            facts.responses.questions, count_questions(facts.responses), strict=True
        )
    )
    return Table("questions", "Answers to each question", _CONTENTS, rows)


def breakdown_table(facts: Facts, by: By) -> Table:
    """The answers to every question by one thing, in one table."""
    rows = tuple(
        (question.id, count.label, count.submissions, count.texts)
        for question in facts.responses.questions
        for count in count_replies(question.replies, by, facts.coding, facts.regions)
    )
    columns = ("Question", by.label, "Submissions", "Different texts")
    return Table(f"answers-by-{by.value}", f"Answers by {by.value}", columns, rows)


def group_table(facts: Facts) -> Table:
    """Every text that several used, and every variant with its own words."""
    columns = ("Question", "Group", "Text", "Uses", "Own words", "Left out", "Answers")
    rows: list[tuple[Cell, ...]] = []
    for question in facts.responses.questions:
        for number, group in enumerate(facts.groups.get(question.id, ()), 1):
            ids = " ".join(reply.id for reply in group.standard)
            place = (question.id, number)
            rows.append((*place, group.text, len(group.standard), "", "", ids))
            for one in group.variants:
                ids = " ".join(reply.id for reply in one.replies)
                own, left_out = " … ".join(one.own), " … ".join(one.left_out)
                rows.append((*place, "(variant)", len(one.replies), own, left_out, ids))
    return Table("groups", "Texts that several used", columns, tuple(rows))


def quote_table(facts: Facts) -> Table:
    """Every passage that is marked."""
    rows = tuple(
        (reply.question, reply.id, words, facts.told_by(reply.submission))
        for reply, words in facts.passages(facts.responses.replies)
    )
    return Table("quotes", "Quotations", ("Question", "Answer", "Words", "By"), rows)


def answer_table(facts: Facts) -> Table:
    """Every answer in full, with its themes."""
    rows = tuple(
        (
            reply.question,
            reply.id,
            "; ".join(theme.title for theme in facts.coding.themes_of(reply)),
            reply.text,
        )
        for reply in facts.responses.replies
    )
    return Table("answers", "All answers", ("Question", "Answer", "Themes", "Text"), rows)
