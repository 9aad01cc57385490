"""The findings screen: what the rules find, with its evidence; dismissing and taking back."""

from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from corpora import HOSTILE, PLATFORM
from desk import NARROW, WIDE, Desk, run, seen, settle, told
from tui_support import PATIENCE, until

from policytui.checks.decisions import read_decisions
from policytui.checks.finding import Severity, Tier
from policytui.checks.rule import Precision, Rule
from policytui.drafts.begin import begin_new_position, revise
from policytui.drafts.model import Submitter
from policytui.errors import Cancelled
from policytui.progress import ignore_progress, never_cancelled
from policytui.tui import findings
from policytui.tui.findings import Checked, run_check
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import DraftScreen
from policytui.tui.screens.findings import FindingsScreen
from policytui.tui.widgets.prose_area import ProseArea

CHANGED = "A shop that stands empty for a month may be offered to the people of the town."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, mover="A. Member")


def save_amendment(desk: Desk, text: str = CHANGED) -> str:
    draft = revise(desk.amendment(text, mover="A. Member"), reason="Because.")
    desk.workspace.drafts.save(draft, None)
    return draft.id


async def checked(pilot: Any, screen: FindingsScreen) -> None:
    await until(pilot, lambda: screen.checked is not None and not screen.is_working)
    await settle(pilot)


def test_a_finding_shows_both_texts_with_the_telling_words_and_how_far_to_trust_it(desk: Desk):
    save_amendment(desk)

    async def test() -> None:
        screen = FindingsScreen()
        async with desk.open(screen, WIDE) as pilot:
            await checked(pilot, screen)
            for part in (
                "Findings in 1 draft",
                "CHG003 duty-strength-changed · 1",
                "! Empty shops",
                "[should]",
                "[may]",
                "should → may",
                "Trust: against its own target",
                "What to do: ",
            ):
                assert part in " ".join(seen(pilot).split()), part
            await pilot.press("v")
            await settle(pilot)
            assert "by proposal" in seen(pilot).split("\n")[0]
            assert "  Empty shops · " in seen(pilot)
            await pilot.press("e")
            await settle(pilot)
            assert "Measured with" in seen(pilot)
            await pilot.press("escape", "c")
            await settle(pilot, 0.1)
            assert isinstance(pilot.app.screen, CompareScreen)
            assert "Empty shops 2016  ⇄  as proposed" in seen(pilot)

    run(test)


def test_what_is_dismissed_is_kept_with_its_reason_and_can_be_taken_back(desk: Desk):
    save_amendment(desk)

    async def test() -> None:
        screen = FindingsScreen()
        async with desk.open(screen) as pilot:
            await checked(pilot, screen)
            assert screen.checked is not None
            file, finding = screen.checked.file, screen.current
            assert finding is not None
            await pilot.press("tab")
            assert "should" in seen(pilot)
            await pilot.press("escape", "x", "down", "enter", "enter")
            await settle(pilot)
            assert "Write a reason" in seen(pilot)
            await pilot.press(*"Meant", "enter")
            await settle(pilot)
            await pilot.press(*"40 May 2027", "enter")
            await settle(pilot)
            assert "There is no 40 May" in seen(pilot)
            await pilot.press(*["backspace"] * 11, *"4 May 2027", "enter")
            await until(pilot, lambda: file.exists() and screen.current != finding)
            (decision,) = read_decisions(file)
            assert (decision.code, decision.fingerprint) == (finding.code, finding.fingerprint)
            assert (decision.reason, decision.by) == ("Meant", "A. Member")
            assert decision.verdict.value == "accepted"
            assert decision.until == date(2027, 5, 4)
            assert "1 dismissed" in seen(pilot)
            await pilot.press("a")
            await settle(pilot)
            assert "– Empty shops" in seen(pilot)
            await pilot.press("u")
            await until(pilot, lambda: not read_decisions(file))
            await settle(pilot)
            assert "1 dismissed" not in seen(pilot)
            assert finding in screen._listed

    run(test)


def test_what_is_decided_during_a_check_stays_decided_when_it_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    save_amendment(desk)
    goes_on = Event()

    def slow_check(*args: Any, **options: Any) -> Checked:
        found = run_check(*args, **options)
        assert goes_on.wait(PATIENCE)
        return found

    async def test() -> None:
        screen = FindingsScreen()
        async with desk.open(screen) as pilot:
            await checked(pilot, screen)
            finding = screen.current
            assert finding is not None
            monkeypatch.setattr(findings, "run_check", slow_check)
            for key, is_decided in (("x", True), ("u", False)):
                goes_on.clear()
                await pilot.press("f5", key)
                if is_decided:
                    await pilot.press("down", "enter", *"Meant", "enter", "enter")
                await until(pilot, lambda is_=is_decided: (finding not in screen._listed) == is_)
                assert screen.is_working
                goes_on.set()
                await checked(pilot, screen)
                assert (finding not in screen._listed) == is_decided

    run(test)


def test_of_drafts_alike_a_row_leads_with_the_mover_and_with_what_differs(desk: Desk):
    for mover in ("A. Member", "B. Other"):
        draft = revise(desk.amendment(CHANGED, mover=mover), reason="Because.")
        desk.workspace.drafts.save(draft, None)

    async def test() -> None:
        screen = FindingsScreen()
        async with desk.open(screen, NARROW) as pilot:
            await checked(pilot, screen)
            for part in ("A. Member: Empty shops", "B. Other: Empty shops", "  should → may; "):
                assert part in seen(pilot), part

    run(test)


