"""Consultations: runs of questions, each with the background before it, made into topics."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policytui.corpus.identity import slug_from
from policytui.corpus.model import Role
from policytui.importers.blocks import Block, Reading
from policytui.importers.outlining.entries import (
    Entry,
    Outline,
    Use,
    heading_entry,
    text_entry,
    weave,
)
from policytui.importers.outlining.furniture import (
    is_contact,
    is_contents_heading,
    is_front_heading,
    is_process_talk,
)
from policytui.importers.outlining.topics import name_topics
from policytui.importers.outlining.trimming import Account, Trimmed, trim
from policytui.importers.prose import asks, ends_sentence, looks_like_heading, words_of

LEAST_QUESTIONS = 3
"""Fewest questions in a row that make a topic."""

_LONGEST_TITLE = 80
_LONGEST_ASKED = 1000
"""How much of a question's end is searched for its first asking sentence."""

_LEAST_SHARE = 0.15
"""Share of questions among the paragraphs from which a text is a consultation."""

_LABEL = re.compile(
    r"^(?:(?:consultation |discussion )?questions?|q)\s*\d{0,2}\s*[.:)]?$|^questions?\b.{0,30}:?$"
    r"|^background$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:(?:question|q)\.?\s*)?\d{0,2}\s*[.:)–-]?\s+", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?]*(?:[.!?](?!\s)[^.!?]*)*[.!?]+[\"'”’)]*\s*")


def is_consultation(reading: Reading) -> bool:
    """Whether a text asks its readers: questions in runs, and many of them.

    Questions on how to use a document do not make it one; that is why their share counts.
    """
    blocks = [block for block in reading.blocks if not block.left_out and not block.is_table]
    questions = [asks(block.text) for block in blocks]
    longest = run = 0
    for asked in questions:
        run = run + 1 if asked else 0
        longest = max(longest, run)
    return longest >= LEAST_QUESTIONS and sum(questions) >= _LEAST_SHARE * len(blocks)


@dataclass(slots=True)
class _Topic:
    heading: Block | None = None
    background: list[Block] = field(default_factory=list)
    questions: list[Block] = field(default_factory=list)


def build_consultation(reading: Reading, name: str) -> Outline:
    """The outline of a consultation: topics as themes, background and questions as positions.

    Args:
        name: the name of the file in words.
    """
    account = Account()
    trimmed = trim(reading, name, account)
    topics, leads = _topics(trimmed, account)
    names = _names(topics, leads, account)
    entries = [
        entry
        for topic, theme in zip(topics, names, strict=True)
        for entry in _entries(topic, theme)
    ]
    return Outline(
        reading.title or trimmed.title,
        weave(entries, account.left_out),
        tuple(sorted(account.doubts, key=lambda doubt: doubt.line)),
        name,
        reading.unit,
    )


# --- blocks into topics ---


def _topics(trimmed: Trimmed, account: Account) -> tuple[list[_Topic], list[str]]:
    """The topics in their order, and the paragraphs on the process that may name them."""
    topics: list[_Topic] = [_Topic()]
    leads: list[str] = []
    gap: list[Block] = []
    for block in _with_context(trimmed.blocks):
        if asks(block.text):
            if gap or not topics[-1].questions:
                content = _content(gap, True, leads, account)
                if content and topics[-1].questions:
                    topics.append(_Topic())
                _open(topics[-1], content, account)
                gap = []
            topics[-1].questions.append(block)
        else:
            gap.append(block)
    _close(topics[-1], _content(gap, False, leads, account), account)
    return topics, leads


