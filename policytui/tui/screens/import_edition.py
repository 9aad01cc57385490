"""What a newer text changes in a document of the corpus, to be seen before it is saved."""

from typing import ClassVar

from textual.binding import BindingType

from policytui.corpus.model import Document
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.screens.documents import DocumentsScreen
from policytui.tui.screens.leaving import Screen
from policytui.tui.telling import tell
from policytui.tui.widgets.key_bar import KeyBar


class EditionScreen(DocumentsScreen, inherit_bindings=False):
    """The outline of both texts; enter takes the new one, and only then is it saved.

    Args:
        known: the text that is there.
        proposed: the one to be saved.

    Attributes:
        is_accepted: it was taken.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*Screen.BINDINGS, *bindings_for(Place.EDITION)]

    def __init__(self, known: Document, proposed: Document) -> None:
        super().__init__(known, proposed)
        self.is_accepted = False

    def on_mount(self) -> None:
        """The keys are those of taking, not of looking alone."""
        self.query_one(KeyBar).commands = footer_commands(Place.EDITION)

    def action_accept(self) -> None:
        """Take it, once it is seen what it changes."""
        if self.comparison is None:
            tell(self.app, "Not yet: it is still being compared.")
            return
        self.is_accepted = True
        self.dismiss(None)

    def action_close(self) -> None:
        """Go back; nothing is saved."""
        self.dismiss(None)
