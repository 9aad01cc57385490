"""What works everywhere, and on the screen that searches."""

from policytui.tui.commands.command import Command, Place

_E = Place.EVERYWHERE
_M = Place.MOVING
_I = Place.SEARCH_LINE
_S = Place.SEARCH

# fmt: off
SEARCHING: tuple[Command, ...] = (
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
)
# fmt: on
