"""The amendments of the workbench: space marks, which pages in other lists."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.widgets.finding_list import FindingList


class AmendmentList(FindingList, inherit_bindings=False):
    """Amendments and their sentences."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, key=binding.key.removesuffix(",space"))
        for binding in bindings_for(Place.MOVING)
        if isinstance(binding, Binding)
    ]
