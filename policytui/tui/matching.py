"""A proposal beside the whole platform: read, matched, put into words, taken into an amendment."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from policytui.compare.layout import inline_text
from policytui.compare.words import Op, nature_of
from policytui.corpus.model import Header, Position
from policytui.drafts.begin import begin_amendment, revise
from policytui.drafts.model import Draft
from policytui.errors import DataError, PolicyError, UsageError
from policytui.importers.importing import import_file
from policytui.progress import IsCancelled, Progress
from policytui.proposals.match import ParagraphMatch, ProposalMatch, Verdict, match_proposal
from policytui.proposals.parts import Part, parts_from_import, parts_from_text
from policytui.tui.comparing import About, Compared
from policytui.tui.operands import Operand, Sort, read_as_text
from policytui.tui.plain import one_line
from policytui.tui.submitter import submitter_from
from policytui.tui.wording import DOT, breadcrumb
from policytui.workspace.workspace import Workspace

SIGNS = dict(zip(Verdict, "=»~+", strict=True))
CAUTION = "These verdicts are about words; look at both texts."

_SEVERAL = {Verdict.EXTENDS: "extend", Verdict.CHANGES: "change"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A proposal beside the platform, with the positions that its verdicts are about.

    Attributes:
        name: what the proposal is called.
        remains: the positions that nothing in it touches.
        positions: by id, those it is matched to.
        headers: of the documents of all of them, by id.
    """

    name: str
    match: ProposalMatch
    remains: tuple[Position, ...]
    positions: Mapping[str, Position]
    headers: Mapping[str, Header]

    @property
    def title(self) -> str:
        """What is beside what."""
        return title_of(self.name)

    @property
    def differing(self) -> list[int]:
        """Numbers of the paragraphs that are not policy already."""
        verdicts = (paragraph.verdict for paragraph in self.match.paragraphs)
        return [n for n, verdict in enumerate(verdicts) if verdict is not Verdict.ALREADY]

    @property
    def counts(self) -> str:
        """How many paragraphs there are of each verdict."""
        found = Counter(paragraph.verdict for paragraph in self.match.paragraphs)
        return DOT.join(_count(verdict, found[verdict]) for verdict in Verdict if found[verdict])

    def groups(self, *, differing_only: bool) -> list[tuple[str, list[int]]]:
        """Numbers of the paragraphs under each heading of the proposal, in order."""
        paragraphs = self.match.paragraphs
        items = self.differing if differing_only else range(len(paragraphs))
        grouped = groupby(items, key=lambda item: paragraphs[item].heading)
        return [(heading, list(under)) for heading, under in grouped]

    def where(self, position: Position) -> str:
        """Where a position stands, and in which edition."""
        header = self.headers.get(position.document_id)
        return breadcrumb(position, header) + (f"{DOT}{one_line(header.edition)}" if header else "")

    def paragraph(self, item: int) -> ParagraphMatch | None:
        """The paragraph with a number; None behind the last one, where the remaining ones are."""
        return self.match.paragraphs[item] if item < len(self.match.paragraphs) else None

    def position(self, item: int) -> Position | None:
        """The position that a paragraph is matched to, or the one that remains."""
        paragraph = self.paragraph(item)
        if paragraph:
            return self.positions.get(paragraph.position)
        return self.remains[item - len(self.match.paragraphs)]

    def text(self, item: int) -> str:
        """The words of a paragraph, or of a position that remains."""
        each = self.paragraph(item) or self.position(item)
        return each.text if each else ""

    def said(self, item: int) -> str:
        """What is told of an item, as a sentence that takes no side."""
        paragraph, position = self.paragraph(item), self.position(item)
        if position is None:
            return "No position has enough words in common with this paragraph."
        if paragraph is None:
            return (
                f"Remains as it is: nothing in the proposal touches it{DOT}{self.where(position)}"
            )
        sentence = {
            Verdict.ALREADY: "The words of this paragraph stand in {}.",
            Verdict.EXTENDS: "This paragraph has the words of {}, and more.",
        }.get(paragraph.verdict, "This paragraph differs from {}.")
        words = sentence.format(f"“{one_line(position.title)}”")
        return f"{words} {percent(paragraph)} in common{DOT}{self.where(position)}"


def title_of(name: str) -> str:
    """What is beside what."""
    return f"{one_line(name)} beside the whole platform"


def percent(paragraph: ParagraphMatch) -> str:
    """The score of a paragraph that is matched to a position."""
    return f"{paragraph.score * 100:.0f} %" if paragraph.position else ""


def _count(verdict: Verdict, number: int) -> str:
    word = verdict.value if number == 1 else _SEVERAL.get(verdict, verdict.value)
    return f"{number:,} {word}"


# --- reading and matching ---


def match_operand(
    workspace: Workspace, operand: Operand, progress: Progress, is_cancelled: IsCancelled
) -> Beside:
    """Read a file or a draft and match its paragraphs.

    Raises:
        PolicyError: it cannot be read, or holds no words.
        Cancelled: stopped.
    """
    parts = _read_parts(workspace, operand)
    if not workspace.is_current():
        workspace.refresh(progress, is_cancelled)
    catalogue = workspace.catalogue
    match = match_proposal(
        parts, workspace.engine, catalogue, progress=progress, is_cancelled=is_cancelled
    )
    touched = dict.fromkeys(each.position for each in match.paragraphs if each.position)
    positions = {each.id: each for each in catalogue.positions(list(touched))}
    remains = tuple(catalogue.positions(match.remains))
    documents = {each.document_id for each in (*positions.values(), *remains)}
    headers = {document: catalogue.header(document) for document in documents}
    return Beside(operand.title, match, remains, positions, headers)


