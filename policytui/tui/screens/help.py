"""F1: what the present screen is for, and every key that works on it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from policytui.tui.commands import Command, Place, commands_for
from policytui.tui.plain import MUTED, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.text_scroll import TextScroll

_PURPOSES = {
    Place.SEARCH: (
        "Find what the policy says. Type in the search line and the list follows; the bar in the "
        'list chooses what is read. Words are found with their endings; "quotes" find a phrase, '
        "AND OR NOT combine, wor* finds beginnings, title: theme: document: nation: kind: look in "
        "one place, year:[2014 TO 2016] in a time."
    ),
    Place.COMPARE: (
        "See what changes between two texts. Added words are underlined and marked +, removed "
        "words struck through and marked −. Where only spacing or quotation marks change, the row "
        "is marked ≈ and counted apart."
    ),
    Place.DOCUMENTS: (
        "See what became of each position of one document in another: kept =, amended ~, new +, "
        "left out −, split < or joined >, and → where it moved."
    ),
    Place.HISTORY: (
        "See what each edition did to a position, newest first: new +, amended ~, kept =, "
        "left out −, moved →, split < or joined >, only spacing ≈; · is the oldest edition there "
        "is. b shows the text with the edition that brought each run of words."
    ),
    Place.MATCH: (
        "See what each paragraph of a proposal is beside the whole platform: already policy =, "
        "extends », changes ~, new +; and which positions nothing in it touches. The verdicts and "
        "percentages are about words in common, not about what is meant; look at both texts."
    ),
    Place.CARRY: (
        "The position was changed since this amendment was begun. See what your change comes to "
        "in the text of today, settle what both change, and take it or leave it."
    ),
    Place.DRAFT: (
        "Write the proposed text; what it changes, and the formal instruction, appear beside it. "
        "What you type is kept within a second, also when the power fails. Below it stand the "
        "positions that say this already or seem to oppose it. Signs in the margin tell lines "
        "that a check has found: • missing, ! worth a look, · note; the line below the text says "
        "what."
    ),
    Place.FINDINGS: (
        "See what the rules find: • error, ! warning, · note, ? for review; – dismissed. The "
        "words a finding rests on stand in [brackets], both texts beside each other, and with "
        "them how often such a finding is right. What is for review is a hint to look, never a "
        "verdict. What you dismiss is kept with your reason in decisions.toml."
    ),
    Place.ROUND: (
        "The marshalled list of a conference: every amendment under its position, in the order in "
        "which it is taken. Signs: · to decide, ~ to decide on words that were amended, + carried, "
        "− lost, → remitted, x withdrawn, / not reached, ↓ fell or falls, ! needs a look. What you "
        "record is added to the journal of the round; nothing in it is ever deleted, and others "
        "can work in it at the same time. p publishes the numbers, M moves an amendment, A marks "
        "all that is open and R then records it as not reached. T shows amendments text by text, b "
        "makes one of several, E makes the next edition, P the report."
    ),
    Place.COMPOSITE: (
        "Make one text of several amendments to a position. [x] marks members, = is part of "
        "another composite, ! cannot be put; beneath stand their own sentences: » not in the text, "
        "✓ in it. Words from no source stand in [ ] under a ! line. Consent is to the words as "
        "they were saved: other words are asked for anew. What is not saved is kept. Where "
        "somebody else changed it meanwhile, v shows how it reads now and ctrl+s asks which words "
        "stand."
    ),
    Place.TOGETHER: (
        "The amendments of the round, text by text: ≠ some touch the same words, = some say the "
        "same or nearly."
    ),
    Place.ADOPTION: (
        "See what stands in the way of the next edition, then what becomes of each position, who "
        "moved it and by which vote. Nothing is written before ctrl+s; u puts the corpus back as "
        "it was, also later."
    ),
    Place.REPORT: (
        "See what the report still lacks and how each part will stand; e writes it. How a sender "
        "is reached is in none of it."
    ),
    Place.INBOX: (
        "See what became of everything that was sent to the round: ✓ counted, ✗ refused, » late, "
        "○ blank, = duplicate, → superseded by a later one; ? is for a person to find out. v goes "
        "to the answers: the same words stand once with their number ×, and under a letter that "
        "many sent stands + with what each variant says besides. ❝ marks what is quoted in the "
        "report. Answers are put under themes with 1 to 9, and the bar goes on to the next without "
        "a theme; T lists the themes. Nothing is deleted, and how a sender is reached is never "
        "shown."
    ),
    Place.ANSWERS: (
        "See which answer of a file was found under which question, and by what it was told; ? "
        "marks what is doubtful. What fits no question stands at the end and is kept with the "
        "draft. Put right what is wrong; nothing is written before you accept."
    ),
    Place.DRAFTS: "All that you are writing. What you delete can be brought back.",
    Place.IMPORT: (
        "Bring in a document. Each thing found in the file is a row. At the left stands its count "
        "of words, or of a heading its rank: 1 is the highest. Signs: ▸ a theme, which has "
        "headings beneath it; ■ a position, which has text; – what is left out and why; + a "
        "heading that the file does not have; ? what is doubtful. What you do is kept at once, "
        "also when you leave or have saved, and no word can get lost: read = in positions + left "
        "out."
    ),
    Place.IMPORT_FORM: (
        "Say what the document is called. Title, edition and kind were told from the file; ? "
        "names what was unsure. Edition of: choose a document of the corpus of which this is "
        "another text. Id: the lasting name in references, made from the title. Nations: where "
        "it applies; empty for all."
    ),
    Place.EDITION: (
        "The corpus has this document already. See what became of each position in the new text, "
        "then take it: the old text is kept as an edition, and positions that go on keep their ids."
    ),
}

_PARTS = {
    Place.SEARCH: (Place.SEARCH_LINE, Place.SEARCH, Place.MOVING),
    Place.DRAFT: (Place.DRAFT, Place.SAID),
    Place.IMPORT_FORM: (Place.IMPORT_FORM,),
}
"""What the page tells of a place where it is not the place and moving."""

_TIPS_FROM = 29


class HelpScreen(ModalScreen[None]):
    """The help page of a place.

    Args:
        place: the place of the screen below; None shows only what works everywhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "dismiss", "Back", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > TextScroll {
            width: 82; max-width: 96%; height: auto; max-height: 92%;
            background: $surface; padding: 1 2; border: round $panel-lighten-2;
            scrollbar-gutter: stable; border-title-style: bold; border-title-color: $foreground;
            border-subtitle-color: $text-muted;
        }
    }
    """
    AUTO_FOCUS = "TextScroll"

    def __init__(self, place: Place | None) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """The page."""
        with TextScroll() as page:
            page.border_subtitle = "esc closes"
            page.border_title = f"Help: {self._place}" if self._place else "Help"
            yield Static(markup=False)

    def on_resize(self) -> None:
        """The tips are folded for the width there is."""
        page = self.query_one(TextScroll)
        width = page.scrollable_content_region.width - 1
        self.query_one(Static).update(self._content(max(_TIPS_FROM + 20, width)))

    def _content(self, width: int) -> Content:
        place = self._place
        parts: list[Content] = []
        if place and place in _PURPOSES:
            parts += [plain(_PURPOSES[place]), Content("")]
        places = _PARTS.get(place, (place, Place.MOVING)) if place else ()
        for each in (*places, Place.EVERYWHERE):
            parts.append(plain(each.value, "bold"))
            for command in commands_for(each):
                parts += _lines(command, width)
            parts.append(Content(""))
        return Content("\n").join(parts[:-1])


def _lines(command: Command, width: int) -> list[Content]:
    tip = plain(command.tip, MUTED).wrap(width - _TIPS_FROM)
    head = plain(f"{command.shown_key:<13}", "$text-accent") + plain(f"{command.label:<15} ")
    indent = Content(" " * _TIPS_FROM)
    return [head + tip[0], *(indent + line for line in tip[1:])]
