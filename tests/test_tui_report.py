"""The report on the screen: what it lacks, what it will say, and the files it is written to."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from corpora import HOSTILE
from desk import NARROW, Desk, run, seen, settle, told, write
from tui_support import until

from policytui.checks.basis import Basis
from policytui.compare.layout import rows_text
from policytui.conference.decisions.deciding import Decision, decide
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.report.missing import Lack
from policytui.conference.report.report import WHOLE
from policytui.conference.round import begin_round, open_round
from policytui.corpus.model import Nation
from policytui.drafts.model import Contact, Draft, Seal, State, Submitter
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import format_draft
from policytui.errors import UsageError
from policytui.export.paper import Heading, Paper, Points, Prose, Quotation
from policytui.export.tables import Table
from policytui.progress import ignore_progress, never_cancelled
from policytui.text import clean_prose
from policytui.tui import reporting_rows
from policytui.tui.commands import Place, commands_for
from policytui.tui.reporting import FORMS, TABLES, Part, Report, open_report, path_named
from policytui.tui.reporting import write as put
from policytui.tui.screens.round_report import ReportScreen

MAY = datetime(2021, 5, 3, 12, tzinfo=UTC)
SECRETS = (b"secret@example", b"900123", b"jo@example")


OWN = "My mother waited nine days for hers."


class ReportDesk(Desk):
    """A workspace with a round beside its corpus: two answers, an amendment, a photograph."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, mover="B. Staff")
        self.round = folder / "round"
        (folder / "inbox").mkdir()
        (folder / "inbox" / "photo.jpg").write_bytes(b"\xff\xd8")
        asking = clean_prose(f"{OWN} {HOSTILE} Write to jo@example.org")
        amendment = self.amendment("A shop is given away. Ask jo@example.org", mover="A. Member")
        self._send("shop", amendment)
        for name, text in (("one", "Every village deserves a nurse."), ("two", asking)):
            begun = self.response(Nation.WALES)
            answers = (replace(begun.answers[0], text=text), *begun.answers[1:])
            who = Submitter(mover=f"Sender of {name}", nation=Nation.WALES)
            self._send(name, replace(begun, answers=answers, submitter=who))
        made = begin_round(self.round, "Conference 2021")
        take_in(made, folder / "inbox", Basis(self.workspace.catalogue))

    def _send(self, name: str, draft: Draft) -> None:
        contact = Contact(email="secret@example.org", telephone="07700 900123")
        draft = replace(draft, id=name, created=MAY, updated=MAY, contact=contact)
        draft = replace(draft, state=State.SUBMITTED, seal=None)
        draft = replace(draft, seal=Seal(content_digest(draft), MAY))
        path = self.round.parent / "inbox" / f"{name}.toml"
        path.write_text(format_draft(draft), "utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    return ReportDesk(tmp_path)


def report_of(desk: ReportDesk) -> Report:
    return open_report(open_round(desk.round), desk.workspace, ignore_progress, never_cancelled)


def test_the_outline_the_bars_and_what_is_missing_are_read_and_it_is_written(
    desk: ReportDesk,
) -> None:
    file = desk.round.parent / "mine.html"
    file.write_text("mine")

    async def test() -> None:
        screen = ReportScreen(open_round(desk.round))

        async def press(*keys: str) -> None:
            await pilot.press(*keys)
            await until(pilot, lambda: not screen.is_working)
            await settle(pilot)

        async with desk.open(screen, NARROW) as pilot:
            await until(pilot, lambda: screen.report is not None)
            for part in (
                "received 4 = 3 counted + 1 refused",
                "! 2 of 2 answers are under no theme.",
                "! Of 1 question with answers nothing is quoted.",
                "! 1 of 1 amendment has no recommendation.",
                "The report as it will stand",
            ):
                assert part in seen(pilot), part
            await press("n", "enter")
            assert "m marks a paragraph as a quote" in " ".join(seen(pilot).split())
            assert screen.report is not None
            titles = [part.title for part in screen.report.parts]
            at = len(screen.report.missing) + titles.index("Who took part")
            await press("escape")
            screen._list.go_to(at)
            await press("enter")
            assert re.search("Wales +2 +2 +█{5}", seen(pilot))
            decide(open_round(desk.round).journal, ["shop"], Decision(Outcome.LOST, "hands"))
            await press("escape", "f5")
            assert "has no decision" not in seen(pilot)
            part = reporting_rows.part_at(screen.report, screen._list.current)
            assert part is not None
            assert part.title == "Who took part"
            await press("end", "e", "enter", "down", "enter", "ctrl+u")
            await write(pilot, "mine.docx")
            await press("enter")
            assert "The name must end in .html." in seen(pilot)
            await press("ctrl+u")
            await write(pilot, "mine.html")
            await press("enter")
            assert "exists already" in seen(pilot)
            await press("n")
            assert file.read_text() == "mine"
            await press("e", "enter", "enter", "ctrl+u")
            await write(pilot, "mine.html")
            await press("enter", "y")
            await until(pilot, lambda: "Written: " in told(pilot))
            assert file.read_text().startswith("<!DOCTYPE html>")

    run(test)


def test_every_form_is_written_and_none_tells_how_anybody_is_reached(
    desk: ReportDesk, tmp_path: Path
) -> None:
    report = report_of(desk)
    for ending in FORMS:
        path = tmp_path / f"out{ending}"
        files = put(report, path, ending, WHOLE, ignore_progress, never_cancelled)
        assert files == (len(list(path.iterdir())) if ending == TABLES else 1)
    found = [path.read_bytes() for path in (tmp_path / "out").iterdir()]
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        found += [archive.read(name) for name in archive.namelist() if name.endswith("ml")]
    found += [(tmp_path / f"out{ending}").read_bytes() for ending in (".md", ".html")]
    drawn = [
        rows_text(reporting_rows.lay_out_beside(report, item, 78), len)
        for item in range(len(report.missing) + len(report.parts))
    ]
    assert any(OWN in text for text in drawn)
    for data in (*found, *(text.encode() for text in drawn)):
        assert not any(secret in data for secret in SECRETS)
        assert b"\x1b" not in data


def test_what_is_missing_is_named_with_its_places(desk: ReportDesk) -> None:
    found = {one.lack: one for one in report_of(desk).missing}
    assert set(found) == {Lack.THEME, Lack.QUOTE, Lack.ADVICE, Lack.DECISION}
    assert found[Lack.DECISION].where == ("1",)
    assert found[Lack.THEME].where == ("What should stay: 2",)


@pytest.mark.parametrize(
    ("typed", "ending", "problem"),
    [
        ("", ".md", "a name"),
        ("a\0.md", ".md", "a name"),
        ("a.html", ".md", "end in .md"),
        ("round", ".html", "end in .html"),
        ("file.txt", TABLES, "a file"),
    ],
)
def test_a_name_that_cannot_be_written_to_is_refused(
    tmp_path: Path, typed: str, ending: str, problem: str
) -> None:
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(UsageError, match=problem):
        path_named(typed, tmp_path, ending)
    assert path_named("a.MD", tmp_path, ".md") == tmp_path / "a.MD"


@pytest.mark.parametrize("width", [20, 40, 78, 150])
def test_no_row_is_wider_than_the_pane_and_a_long_part_is_cut(width: int) -> None:
    long = "長い " * 30_000
    blocks = (
        Prose("One.\n\nTwo."),
        Quotation("Words of [red] somebody", "A. Member"),
        Table("t", "Counts", ("Nation", "Submissions"), (("Wales" * 20, 1_200), ("=x", 0))),
        Table("t", "Texts", ("A", "B"), (("x", "=1+1"), ("y", 2))),
        Points(("a point " * 30,)),
        Heading(3, "H"),
        Prose(long),
        Prose("never reached"),
    )
    paper = Paper("T", blocks)
    report = Report(None, paper, (Part(1, "T", blocks),), ())  # type: ignore[arg-type]
    layout = reporting_rows.lay_out_beside(report, 0, width)
    text = rows_text(layout, len)
    assert "never reached" not in text
    assert "stands in the file" in " ".join(text.split())
    assert "'=x" in text
    assert all(len(line) <= width for line in text.split("\n") if "長" not in line)
    assert "█" in text or width < 40


def test_every_command_can_be_carried_out(desk: ReportDesk) -> None:
    for command in commands_for(Place.REPORT):
        assert hasattr(ReportScreen(open_round(desk.round)), f"action_{command.action}"), command


def test_a_nation_that_nobody_named_is_told_as_such(desk: ReportDesk) -> None:
    report = report_of(desk)
    (part,) = (part for part in report.parts if part.title == "Who took part")
    item = len(report.missing) + report.parts.index(part)
    drawn = rows_text(reporting_rows.lay_out_beside(report, item, 78), len)
    assert Nation.WALES.label in drawn
    assert "Not told" in drawn
