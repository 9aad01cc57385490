"""What is shown of a position that is being read."""

from collections.abc import Sequence
from dataclasses import dataclass

from policytui.corpus.model import Header, Position
from policytui.search.engine import Span


@dataclass(frozen=True, slots=True)
class Related:
    """A position related to the one being read."""

    position_id: str
    title: str
    edition: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the pane shows of a position.

    Attributes:
        related: None while it is not known yet.
    """

    position: Position
    header: Header | None
    title_spans: Sequence[Span] = ()
    text_spans: Sequence[Span] = ()
    related: Sequence[Related] | None = None
