"""Bringing documents in."""

from policytui.tui.commands.command import Command, Place

_B = Place.IMPORT
_N = Place.IMPORT_FORM
_T = Place.EDITION

# fmt: off
IMPORTING: tuple[Command, ...] = (
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
)
# fmt: on
