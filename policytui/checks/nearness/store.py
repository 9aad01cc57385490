"""Candidates kept in one file beside the index, so that a large corpus is read once.

A cache: what is damaged, foreign, or made from another corpus counts as absent.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Mapping
from pathlib import Path

from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.postings import Postings, Vocabulary
from policytui.checks.nearness.shingles import ShingleIndex
from policytui.errors import StorageError
from policytui.files import read_bytes, write_atomically

FORMAT = 2
"""Raised whenever the file, the words or the stems change."""

_LARGEST = 1 << 31


def key_of(digests: Mapping[str, str]) -> str:
    """What candidates are kept under: the documents, the format and the kind of machine."""
    content = json.dumps([FORMAT, sys.byteorder, array("I").itemsize, sorted(digests.items())])
    return f"{len(digests)}-{_digest(content.encode())}"


def keep_candidates(path: Path, key: str, candidates: Candidates) -> bool:
    """Write candidates to a file; whether that was possible."""
    postings = candidates.postings
    parts = [
        "\n".join(candidates.ids).encode(),
        "\n".join(postings.vocabulary.stems).encode(),
        candidates.shingles.entries.tobytes(),
        candidates.shingles.sizes.tobytes(),
        postings.stems.tobytes(),
        postings.lengths.tobytes(),
    ]
    content = b"".join(parts)
    head = {"key": key, "sizes": [len(part) for part in parts], "checksum": zlib.crc32(content)}
    try:
        write_atomically(path, json.dumps(head).encode() + b"\n" + content)
    except StorageError:
        return False
    return True


def read_candidates(path: Path, key: str) -> Candidates | None:
    """The candidates that a file holds under a key; None where it holds nothing of use."""
    try:
        head_line, _, content = read_bytes(path, _LARGEST).partition(b"\n")
        head = json.loads(head_line)
        if head["key"] != key or head["checksum"] != zlib.crc32(content):
            return None
        parts = []
        start = 0
        for size in head["sizes"]:
            parts.append(content[start : start + size])
            start += size
        ids, names, entries, sizes, stems, lengths = parts
        vocabulary = Vocabulary(names.decode().split("\n"))
        return Candidates(
            ids.decode().split("\n") if ids else (),
            ShingleIndex(array("Q", entries), array("I", sizes)),
            Postings(vocabulary, array("I", stems), array("I", lengths)),
        )
    except (StorageError, ValueError, LookupError, TypeError):
        return None


def _digest(content: bytes) -> str:
    from hashlib import blake2b

    return blake2b(content, digest_size=16).hexdigest()
