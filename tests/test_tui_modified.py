"""Words written as modified: kept while one types, a file for each window, found by older names."""

import asyncio
import hashlib
import os
from pathlib import Path

import pytest
from desk import NARROW, Desk, run, seen, write
from made_round import make_round
from textual.events import Key
from tui_support import until

from policytui.conference.round import Round, open_round
from policytui.progress import ignore_progress, never_cancelled
from policytui.tui.marshalling import read_marshalled
from policytui.tui.modified_text import KeptText
from policytui.tui.screens import modified
from policytui.tui.screens.modified import ModifiedScreen


def test_words_are_kept_while_one_types_and_when_the_app_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    monkeypatch.setattr(modified, "NOTE_AFTER", 0.05)
    make_round(tmp_path)
    desk = Desk(tmp_path, mover="A. Clerk")
    marshalled = read_marshalled(desk.workspace, ignore_progress, never_cancelled)
    assert marshalled is not None
    item, round_ = marshalled.listing.items[0], marshalled.round

    def kept() -> str | None:
        return KeptText(desk.state, round_, item.amendment.id).read()

    async def test() -> None:
        own = KeptText(desk.state, round_, item.amendment.id)
        screen = ModifiedScreen(item, item.amendment.text, own)
        async with desk.open(screen, NARROW) as pilot:
            for _ in range(30):  # never a rest
                pilot.app.post_message(Key("o", "o"))
                await asyncio.sleep(0.02)
                if kept():
                    break
            assert (kept() or "").startswith("o")
            monkeypatch.setattr(modified, "NOTE_AFTER", 60)
            await write(pilot, " ")
            await until(pilot, lambda: f"+{screen.text.split()[0]}+ A shop" in seen(pilot))
            await write(pilot, "Every ")
            written = screen.text
        assert "o Every A shop" in written
        assert kept() == written

    run(test)


@pytest.fixture
def linked(tmp_path: Path) -> Round:
    """A round that is opened through a link."""
    make_round(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "round")
    return open_round(tmp_path / "link")


def test_windows_do_not_write_over_each_other_and_older_words_are_found(
    tmp_path: Path, linked: Round
) -> None:
    state = tmp_path / "state"
    one, other, direct = (
        KeptText(state, round_, "1") for round_ in (linked, linked, open_round(tmp_path / "round"))
    )
    old = hashlib.sha256(os.fsencode(tmp_path / "link") + b"\0" + b"1").hexdigest()[:24]
    (state / "modified").mkdir(parents=True)
    (state / "modified" / f"{old}.md").write_text("Kept before.")
    assert one.read() == other.read() == "Kept before."
    assert direct.read() is None
    one.keep("By one.")
    other.keep("By another.")
    assert direct.read() == "By another."
    other.drop()
    assert KeptText(state, linked, "1").read() == "By one."
    KeptText(state, linked, "1").forget()
    assert not list((state / "modified").glob("*.md"))
