"""Headings told from how they are set: size, weight, capitals, numbering, style.

Word and PDF files rarely mark every heading, and often mark paragraphs as headings. So blocks
that are set alike are judged together: a way of setting whose blocks mostly read like paragraphs
is no heading, whatever its style is called; one that is set apart from the text and whose blocks
read like headings is one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policytui.importers.blocks import Block, Look, Reading
from policytui.importers.outlining.contents import find_contents
from policytui.importers.outlining.trimming import TITLE, Account
from policytui.importers.prose import (
    begins_lower,
    is_capitals,
    is_unfinished,
    numbering_depth,
    words_of,
)

_MOST_WORDS = 25
"""A block of more words is no heading, however it is set."""
_SHORT = 12
_FEW = 4
_LARGER = 1.08
"""Letters this much larger than those of the text set a block apart."""
_LEADER = re.compile(r"(?:\t|\.{3,}|…)\s*\d{1,4}\s*$")
_STOP = re.compile(r"[.;,]['\"’”)]*$")
_ABBREVIATED = re.compile(r"\b(?:etc|ltd|inc|co|no|nos|plc|[A-Z])\.$", re.IGNORECASE)
_NAMED_HEADING = re.compile(r"\b(?:sub-?)?(?:head(?:ing)?|title)\b", re.IGNORECASE)
_MOST_TITLE_WORDS = 40
_BELOW_TITLE = "stands below the title"


@dataclass(frozen=True, slots=True)
class _Setting:
    """A way of setting blocks; those set alike are judged together."""

    marked: int
    style: str
    size: float
    is_bold: bool
    is_italic: bool
    is_underlined: bool
    is_capitals: bool
    is_centred: bool
    depth: int

    @property
    def strength(self) -> tuple[float, ...]:
        """How much it stands out: of two headings the stronger stands above the other."""
        return (
            self.size,
            self.is_bold,
            self.is_capitals,
            self.depth > 0,
            not self.is_italic,
            self.is_underlined,
            -self.depth,
        )


def mark_headings(reading: Reading, account: Account) -> Reading:
    """The reading with a level on each block that is set as a heading, and on no other.

    A reading whose source tells nothing of how it is set, or sets nothing apart, stays as it is.
    """
    blocks = list(reading.blocks)
    if reading.knows_headings or not any(block.look for block in blocks):
        return reading
    heads = _find_heads(blocks)
    blocks, heads = _with_whole_headings(blocks, heads, account)
    _doubt_marked(blocks, heads, account)
    if not heads:
        return replace(reading, blocks=tuple(replace(block, level=None) for block in blocks))
    told = sum(blocks[at].level is None for at in heads)
    if told:
        message = f"{told} of {len(heads)} headings are not marked; their looks told them."
        account.doubt(None, message)
    levels = _levels(set(heads.values()))
    for at, block in enumerate(blocks):
        if at in heads:
            blocks[at] = replace(block, level=levels[heads[at]], text=" ".join(block.text.split()))
        else:
            blocks[at] = replace(block, level=None)
    title = _leave_out_title(blocks, heads)
    return replace(reading, blocks=tuple(blocks), knows_headings=True, title=reading.title or title)


def _find_heads(blocks: Sequence[Block]) -> dict[int, _Setting]:
    """The places of headings, each with how it is set."""
    text = _text_look(blocks)
    # Entries of a contents page are often set like the headings they name.
    bare = [(at, replace(b, level=None)) for at, b in enumerate(blocks) if not b.left_out]
    listed = find_contents([block for _, block in bare]).indexes
    gone = {bare[place][0] for place in listed}
    groups: dict[_Setting, list[int]] = defaultdict(list)
    styles: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if at in gone or block.left_out or block.is_table:
            continue
        if block.is_item and block.level is None:
            continue
        setting = _setting_of(block)
        groups[setting].append(at)
        styles[setting.marked, setting.style].append(at)
    heads: dict[int, _Setting] = {}
    for setting, places in groups.items():
        apart = _is_set_apart(setting, text)
        if not (setting.marked or apart):
            continue
        # A style that most paragraphs bear is none of headings, though it is called one.
        alike = places if apart else styles[setting.marked, setting.style]
        fitting = [at for at in alike if _reads_like_heading(blocks[at], apart)]
        if len(fitting) * 2 >= len(alike):
            heads.update((at, setting) for at in fitting if at in places)
    _drop_tails(heads, blocks)
    return heads


def _with_whole_headings(
    blocks: list[Block], heads: dict[int, _Setting], account: Account
) -> tuple[list[Block], dict[int, _Setting]]:
    """Blocks and headings, with a heading broken over two lines in one.

    The contents page tells: it names both together, and the first line never alone.
    """
    bare = [replace(block, level=None) for block in blocks if not block.left_out]
    named = {_shape(entry) for entry in find_contents(bare).entries}
    whole: list[Block] = []
    kept: dict[int, _Setting] = {}
    for at, block in enumerate(blocks):
        last = len(whole) - 1
        above = whole[-1].text if whole else ""
        both = _shape(f"{above} {block.text}")
        if (
            at in heads
            and kept.get(last) == heads[at]
            and both in named
            and _shape(above) not in named
        ):
            whole[-1] = replace(whole[-1], text=f"{above.rstrip()} {block.text.lstrip()}")
            account.doubt(whole[-1], f'"{whole[-1].text}" was put together of two lines.')
            continue
        whole.append(block)
        if at in heads:
            kept[len(whole) - 1] = heads[at]
    return whole, kept


def _shape(text: str) -> str:
    return " ".join(words_of(text))


def _setting_of(block: Block) -> _Setting:
    look = block.look or Look()
    depth = look.depth or numbering_depth(block.text)
    return _Setting(
        marked=block.level or 0,
        style=look.style,
        size=look.size,
        is_bold=look.is_bold,
        is_italic=look.is_italic,
        is_underlined=look.is_underlined,
        is_capitals=is_capitals(block.text),
        is_centred=look.is_centred,
        depth=depth,
    )


def _text_look(blocks: Sequence[Block]) -> Look:
    """How the text itself is set: as most words of paragraphs are."""
    counts: Counter[Look] = Counter()
    for block in blocks:
        if block.look and not block.left_out and not block.is_table:
            plain = replace(block.look, style="", depth=0, left=0.0, is_centred=False)
            counts[plain] += len(words_of(block.text))
    return counts.most_common(1)[0][0] if counts else Look()


def _is_set_apart(setting: _Setting, text: Look) -> bool:
    if _NAMED_HEADING.search(setting.style):
        return True
    # Smaller letters are those of notes, captions and margins.
    if setting.size and setting.size * _LARGER <= text.size:
        return False
    return (
        (bool(text.size) and setting.size >= text.size * _LARGER)
        or (setting.is_bold and not text.is_bold)
        or (setting.is_underlined and not text.is_underlined)
        or (setting.is_italic and not text.is_italic)
        or setting.is_capitals
    )


def _reads_like_heading(block: Block, is_apart: bool) -> bool:
    text = block.text.strip()
    words = len(words_of(text))
    if not 0 < words <= _MOST_WORDS or _LEADER.search(text):
        return False
    if not any(sign.isalpha() for sign in text) or begins_lower(text):
        return False
    if _STOP.search(text) and not _may_end_so(text, words, is_apart):
        return False
    if text.endswith(":"):
        return is_apart and words <= _SHORT
    look = block.look or Look()
    weak = look.is_italic and not (look.is_bold or look.is_underlined)
    return not (is_unfinished(text) or (weak and words > _SHORT and block.level is None))


def _may_end_so(text: str, words: int, is_apart: bool) -> bool:
    """Whether a stop at the end is one that headings have: of an abbreviation, or by habit."""
    if words <= _SHORT and _ABBREVIATED.search(text):
        return True
    return is_apart and words <= _FEW and text.endswith(".")


def _drop_tails(heads: dict[int, _Setting], blocks: Sequence[Block]) -> None:
    """Take away what heads nothing: at the end of the text, and runs longer than an outline."""
    last = len(blocks) - 1
    while last >= 0 and (last in heads or blocks[last].left_out):
        if heads.get(last) and not blocks[last].level:
            heads.pop(last)
        last -= 1


def _doubt_marked(blocks: Sequence[Block], heads: dict[int, _Setting], account: Account) -> None:
    mislabelled = [
        block for at, block in enumerate(blocks) if block.level is not None and at not in heads
    ]
    short = [block for block in mislabelled if len(words_of(block.text)) <= _MOST_WORDS]
    for block in mislabelled if len(mislabelled) <= 5 else short[:5]:
        account.doubt(
            block,
            f'"{_start(block.text)}" is marked as a heading but reads like text; it was taken as '
            "text.",
        )
    if len(mislabelled) > 5:
        message = f"{len(mislabelled)} paragraphs are marked as headings but read like text."
        account.doubt(None, message)


def _start(text: str) -> str:
    return text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + "…"


def _levels(settings: set[_Setting]) -> dict[_Setting, int]:
    """A rank for each setting: marked ones as marked, the others by strength between them."""
    marked = [setting for setting in settings if setting.marked]
    unmarked = sorted({s.strength for s in settings if not s.marked}, reverse=True)
    # Room between the marked ranks for the others.
    step = len(unmarked) + 1
    levels = {setting: setting.marked * step for setting in marked}
    for place, strength in enumerate(unmarked):
        above = [s.marked for s in marked if s.strength[:1] >= strength[:1]]
        base = max((m for m in above), default=min((s.marked for s in marked), default=1) - 1)
        for setting in settings:
            if not setting.marked and setting.strength == strength:
                levels[setting] = base * step + place + 1
    return levels


def _leave_out_title(blocks: list[Block], heads: dict[int, _Setting]) -> str:
    """The title: what is set apart at the start as nothing after it is.

    Lines below it that are set apart in another way (a date, a department) go with it.
    """
    text = _text_look(blocks)
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.left_out:
            continue
        setting = _setting_of(replace(block, level=None))
        first = blocks[run[0]].look if run else None
        is_marked = at in heads and heads[at].marked > 1 and not _is_set_like(block.look, first)
        is_short = len(words_of(block.text)) <= _MOST_TITLE_WORDS
        if block.number or is_marked or not (is_short and _is_set_apart(setting, text)):
            break
        run.append(at)
    later = {_bare(setting) for at, setting in heads.items() if run and at > run[-1]}
    settings = [_bare(_setting_of(replace(blocks[at], level=None))) for at in run]
    # From the first that is set as one further down, they are headings.
    ends = (place for place, setting in enumerate(settings) if setting in later)
    del run[next(ends, len(run)) :]
    if not run or not later:
        return ""
    last = settings[len(run) - 1]
    if last != settings[0] and last.size <= max(setting.size for setting in later):
        run.pop()
    first = blocks[run[0]].look
    title = []
    for at in run:
        is_title = _is_set_like(blocks[at].look, first)
        why = TITLE if is_title and not _is_mostly_figures(blocks[at].text) else _BELOW_TITLE
        if why == TITLE:
            title.append(blocks[at].text)
        blocks[at] = replace(blocks[at], left_out=why, level=None)
    return " ".join(" ".join(title).split())


def _is_set_like(one: Look | None, other: Look | None) -> bool:
    return (
        one is not None
        and other is not None
        and ((one.size, one.is_bold) == (other.size, other.is_bold))
    )


def _bare(setting: _Setting) -> _Setting:
    """A setting without what differs between headings set alike."""
    return replace(setting, marked=0, style="", is_capitals=False, depth=0)


def _is_mostly_figures(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    return letters * 2 < sum(not sign.isspace() for sign in text)
