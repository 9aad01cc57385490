"""Submissions: drafts sealed for sending, so that staff can tell that nothing was altered.

The seal is the SHA-256 of the canonical content: the draft's table as JSON with sorted keys,
no spaces and UTF-8, without the tables `seal` and `history` and the key `state`.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from policytui.drafts.begin import now
from policytui.drafts.model import Draft, Event, Seal, State
from policytui.drafts.toml import draft_as_json, format_draft, read_draft
from policytui.errors import PolicyError, StorageError
from policytui.files import write_atomically


def content_digest(draft: Draft) -> str:
    """`sha256:` and the digest of the draft's canonical content."""
    content = draft_as_json(draft)
    for key in ("seal", "history", "state"):
        content.pop(key, None)
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def seal(draft: Draft) -> Draft:
    """The draft as a submission."""
    moment = now()
    return replace(
        draft,
        state=State.SUBMITTED,
        history=(*draft.history, Event(moment, "sealed for submission")),
        seal=Seal(content_digest(draft), moment),
    )


def is_intact(draft: Draft) -> bool:
    """Whether a sealed draft holds exactly what was sealed."""
    return draft.seal is not None and draft.seal.digest == content_digest(draft)


def _is_the_same(path: Path, submission: Draft) -> bool:
    """Whether a file holds a submission of the same content, sealed at whatever time."""
    try:
        return content_digest(read_draft(path)) == content_digest(submission)
    except PolicyError:
        return False


def write_submission(submission: Draft, outbox: Path) -> Path:
    """Put a sealed draft into the outbox.

    Raises:
        StorageError: it cannot be written, or another submission lies there under its name.
    """
    path = outbox / f"{submission.id}.toml"
    data = format_draft(submission).encode()
    if path.exists() and not _is_the_same(path, submission):
        raise StorageError(
            f"{path}: a submission with this name lies there already.",
            hint="Move it away once it is sent, or copy the draft and submit the copy.",
        )
    write_atomically(path, data)
    return path
