"""Two whole documents, or two editions of one: what became of each position, by outline.

Positions are paired by id, then by heading, then by the likeness of heading and text. Inside a
pair paragraphs are paired likewise, and words are compared inside paragraphs only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from policytui.compare.align import Bounds, Pairing, Relation, align
from policytui.compare.layout import inline_text
from policytui.compare.likeness import form
from policytui.compare.words import Change, Op, compare_words
from policytui.corpus.model import Document, Header, Position
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.text import split_paragraphs

_POSITIONS = Bounds(in_place=0.4, alone=0.2)
"""Higher than for paragraphs, because a position has an id that others rest on."""
_ELSEWHERE = Bounds(in_place=0.5, alone=0.5)
_CONTEXT = 4
"""Words shown on each side of a change; a longer run between two changes is cut."""

Themes = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ParagraphComparison:
    """What became of a paragraph of a position.

    Attributes:
        base: paragraphs of the base; several where they were joined, none for a new one.
        proposed: likewise; several where one was split.
        changes: the words, where they are amended, split or joined; else empty.
        moved: it stands at another place, or came from another position.
        elsewhere: the id of the position it came from or, for one left out here, went to.
    """

    relation: Relation
    base: tuple[str, ...]
    proposed: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    moved: bool = False
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class PositionComparison:
    """What became of a position.

    Attributes:
        relation: of the words of its text; heading, theme and nations are told apart from it.
        base: empty for a new one; several where positions were joined.
        proposed: empty for one left out; several where one was split.
        moved: it stands under another theme, or at another place in the order.
        paragraphs: in the order of the proposed text, those left out at their old place.
    """

    relation: Relation
    base: tuple[Position, ...]
    proposed: tuple[Position, ...]
    likeness: float
    moved: bool
    paragraphs: tuple[ParagraphComparison, ...]

    @property
    def first(self) -> Position:
        """The position as proposed, else as it was: what stands for it in an outline."""
        return (self.proposed or self.base)[0]

    @property
    def renamed(self) -> bool:
        """Whether it continues under another heading."""
        return self._differs("title")

    @property
    def nations_changed(self) -> bool:
        """Whether it applies to other nations than before."""
        return self._differs("nations")

    @property
    def layout_changed(self) -> bool:
        """Whether a kept text differs in white space or the style of quotes."""
        return self.relation is Relation.KEPT and self._differs("text")

    @property
    def is_same(self) -> bool:
        """Whether nothing changed but layout."""
        return self.relation is Relation.KEPT and not (
            self.moved or self.renamed or self.nations_changed
        )

    def _differs(self, name: str) -> bool:
        return bool(self.base and self.proposed) and (
            getattr(self.base[0], name) != getattr(self.proposed[0], name)
        )


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """Two documents compared.

    Attributes:
        positions: in the order of the proposed text, those left out at their old place.
        renamed_themes: themes that go on under another name; their positions did not move.
    """

    base: Header
    proposed: Header
    positions: tuple[PositionComparison, ...]
    renamed_themes: tuple[tuple[Themes, Themes], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many positions were kept, amended and so on, and how many moved or renamed."""
        found = Counter(str(position.relation) for position in self.positions)
        counts = {str(relation): found[relation] for relation in Relation}
        counts["moved"] = sum(position.moved for position in self.positions)
        counts["renamed"] = sum(position.renamed for position in self.positions)
        return counts


