"""The past of a position: its editions read in sight of the person, and what is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policytui.compare.history import Blamed, History, Step, blame, tell_history
from policytui.compare.words import Change, Op, nature_of
from policytui.corpus.editions import read_editions
from policytui.corpus.model import Document, Header
from policytui.corpus.provenance import Origin, read_provenance
from policytui.progress import IsCancelled, Progress
from policytui.tui.comparing import About, Compared
from policytui.tui.plain import one_line


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the past of a position.

    Attributes:
        editions: of its document, oldest first.
        runs: the text as it stands, or stood last, and who brought which words.
        brought: who brought what an edition changed in the position, by the edition's name.
    """

    editions: tuple[Document, ...]
    history: History
    runs: tuple[Blamed, ...]
    brought: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)

    def origins_of(self, header: Header) -> tuple[Origin, ...]:
        """Who moved what an edition changed in the position; none where it is not known."""
        return self.brought.get(header.edition, ())

    @property
    def steps(self) -> tuple[Step, ...]:
        """What each edition did, newest first."""
        return self.history.steps

    def step_of(self, header: Header) -> int | None:
        """The number of the step that an edition made, None where it did nothing to the position.

        That is so where words are older than the position: it took them over from another.
        """
        return next((n for n, step in enumerate(self.steps) if step.header == header), None)

    def step_before(self, number: int) -> int | None:
        """The number of the step in which the position stood before another one."""
        older = range(number + 1, len(self.steps))
        return next((each for each in older if self.steps[each].position), None)

    def documents(self, older: int, newer: int) -> tuple[Document, Document]:
        """The whole editions of two steps."""
        by_edition = {document.header.edition: document for document in self.editions}
        first, second = (self.steps[number].header.edition for number in (older, newer))
        return by_edition[first], by_edition[second]

    def title_of(self, position_id: str) -> str:
        """The title that a position bears, or bore last."""
        for edition in reversed(self.editions):
            for position in edition.positions:
                if position.id == position_id:
                    return one_line(position.title)
        return position_id


def read_past(
    folder: Path, position_id: str, progress: Progress, is_cancelled: IsCancelled
) -> Past:
    """Read the editions of a position's document and tell what became of it.

    Args:
        folder: the corpus folder.

    Raises:
        UnknownId: no edition holds the position.
        DataError: with every problem of every edition's file, or of its provenance.
        StorageError: a file cannot be read.
        Cancelled: stopped.
    """
    document_id = position_id.partition("/")[0]
    editions = read_editions(folder, document_id, progress, is_cancelled)
    told = read_provenance(folder, document_id)
    brought = {name: each.origins.get(position_id, ()) for name, each in told.items()}
    history = tell_history(editions, position_id)
    return Past(editions, history, blame(editions, position_id), brought)


# --- as comparisons ---


def compared_in(step: Step) -> Compared | None:
    """The words before and after a step, None where it changed none."""
    changes = step.changes
    if step.position is None and step.base:
        changes = (Change(Op.DELETE, step.base.text, ""),)
    if not changes or step.base is None:
        return None
    natures = tuple(nature_of(change) for change in changes if change.op is not Op.EQUAL)
    after = step.position.text if step.position else ""
    return Compared(step.base.text, after, changes, natures)


def sides_of(past: Past, older: int, newer: int) -> tuple[str, str, str, str, About]:
    """Titles and texts of the position in two steps, and what their comparison is about."""
    first, second = past.steps[older], past.steps[newer]
    title = past.history.position.title
    source = f"{first.header.title}, {first.header.edition} [{past.history.position_id}]"
    return (*_side(first), *_side(second), About(title=title, source=(source,)))


def _side(step: Step) -> tuple[str, str]:
    if step.position is None:
        return f"left out  {step.header.edition}", ""
    return f"{step.position.title}  {step.header.edition}", step.position.text
