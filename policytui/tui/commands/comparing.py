"""Texts beside each other: positions, documents, proposals, editions."""

from policytui.tui.commands.command import Command, Place

_C = Place.COMPARE
_O = Place.DOCUMENTS
_P = Place.MATCH
_H = Place.HISTORY

# fmt: off
COMPARING: tuple[Command, ...] = (
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
    Command(_P, "read", "tab", "Next pane",
            "Move between the list and the words beside it."),
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
)
# fmt: on
