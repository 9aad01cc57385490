"""A text edited in the person's own program: what is written there is taken, or kept."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from desk import BareApp, Desk, run, told

from policytui.errors import PolicyError
from policytui.tui.outside import edit_outside

TAKEN = {
    "printf 'Voil\\303\\240.\\n'": "Voilà.",
    "printf 'Voil\\340.\\n'": "Voilà.",  # Windows-1252, as Latin-1
    "true": "As it was.",
}
REFUSED = {
    "printf 'An hour of work.'; exit 1": b"An hour of work.",
    "printf 'An hour\\0 of work.'": b"An hour\0 of work.",
    "exit 1": None,
    "rm $1": None,
}


def test_what_is_written_outside_is_taken_or_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    editor = tmp_path / "editor"
    monkeypatch.setenv("VISUAL", f"sh {editor}")

    def write_editor(does: str) -> None:
        editor.write_text(f'{{ {does}; }} > "$1"' if "printf" in does else does, "utf-8")

    async def test() -> None:
        app = BareApp(desk.workspace)
        async with app.run_test() as pilot:
            monkeypatch.setattr(app, "suspend", nullcontext)
            for does, text in TAKEN.items():
                write_editor(does)
                assert edit_outside(app, "As it was.") == text
            await pilot.pause()
            assert told(pilot).count("read as Windows-1252") == 1
            assert not list(desk.state.glob("editor-*"))
            for does, kept in REFUSED.items():
                write_editor(does)
                with pytest.raises(PolicyError, match="the text here is as it was") as refused:
                    edit_outside(app, "As it was.")
                files = list(desk.state.glob("editor-*/*"))
                assert [file.read_bytes() for file in files] == [kept] * bool(kept)
                for file in files:
                    assert str(file) in refused.value.message
                    file.unlink()

    run(test)
