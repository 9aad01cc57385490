"""Every command of the app, once: key, footer, palette, help page, `policytui keys` and docs.

Free of Textual, so that the command line can list the keys without loading the app.
"""

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


_E, _S, _C, _D, _L = Place.EVERYWHERE, Place.SEARCH, Place.COMPARE, Place.DRAFT, Place.DRAFTS
_M, _I = Place.MOVING, Place.SEARCH_LINE
_O, _P, _R = Place.DOCUMENTS, Place.MATCH, Place.CARRY
_B, _T, _N = Place.IMPORT, Place.EDITION, Place.IMPORT_FORM
_A = Place.ANSWERS
_H = Place.HISTORY
_F, _W = Place.FINDINGS, Place.SAID
_X = Place.INBOX
_Q = Place.ROUND

# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command(_E, "help", "f1", "Help", "Show what this screen does and every key.", True, "F1"),
    Command(_E, "command_palette", "ctrl+p", "All", "Find any command by its name.", True),
    Command(_E, "quit", "ctrl+q", "Quit", "Leave; what you wrote is saved."),
    Command(_E, "change_theme", "f9", "Theme",
            "Choose the colours; the choice is remembered.", key_label="F9"),
    Command(_M, "cursor_up", "up,k", "Up", "Move up.", key_label="↑ k"),
    Command(_M, "cursor_down", "down,j", "Down", "Move down.", key_label="↓ j"),
    Command(_M, "page_up", "pageup", "Page up", "Move up by a page.", key_label="pgup"),
    Command(_M, "page_down", "pagedown,space", "Page down",
            "Move down by a page.", key_label="pgdn space"),
    Command(_M, "first", "home,g", "First", "Go to the beginning.", key_label="home g"),
    Command(_M, "last", "end,G", "Last", "Go to the end.", key_label="end G"),
    Command(_I, "to_results", "enter,down", "Results, commands",
            "Go to what was found, where each letter is a command.", True),
    Command(_I, "clear", "escape", "Clear",
            "Empty the search line; when empty, go to the list.", True, "esc"),
    Command(_I, "import_file", "ctrl+o", "Import",
            "Bring in a document: Word, PDF, web page or text.", True),
    Command(_I, "correct", "ctrl+r", "Did you mean", "Search for the spelling that is offered."),
    Command(_S, "focus_search", "slash", "Search", "Type words to search for.", True, "/"),
    Command(_S, "read", "enter", "Read", "Open the position under the bar.", True),
    Command(_S, "amend", "a", "Amend",
            "Amend this position; answer it, if it is a question.", True),
    Command(_S, "compare", "c", "Compare",
            "Compare this position with another or with a draft.", True),
    Command(_S, "compare_any", "C", "Compare …",
            "Choose any two of: a position, a document, a draft, a file; or one beside the "
            "whole platform."),
    Command(_S, "related", "r", "Related",
            "List the positions related to this one; esc goes back.", True),
    Command(_S, "filters", "f", "Filters", "Choose document, theme, nation and kind.", True),
    Command(_S, "browse", "b", "Browse", "Walk through documents and themes.", True),
    Command(_S, "drafts", "d", "Drafts", "Open the list of your drafts.", True),
    Command(_S, "new_draft", "n", "New",
            "Begin a new position, a campaign idea or answers to a consultation.", True),
    Command(_S, "check", "e", "Check",
            "Examine all drafts, or the corpus: what the rules find, and on what words.", True),
    Command(_S, "inbox", "I", "Inbox",
            "Open the round: what was received, what became of it, and the answers."),
    Command(_S, "import_file", "i,ctrl+o", "Import",
            "Bring in a document: Word, PDF, web page or text.", True),
    Command(_S, "round", "o", "Round",
            "Open the marshalled list of a conference: what is moved, advised and decided.", True),
    Command(_S, "copy_citation", "y", "Copy citation",
            "Copy title, document, edition and id.", True),
    Command(_S, "history", "h", "History",
            "Show what each edition did to this position, and who brought which words.", True),
    Command(_S, "copy_position", "Y", "Copy text", "Copy the whole position."),
    Command(_S, "clear_filters", "x", "Clear filters", "Show positions of every kind again."),
    Command(_S, "problems", "exclamation_mark", "Problems",
            "Show which corpus files could not be read, and why.", key_label="!"),
    Command(_S, "next_pane", "tab", "Next pane",
            "Move between search line, browse, list and text; shift+tab moves back."),
    Command(_S, "back", "escape", "Back",
            "Close what is open, stop what runs, else go to the search line.", key_label="esc"),
    Command(_S, "refresh", "f5", "Reload", "Read the corpus folder again.", False, "F5"),
    Command(_C, "next_change", "n", "Next", "Go to the next change.", True),
    Command(_C, "next_view", "v", "View",
            "Show the change another way: side by side, inline, clean, instruction, "
            "as carried.", True),
    Command(_C, "close", "escape", "Back", "Go back to where you came from.", True, "esc"),
    Command(_C, "previous_change", "N", "Previous", "Go to the change before.", True),
    Command(_C, "fold", "space", "Fold", "Fold or unfold what is unchanged.", True),
    Command(_C, "copy", "y", "Copy", "Copy the change as it is shown.", True),
    Command(_C, "copy_as", "Y", "Copy as",
            "Copy as plain text, with marks, as Markdown or as instruction.", True),
    Command(_C, "export", "e", "Export",
            "Write a web page, or a Word file with tracked changes.", True),
    Command(_O, "open", "enter", "Open", "Show what changes in this position.", True),
    Command(_O, "changes_only", "f", "Changes only",
            "Leave out positions in which nothing changed, or show them again.", True),
    Command(_O, "close", "escape", "Back", "Stop comparing, or go back.", True, "esc"),
    Command(_O, "next_change", "n", "Next", "Go to the next position that changed.", True),
    Command(_O, "previous_change", "N", "Previous", "Go to the one before that changed.", True),
    Command(_O, "copy", "y", "Copy", "Copy the outline with its changes as plain text.", True),
    Command(_P, "open", "enter", "Open",
            "Compare the paragraph with its position; read a position that remains.", True),
    Command(_P, "amend", "a", "Amend",
            "Begin an amendment of the position with the paragraph's words.", True),
    Command(_P, "next_change", "n", "Next",
            "Go to the next paragraph that is not policy already.", True),
    Command(_P, "close", "escape", "Back", "Stop comparing, or go back.", True, "esc"),
    Command(_P, "differing_only", "f", "Differing",
            "Leave out what is policy already and what remains, or show it again.", True),
    Command(_P, "copy", "y", "Copy", "Copy what is listed as plain text.", True),
    Command(_P, "previous_change", "N", "Previous",
            "Go to the one before that is not policy already.", True),
    Command(_P, "next_pane", "tab", "Next pane",
            "Move between the list and the words beside it."),
    Command(_D, "details", "f2", "Form",
            "Fill in reason, mover, seconders and organisation.", True, "F2"),
    Command(_D, "next_pane", "f6", "Pane", "Move between text, changes and form.", True, "F6"),
    Command(_D, "submit", "ctrl+g", "Submit",
            "Check, seal and put the draft into the outbox.", True),
    Command(_D, "close", "escape", "Back", "Save and go back.", True, "esc"),
    Command(_D, "save", "ctrl+s", "Save", "Save now; the app also saves as you type.", True),
    Command(_D, "edit_outside", "ctrl+e", "Editor",
            "Edit the text in the program named by EDITOR.", True),
    Command(_D, "compare", "f3", "Compare",
            "Show the change on a screen of its own.", True, key_label="F3"),
    Command(_D, "already_said", "ctrl+r", "Said already",
            "Go to the positions that say this already, or seem to oppose it.",
            key_label="ctrl+r"),
    Command(_D, "carry_over", "f5", "Carry over",
            "Bring the amendment to its position as it stands now.", key_label="F5"),
    Command(_D, "previous_question", "f7", "Previous",
            "Go to the question before.", key_label="F7"),
    Command(_D, "next_question", "f8", "Next", "Go to the next question.", key_label="F8"),
    Command(_D, "take_suggested", "ctrl+t", "Fill in",
            "Fill into the form what the file of the answers seems to say of who answers."),
    Command(_D, "duplicate", "f4", "Copy", "Make a new draft like this one.", key_label="F4"),
    Command(_A, "open", "enter", "Read",
            "Read all of it, and what the file says above it.", True),
    Command(_A, "accept", "ctrl+s", "Accept",
            "Make a draft of these answers; its form asks who answers.", True),
    Command(_A, "move", "m", "Move", "Put this under another question.", True),
    Command(_A, "take_out", "x", "Take out",
            "Put this answer to what fits no question.", True),
    Command(_A, "split", "s", "Split",
            "Split this in two at a place that you choose, so that a part can be moved.", True),
    Command(_A, "next_doubt", "n", "Next", "Go to the next answer that is doubtful.", True),
    Command(_A, "close", "escape", "Back", "Stop reading, or go back; nothing is made.", True,
            "esc"),
    Command(_A, "undo", "u", "Undo", "Take back what you did last.", True),
    Command(_A, "next_pane", "tab", "Next pane", "Move between the list and the words beside it."),
    Command(_R, "accept", "enter", "Accept",
            "Take what is shown; before that, nothing is changed.", True),
    Command(_R, "take_mine", "m", "Mine", "Settle this conflict with your words.", True),
    Command(_R, "take_theirs", "t", "Theirs",
            "Settle this conflict with the words of today.", True),
    Command(_R, "take_both", "b", "Both",
            "Settle this conflict with both, yours after theirs.", True),
    Command(_R, "write_own", "e", "Own words", "Settle this conflict in other words.", True),
    Command(_R, "next_conflict", "n", "Next", "Go to the next conflict, or change.", True),
    Command(_R, "previous_conflict", "N", "Previous",
            "Go to the conflict, or change, before.", True),
    Command(_R, "next_view", "v", "View",
            "Look at the conflicts, the result, what changed since, or what you changed.", True),
    Command(_R, "close", "escape", "Back", "Go back; nothing is changed.", True, "esc"),
    Command(_L, "open", "enter", "Open", "Go on writing this draft.", True),
    Command(_L, "new_draft", "n", "New",
            "Begin a new position, a campaign idea or answers to a consultation.", True),
    Command(_L, "delete", "delete,backspace,x", "Delete",
            "Delete this draft; u brings it back.", True, "x"),
    Command(_L, "close", "escape", "Back", "Go back to search.", True, "esc"),
    Command(_L, "undo", "u", "Undo", "Bring back the draft deleted last.", True),
    Command(_L, "duplicate", "c", "Copy", "Make another draft like this one.", True),
    Command(_L, "compare", "v", "Compare", "Show what this draft changes.", True),
    Command(_L, "check", "e", "Check",
            "Examine all drafts: what the rules find, and on what words.", True),
    Command(_B, "save", "ctrl+s", "Save",
            "Save the document into the corpus, after a look at what it changes there.", True),
    Command(_B, "leave_out", "x", "Out", "Leave this out, or bring it back.", True),
    Command(_B, "make_heading", "h", "Heading", "Make this a heading.", True),
    Command(_B, "make_text", "t", "Text", "Make this text of a position.", True),
    Command(_B, "undo", "u", "Undo", "Take back what was done last.", True),
    Command(_B, "next_doubt", "n", "Doubt", "Go to the next thing that is doubtful.", True),
    Command(_B, "keep", "o", "Right",
            "Say that this is right as it stands; it is doubtful no more.", True),
    Command(_B, "form", "e", "Form",
            "Title, id, kind, edition, adoption and nations of the document.", True),
    Command(_B, "promote", "less_than_sign,left", "Raise",
            "Raise the rank of this heading.", True, "<"),
    Command(_B, "demote", "greater_than_sign,right", "Lower",
            "Lower the rank of this heading.", True, ">"),
    Command(_B, "show_other", "f", "Show",
            "Show everything, headings, what is doubtful, or what is left out.", True),
    Command(_B, "preview", "v", "Preview",
            "Show the position as it will stand, or again what the file says.", True),
    Command(_B, "close", "escape", "Back",
            "Unmark, close what is open, else go back; what you did is kept.", True, "esc"),
    Command(_B, "join", "J", "Join",
            "Join this to what stands before it; what was left out comes back so."),
    Command(_B, "split", "s", "Split", "Split this in two at a place that you choose."),
    Command(_B, "rename", "r", "Rename",
            "Give this heading other words; none bring back its own."),
    Command(_B, "mark", "m", "Mark",
            "Mark this row, so that the next key is for all that are marked."),
    Command(_B, "mark_to_here", "M", "Mark to here",
            "Mark all rows from the one marked last to this one."),
    Command(_B, "redo", "U", "Redo", "Do again what was taken back last."),
    Command(_B, "previous_doubt", "N", "Doubt before",
            "Go to the doubtful thing before."),
    Command(_B, "read", "enter", "Read", "Read the whole of what is under the bar."),
    Command(_B, "next_pane", "tab", "Next pane",
            "Move between the outline and the words beside it."),
    Command(_B, "begin_anew", "A", "Begin anew",
            "Take back everything that was done to this file; U does it again."),
    Command(_N, "take", "ctrl+s", "Take", "Take what stands in the fields."),
    Command(_N, "next_field", "tab", "Next field", "Go to the next field; shift+tab goes back."),
    Command(_N, "close", "escape", "Back", "Leave everything as it was.", key_label="esc"),
    Command(_T, "accept", "enter", "Save it",
            "Take the new text; before that, nothing is saved.", True),
    Command(_T, "close", "escape", "Back", "Go back; nothing is saved.", True, "esc"),
    Command(_T, "open", "w", "Words", "Show the words of this position, before and after.", True),
    Command(_T, "changes_only", "f", "Changes only",
            "Leave out positions in which nothing changed, or show them again.", True),
    Command(_T, "next_change", "n", "Next", "Go to the next position that changed.", True),
    Command(_T, "previous_change", "N", "Previous", "Go to the one before that changed.", True),
    Command(_T, "copy", "y", "Copy", "Copy the outline with its changes as plain text.", True),
    Command(_H, "close", "escape", "Back", "Stop reading, or go back.", True, "esc"),
    Command(_H, "open", "enter", "Open",
            "Show this step's words on a screen of their own; in the margin, the step that "
            "brought the words.", True),
    Command(_H, "blame", "b", "Who",
            "Show the text with the edition that brought each run of words, or the editions "
            "again.", True),
    Command(_H, "mark", "space", "Mark", "Mark this edition, to compare it with another.", True),
    Command(_H, "compare", "c", "Compare", "Compare the position in both editions.", True),
    Command(_H, "next_view", "v", "View",
            "Show the words another way: side by side, inline, clean.", True),
    Command(_H, "next_change", "n", "Next", "Go to the next change, or run of words.", True),
    Command(_H, "previous_change", "N", "Previous",
            "Go to the change, or run of words, before.", True),
    Command(_H, "compare_documents", "C", "Documents",
            "Compare the whole documents of both editions.", True),
    Command(_H, "copy", "y", "Copy", "Copy the words as they are shown.", True),
    Command(_H, "next_pane", "tab", "Next pane",
            "Move between the editions and the words beside them."),
    Command(_F, "next_pane", "tab", "Evidence",
            "Read the words that the finding rests on; again: back to the list.", True),
    Command(_F, "open", "enter", "Open",
            "Open the draft; of positions, read the whole text.", True),
    Command(_F, "dismiss_finding", "x", "Dismiss",
            "Write down why this finding is settled; on a dismissed one, take that back.", True),
    Command(_F, "close", "escape", "Back", "Stop, close what is open, or go back.", True, "esc"),
    Command(_F, "next_finding", "n", "Next", "Go to the next finding.", True),
    Command(_F, "compare", "c", "Compare", "Open both texts beside each other.", True),
    Command(_F, "regroup", "v", "Group", "Group by rule, or by proposal.", True),
    Command(_F, "explain", "e", "Explain",
            "Say what the rule looks for, why, and how often it is right.", True),
    Command(_F, "switch", "p", "Corpus", "Check the corpus itself, or again the drafts.", True),
    Command(_F, "undo", "u", "Undo", "Take back what was dismissed last.", True),
    Command(_F, "show_dismissed", "a", "Dismissed",
            "Show also what was dismissed, or leave it out again.", True),
    Command(_F, "show_all", "f", "All",
            "Show all that a rule found, or of many alike the first few.", True),
    Command(_F, "copy", "y", "Copy", "Copy the finding as plain text.", True),
    Command(_F, "copy_all", "Y", "Copy all", "Copy everything that is listed."),
    Command(_F, "previous_finding", "N", "Previous", "Go to the finding before."),
    Command(_F, "check_again", "f5", "Check again", "Ask the rules again.", key_label="F5"),
    Command(_Q, "read", "enter,tab", "Read",
            "Read the change, reason and recommendation; again: back to the list.", True),
    Command(_Q, "next_open", "n", "Next", "Go to the next that is not decided.", True),
    Command(_Q, "carried", "c", "Carried", "Record that it was carried.", True),
    Command(_Q, "lost", "l", "Lost", "Record that it was lost.", True),
    Command(_Q, "accept_fallen", "F", "Fell",
            "Record as fallen all that falls by what was decided.", True),
    Command(_Q, "undo", "u", "Undo", "Take back the decision recorded last.", True),
    Command(_Q, "next_view", "v", "View",
            "Show the change, the text as decided so far, or what collides.", True),
    Command(_Q, "remaining_only", "f", "Remaining",
            "Leave out what is decided, or show it again.", True),
    Command(_Q, "close", "escape", "Back", "Stop, close what is open, or go back.", True, "esc"),
    Command(_Q, "advise", "a", "Advise", "Recommend something to conference.", True),
    Command(_Q, "copy", "y", "Copy", "Copy the list as plain text.", True),
    Command(_Q, "remitted", "m", "Remitted",
            "Record that it was referred back or to another body."),
    Command(_Q, "withdrawn", "w", "Withdrawn", "Record that its mover withdrew it."),
    Command(_Q, "not_reached", "R", "Not reached",
            "Record that conference did not reach it."),
    Command(_Q, "previous_open", "N", "Previous", "Go to the one before that is not decided."),
    Command(_Q, "read_again", "f5", "Read again",
            "Read the round again: another person may have added to it.", key_label="F5"),
    Command(_X, "open", "enter", "Open",
            "Read all of this; of a question, list its answers.", True),
    Command(_X, "next_view", "v", "View",
            "Show what was received, or the answers by question.", True),
    Command(_X, "search", "slash", "Search", "Find answers by their words.", True, "/"),
    Command(_X, "close", "escape", "Back", "Stop, close what is open, or go back.", True, "esc"),
    Command(_X, "theme", "t", "Theme",
            "Put this answer, and all with the same words, under a theme.", True),
    Command(_X, "quote", "m", "Quote",
            "Mark the paragraph at the bar as a quote for the report, or take the mark away.",
            True),
    Command(_X, "next_fate", "f", "Fate",
            "Show only what was counted, refused, late, blank, duplicate or superseded.", True),
    Command(_X, "admit", "a", "Admit",
            "Count what was not counted; your reason is kept.", True),
    Command(_X, "set_aside", "x", "Set aside",
            "Refuse what was counted; your reason is kept.", True),
    Command(_X, "undo", "u", "Undo", "Take back what you did last.", True),
    Command(_X, "next_paragraph", "n", "Paragraph",
            "Go to the next paragraph of the answer, to quote it."),
    Command(_X, "next_pane", "tab", "Next pane",
            "Move between the list and the words beside it."),
    Command(_X, "reload", "f5", "Reload",
            "Read the round again, with what others did meanwhile.", key_label="F5"),
    Command(_W, "compare_said", "enter", "Compare", "Compare your text with this position.", True),
    Command(_W, "amend_said", "a", "Amend it",
            "Make your text an amendment of this position; every word is kept.", True),
    Command(_W, "leave_said", "escape", "Text", "Go back to the text.", True, "esc"),
)
# fmt: on


def commands_for(place: Place) -> tuple[Command, ...]:
    """The commands of one place, in the order of display."""
    return tuple(command for command in COMMANDS if command.place is place)


def footer_commands(place: Place) -> tuple[Command, ...]:
    """The commands of one place that the footer shows, the most useful first."""
    return tuple(command for command in commands_for(place) if command.in_footer)
