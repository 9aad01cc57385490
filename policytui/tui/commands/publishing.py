"""What comes of a round: the next edition, and the report of responses."""

from policytui.tui.commands.command import Command, Place

_A = Place.ADOPTION
_R = Place.REPORT

# fmt: off
PUBLISHING: tuple[Command, ...] = (
    Command(_A, "read", "enter,tab", "Read",
            "Read the words, who moved them and by which vote; again: back to the list.", True),
    Command(_A, "adopt", "ctrl+s", "Adopt",
            "Write the new edition into the corpus; u undoes it.", True),
    Command(_A, "undo", "u", "Undo",
            "Put the corpus back as it was before the adoption that stands.", True),
    Command(_A, "close", "escape", "Back", "Stop, close what is open, or go back.", True, "esc"),
    Command(_A, "form", "e", "Form",
            "Name of the new edition, day of adoption, and conference.", True),
    Command(_A, "next_change", "n", "Next", "Go to the next position that changes.", True),
    Command(_A, "merge", "m", "Merge",
            "Bring together what was carried and what changed in the corpus since, where words "
            "allow; again: do not.", True),
    Command(_A, "place", "p", "Place",
            "Say where a new position goes: into which document, behind which position.", True),
    Command(_A, "words", "w", "Words",
            "Show the words of this position, before and after, on a screen of their own.", True),
    Command(_A, "all_positions", "f", "All",
            "Show also positions in which nothing changes, or leave them out again.", True),
    Command(_A, "copy", "y", "Copy", "Copy what is listed as plain text."),
    Command(_A, "previous_change", "N", "Previous", "Go to the one before that changes."),
    Command(_A, "read_again", "f5", "Read again",
            "Read round and corpus again: another person may have worked on them.",
            key_label="F5"),
    Command(_R, "read", "enter,tab", "Read",
            "Read this part as it will stand; again: back to the outline.", True),
    Command(_R, "export", "e", "Export",
            "Write it as a web page, for Word, as Markdown, or its tables as CSV and JSON.", True),
    Command(_R, "next_missing", "n", "Missing", "Go to the next thing that is missing.", True),
    Command(_R, "close", "escape", "Back", "Stop, close what is open, or go back.", True, "esc"),
    Command(_R, "copy", "y", "Copy", "Copy this part as plain text.", True),
    Command(_R, "read_again", "f5", "Read again",
            "Read the round again: another person may have added to it.", True, "F5"),
)
# fmt: on
