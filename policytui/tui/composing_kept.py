"""Words of a composite that were typed and not saved, kept where a crash leaves them.

One small file for each composite of a position and each window, in the user's state folder.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policytui.conference.amendments.composites import Composite
from policytui.drafts.kept_file import KeptFile
from policytui.errors import StorageError
from policytui.text import clean_text
from policytui.tui.composing import Bench

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What was on the workbench.

    Attributes:
        marked: ids of the amendments that were to be members.
        seen: the composite as it was saved when the words began from it; None for a new one, and
            where that was not kept.
    """

    text: str
    marked: tuple[str, ...]
    seen: Composite | None = None


class KeptWords:
    """The words of one composite, or of a new one, that were not saved.

    Args:
        state: the user's state folder.
    """

    def __init__(self, state: Path, bench: Bench) -> None:
        round_ = os.fsencode(bench.gathered.marshalled.round.folder.resolve())
        named = round_ + b"\0" + bench.gathered.position.encode() + b"\0" + bench.chosen.encode()
        self._id, self._position = bench.chosen, bench.gathered.position
        name = hashlib.sha256(named).hexdigest()[:24]
        self._kept = KeptFile(state / "composites", name, ".json")

    def find(self) -> Words | None:
        """The words kept last; from now on they are these that are kept or forgotten."""
        return self._kept.find(self._words_from)

    def _words_from(self, data: bytes) -> Words:
        value = json.loads(data)
        if value["schema"] != _SCHEMA:
            raise ValueError(value["schema"])
        marked = tuple(map(str, value["marked"]))
        return Words(clean_text(value["text"]), marked, self._seen(value.get("seen")))

    def note(self, words: Words) -> bool:
        """Keep words; whether that succeeded."""
        seen = words.seen and {
            "text": words.seen.text,
            "members": list(words.seen.members),
            "base": words.seen.base,
        }
        value = {
            "schema": _SCHEMA,
            "text": words.text,
            "marked": list(words.marked),
            "seen": seen,
        }
        try:
            self._kept.keep(json.dumps(value).encode("ascii"))
        except StorageError:
            return False
        return True

    def forget(self) -> None:
        """They were saved, or are no more wanted; what another window keeps stays."""
        self._kept.forget()

    def _seen(self, value: Mapping[str, Any] | None) -> Composite | None:
        """What a file says of the composite; files of earlier versions say nothing of it."""
        if value is None:
            return None
        text, members, base = clean_text(value["text"]), value["members"], value["base"]
        base = None if base is None else clean_text(base)
        return Composite(self._id, self._position, text, tuple(map(str, members)), (), base)
