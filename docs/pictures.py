"""Draw the pictures of the README: the real app, the bundled corpus, one draft.

python docs/pictures.py
"""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import TextArea

from policytui.tui.app import PolicyApp
from policytui.workspace.places import find_places
from policytui.workspace.workspace import Workspace

HERE = Path(__file__).parent
SIZE = (130, 34)
CHANGES = (
    ("should have a right to own it", "must have a right to own it, with a year to decide"),
    ("should come first", "comes first"),
)


async def draw(folder: Path) -> None:
    environment = {f"POLICYTUI_{name}": str(folder / name) for name in ("CACHE", "STATE", "CONFIG")}
    places = find_places(drafts=str(folder / "drafts"), environment=environment, here=folder)
    workspace = Workspace(places)
    workspace.refresh()
    workspace.state.set("welcomed", True)
    app = PolicyApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press(*"right to own", "enter")
        await settle(pilot)
        save(app, "search")
        await pilot.press("a")
        await settle(pilot)
        editor = app.screen.query_one(TextArea)
        for old, new in CHANGES:
            editor.text = editor.text.replace(old, new)
        await settle(pilot)
        await settle(pilot)
        save(app, "draft")
        await pilot.press("f3")
        await settle(pilot)
        save(app, "compare")


async def settle(pilot: Pilot[int]) -> None:
    await pilot.pause(1.0)


def save(app: PolicyApp, name: str) -> None:
    drawing = app.export_screenshot()
    # A reader of the README fetches nothing: the fonts of the system do.
    drawing = re.sub(r"@font-face\s*{.*?}", "", drawing, flags=re.DOTALL)
    drawing = drawing.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    (HERE / f"{name}.svg").write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        asyncio.run(draw(Path(scratch)))
