"""The query language: what a person typed, as a tree that any engine can answer.

Words, "phrases", AND OR NOT (capitals only), brackets, prefix*, fuzzy~ and the fields
`title: theme: document: nation: kind: year:`. Parsing never fails: what is broken or half-typed
is searched as the words it holds, and a note in plain language says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from policytui.corpus.model import Kind, Nation
from policytui.search.analysis import terms_of

MOST_WORDS = 200
"""Words and signs of a query that are read; a longer one is cut with a note."""

_DEEPEST = 40


class Scope(StrEnum):
    """The part of a position in which a word must stand."""

    TITLE = "title"
    THEME = "theme"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, found with its inflections.

    Attributes:
        text: as typed; `co-op` is one word.
        span: its place in the typed text, for mending it.
        is_open: still being typed, so that it is the beginning of a word as well.
    """

    text: str
    span: tuple[int, int]
    scope: Scope | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other; `is_open` when the last is still being typed."""

    text: str
    scope: Scope | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with `text`."""

    text: str
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `edits` letters away from `text`, 1 or 2."""

    text: str
    edits: int
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Positions of a nation, of a kind of document, or of another choice that a field offers."""

    value: StrEnum


@dataclass(frozen=True, slots=True)
class Years:
    """Documents of these years, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class All:
    """Every item. An engine may relax it to most items where `is_strict` is false."""

    items: "tuple[Node, ...]"
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Any:
    """At least one item."""

    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Positions that do not match the item."""

    item: "Node"


Fields: TypeAlias = Mapping[str, tuple[StrEnum, ...]]

FIELDS: Fields = {
    "title": (),
    "theme": (),
    "document": (),
    "year": (),
    "nation": tuple(Nation),
    "kind": tuple(Kind),
}
"""The fields of the positions, each with the values that may be chosen; none for free words."""

Node: TypeAlias = Word | Phrase | Prefix | Fuzzy | Member | Years | All | Any | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, parsed.

    Attributes:
        text: as typed.
        root: what is asked for; None where the text holds no word.
        notes: what was not understood and how it was taken, for the reader.
        as_typed: the last word was taken as still being typed.
    """

    text: str
    root: Node | None
    notes: tuple[str, ...] = ()
    as_typed: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was typed: such a query asks for every position."""
        return not self.text.strip()


def parse_query(text: str, *, as_typed: bool = False, fields: Fields = FIELDS) -> Query:
    """The query in a text; never fails.

    Args:
        as_typed: the person is still typing, so the last word counts as a prefix too.
        fields: what may stand before a colon, as in `FIELDS`.
    """
    lexemes = _read(text)
    notes: list[str] = []
    if len(lexemes) > MOST_WORDS:
        notes.append(f"The query is very long; its first {MOST_WORDS} words are searched.")
        lexemes = lexemes[:MOST_WORDS]
    is_open = as_typed and bool(lexemes) and lexemes[-1].end == len(text)
    root = _Parser(lexemes, notes, is_open, fields).parse()
    if root is None and text.strip() and not notes:
        notes.append("There is no word or number in this query.")
    return Query(text, root, tuple(dict.fromkeys(notes)), as_typed)


# --- words and signs ---

_QUOTES = '"“”„‟«»＂'
_SIGNS = re.compile(
    rf"(?P<phrase>[{_QUOTES}](?P<inside>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?))"
    r"|(?P<open>\()|(?P<close>\))"
    r"|(?P<operator>AND|OR|NOT)(?=[\s()]|$)"
    r"|(?P<range>(?<=year:)\[[^\]()]*\]?)"
    rf"|(?P<field>[^\W\d_]+):(?=[^\s/:)]|$|\s)"
    # A bare prefix and its word stay together: "co production" is one word for the analysis.
    rf"|(?P<word>(?:(?i:co|non|anti|pre|re|multi|semi|inter)[ ](?!(?:AND|OR|NOT)\b)(?=\w))?"
    rf"[^\s(){_QUOTES}]+)",
    re.IGNORECASE & 0,
)
_FUZZY = re.compile(r"(?P<text>.*\w)~(?P<edits>[12]?)")
_NUMBER = re.compile(r"\d")
_NAMES = (
    "clause clauses paragraph paragraphs para paras section sections sec s rule rules article "
    "point no number"
)
_CLAUSE_NAMES = frozenset(_NAMES.split())
_RANGE = re.compile(r"\[\s*(?P<first>\d{4}|\*)\s+TO\s+(?P<last>\d{4}|\*)\s*\]")


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    start: int
    end: int
    is_closed: bool = True