def test_conditions_laid_down_meanwhile_are_asked_without_a_restart(desk: Desk):
    save_amendment(desk)
    folder = desk.drafts.parent / "conditions"
    rule = 'title = "Conference"\nredrafter = true\n'

    def found() -> set[str]:
        checked = run_check(desk.workspace, ignore_progress, never_cancelled, is_corpus=False)
        return {finding.field for finding in checked.findings}

    assert "submitter.redrafter" not in found()
    folder.mkdir()
    (folder / "conference.toml").write_text(rule, encoding="utf-8")
    assert "submitter.redrafter" in found()
    (folder / "conference.toml").unlink()
    assert "submitter.redrafter" not in found()


def test_a_document_that_cannot_be_read_is_a_finding_of_the_corpus(desk: Desk):
    file = desk.workspace.catalogue.folder / "broken.md"
    file.write_text("no header\n", encoding="utf-8")

    found = run_check(desk.workspace, ignore_progress, never_cancelled, is_corpus=True).findings

    assert ("FMT001", "broken.md") in {(each.code, each.subject) for each in found}


def test_a_draft_mended_meanwhile_is_looked_at_again_and_nothing_found_says_so(desk: Desk):
    id_ = save_amendment(desk)

    async def test() -> None:
        screen = FindingsScreen(id_)
        async with desk.open(screen) as pilot:
            await checked(pilot, screen)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
            base = desk.amendment().text
            area = pilot.app.screen.query_one("#text", ProseArea)
            area.rewrite(f"{base} Tell the town about it.")
            await settle(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: screen.has_class("-empty"))
            assert f"Nothing found by {screen.checked.rules} rules in 1 draft." in seen(pilot)  # type: ignore[union-attr]
            await pilot.press("p")
            await until(pilot, lambda: "in the corpus." in seen(pilot))

    run(test)


def test_of_the_corpus_the_whole_text_is_read_and_text_is_never_markup(desk: Desk):
    hostile = HOSTILE.replace("\x1b", "").replace("\x00", "").replace("\x07", "")
    text = f"The Homes and Communities Agency should build here. {hostile}"
    document = PLATFORM.replace("Councils must publish what land they own.", text)
    (desk.workspace.places.corpus.path / "platform.md").write_text(document, "utf-8")
    desk.workspace.refresh()
    draft = begin_new_position(hostile, Submitter())
    desk.workspace.drafts.save(revise(draft, text=hostile), None)

    async def test() -> None:
        screen = FindingsScreen()
        async with desk.open(screen, WIDE) as pilot:
            await checked(pilot, screen)
            assert "[@click=app.quit]go[/]" in seen(pilot)
            await pilot.press("p")
            await until(pilot, lambda: "REF001" in seen(pilot))
            await pilot.press("enter")
            await settle(pilot)
            assert "The [Homes and Communities Agency] should build here. [/x]" in seen(pilot)
            assert "Unused land" in seen(pilot)
            await pilot.press("y")
            assert "[Homes and Communities Agency]" in pilot.app.clipboard
            assert "Copied the finding" in told(pilot)

    run(test)


def test_a_check_that_is_stopped_gives_nothing(desk: Desk):
    save_amendment(desk)
    desk.workspace.refresh()

    with pytest.raises(Cancelled):
        run_check(desk.workspace, ignore_progress, lambda: True, is_corpus=False)


def test_a_draft_that_cannot_be_read_is_a_finding(desk: Desk):
    desk.drafts.mkdir()
    (desk.drafts / "broken.toml").write_text('schema = 1\nkind = "sonnet"\n', "utf-8")

    found = run_check(desk.workspace, ignore_progress, never_cancelled, is_corpus=False)

    assert {(each.code, each.subject) for each in found.findings} == {("FMT001", "broken.toml")}


@pytest.mark.parametrize(
    ("tier", "precision", "said"),
    [
        (Tier.FACT, None, "a fact; right by its definition"),
        (Tier.REVIEW, None, "to review, never a verdict; not measured yet"),
        (Tier.TARGET, Precision(0.99, "40 cases"), "against its own target: 99% of such findings"),
        (Tier.REVIEW, Precision(0.1, "9 cases"), "about 1 in 10 such findings is right (9 cases)"),
        (Tier.REVIEW, Precision(0.33, "9 cases"), "about 3 in 10 such findings are right"),
    ],
)
def test_trust_is_told_in_words(tier: Tier, precision: Precision | None, said: str):
    rule = Rule("CON001", "x", tier, Severity.REVIEW, "s", "r", "e", "a", precision)

    assert said in rule.trust


def test_a_narrow_window_shows_the_list_or_the_evidence(desk: Desk):
    save_amendment(desk)

    async def test() -> None:
        screen = FindingsScreen()
        async with desk.open(screen, NARROW) as pilot:
            await checked(pilot, screen)
            assert "[should]" not in seen(pilot)
            await pilot.press("tab")
            await settle(pilot)
            assert "[should]" in seen(pilot)
            assert "esc back" in seen(pilot).split("\n")[-1]

    run(test)
