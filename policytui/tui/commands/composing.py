"""Amendments together, and texts made of several."""

from policytui.tui.commands.command import Command, Place

_C = Place.COMPOSITE
_T = Place.TOGETHER

# fmt: off
COMPOSING: tuple[Command, ...] = (
    Command(_C, "take", "enter", "Take",
            "Take this sentence into the text at its cursor; of an amendment, show or hide its "
            "sentences.", True),
    Command(_C, "mark", "space", "Mark", "Make this amendment a member, or no more.", True),
    Command(_C, "begin", "b", "Begin",
            "Begin the text from all members applied together, or from one of them.", True),
    Command(_C, "next_pane", "tab,f6", "Pane",
            "Move between the amendments, the text and what is told beside it.", True),
    Command(_C, "save", "ctrl+s", "Save",
            "Make the composite, or save its text; every mover is asked anew.", True),
    Command(_C, "close", "escape", "Back",
            "Go back to the amendments, then away; what is not saved is kept.", True, "esc"),
    Command(_C, "next_view", "v", "View",
            "Show where the words come from, how it reads where somebody else changed it, what "
            "changes, the amendment at the bar, or what changed since.", True),
    Command(_C, "consent_given", "c", "Consents",
            "Note that the mover of this member consents to the words as they were saved.", True),
    Command(_C, "consent_refused", "x", "Refuses",
            "Note that the mover of this member refuses.", True),
    Command(_C, "undo", "u", "Undo", "Take back what you did last.", True),
    Command(_C, "consent_asked", "a", "Asked",
            "Note that the mover of this member is asked and has not answered."),
    Command(_C, "mark_group", "M", "Mark group",
            "Mark all that say the same as this, or nearly; again: unmark them."),
    Command(_C, "next_unsourced", "n", "No source",
            "Go to the next words in the text that come from no source."),
    Command(_C, "bring_up", "m", "Text of today",
            "Put the words on the position as it stands now, where it was changed since."),
    Command(_C, "next_composite", "o", "Other",
            "Turn to the next composite of this position, or to a new one."),
    Command(_C, "dissolve", "D", "Dissolve",
            "Give this composite up; its members stand again."),
    Command(_C, "together", "T", "Together",
            "Show the amendments to every position, with what collides and what says the same."),
    Command(_C, "copy", "y", "Copy", "Copy the text with the sources of its words."),
    Command(_C, "read_again", "f5", "Read again",
            "Read what others noted of this composite meanwhile.", key_label="F5"),
    Command(_T, "open", "enter", "Compose",
            "Open the amendments to this position, to make one text of several.", True),
    Command(_T, "read", "tab", "Read",
            "Read what collides and what says the same; again: back to the list.", True),
    Command(_T, "meeting_only", "f", "All",
            "Show all positions, or only those where amendments meet.", True),
    Command(_T, "next_meeting", "n", "Next",
            "Go to the next position where amendments collide.", True),
    Command(_T, "close", "escape", "Back", "Stop, close what is open, or go back.", True, "esc"),
    Command(_T, "copy", "y", "Copy", "Copy the list as plain text.", True),
)
# fmt: on
