"""Asking where a new position goes: which one, into which document, behind which position."""

from textual.app import App

from policytui.tui import adopting_places
from policytui.tui.adopting import Outlook
from policytui.tui.plain import one_line
from policytui.tui.screens.pick import PickScreen
from policytui.tui.telling import tell
from policytui.workspace.workspace import Workspace


async def ask_place(app: App[object], workspace: Workspace, outlook: Outlook, item: int) -> bool:
    """Ask, and note the answer; whether something was noted.

    Args:
        item: the row at the bar.

    Raises:
        UsageError: an edition was adopted meanwhile.
        StorageError: the journal cannot be written.
    """
    new = adopting_places.find_new_positions(outlook, item)
    headers = adopting_places.offer_documents(workspace)
    if not new or not headers:
        tell(app, "No new position was carried; there is nothing to place.")
        return False
    shown = [adopting_places.tell_new_position(one) for one in new]
    chosen = 0
    if len(new) > 1:
        picked = await app.push_screen_wait(PickScreen("Which new position?", shown))
        if picked is None:
            return False
        chosen = picked
    one = new[chosen]
    title = one_line(one.amendment.title)[:60]
    question = f"Into which document goes {one.number}, “{title}”?"
    documents = adopting_places.shown_documents(headers)
    which = await app.push_screen_wait(PickScreen(question, documents))
    if which is None:
        return False
    document = workspace.catalogue.document(headers[which].id)
    offers = adopting_places.offer_places(document)
    where = await app.push_screen_wait(
        PickScreen(f"Where in {one_line(headers[which].title)}?", [each.shown for each in offers])
    )
    if where is None:
        return False
    tell(app, adopting_places.put(outlook, one, document, offers[where].chosen))
    return True
