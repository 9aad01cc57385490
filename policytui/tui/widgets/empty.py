"""What an empty list says: why it is empty and which key helps."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from policytui.tui.plain import MUTED, plain


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why a list is empty and what to do.

    Attributes:
        why: one short line.
        more: what a reader must know besides, may be empty.
        keys: pairs of a key as people write it and what it does.
    """

    why: str
    more: str = ""
    keys: Sequence[tuple[str, str]] = ()

    def content(self) -> Content:
        """The emptiness as content of the screen."""
        lines = [plain(self.why, "bold")]
        if self.more:
            lines.append(plain(self.more, MUTED))
        if self.keys:
            widest = max(len(key) for key, _ in self.keys)
            lines.append(Content(""))
            lines += [
                plain(key.ljust(widest), "bold $text-accent") + plain(f"  {does}", MUTED)
                for key, does in self.keys
            ]
        return Content("\n").join(lines)


LOADING = Emptiness("Opening the corpus …")


class Empty(Static):
    """A widget that stands where a list would, while it is empty."""

    DEFAULT_CSS = "Empty { padding: 1 2; height: 1fr; }"

    def show(self, emptiness: Emptiness) -> None:
        """Say why."""
        self.update(emptiness.content())
