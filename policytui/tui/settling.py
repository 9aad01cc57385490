"""Asking until it is settled which words count: those typed, those saved, those kept."""

import asyncio
from pathlib import Path

from textual.app import App

from policytui.checks.finding import Severity
from policytui.drafts.model import Draft
from policytui.tui.draft_state import Examined, flat_text
from policytui.tui.editing import Editing
from policytui.tui.questions import (
    ask_about_conflict,
    ask_about_kept,
    ask_to_leave,
    ask_to_leave_day,
    ask_to_submit,
    tell_what_is_missing,
)
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.telling import attempt, tell


async def settle_conflict(app: App[object], editing: Editing) -> bool:
    """Ask what to do about a file changed by another; False where the person decides later."""
    while (conflict := editing.conflict) is not None:
        answer = await app.push_screen_wait(ask_about_conflict(conflict))
        theirs = conflict.theirs
        if answer is None:
            return False
        if answer == "compare" and theirs:
            mine = flat_text(editing.draft)
            comparison = CompareScreen("Theirs", flat_text(theirs.draft), "Mine", mine)
            await app.push_screen_wait(comparison)
        elif answer == "load" and theirs:
            editing.load(theirs)
            tell(app, "Loaded what the file holds now.")
        elif answer == "anew":
            await asyncio.to_thread(editing.save_anew)
            if editing.trouble:
                return False
        elif answer == "copy":
            if await attempt(app, editing.save_copy) is None:
                return False
            tell(app, "Saved as a copy; you go on with the copy.")
    return True


async def settle_kept(app: App[object], editing: Editing, kept: Draft) -> bool:
    """Ask what to do with words kept from before; False where the person decides later."""
    draft = editing.draft
    while True:
        question = ask_about_kept(draft, kept, has_file=editing.stamp is not None)
        answer = await app.push_screen_wait(question)
        if answer == "look":
            comparison = CompareScreen("As saved", flat_text(draft), "As kept", flat_text(kept))
            await app.push_screen_wait(comparison)
        elif answer == "use":
            editing.take_kept(kept)
            return True
        elif answer == "discard":
            editing.discard_kept(kept)
            return True
        else:
            return False


async def settle_submission(app: App[object], examined: Examined, outbox: Path) -> str | None:
    """What the person wants: `submit`, `go` to the first thing missing, or None for neither."""
    if examined.errors:
        return await app.push_screen_wait(tell_what_is_missing(examined.errors))
    warnings = examined.of(Severity.WARNING)
    answer = await app.push_screen_wait(ask_to_submit(examined.draft, outbox, warnings))
    return answer if answer == "submit" else None


async def may_leave_day(app: App[object], editing: Editing) -> bool:
    """Whether to leave although a day is written that is none, which no draft can hold."""
    if not editing.day_problem:
        return True
    return await app.push_screen_wait(ask_to_leave_day(editing.day_problem)) == "leave"


async def may_leave(app: App[object], editing: Editing) -> bool:
    """Whether to leave although it could not be saved; tells what becomes of the words."""
    # Anew: what was kept before may have been taken away by another window.
    await asyncio.to_thread(editing.note)
    if not editing.is_kept:
        why = editing.trouble or str(editing.conflict)
        return await app.push_screen_wait(ask_to_leave(why)) == "leave"
    why = f": {editing.trouble}" if editing.trouble else "."
    kept = "Your words are kept and offered when you open the draft again."
    tell(app, f"Not saved{why} {kept}", is_error=True)
    return True
