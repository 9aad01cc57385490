"""What drafts are held against: the corpus, the registers, the conditions, the time."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from os import scandir
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from policytui.corpus.catalogue import Catalogue
from policytui.drafts.begin import now

if TYPE_CHECKING:
    from policytui.checks.conditions import Conditions
    from policytui.checks.nearness.candidates import Candidates
    from policytui.checks.registers.model import Registers


class Loaded:
    """What is read once for all checks on one corpus, when it is first asked for.

    Args:
        catalogue: the corpus as it stands.
        cache: the folder for caches of this corpus; None keeps nothing on disk.
    """

    def __init__(self, catalogue: Catalogue, cache: Path | None) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._stamps = _stamps_beside(catalogue.folder)
        self.lock = RLock()

    def as_on_disk(self) -> "Loaded":
        """The same while the files beside the corpus are as they were, else to be read anew."""
        if _stamps_beside(self._catalogue.folder) == self._stamps:
            return self
        anew = Loaded(self._catalogue, self._cache)
        if "candidates" in self.__dict__:
            # They rest on the corpus alone, and take the longest to make.
            anew.__dict__["candidates"] = self.__dict__["candidates"]
        return anew

    @cached_property
    def registers(self) -> "Registers":
        """Bodies, laws, terms and topics: the shipped ones, and those beside the corpus folder."""
        from policytui.checks.registers.loading import load_registers

        return load_registers(self._catalogue.folder.absolute().parent / "registers")

    @cached_property
    def conditions(self) -> "tuple[Conditions, ...]":
        """What consultations and conferences ask, as told beside the corpus folder."""
        from policytui.checks.conditions_file import load_conditions

        documents = {card.header.id for card in self._catalogue.documents()}
        return load_conditions(self._catalogue.folder.absolute().parent / "conditions", documents)

    @cached_property
    def candidates(self) -> "Candidates":
        """The positions that state policy, held so that those near a text are found quickly."""
        from policytui.checks.nearness.policy import candidates_of

        return candidates_of(self._catalogue, self._cache)


@dataclass(frozen=True)
class Basis:
    """Everything that rules look at besides the draft itself.

    Attributes:
        catalogue: the corpus as it stands.
        at: the moment of the check; aware, UTC.
        cache: the folder for caches of this corpus; None keeps nothing on disk.
        loaded: what is read once; shared with the same basis at another moment.
    """

    catalogue: Catalogue
    at: datetime = field(default_factory=now)
    cache: Path | None = None
    loaded: Loaded = field(default=None, compare=False, repr=False)  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.loaded is None:
            object.__setattr__(self, "loaded", Loaded(self.catalogue, self.cache))

    def at_now(self) -> "Basis":
        """The same at this moment; what is loaded is kept unless its files changed."""
        return replace(self, at=now(), loaded=self.loaded.as_on_disk())

    @property
    def registers(self) -> "Registers":
        """Bodies, laws, terms and topics: the shipped ones, and those beside the corpus folder.

        Raises:
            DataError: a file of registers beside the corpus cannot be used.
        """
        with self.loaded.lock:
            return self.loaded.registers

    @property
    def conditions(self) -> "tuple[Conditions, ...]":
        """What consultations and conferences ask, as told beside the corpus folder.

        Raises:
            DataError: a file of conditions cannot be used.
        """
        with self.loaded.lock:
            return self.loaded.conditions

    @property
    def candidates(self) -> "Candidates":
        """The positions that state policy, held so that those near a text are found quickly."""
        with self.loaded.lock:
            return self.loaded.candidates


def _stamps_beside(corpus: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file of registers and conditions beside a corpus folder, by path."""
    stamps = {}
    for name in ("registers", "conditions"):
        with suppress(OSError):
            for entry in scandir(corpus.absolute().parent / name):
                status = entry.stat()
                stamps[entry.path] = (status.st_size, status.st_mtime_ns)
    return stamps
