"""Answers found in a file as a list to look through: by question, and what fits none."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from policytui.corpus.model import Document, Position, Role
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.report import LeftOut
from policytui.progress import IsCancelled, Progress
from policytui.proposals.answer_draft import Suggested, suggest_submitter
from policytui.proposals.answers import (
    CollatedAnswers,
    FoundAnswer,
    find_answers,
    move_answer,
    put_rest_under,
    split_answer,
    split_rest,
    take_out_answer,
)
from policytui.tui.wording import DOT
from policytui.workspace.collated import Act, Change, KeptChanges


@dataclass(frozen=True, slots=True)
class Listed:
    """Something in the list on which the bar can stand: an answer, or what fits no question.

    Attributes:
        place: its place among the answers, or among what fits no question.
        question: the question that it answers; None for what fits none.
    """

    place: int
    question: Position | None = None


@dataclass(frozen=True)
class Collating:
    """The answers of a file on their way to a draft."""

    found: CollatedAnswers
    consultation: Document

    @property
    def questions(self) -> tuple[Position, ...]:
        """The questions of the consultation, in order."""
        return tuple(each for each in self.consultation.positions if each.role is Role.QUESTION)

    @cached_property
    def items(self) -> tuple[Listed, ...]:
        """Everything on which the bar can stand: answers by question, then what fits none."""
        return tuple(self._items())

    def _items(self) -> Iterator[Listed]:
        for question in self.questions:
            for place, answer in enumerate(self.found.answers):
                if answer.question_id == question.id:
                    yield Listed(place, question)
        for place in range(len(self.found.rest)):
            yield Listed(place)

    @property
    def counts(self) -> str:
        """How many questions are answered, how many of the answers are doubtful."""
        questions = self.questions
        answered = len({answer.question_id for answer in self.found.answers})
        doubtful = sum(bool(answer.doubt) for answer in self.found.answers)
        parts = [f"{answered} of {len(questions)} questions answered"]
        parts += [f"{doubtful} doubtful"] if doubtful else []
        parts += [f"{len(self.found.rest)} fit no question"] if self.found.rest else []
        return DOT.join(parts)

    @property
    def doubts(self) -> str:
        """What is to be known of the file as a whole."""
        return "  ".join(f"? {doubt.message}" for doubt in self.found.doubts)

    @property
    def suggested(self) -> str:
        """Who seems to answer, as a sentence; empty where the file does not say."""
        return tell_suggested(suggest_submitter(self.found.remarks, self.consultation.header))

    def answer(self, item: int) -> FoundAnswer | None:
        """The answer under the bar, None for what fits no question."""
        listed = self.items[item]
        return self.found.answers[listed.place] if listed.question else None

    def stray(self, item: int) -> LeftOut | None:
        """What fits no question under the bar, None for an answer."""
        listed = self.items[item]
        return None if listed.question else self.found.rest[listed.place]

    def next_doubt(self, item: int) -> int | None:
        """The next doubtful answer behind one, round at the end."""
        doubtful = [n for n in range(len(self.items)) if (its := self.answer(n)) and its.doubt]
        return next((n for n in doubtful if n > item), doubtful[0] if doubtful else None)

    def text(self, item: int) -> str:
        """The words under the bar."""
        listed = self.items[item]
        part = self.found.answers if listed.question else self.found.rest
        return part[listed.place].text

    @property
    def name(self) -> str:
        """A name that only the same things found in the same way have."""
        ids = tuple(question.id for question in self.questions)
        found = repr((ids, self.found.answers, self.found.rest))
        return sha256(found.encode("utf-8", "surrogatepass")).hexdigest()

    def fits(self, change: Change) -> bool:
        """Whether there is what a change is about."""
        if not 0 <= change.item < len(self.items):
            return False
        if change.act is Act.MOVE:
            return any(question.id == change.question_id for question in self.questions)
        return change.act is not Act.TAKE_OUT or self.answer(change.item) is not None

    def changed(self, change: Change) -> "Collating":
        """The same with something put right that `fits`; unchanged where a part would be empty."""
        listed = self.items[change.item]
        is_answer, found, place = listed.question is not None, self.found, listed.place
        if change.act is Act.TAKE_OUT:
            found = take_out_answer(found, place)
        elif change.act is Act.SPLIT:
            found = (split_answer if is_answer else split_rest)(found, place, change.at)
        else:
            found = (move_answer if is_answer else put_rest_under)(found, place, change.question_id)
        return Collating(found, self.consultation)


class Correcting:
    """The answers of a file as a person puts them right; everything done is kept at once.

    Args:
        found: as the file was read.
        kept: where what is done is kept; it begins with what is kept there.

    Attributes:
        went_on: how many earlier changes it began with.
        is_kept: everything that was done is kept.
    """

    def __init__(self, found: Collating, kept: KeptChanges) -> None:
        self._kept = kept
        self._stood: list[Collating] = []
        self._changes: list[Change] = []
        self.collating = found
        self.is_kept = True
        for change in kept.find():
            if not self.collating.fits(change):  # a damaged file: what fits stands
                break
            self._add(change)
        self.went_on = self.changes

    @property
    def changes(self) -> int:
        """How many changes were made."""
        return len(self._changes)

    def do(self, change: Change) -> None:
        """Put something right.

        Raises:
            StorageError: it is done, but could not be kept.
        """
        self._add(change)
        self._keep()

    def undo(self) -> None:
        """Take back what was done last, where something was.

        Raises:
            StorageError: it is done, but could not be kept.
        """
        if self._changes:
            self._changes.pop()
            self.collating = self._stood.pop()
            self._keep()

    def keep(self) -> None:
        """Keep what could not be kept before.

        Raises:
            StorageError: it still cannot be kept.
        """
        if not self.is_kept:
            self._keep()

    def _add(self, change: Change) -> None:
        after = self.collating.changed(change)
        self._stood.append(self.collating)
        self._changes.append(change)
        self.collating = after

    def _keep(self) -> None:
        self.is_kept = False
        self._kept.keep(self._changes)
        self.is_kept = True


def tell_suggested(suggested: Suggested) -> str:
    """Who seems to answer, as a sentence; empty where nothing tells it."""
    day, capacity = suggested.agreed_on, suggested.capacity
    name = suggested.organisation
    name += f" ({capacity.label.lower()})" if name and capacity else ""
    told = [name, f"agreed on {day:%-d %B %Y}" if day else ""]
    return f"The file may mean: {', '.join(filter(None, told))}." if any(told) else ""


def collate(
    path: Path, consultation: Document, progress: Progress, is_cancelled: IsCancelled
) -> Collating:
    """Read a file and find its answers.

    Raises:
        PolicyError: it cannot be read, or answers no question of the consultation.
        Cancelled: stopped.
    """
    with ConfinedReader() as reader:
        reading = reader.read(path, progress=progress, is_cancelled=is_cancelled)
    return Collating(find_answers(reading, consultation, path=path), consultation)