def compare_documents(
    base: Document,
    proposed: Document,
    *,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> DocumentComparison:
    """What became of each position of one document in another, or in a later edition.

    Every position of both occurs exactly once. Progress counts positions.

    Raises:
        Cancelled: stopped.
    """
    old, new = base.positions, proposed.positions
    pairings = align(
        [f"{position.title}\n{position.text}" for position in old],
        [f"{position.title}\n{position.text}" for position in new],
        known=_known(old, new).items(),
        bounds=_POSITIONS,
        is_cancelled=is_cancelled,
    )
    renamed = _renamed_themes(pairings, old, new)
    compared = []
    for done, pairing in enumerate(pairings):
        progress(done, len(pairings), "positions")
        if is_cancelled():
            raise Cancelled
        before, after = _take(old, pairing.base), _take(new, pairing.proposed)
        compared.append(_compare(pairing, before, after, renamed))
    return DocumentComparison(
        base.header, proposed.header, tuple(_find_elsewhere(compared)), tuple(sorted(renamed))
    )


def _known(old: Sequence[Position], new: Sequence[Position]) -> dict[int, int]:
    """Pairs of one id, then of one heading that no other position on its side has."""
    ids = {position.id: place for place, position in enumerate(new)}
    known = {place: ids[position.id] for place, position in enumerate(old) if position.id in ids}
    taken = set(known.values())
    before = _unique_titles(old, known)
    after = _unique_titles(new, taken)
    return known | {place: after[title] for title, place in before.items() if title in after}


def _unique_titles(positions: Sequence[Position], paired: Iterable[int]) -> dict[str, int]:
    titles = [form(position.title).casefold() for position in positions]
    counts = Counter(titles)
    left = set(range(len(positions))).difference(paired)
    return {
        title: place for place, title in enumerate(titles) if place in left and counts[title] == 1
    }


def _renamed_themes(
    pairings: Iterable[Pairing], old: Sequence[Position], new: Sequence[Position]
) -> set[tuple[Themes, Themes]]:
    """Themes most of whose positions now stand under one other, which holds few from elsewhere."""
    ways = Counter(
        (old[pairing.base[0]].themes, new[pairing.proposed[0]].themes)
        for pairing in pairings
        if pairing.base and pairing.proposed
    )
    sources: Counter[Themes] = Counter()
    targets: Counter[Themes] = Counter()
    for (source, target), count in ways.items():
        sources[source] += count
        targets[target] += count
    return {
        (source, target)
        for (source, target), count in ways.items()
        if source != target and 2 * count > sources[source] and 2 * count > targets[target]
    }


def _compare(
    pairing: Pairing,
    before: tuple[Position, ...],
    after: tuple[Position, ...],
    renamed: set[tuple[Themes, Themes]],
) -> PositionComparison:
    relation, moved = pairing.relation, pairing.moved
    if before and after:
        themes = before[0].themes, after[0].themes
        moved = moved or (themes[0] != themes[1] and themes not in renamed)
        if len(before) == len(after) == 1:
            same = form(before[0].text) == form(after[0].text)
            relation = Relation.KEPT if same else Relation.AMENDED
    parts = tuple(_compare_paragraphs(before, after))
    return PositionComparison(relation, before, after, pairing.likeness, moved, parts)


def _compare_paragraphs(
    before: Iterable[Position], after: Iterable[Position]
) -> Iterator[ParagraphComparison]:
    old = [part for position in before for part in split_paragraphs(position.text)]
    new = [part for position in after for part in split_paragraphs(position.text)]
    for pairing in align(old, new):
        base, proposed = _take(old, pairing.base), _take(new, pairing.proposed)
        changes = _changes(pairing.relation, base, proposed)
        yield ParagraphComparison(pairing.relation, base, proposed, changes, pairing.moved)


def _take(items: Sequence[T], places: Iterable[int]) -> tuple[T, ...]:
    return tuple(items[place] for place in places)


def _changes(
    relation: Relation, base: Sequence[str], proposed: Sequence[str]
) -> tuple[Change, ...]:
    if relation in (Relation.AMENDED, Relation.SPLIT, Relation.JOINED):
        return compare_words("\n\n".join(base), "\n\n".join(proposed))
    return ()


def _find_elsewhere(compared: Sequence[PositionComparison]) -> Iterator[PositionComparison]:
    """Mark the paragraphs that left one position and stand in another."""
    gone, come = _places(compared, Relation.LEFT_OUT), _places(compared, Relation.NEW)
    found: dict[tuple[int, int], ParagraphComparison] = {}
    for pairing in align(
        [compared[at].paragraphs[number].base[0] for at, number in gone],
        [compared[at].paragraphs[number].proposed[0] for at, number in come],
        bounds=_ELSEWHERE,
    ):
        if pairing.relation not in (Relation.KEPT, Relation.AMENDED):
            continue
        source, target = gone[pairing.base[0]], come[pairing.proposed[0]]
        if source[0] == target[0]:
            continue
        left, new = (compared[at].paragraphs[number] for at, number in (source, target))
        found[source] = replace(left, elsewhere=compared[target[0]].first.id)
        found[target] = ParagraphComparison(
            pairing.relation,
            left.base,
            new.proposed,
            _changes(pairing.relation, left.base, new.proposed),
            moved=True,
            elsewhere=compared[source[0]].base[0].id,
        )
    for at, position in enumerate(compared):
        parts = enumerate(position.paragraphs)
        yield replace(position, paragraphs=tuple(found.get((at, n), part) for n, part in parts))


def _places(compared: Sequence[PositionComparison], relation: Relation) -> list[tuple[int, int]]:
    return [
        (at, number)
        for at, position in enumerate(compared)
        for number, paragraph in enumerate(position.paragraphs)
        if paragraph.relation is relation
    ]


# --- for people and for programs ---

_SIGNS = dict(zip(Relation, "=~<>+-", strict=True))


def format_outline(comparison: DocumentComparison, *, changed_only: bool = False) -> str:
    """The comparison as plain text: one line a position by theme, changed words beneath.

    Args:
        changed_only: leave out the positions in which nothing changed.
    """
    told = [f"{count} {name}" for name, count in comparison.counts.items() if count]
    names = [
        f"{header.title}, {header.edition}" for header in (comparison.base, comparison.proposed)
    ]
    lines = [" -> ".join(names), ", ".join(told) or "nothing to compare"]
    lines += [
        f"theme renamed: {_path(before)} -> {_path(after)}"
        for before, after in comparison.renamed_themes
    ]
    themes: Themes | None = None
    for position in comparison.positions:
        if changed_only and position.is_same:
            continue
        if position.first.themes != themes:
            themes = position.first.themes
            lines += ["", _path(themes)]
        lines += _position_lines(position)
    return "\n".join(lines) + "\n"


def _position_lines(position: PositionComparison) -> Iterator[str]:
    names = " | ".join(one.title for one in position.proposed or position.base)
    notes = [] if position.relation is Relation.KEPT else [str(position.relation)]
    if position.moved:
        notes.append(f"moved from {_path(position.base[0].themes)}")
    if position.renamed:
        notes.append("was " + " | ".join(f"“{one.title}”" for one in position.base))
    if position.nations_changed:
        notes.append("other nations")
    if position.layout_changed:
        notes.append("layout only")
    yield f"  {_SIGNS[position.relation]} {names}" + (f" ({'; '.join(notes)})" if notes else "")
    if position.relation in (Relation.KEPT, Relation.NEW, Relation.LEFT_OUT):
        return
    for paragraph in position.paragraphs:
        way = "to" if paragraph.relation is Relation.LEFT_OUT else "from"
        whence = f" [moved {way} {paragraph.elsewhere}]" if paragraph.elsewhere else ""
        whence = whence or (" [moved]" if paragraph.moved else "")
        if whence or paragraph.relation is not Relation.KEPT:
            text = (paragraph.proposed or paragraph.base)[0]
            shown = _marked(paragraph.changes) or _cut(text, True, False)
            yield f"      {_SIGNS[paragraph.relation]} {' '.join(shown.split())}{whence}"


def _marked(changes: Sequence[Change]) -> str:
    """Changed words as `[-old-]{+new+}` on one line, long runs between them cut short."""
    last = len(changes) - 1
    short = (
        replace(change, base=_cut(change.base, at > 0, at < last))
        if change.op is Op.EQUAL
        else change
        for at, change in enumerate(changes)
    )
    return " ".join(inline_text(short).split())


def _cut(text: str, keep_start: bool, keep_end: bool) -> str:
    words = text.split(" ")
    if len(words) <= 2 * _CONTEXT + 1:
        return text
    start = " ".join(words[: _CONTEXT + 1]) if keep_start else ""
    end = " ".join(words[-_CONTEXT - 1 :]) if keep_end else ""
    return f"{start} … {end}"


def _path(themes: Themes) -> str:
    return " / ".join(themes) or "(no theme)"


def comparison_value(comparison: DocumentComparison) -> dict[str, object]:
    """The comparison as a value for JSON; its keys are a contract with scripts."""
    return {
        "schema": 1,
        "base": _pick(comparison.base, "id", "title", "edition"),
        "proposed": _pick(comparison.proposed, "id", "title", "edition"),
        "counts": {name.replace(" ", "_"): n for name, n in comparison.counts.items()},
        "renamed_themes": [
            {"base": list(before), "proposed": list(after)}
            for before, after in comparison.renamed_themes
        ],
        "positions": [_value(position) for position in comparison.positions],
    }


def _value(position: PositionComparison) -> dict[str, object]:
    return {
        "relation": position.relation.value.replace(" ", "_"),
        "base": [_pick(one, "id", "title", "themes") for one in position.base],
        "proposed": [_pick(one, "id", "title", "themes") for one in position.proposed],
        "likeness": round(position.likeness, 3),
        **_pick(position, "moved", "renamed", "nations_changed", "layout_changed"),
        "paragraphs": [
            {
                "relation": paragraph.relation.value.replace(" ", "_"),
                **_pick(paragraph, "base", "proposed", "moved", "elsewhere"),
                "changes": [
                    _pick(change, "op", "base", "proposed") for change in paragraph.changes
                ],
            }
            for paragraph in position.paragraphs
        ],
    }


def _pick(value: object, *names: str) -> dict[str, object]:
    picked = {name: getattr(value, name) for name in names}
    return {name: list(one) if isinstance(one, tuple) else one for name, one in picked.items()}