def _with_context(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, with a paragraph between two questions put before the second.

    One that stands between longer runs is the background of the next topic and stays alone.
    """
    index = 0
    while index < len(blocks):
        block = blocks[index]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if _is_context(blocks, index) and following:
            yield replace(following, text=f"{block.text}\n\n{following.text}", line=block.line)
            index += 2
        else:
            yield block
            index += 1


def _is_context(blocks: list[Block], index: int) -> bool:
    block = blocks[index]
    if index == 0 or index + 1 >= len(blocks) or asks(block.text) or _is_stray(block):
        return False
    plain = block.level is None and not is_process_talk(block.text)
    if not (plain and asks(blocks[index - 1].text) and asks(blocks[index + 1].text)):
        return False
    before = index < 2 or not asks(blocks[index - 2].text)
    after = index + 2 >= len(blocks) or not asks(blocks[index + 2].text)
    return before or after


def _content(gap: list[Block], asked: bool, leads: list[str], account: Account) -> list[Block]:
    """What a gap between questions holds of the matter itself.

    Talk of how to take part stands at the beginning of a gap, before the background; what only
    looks like it further down is kept, because policy may speak of consultations too.

    Args:
        asked: whether a question follows the gap.
    """
    start = _end_of_process(gap, asked)
    for block in gap[:start]:
        leads.append(block.text)
        if _is_stray(block):
            account.leave_out(block, "stray line or form instruction")
        else:
            account.leave_out(block, "about how to take part")
            if not is_process_talk(block.text):
                message = "left out because it stands between texts on how to take part."
                account.doubt(block, message)
    content = []
    for block in gap[start:]:
        if _is_label(block):
            account.leave_out(block, "a label without text of its own")
        else:
            content.append(block)
    return content


def _end_of_process(gap: list[Block], asked: bool) -> int:
    """How many blocks at the beginning of a gap are about the process.

    They end with the last such block before which most are such; a heading right above
    background is the topic's and ends them too.
    """
    end = marked = 0
    for index, block in enumerate(gap):
        if _heads_content(gap, index, asked):
            break
        if is_process_talk(block.text) or _is_stray(block):
            marked += 1
            if marked * 3 > (index + 1) * 2:
                end = index + 1
    return end


def _heads_content(gap: list[Block], at: int, asked: bool) -> bool:
    """Whether a block of a gap is the heading of the background or questions beneath it."""
    block = gap[at]
    if not (block.level is not None or looks_like_heading(block)) or (
        is_process_talk(block.text) or _is_label(block) or is_front_heading(block.text)
    ):
        return False
    below = next((other for other in gap[at + 1 :] if not _is_label(other)), None)
    if below is None:
        return asked
    return not is_process_talk(below.text) and (below.level is not None or not _is_stray(below))


def _is_label(block: Block) -> bool:
    return _LABEL.match(block.text) is not None or is_contents_heading(block.text)


def _is_stray(block: Block) -> bool:
    """A line that is no prose: in brackets, a contact, or short and without a stop."""
    text = block.text.strip()
    bracketed = text.startswith("(") and text.endswith(")")
    bare = len(words_of(text)) <= 12 and not ends_sentence(text) and not block.is_item
    return bracketed or bare or is_contact(text)


def _open(topic: _Topic, content: list[Block], account: Account) -> None:
    for block in content:
        is_heading = block.level is not None or looks_like_heading(block)
        if is_heading and topic.heading is None and not topic.background:
            topic.heading = block
        else:
            topic.background.append(block)
    if topic.heading and topic.heading.level is None:
        account.doubt(topic.heading, f'"{topic.heading.text}" was taken for a topic\'s name.')


def _close(topic: _Topic, content: list[Block], account: Account) -> None:
    if content:
        topic.background += content
        account.doubt(
            content[0], "text after the last question was added to the background before it."
        )


# --- topics into sections ---


def _names(topics: list[_Topic], leads: list[str], account: Account) -> list[str]:
    texts = [[block.text for block in (*topic.background, *topic.questions)] for topic in topics]
    told = name_topics(texts, leads)
    names: list[str] = []
    for number, (topic, phrase) in enumerate(zip(topics, told, strict=True), 1):
        name = topic.heading.text if topic.heading else phrase or f"Topic {number}"
        if name in names:
            name = f"{name} ({number})"
        names.append(name)
        if not topic.heading:
            first = (*topic.background, *topic.questions)[0]
            account.doubt(first, f'the topic has no heading; "{name}" was told from its words.')
    return names


def _entries(topic: _Topic, theme: str) -> Iterator[Entry]:
    blocks = [*topic.background, *topic.questions]
    if topic.heading:
        title = "" if topic.heading.text == theme else theme
        yield replace(heading_entry(topic.heading, 1), title=title)
    elif blocks:
        yield _added(theme, 1, blocks[0])
    if topic.background:
        slug = slug_from(f"{theme} background")
        title = f"Background: {theme}"
        yield _added(title, 2, topic.background[0], Role.BACKGROUND, slug)
        yield from map(text_entry, topic.background)
    for number, question in enumerate(topic.questions, 1):
        slug = slug_from(f"{theme} question {number}")
        title = question_title(number, question.text)
        yield _added(title, 2, question, Role.QUESTION, slug)
        yield replace(text_entry(question), text=question.text.strip("\n"), is_tight=False)


def _added(
    title: str, level: int, above: Block, role: Role = Role.STATEMENT, slug: str = ""
) -> Entry:
    return Entry(
        title, above.line, Use.HEADING, above.page, level, is_added=True, role=role, slug=slug
    )


def question_title(number: int, text: str) -> str:
    """A one-line heading for a question: its number and its first asking sentence, cut short."""
    flat = " ".join(_NUMBERED.sub("", text[-_LONGEST_ASKED:], count=1).split())
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(flat)]
    asking = next((sentence for sentence in sentences if asks(sentence)), flat)
    title = f"Question {number}: {asking}"
    if len(title) <= _LONGEST_TITLE:
        return title
    cut = title[: _LONGEST_TITLE - 1]
    at_word = cut.rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return (at_word if len(at_word) > _LONGEST_TITLE // 2 else cut.rstrip()) + "…"
