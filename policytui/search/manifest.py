"""What an index held when it was last written: its documents, and its files with checksums.

The note beside an index by which damage is known before it answers wrongly.
"""

import json
import os
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from policytui.files import write_atomically

FORMAT = 2
"""Raised whenever the keys of an index, the analysis behind them or the manifest change."""

_NAME = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What is noted of an index.

    Attributes:
        documents: the digests of the documents that are in it whole, by their ids.
        files: size and CRC-32 of each file, by its name.
    """

    documents: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[int, int]] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """What is noted in a folder; nothing where it cannot be read or is of another format."""
    try:
        manifest = json.loads((folder / _NAME).read_bytes())
        if manifest["format"] != FORMAT:
            return Manifest()
        return Manifest(
            {str(id_): str(digest) for id_, digest in manifest["documents"].items()},
            {
                os.path.basename(name): (int(size), int(checksum))
                for name, (size, checksum) in manifest["files"].items()
            },
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Note what an index is.

    Raises:
        StorageError: the folder cannot be written.
    """
    content = {"format": FORMAT, "documents": manifest.documents, "files": manifest.files}
    write_atomically(folder / _NAME, json.dumps(content).encode())


def verify_files(folder: Path, manifest: Manifest, *, may_miss: bool) -> None:
    """Compare the files of an index with what is noted of them.

    Args:
        may_miss: files that are gone are no damage.

    Raises:
        OSError: a file is missing or cannot be read.
        ValueError: a file is not as it was written.
    """
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            is_same = path.stat().st_size == expected[0] and checksum_of(path) == expected
        except FileNotFoundError:
            if not may_miss:
                raise
            continue
        if not is_same:
            raise ValueError(f"{name} is not as it was written")


def checksum_of(path: Path) -> tuple[int, int]:
    """The size of a file and a checksum of what is in it."""
    size = checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
    return size, checksum


def is_ours(folder: Path) -> bool:
    """Whether a folder can be written and belongs to the user: what lies there is believed."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner = folder.stat().st_uid
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK) and owner in (
        0,
        getattr(os, "getuid", lambda: owner)(),
    )
