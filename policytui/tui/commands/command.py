"""What a command of the app is, and where it works."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a command works."""

    EVERYWHERE = "Everywhere"
    MOVING = "Moving"
    """Wherever there is a list or a text to read."""
    SEARCH_LINE = "Search line"
    SEARCH = "Search"
    COMPARE = "Compare"
    DOCUMENTS = "Compare documents"
    MATCH = "Beside the platform"
    DRAFT = "Draft"
    CARRY = "Carry over"
    DRAFTS = "Drafts"
    ANSWERS = "Answers from a file"
    IMPORT = "Import"
    IMPORT_FORM = "What the document is called"
    EDITION = "Take an edition"
    HISTORY = "History"
    FINDINGS = "Findings"
    INBOX = "Inbox and answers"
    ROUND = "Round"
    MODIFIED = "As modified"
    """The text of an amendment as the sub-committee would have it."""
    TOGETHER = "Amendments together"
    COMPOSITE = "Composite"
    ADOPTION = "Next edition"
    REPORT = "Report of responses"
    SAID = "What we say already"
    """The list of positions beside the text that comes near to them."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can make the app do.

    Attributes:
        action: name of the Textual action, without `action_`.
        key: the key or keys, separated by commas, as Textual names them.
        label: one or two words for the footer and the palette.
        tip: one sentence for help page and palette.
        in_footer: whether the footer shows it.
        key_label: the key as people write it, where Textual's name is not it.
    """

    place: Place
    action: str
    key: str
    label: str
    tip: str
    in_footer: bool = False
    key_label: str = ""

    @property
    def shown_key(self) -> str:
        """The key as people write it."""
        return self.key_label or self.key.partition(",")[0]

    @property
    def palette_name(self) -> str:
        """The name in the palette: `Search: Copy citation`."""
        return self.label if self.place is Place.EVERYWHERE else f"{self.place}: {self.label}"
