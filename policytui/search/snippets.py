"""Where the words of a query stand in a text, and the part of the text that shows them best."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policytui.search.analysis import Term, Token, joined_form, terms_of, tokenize
from policytui.search.engine import Snippet, Span
from policytui.search.query import (
    All,
    Any,
    Fuzzy,
    Node,
    Phrase,
    Prefix,
    Query,
    Scope,
    Word,
)
from policytui.search.spelling import is_near

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A run of words that matched: tokens `first` to `last`, for the `number`th thing asked."""

    first: int
    last: int
    number: int


@dataclass(frozen=True, slots=True)
class _Test:
    """A word looked for: by its stem, by its beginning, or by being near."""

    stem: str = ""
    beginning: str = ""
    near: str = ""
    edits: int = 0

    def meets(self, term: Term) -> bool:
        """Whether a term, or a part of a compound, is the word."""
        for each in (term, *term.parts):
            if self.stem and each.stem == self.stem:
                return True
            if self.beginning and each.form.startswith(self.beginning):
                return True
            if self.near and is_near(self.near, each.form, self.edits):
                return True
        return False


@dataclass(slots=True)
class _Wanted:
    """What is looked for: single words, and runs of words."""

    words: list[_Test] = field(default_factory=list)
    runs: list[list[_Test]] = field(default_factory=list)


def highlight(query: Query, text: str) -> tuple[Span, ...]:
    """Where the words of the query stand in a text: in order, apart from each other."""
    tokens = list(tokenize(text))
    return _spans(_marks(_wanted(query.root), tokens), tokens, 0, len(text))


def snippet(query: Query, text: str, width: int) -> Snippet:
    """The part of a text, of about `width` characters, with the most different words of a query.

    It begins and ends at words; `…` stands where something was left out. Line breaks become
    spaces. Where nothing matches it is the beginning of the text.
    """
    # One character for one, so that places hold.
    text = text.replace("\n", " ").replace("\t", " ")
    width = max(width, 1)
    tokens = list(tokenize(text))
    marks = sorted(_marks(_wanted(query.root), tokens), key=lambda mark: (mark.first, mark.last))
    start, end = _window(text, tokens, marks, width)
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    shift = len(before) - start
    spans = _spans(marks, tokens, start, end)
    moved = tuple((first + shift, last + shift) for first, last in spans)
    return Snippet(before + text[start:end] + after, moved)


def _wanted(root: Node | None) -> _Wanted:
    wanted = _Wanted()
    if root is None:
        return wanted
    for node in _leaves(root):
        match node:
            case Prefix():
                wanted.words.append(_Test(beginning=joined_form(node.text)))
            case Fuzzy():
                wanted.words.append(_Test(near=joined_form(node.text), edits=node.edits))
            case Phrase():
                terms = terms_of(node.text)
                runs = _readings(terms)
                if node.is_open:
                    runs = [[*run[:-1], _open(terms[-1])] for run in runs]
                wanted.runs.extend(runs)
            case Word():
                for term in terms_of(node.text):
                    wanted.words.append(_Test(stem=term.stem))
                    if term.parts:
                        wanted.runs.append([_Test(stem=part.stem) for part in term.parts])
                if node.is_open:
                    wanted.words.append(_Test(beginning=joined_form(node.text)))
    plain = _plain_terms(root)
    if len(plain) > 1:
        wanted.runs.extend(_readings(plain))
    return wanted


def _open(term: Term) -> _Test:
    return _Test(stem=term.stem, beginning=term.form)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case All() | Any():
            leaves = [leaf for item in node.items for leaf in _leaves(item)]
            # Common words are shown only where nothing else was asked for.
            yield from [leaf for leaf in leaves if not _is_stop(leaf)] or leaves
        case Word() | Phrase() | Prefix() | Fuzzy():
            if node.scope not in (Scope.THEME, Scope.DOCUMENT):
                yield node


def _plain_terms(root: Node) -> list[Term]:
    items = root.items if isinstance(root, All) else ()
    words = [item for item in items if isinstance(item, Word) and item.scope is None]
    return [term for word in words for term in terms_of(word.text)]


def _is_stop(node: Node) -> bool:
    if not isinstance(node, Word) or node.is_open:
        return False
    return all(term.is_stop for term in terms_of(node.text))


def _readings(terms: Sequence[Term]) -> list[list[_Test]]:
    """Tests for a run of words, with compounds joined and taken apart."""
    joined = [_Test(stem=term.stem) for term in terms]
    parted = [_Test(stem=part.stem) for term in terms for part in (term.parts or (term,))]
    return [joined] if joined == parted else [joined, parted]


def _marks(wanted: _Wanted, tokens: Sequence[Token]) -> list[_Mark]:
    by_term: dict[Term, list[int]] = {}
    for at, token in enumerate(tokens):
        by_term.setdefault(token.term, []).append(at)
    tests = {*wanted.words, *(test for run in wanted.runs for test in run)}
    holders = {
        test: {at for term, places in by_term.items() if test.meets(term) for at in places}
        for test in tests
    }
    marks = [
        _Mark(at, at, number) for number, test in enumerate(wanted.words) for at in holders[test]
    ]
    for number, run in enumerate(wanted.runs, len(wanted.words)):
        marks.extend(_Mark(first, last, number) for first, last in _runs(run, holders))
    return marks


def _runs(run: Sequence[_Test], holders: dict[_Test, set[int]]) -> Iterator[tuple[int, int]]:
    """First and last token of each run of words; parts of a compound share its token."""
    ends = {at: at for at in holders[run[0]]}
    for before, test in pairwise(run):
        held = holders[test]
        moved = {at + 1: first for at, first in ends.items() if at + 1 in held}
        if test != before:
            moved.update({at: first for at, first in ends.items() if at in held})
        ends = moved
    return ((first, last) for last, first in ends.items())


def _spans(
    marks: Iterable[_Mark], tokens: Sequence[Token], start: int, end: int
) -> tuple[Span, ...]:
    spans: list[Span] = []
    found = ((tokens[mark.first].start, tokens[mark.last].end) for mark in marks)
    for first, last in sorted({span for span in found if start <= span[0] and span[1] <= end}):
        if spans and first < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return tuple(spans)


def _window(
    text: str, tokens: Sequence[Token], marks: Sequence[_Mark], width: int
) -> tuple[int, int]:
    """The part to show: the one that holds the most different things asked for, then the most."""
    if len(text) <= width:
        return 0, len(text)
    start = 0
    if marks:
        best = (0, 0, 0)
        for index, mark in enumerate(marks):
            left = tokens[mark.first].start
            inside = []
            for other in marks[index : index + 50]:
                if tokens[other.first].start >= left + width:
                    break
                if tokens[other.last].end <= left + width:
                    inside.append(other)
            score = (len({other.number for other in inside}), len(inside), -index)
            if score > best or index == 0:
                best = score
                right = max((tokens[other.last].end for other in inside), default=left)
                # What is left of the width goes half before the words, half after them.
                start = max(0, left - max(0, width - (right - left)) // 2)
    start = min(start, len(text) - width)
    if start > 0:
        start = next((token.start for token in tokens if token.start >= start), start)
    end = min(len(text), start + width)
    if end < len(text):
        whole = [token.end for token in tokens if start < token.end <= end]
        cut = next((token for token in tokens if token.start < end < token.end), None)
        end = whole[-1] if cut and whole else end
    return start, end
