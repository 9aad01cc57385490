"""What an adoption made, told from what the round keeps of it."""

from pathlib import Path

from policytui.conference.decisions.adopting import read_former_texts, read_kept
from policytui.conference.decisions.adoption import Adoption
from policytui.conference.decisions.next_edition import Adopted, NextEdition
from policytui.corpus.markdown import parse_document_bytes
from policytui.corpus.provenance import parse_provenance, provenance_path


def tell_name(folder: Path, adoption: Adoption) -> Adopted | None:
    """What the documents were adopted as; None where no document tells it.

    Args:
        folder: of the round.

    Raises:
        DataError, StorageError: what was kept was lost or altered.
    """
    written = {change.path: change.after for change in adoption.changes}
    for path, _ in read_former_texts(folder, adoption):
        after = parse_document_bytes(read_kept(folder, path.name, written[path.name]), path)
        if after.header.adopted:
            return Adopted(adoption.edition, after.header.adopted, after.header.adopted_by)
    return None


def tell_editions(folder: Path, adoption: Adoption) -> tuple[NextEdition, ...]:
    """Each document before and after an adoption, and who brought what, as it was written.

    Args:
        folder: of the round.

    Raises:
        DataError, StorageError: what was kept was lost or altered.
    """
    written = {change.path: change.after for change in adoption.changes}
    made = []
    for path, former in read_former_texts(folder, adoption):
        after = parse_document_bytes(read_kept(folder, path.name, written[path.name]), path)
        told = provenance_path(Path(), after.header)
        origins = read_kept(folder, told.as_posix(), written[told.as_posix()])
        made.append(
            NextEdition(
                parse_document_bytes(former, path),
                after,
                parse_provenance(origins.decode("utf-8"), told),
            )
        )
    return tuple(made)