def _read_parts(workspace: Workspace, operand: Operand) -> tuple[Part, ...]:
    if operand.sort is not Sort.DRAFT:
        return _parts_of_file(Path(operand.name))
    draft = workspace.drafts.load(operand.name).draft
    texts = [(draft.title, draft.text), *((each.wording, each.text) for each in draft.answers)]
    parts = tuple(
        Part(one_line(heading), part.paragraphs)
        for heading, text in texts
        for part in parts_from_text(text)
    )
    if not parts:
        raise UsageError(
            f"“{one_line(draft.title)}” holds no words yet.",
            hint="Open it from the list of drafts (d), write its text, and compare again.",
        )
    return parts


def _parts_of_file(path: Path) -> tuple[Part, ...]:
    try:
        parts = parts_from_import(import_file(path))
        if any(part.paragraphs for part in parts):
            return parts
        refused: PolicyError = UsageError(
            f"{one_line(str(path))} holds headings only.", hint="Choose the file with the text."
        )
    except (DataError, UsageError) as error:
        refused = error
    # A plain letter without headings is no document, but has paragraphs all the same.
    try:
        parts = parts_from_text(read_as_text(path))
    except DataError:
        raise refused from None
    if not parts:
        raise refused
    return parts


# --- comparing, copying, amending ---


def compared(paragraph: ParagraphMatch) -> Compared:
    """The words of the position beside those of a paragraph."""
    changes = paragraph.changes
    natures = tuple(nature_of(change) for change in changes if change.op is not Op.EQUAL)
    return Compared(paragraph.base, paragraph.text, changes, natures)


def sides_of(found: Beside, item: int) -> tuple[str, str, str, str, About] | None:
    """Titles and texts of a position and a paragraph; None where it is one of them alone."""
    paragraph, position = found.paragraph(item), found.position(item)
    if paragraph is None or position is None:
        return None
    header = found.headers[position.document_id]
    is_whole = paragraph.base == position.text
    title = position.title if is_whole else f"{position.title} (one paragraph of it)"
    about = About(title=title, source=(f"{header.title}, {header.edition} [{paragraph.position}]",))
    mine = f"paragraph {item + 1} of {found.name}"
    return f"{title}  {header.edition}", paragraph.base, mine, paragraph.text, about


def begin_from(workspace: Workspace, position: Position, paragraph: ParagraphMatch | None) -> Draft:
    """An amendment of a position, with the words of a paragraph where it differs; not saved."""
    submitter = submitter_from(workspace.places.settings, workspace.state)
    header = workspace.catalogue.header(position.document_id)
    draft = begin_amendment(position, header, submitter, workspace.drafts.ids())
    return revise(draft, text=amended_text(position, paragraph)) if paragraph else draft


def amended_text(position: Position, paragraph: ParagraphMatch) -> str:
    """The text of a position with a paragraph in place of the words it is compared with.

    What else the position says stays; where the paragraph is policy already, all of it does.
    """
    if paragraph.verdict is Verdict.ALREADY:
        return position.text
    base = re.escape(paragraph.base)
    place = re.search(rf"(?:\A|\n[ \t]*\n)({base})(?=\Z|\n[ \t]*\n)", position.text)
    if place is None:
        return paragraph.text
    return position.text[: place.start(1)] + paragraph.text + position.text[place.end(1) :]


def said_of_beginning(found: Beside, item: int) -> str:
    """What a person must know of an amendment begun from an item."""
    paragraph = found.paragraph(item)
    if paragraph is None or paragraph.verdict is Verdict.ALREADY:
        return "The text is the position's own: it is policy already."
    others = len(found.match.touching(paragraph.position)) - 1
    more = f" {others} more of the proposal's paragraphs are beside it." if others else ""
    return f"The paragraph's words stand in the text.{more}"


def report_text(found: Beside, *, differing_only: bool) -> str:
    """All of it as plain text."""
    return "\n".join(_report(found, differing_only)) + "\n"


def _report(found: Beside, differing_only: bool) -> Iterator[str]:
    yield found.title
    yield found.counts
    yield CAUTION
    for heading, items in found.groups(differing_only=differing_only):
        yield from ("", heading) if heading else ()
        for item in items:
            yield from ("", *_report_of(found, item))
    if not differing_only:
        yield from ("", remains_said(found))
        yield from (f"{position.title} [{position.id}]" for position in found.remains)


def _report_of(found: Beside, item: int) -> Iterator[str]:
    paragraph, position = found.match.paragraphs[item], found.position(item)
    verdict = paragraph.verdict
    about = f": {position.title} [{position.id}], {percent(paragraph)}" if position else ""
    yield f"{SIGNS[verdict]} {verdict.value}{about}"
    is_changed = verdict in (Verdict.CHANGES, Verdict.EXTENDS)
    yield inline_text(paragraph.changes) if is_changed else paragraph.text


def remains_said(found: Beside) -> str:
    """The heading above what nothing touches."""
    return f"Remains as it is ({len(found.remains):,})"
