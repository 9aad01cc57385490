"""What adopting would write: read from the corpus, worked out, shown before anything is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytui.checks.conditions_file import london
from policytui.compare.documents import DocumentComparison, compare_documents
from policytui.conference.decisions.adopting import LARGEST_FILE, NewFile
from policytui.conference.decisions.deciding import Decided, account, is_carried
from policytui.conference.decisions.listed import Listed
from policytui.conference.decisions.next_edition import Adopted, NextEdition, work_out
from policytui.conference.decisions.obstacles import BadName, NothingCarried, Undecided
from policytui.conference.decisions.recommendations import Given
from policytui.corpus.editions import (
    EditionFile,
    edition_path,
    is_earlier,
    list_editions,
    read_editions,
)
from policytui.corpus.identity import slug_from
from policytui.corpus.markdown import (
    format_document,
    parse_document,
    parse_document_bytes,
    read_document,
)
from policytui.corpus.model import Document, Header
from policytui.corpus.provenance import format_provenance, provenance_path
from policytui.drafts.begin import now
from policytui.errors import DataError, Problem, UnknownId, UsageError
from policytui.files import read_bytes
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled


@dataclass(frozen=True, slots=True)
class Plan:
    """A new edition before it is written.

    Attributes:
        editions: what becomes of each document that changes.
        files: what is to be written, in that order.
    """

    name: Adopted
    editions: tuple[NextEdition, ...]
    files: tuple[NewFile, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that change."""
        return tuple(edition.before.id for edition in self.editions)

    def compare(self, progress: Progress = ignore_progress) -> tuple[DocumentComparison, ...]:
        """What becomes of each position, document by document."""
        return compare_editions(self.editions, progress)


def compare_editions(
    editions: Iterable[NextEdition],
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[DocumentComparison, ...]:
    """What becomes of each position, document by document.

    Raises:
        Cancelled: stopped.
    """
    return tuple(
        compare_documents(one.before, one.after, progress=progress, is_cancelled=is_cancelled)
        for one in editions
    )


def plan_adoption(
    corpus: Path,
    listed: Sequence[Listed],
    standing: Mapping[str, Decided],
    name: Adopted,
    *,
    merges: bool = False,
    given: Mapping[str, Given] | None = None,
) -> Plan:
    """What adopting would write into a corpus folder.

    Args:
        listed: every amendment that is called, in order, new positions as staff placed them.
        merges: bring together what was carried and what changed in the corpus since.
        given: recommendations, as `work_out` takes them.

    Raises:
        Undecided: amendments are still to be decided.
        NothingCarried: nothing was carried, or it changes no word.
        BadName: there is an edition of that name or of a later day.
        CannotAdopt: what was carried collides, or the text that it amends is no more.
        DataError: a document holds mistakes.
    """
    _require_ends(listed, standing)
    if not any(map(str.isalnum, name.edition)) or not name.conference:
        raise BadName("An edition needs a name, such as 2026, and a conference that adopts it.")
    present: dict[str, tuple[EditionFile, bytes, Document]] = {}
    taken: set[str] = set()
    for document_id in _carried_documents(listed, standing):
        file = _present_file(corpus, document_id, name)
        if file:
            data = read_bytes(file.path, LARGEST_FILE)
            present[document_id] = file, data, parse_document_bytes(data, file.path)
            for edition in read_editions(corpus, document_id):
                taken.update(position.id for position in edition.positions)
    documents = {id_: document for id_, (_, _, document) in present.items()}
    editions = work_out(documents, listed, standing, name, taken=taken, merges=merges, given=given)
    if not editions:
        raise NothingCarried(
            "Nothing that was carried changes a word of the corpus; there is nothing to adopt.",
            hint="See the decisions with: policytui decide",
        )
    files = [
        file
        for edition in editions
        for file in _files_for(corpus, edition, *present[edition.before.id][:2])
    ]
    return Plan(name, editions, tuple(files))


def propose_name(
    corpus: Path, listed: Sequence[Listed], standing: Mapping[str, Decided], conference: str
) -> Adopted:
    """What the new edition is called where nobody says otherwise: the year, the last day of voting.

    Args:
        conference: who adopts it.
    """
    times = [decided.at for decided in standing.values()] or [now()]
    day = max(times).astimezone(london()).date()
    there = {
        slug_from(file.header.edition)
        for document_id in _carried_documents(listed, standing)
        for file in _files_of(corpus, document_id)
    }
    names = (f"{day:%Y}", f"{day:%Y-%m}", f"{day}")
    edition = next((name for name in names if slug_from(name) not in there), names[0])
    return Adopted(edition, day, conference)


def _carried_documents(listed: Sequence[Listed], standing: Mapping[str, Decided]) -> list[str]:
    carried = {one.amendment.document for one in listed if is_carried(one.id, standing)}
    return sorted(carried - {""})


def _files_of(corpus: Path, document_id: str) -> tuple[EditionFile, ...]:
    try:
        return tuple(list_editions(corpus, document_id))
    except UnknownId:
        return ()


def _require_ends(listed: Sequence[Listed], standing: Mapping[str, Decided]) -> None:
    numbers = {one.id: one.number for one in listed}
    ends = account(listed, standing)
    left = [numbers[end.id] for end in ends if end.outcome is None and not end.through]
    if left:
        raise Undecided(left)


def _present_file(corpus: Path, document_id: str, name: Adopted) -> EditionFile | None:
    """The file of the present text; None where there is none."""
    files = _files_of(corpus, document_id)
    present = next((file for file in files if file.is_current), None)
    if present is None:
        return None
    same = [one for one in files if slug_from(one.header.edition) == slug_from(name.edition)]
    if same:
        raise BadName(
            f'{same[0].path}: the edition "{same[0].header.edition}" is there already.',
            hint="Give the new edition another name with --edition.",
        )
    header = present.header
    if is_earlier(Header(header.id, "", header.kind, name.edition, name.adopted), header):
        raise BadName(
            f'{present.path}: the edition "{header.edition}" is later than {name.adopted}.',
            hint="Give the day of adoption with --adopted.",
        )
    return present


def _files_for(corpus: Path, edition: NextEdition, file: EditionFile, data: bytes) -> list[NewFile]:
    """The former text as an older edition, the provenance, and the new text in its place."""
    path = file.path
    files = []
    kept = edition_path(corpus, edition.before.header)
    if not kept.exists():
        files.append(NewFile(_within(corpus, kept), None, data))
    elif read_document(kept) != edition.before:
        raise UsageError(
            f'{kept}: another text is kept as the edition "{edition.before.header.edition}".',
            hint="Give one of the two another edition name; nothing was written.",
        )
    told = provenance_path(corpus, edition.after.header)
    before = read_bytes(told, LARGEST_FILE) if told.exists() else None
    text = format_provenance(edition.provenance).encode()
    files.append(NewFile(_within(corpus, told), before, text))
    made = format_document(edition.after)
    if parse_document(made, path) != edition.after:
        message = "would not read back as it was written; nothing was written. Please report this."
        raise DataError([Problem(path, 0, "", message)])
    return [*files, NewFile(_within(corpus, path), data, made.encode())]


def _within(corpus: Path, path: Path) -> str:
    return path.relative_to(corpus).as_posix()
