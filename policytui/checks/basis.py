"""What drafts are held against: the corpus, the registers, the conditions, the time."""

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policytui.corpus.catalogue import Catalogue
from policytui.drafts.begin import now

if TYPE_CHECKING:
    from policytui.checks.conditions import Conditions
    from policytui.checks.nearness.candidates import Candidates
    from policytui.checks.registers.model import Registers


@dataclass(frozen=True)
class Basis:
    """Everything that rules look at besides the draft itself.

    Attributes:
        catalogue: the corpus as it stands.
        at: the moment of the check; aware, UTC.
        cache: the folder for caches of this corpus; None keeps nothing on disk.
    """

    catalogue: Catalogue
    at: datetime = field(default_factory=now)
    cache: Path | None = None

    def at_now(self) -> "Basis":
        """The same at this moment, with everything that is loaded already."""
        later = copy(self)
        object.__setattr__(later, "at", now())
        return later

    @cached_property
    def registers(self) -> "Registers":
        """Bodies, laws, terms and topics: the shipped ones, and those beside the corpus folder.

        Raises:
            DataError: a file of registers beside the corpus cannot be used.
        """
        from policytui.checks.registers.loading import load_registers

        return load_registers(self.catalogue.folder.absolute().parent / "registers")

    @cached_property
    def conditions(self) -> "tuple[Conditions, ...]":
        """What consultations and conferences ask, as told beside the corpus folder.

        Raises:
            DataError: a file of conditions cannot be used.
        """
        from policytui.checks.conditions_file import load_conditions

        documents = {card.header.id for card in self.catalogue.documents()}
        return load_conditions(self.catalogue.folder.absolute().parent / "conditions", documents)

    @cached_property
    def candidates(self) -> "Candidates":
        """The positions that state policy, held so that those near a text are found quickly."""
        from policytui.checks.nearness.policy import candidates_of

        return candidates_of(self.catalogue, self.cache)
