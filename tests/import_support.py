"""A file to bring in, and what a person does with its outline on the import screen."""

from pathlib import Path

from desk import Desk, settle
from tui_support import until

from policytui.importers.outlining.entries import Use
from policytui.tui.screens.import_screen import ImportScreen

PLAN = """\
# Plan for towns 2024

## Housing

### Homes we share

Towns should let people build homes that they share. A bank lends what is needed.

## Streets

### Benches

A bench stands wherever two people might like to talk.

Old benches are mended.

### Trees

Every street has a tree.

## Notes
"""


def plan(desk: Desk, text: str = PLAN, name: str = "plan.md") -> Path:
    path = desk.state.parent / name
    path.write_text(text, "utf-8")
    return path


async def read(pilot, screen: ImportScreen) -> None:  # type: ignore[no-untyped-def]
    await until(pilot, lambda: screen._account is not None)
    await settle(pilot)


async def press(pilot, *keys: str) -> None:  # type: ignore[no-untyped-def]
    for key in keys:  # `pilot.press` would wait several times after each
        pilot.app.simulate_key(key)
        await pilot.pause()
    counting = [worker for worker in pilot.app.workers if worker.group == "look"]
    if counting:
        await pilot.app.workers.wait_for_complete(counting)
        await pilot.pause()


def entry_at(screen: ImportScreen, text: str) -> int:
    assert screen.mending
    entries = screen.mending.outline.entries
    return next(at for at, entry in enumerate(entries) if text in entry.text)


def use_of(screen: ImportScreen, text: str) -> Use:
    assert screen.mending
    return screen.mending.outline.entries[entry_at(screen, text)].use


def go(screen: ImportScreen, text: str) -> None:
    screen.entries.go_to(entry_at(screen, text))