def _read(text: str) -> list[_Lexeme]:
    lexemes = []
    for match in _SIGNS.finditer(text):
        kind = match.lastgroup or ""
        if match["phrase"] is not None:
            kind = "phrase"
        found = {"phrase": match["inside"], "field": match["field"]}.get(kind) or match.group()
        if kind == "phrase":
            found = match["inside"]
        is_closed = kind != "phrase" or bool(match["closed"])
        lexemes.append(_Lexeme(kind, found, match.start(), match.end(), is_closed))
        if len(lexemes) > MOST_WORDS:
            break
    return lexemes


class _Parser:
    """Recursive descent; every branch takes at least one lexeme or returns None."""

    def __init__(
        self, lexemes: Sequence[_Lexeme], notes: list[str], is_open: bool, fields: Fields
    ) -> None:
        self._lexemes = lexemes
        self._notes = notes
        self._fields = fields
        self._last = lexemes[-1] if is_open else None
        self._at = 0

    def parse(self) -> Node | None:
        parts: list[Node] = []
        while self._at < len(self._lexemes):
            node = self._any(None, 0)
            if node:
                parts.append(node)
            if self._peek("close"):
                self._at += 1
                self._note("A bracket is closed that was never opened; it is left out.")
        return _all(parts)

    def _any(self, scope: Scope | None, depth: int) -> Node | None:
        parts = [self._sequence(scope, depth)]
        while self._operator("OR"):
            before = parts[-1]
            parts.append(self._sequence(scope, depth))
            if before is None or parts[-1] is None:
                self._note("OR has nothing beside it to choose from; it is left out.")
        found = tuple(part for part in parts if part)
        return Any(found) if len(found) > 1 else next(iter(found), None)

    def _sequence(self, scope: Scope | None, depth: int) -> Node | None:
        parts: list[Node] = []
        is_strict = False
        while self._at < len(self._lexemes) and not self._peek("close"):
            if self._peek("operator", "OR"):
                break
            if self._operator("AND"):
                following = self._negation(scope, depth)
                if parts and following:
                    is_strict = True
                else:
                    self._note("AND has nothing beside it to join; it is left out.")
            else:
                following = self._negation(scope, depth)
            if following:
                parts.append(following)
        return _all(parts if is_strict else _cite(parts), is_strict)

    def _negation(self, scope: Scope | None, depth: int) -> Node | None:
        denials = 0
        while self._operator("NOT"):
            denials += 1
        if self._peek("operator") or self._peek("close") or self._at >= len(self._lexemes):
            if denials:
                self._note("NOT has nothing after it; it is left out.")
            return None
        item = self._item(scope, depth)
        return Not(item) if item and denials % 2 else item

    def _item(self, scope: Scope | None, depth: int) -> Node | None:
        lexeme = self._lexemes[self._at]
        self._at += 1
        if lexeme.kind == "open":
            return self._group(scope, depth)
        if lexeme.kind == "phrase":
            return self._phrase(lexeme, scope)
        if lexeme.kind == "field":
            return self._field(lexeme, scope, depth)
        return self._word(lexeme, scope)

    def _group(self, scope: Scope | None, depth: int) -> Node | None:
        if depth >= _DEEPEST:
            self._note("The brackets are nested too deeply; the innermost are left out.")
            return None
        inside = self._any(scope, depth + 1)
        if self._peek("close"):
            self._at += 1
        else:
            self._note("A bracket is not closed; it is taken to close at the end.")
        return inside

    def _phrase(self, lexeme: _Lexeme, scope: Scope | None) -> Node | None:
        if not lexeme.is_closed:
            self._note("The quote is not closed; searched as a phrase to the end.")
        words = terms_of(lexeme.text)
        if not words:
            return None
        return Phrase(lexeme.text, scope, is_open=lexeme is self._last and not lexeme.is_closed)

    def _word(self, lexeme: _Lexeme, scope: Scope | None) -> Node | None:
        terms = terms_of(lexeme.text)
        if not terms:
            return None
        if lexeme.text.endswith("*") and len(terms) == 1:
            return Prefix(lexeme.text.rstrip("*"), scope)
        fuzzy = _FUZZY.fullmatch(lexeme.text)
        if fuzzy and len(terms_of(fuzzy["text"])) == 1:
            return Fuzzy(fuzzy["text"], int(fuzzy["edits"] or 1), scope)
        return Word(lexeme.text, (lexeme.start, lexeme.end), scope, is_open=lexeme is self._last)

    def _field(self, field: _Lexeme, scope: Scope | None, depth: int) -> Node | None:
        name = field.text.lower()
        value = self._lexemes[self._at] if self._at < len(self._lexemes) else None
        if name not in self._fields:
            self._note(f'There is no field "{field.text}"; it is searched as a word.')
            return Word(field.text, (field.start, field.end - 1), scope)
        if value is None or value.start != field.end or value.kind in ("close", "operator"):
            self._note(f'"{name}:" has nothing after it; it is left out.')
            return None
        if name in tuple(Scope) and value.kind != "field":
            return self._item(Scope(name), depth)
        if value.kind in ("open", "field"):
            self._note(f'"{name}:" takes one value; it is left out.')
            return None
        self._at += 1
        known = self._years(value.text) if name == "year" else self._member(name, value.text)
        if known:
            return known
        # Half of a value is no mistake yet: what was typed narrows as soon as it is whole.
        choices = ", ".join(self._fields[name]) or "a year, or [2014 TO 2016]"
        self._note(f'"{name}:{value.text}" is not known ({choices}); searched as words.')
        parts = [Word(term.form, (value.start, value.end), scope) for term in terms_of(value.text)]
        return _all(parts)

    def _member(self, name: str, text: str) -> Node | None:
        wanted = text.strip().casefold().replace(" ", "-")
        return next((Member(one) for one in self._fields[name] if one.value == wanted), None)

    def _years(self, text: str) -> Node | None:
        if re.fullmatch(r"\d{4}", text):
            return Years(int(text), int(text))
        found = _RANGE.fullmatch(text)
        if not found:
            return None
        first = 0 if found["first"] == "*" else int(found["first"])
        last = 9999 if found["last"] == "*" else int(found["last"])
        return Years(min(first, last), max(first, last))

    def _peek(self, kind: str, text: str = "") -> bool:
        if self._at >= len(self._lexemes):
            return False
        lexeme = self._lexemes[self._at]
        return lexeme.kind == kind and (not text or lexeme.text == text)

    def _operator(self, text: str) -> bool:
        if self._peek("operator", text):
            self._at += 1
            return True
        return False

    def _note(self, note: str) -> None:
        self._notes.append(note)


def _cite(parts: Sequence[Node]) -> list[Node]:
    """The parts, with the name of a number ("clause 1.2", "paragraph 12") wished for, not asked.

    What people call a clause is mostly written nowhere beside its number.
    """
    cited: list[Node] = []
    for part in parts:
        name = cited[-1] if cited else None
        if (
            isinstance(part, Word)
            and isinstance(name, Word)
            and name.scope == part.scope
            and _NUMBER.match(part.text)
            and name.text.casefold() in _CLAUSE_NAMES
        ):
            cited[-1] = Any((Phrase(f"{name.text} {part.text}", part.scope), part))
        else:
            cited.append(part)
    return cited


def _all(parts: Sequence[Node], is_strict: bool = False) -> Node | None:
    if len(parts) > 1:
        return All(tuple(parts), is_strict)
    return parts[0] if parts else None
