"""Statements: the sentences of a text with everything that is read in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from policytui.checks.reading.dates import Moment, deadline_from, read_dates, spans_of
from policytui.checks.reading.duties import Duty, read_duties
from policytui.checks.reading.plain import Plain, read_plainly
from policytui.checks.reading.polarity import Polarity, read_polarity
from policytui.checks.reading.quantities import Quantity, read_quantities
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.reading.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or several that belong together, and what is read in it.

    Attributes:
        plain: the whole text that it stands in.
        start, end: its place in the plain text.
    """

    plain: Plain
    start: int
    end: int
    tokens: tuple[Token, ...]
    moments: tuple[Moment, ...]
    quantities: tuple[Quantity, ...]
    duties: tuple[Duty, ...]
    polarity: Polarity

    @property
    def place(self) -> tuple[int, int]:
        """Its place in the original text."""
        return self.plain.original_span(self.start, self.end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A place in the plain text as a place in the original of this statement."""
        begin = self.place[0]
        first, last = self.plain.original_span(start, end)
        return first - begin, last - begin

    @property
    def is_normative(self) -> bool:
        """Whether it says what should be, not what is: "we will", "calls on", "Repeal the"."""
        if self.plain.text[self.end - 1] == "?":
            return False
        first = self.tokens[0].entry if self.tokens else None
        is_order = first is not None and bool(first.senses) and self.tokens[0].key == _bare(self)
        return (
            is_order
            or any(duty.level for duty in self.duties)
            or any(token.entry.calls for token in self.tokens)
        )


def read_statement(plain: Plain, start: int, end: int) -> Statement:
    """Everything that is read in one sentence of a plain text."""
    text = plain.text
    tokens = tokenise(text, start, end)
    moments = tuple(read_dates(text, tokens))
    quantities = tuple(read_quantities(text, tokens, spans_of(moments)))
    deadlines = [deadline_from(found) for found in quantities if found.deadline]
    if deadlines:
        moments = tuple(sorted((*moments, *deadlines), key=lambda moment: moment.start))
        quantities = tuple(found for found in quantities if not found.deadline)
    return Statement(
        plain,
        start,
        end,
        tokens,
        moments,
        quantities,
        tuple(read_duties(tokens)),
        read_polarity(text, tokens),
    )


def read_statements(text: str) -> Iterator[Statement]:
    """The sentences of a text as they are read, in order."""
    plain = read_plainly(text)
    for start, end in split_sentences(plain.text):
        yield read_statement(plain, start, end)


def _bare(statement: Statement) -> str:
    """The first word where it is written as in an order, without an ending."""
    word = statement.tokens[0].written.lower()
    return statement.tokens[0].key if not word.endswith(("ed", "ing", "s")) else ""
