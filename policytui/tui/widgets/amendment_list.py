"""The list of amendments, two rows each, in which space marks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.widgets.finding_list import FindingList
from policytui.tui.widgets.outline_view import OutlineRow


class AmendmentList(FindingList, inherit_bindings=False):
    """Rows of amendments; where the votes are put in another order than listed, the bar stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, key=binding.key.removesuffix(",space"))
        for binding in bindings_for(Place.MOVING)
        if isinstance(binding, Binding)
    ]

    def show(self, rows: Sequence[OutlineRow], *, item: int = -1) -> None:
        """Show other rows, with the bar where it was, or on the next that is listed."""
        super().show(rows, item=item)
        self.go_to(item)
