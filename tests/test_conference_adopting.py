"""Adopting writes a new edition whole or not at all, can be undone, and survives any kill."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conference_round import (
    NAME,
    PLAN,
    all_carried,
    amend,
    call,
    files_of,
    insert,
    texts_of,
    write_texts,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.conference.decisions.adopted import tell_editions
from policytui.conference.decisions.adopting import CorpusMoved, adopt, finish, undo
from policytui.conference.decisions.adoption import (
    Adoption,
    Stage,
    last_decision,
    tell_adoption,
)
from policytui.conference.decisions.deciding import (
    Decision,
    decide,
    decide_each,
    tell_decisions,
)
from policytui.conference.decisions.listed import Listed
from policytui.conference.decisions.planning import Plan, plan_adoption, propose_name
from policytui.conference.journal import NAME as JOURNAL
from policytui.conference.journal import Journal
from policytui.conference.marshalling.outcome import Outcome
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.editions import list_editions, read_editions
from policytui.corpus.provenance import (
    Origin,
    Provenance,
    format_provenance,
    parse_provenance,
    read_provenance,
)
from policytui.drafts.model import Draft
from policytui.errors import DataError, UsageError
from policytui.progress import Progress, ignore_progress
from policytui.text import clean_line


class Stopped(Exception):
    """What a test stops the work with."""


@dataclass(frozen=True)
class Hall:
    """A corpus and a round whose amendments are all decided."""

    folder: Path
    drafts: tuple[Draft, ...]

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def journal(self) -> Journal:
        return Journal(self.folder / "round")

    def called(self) -> tuple[Listed, ...]:
        return call(self.drafts, texts_of(self.corpus))

    def plan(self) -> Plan:
        listed = self.called()
        return plan_adoption(self.corpus, listed, tell_decisions(self.journal.read()), NAME)

    def adopt(self, progress: Progress = ignore_progress) -> Adoption:
        """As the command does: finish what was stopped, else work it out and write it."""
        journal = self.journal
        before = finish(journal, self.corpus, progress=progress)
        if before and before.stage is Stage.DONE:
            return before
        plan, decided_at = self.plan(), last_decision(journal.read())
        documents, files = plan.documents, plan.files
        return adopt(journal, self.corpus, "2026", documents, files, decided_at, progress=progress)

    def state(self) -> tuple[dict[str, bytes], list[object]]:
        """All files of the corpus and of the round, and the journal without times."""
        files = files_of(self.corpus) | {
            f"round/{name}": data
            for name, data in files_of(self.folder / "round").items()
            if name != JOURNAL
        }
        return files, [entry.act for entry in self.journal.read()]


def make_hall(folder: Path) -> Hall:
    """A round in which both documents are changed."""
    texts = texts_of(write_texts(folder / "corpus"))
    drafts = (
        amend(texts, "plan/homes", "ten thousand", "twenty thousand", "ten"),
        amend(texts, "plan/shops", "a year", "six months", "shop"),
        amend(texts, "buses/evening", "nine", "eleven", "late"),
        insert("Warm homes", "Every home is warm.", "heat", theme="Homes"),
    )
    hall = Hall(folder, drafts)
    ids = [draft.id for draft in drafts]
    decide(hall.journal, ids[:3], Decision(Outcome.CARRIED, "120:80:3"))
    decide(hall.journal, ids[3:], Decision(Outcome.CARRIED, "hands"))
    return hall


def copy_hall(hall: Hall, folder: Path) -> Hall:
    shutil.copytree(hall.folder, folder)
    return replace(hall, folder=folder)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return make_hall(tmp_path / "hall")


# --- what is written ---


def test_the_next_edition_takes_the_place_of_the_former_which_is_kept(hall: Hall) -> None:
    catalogue = Catalogue(hall.corpus, None)
    catalogue.refresh()
    before = files_of(hall.corpus)
    assert hall.adopt().stage is Stage.DONE
    after = files_of(hall.corpus)
    assert set(after) - set(before) == {
        "editions/plan/2021.md",
        "editions/plan/2026.provenance.toml",
        "editions/buses/2019.md",
        "editions/buses/2026.provenance.toml",
    }
    assert after["editions/plan/2021.md"] == before["plan.md"] == PLAN.encode()
    names = [file.header.edition for file in list_editions(hall.corpus, "plan")]
    assert names == ["2021", "2026"]
    former, present = read_editions(hall.corpus, "plan")
    assert present.header.adopted_by == "Annual Conference 2026"
    assert [one.id for one in present.positions if one not in former.positions] == [
        "plan/homes",
        "plan/warm-homes",
        "plan/shops",
    ]
    assert set(catalogue.refresh().changed) == {"plan", "buses"}
    assert "twenty thousand" in catalogue.position("plan/homes").text


def test_the_comparison_tells_what_adopting_changes(hall: Hall) -> None:
    buses, plan = hall.plan().compare()
    assert (buses.proposed.edition, buses.counts["amended"]) == ("2026", 1)
    assert (plan.counts["amended"], plan.counts["new"], plan.counts["kept"]) == (2, 1, 1)
    assert files_of(hall.corpus)["plan.md"] == PLAN.encode()


def test_provenance_tells_who_moved_what_and_by_which_vote(hall: Hall) -> None:
    called = {one.id: one.number for one in hall.called()}
    hall.adopt()
    told = read_provenance(hall.corpus, "plan")["2026"]
    assert (told.conference, told.adopted) == ("Annual Conference 2026", date(2026, 10, 11))
    votes = "120 for, 80 against, 3 abstentions"
    assert told.origins == {
        "plan/homes": (Origin("ten", called["ten"], "Mover of ten", "Anytown party", votes),),
        "plan/shops": (Origin("shop", called["shop"], "Mover of shop", "Anytown party", votes),),
        "plan/warm-homes": (
            Origin("heat", called["heat"], "Mover of heat", "", "on a show of hands"),
        ),
    }
    assert read_provenance(hall.corpus, "none") == read_provenance(hall.corpus, "../x") == {}


_words = st.text("ab é=\"'\\[]{}#,\u202e\n", max_size=8).map(clean_line)
_origins = st.lists(st.builds(Origin, _words.filter(bool), *[_words] * 6), max_size=3).map(tuple)


@given(
    st.dictionaries(st.from_regex(r"plan/[a-z]{1,6}", fullmatch=True), _origins, max_size=4),
    st.one_of(st.none(), st.dates()),
)
def test_provenance_reads_back_as_it_was_written(
    origins: dict[str, tuple[Origin, ...]], adopted: date | None
) -> None:
    made = Provenance("plan", "2026", "Conference", adopted, origins)
    assert parse_provenance(format_provenance(made)) == made


def test_provenance_with_mistakes_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "editions" / "plan"
    folder.mkdir(parents=True)
    (folder / "2026.provenance.toml").write_text('schema = 2\ndocument = "plan"\nwho = "x"\n')
    with pytest.raises(DataError) as stop:
        read_provenance(tmp_path, "plan")
    assert {problem.key for problem in stop.value.problems} == {"schema", "edition", "who"}


# --- refusals ---


def test_while_something_is_to_be_decided_nothing_is_adopted(hall: Hall) -> None:
    more = amend(texts_of(hall.corpus), "plan/repairs", "a month", "a week", "roof")
    with pytest.raises(UsageError, match="1 amendment is still to be decided: 3"):
        replace(hall, drafts=(*hall.drafts, more)).plan()


def test_where_nothing_was_carried_there_is_nothing_to_adopt(hall: Hall) -> None:
    decide(hall.journal, [draft.id for draft in hall.drafts], Decision(Outcome.LOST))
    with pytest.raises(UsageError, match="nothing to adopt"):
        hall.plan()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (replace(NAME, edition="2021"), "is there already"),
        (replace(NAME, adopted=date(2020, 1, 1)), "is later than 2020-01-01"),
        (replace(NAME, edition="…"), "needs a name"),
    ],
)
def test_an_edition_that_cannot_follow_is_refused(hall: Hall, name: object, message: str) -> None:
    listed = call(hall.drafts, texts_of(hall.corpus))
    with pytest.raises(UsageError, match=message):
        plan_adoption(hall.corpus, listed, all_carried(listed), name)  # type: ignore[arg-type]


def test_the_next_edition_is_called_after_the_year_and_dated_by_the_last_vote(hall: Hall) -> None:
    listed = hall.called()
    standing = all_carried(listed)
    last = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    standing["ten"] = replace(standing["ten"], at=last)
    standing = {id_: replace(one, at=min(one.at, last)) for id_, one in standing.items()}

    def proposed() -> tuple[str, date]:
        name = propose_name(hall.corpus, listed, standing, "Conference")
        return name.edition, name.adopted

    day = max(one.at for one in standing.values()).date()
    assert proposed() == (str(day.year), day)
    folder = hall.corpus / "editions" / "plan"
    folder.mkdir(parents=True)
    for name in (f"{day:%Y}", f"{day:%Y-%m}"):
        text = PLAN.replace('"2021"', f'"{name}"').replace("2021-10-09", "2020-01-01")
        (folder / f"{name}.md").write_text(text)
    assert proposed()[0] == f"{day}"


def test_decisions_recorded_together_are_recorded_once_and_whole(hall: Hall) -> None:
    lost, fell = Decision(Outcome.LOST, "1:2:0"), Decision(Outcome.FELL, cause="ten")
    added = decide_each(hall.journal, {"shop": lost, "late": lost, "heat": fell}, "A. Clerk")
    assert [entry.act.subject for entry in added] == ["shop late", "heat"]
    assert decide_each(hall.journal, {"late": lost, "heat": fell}) == ()
    with pytest.raises(UsageError, match="another amendment"):
        decide_each(hall.journal, {"shop": fell, "ten": fell})
    assert tell_decisions(hall.journal.read())["shop"].decision == lost


def test_a_corpus_that_moves_meanwhile_is_not_overwritten(hall: Hall) -> None:
    plan = hall.plan()
    by_hand = PLAN.replace("Tenants", "Residents")
    (hall.corpus / "plan.md").write_text(by_hand)
    before = files_of(hall.corpus)
    with pytest.raises(CorpusMoved, match=r"plan\.md"):
        adopt(hall.journal, hall.corpus, "2026", plan.documents, plan.files, 2)
    assert files_of(hall.corpus) == before
    assert tell_adoption(hall.journal.read()) is None


def test_decisions_recorded_meanwhile_stop_the_adoption(hall: Hall) -> None:
    plan = hall.plan()
    decide(hall.journal, ["ten"], Decision(Outcome.LOST))
    with pytest.raises(UsageError, match="recorded meanwhile"):
        adopt(hall.journal, hall.corpus, "2026", plan.documents, plan.files, 2)
    assert "editions/plan/2021.md" not in files_of(hall.corpus)


def test_a_round_is_adopted_once_until_it_is_undone(hall: Hall) -> None:
    plan = hall.plan()
    hall.adopt()
    with pytest.raises((UsageError, CorpusMoved)):
        adopt(hall.journal, hall.corpus, "2027", plan.documents, plan.files, 2)
    before = hall.state()
    assert hall.adopt().stage is Stage.DONE
    assert hall.state() == before


def test_two_staff_who_adopt_at_once_adopt_once(hall: Hall, tmp_path: Path) -> None:
    whole = copy_hall(hall, tmp_path / "whole")
    whole.adopt()

    def work(_: int) -> bool:
        try:
            return hall.adopt().stage is Stage.DONE
        except (UsageError, CorpusMoved):
            return False

    with ThreadPoolExecutor(4) as staff:
        assert any(staff.map(work, range(4)))
    assert hall.state() == whole.state()


# --- undoing ---


_decisions = st.one_of(
    st.sampled_from(list(Outcome)).map(Decision),
    st.sampled_from(["As modified.", "= + “so”\n\nand so", ""]).map(
        lambda text: Decision(Outcome.CARRIED, "hands", text=text)
    ),
)


@settings(max_examples=12)
@given(st.data())
def test_adopting_and_undoing_restore_the_bytes_of_the_corpus(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    hall = make_hall(tmp_path_factory.mktemp("hall"))
    ids = [draft.id for draft in hall.drafts]
    # The first stays carried, so that there is something to adopt.
    decide_each(hall.journal, data.draw(st.dictionaries(st.sampled_from(ids[1:]), _decisions)))
    before = files_of(hall.corpus)
    editions = hall.plan().editions
    adoption = hall.adopt()
    after = files_of(hall.corpus)
    assert after != before
    assert tell_editions(hall.folder / "round", adoption) == editions
    assert undo(hall.journal, hall.corpus).stage is Stage.UNDONE
    assert files_of(hall.corpus) == before
    kept = set(files_of(hall.folder / "round").values())
    assert set(after.values()) - set(before.values()) <= kept
    hall.adopt()
    assert files_of(hall.corpus) == after


def test_undoing_refuses_once_the_corpus_changed(hall: Hall) -> None:
    hall.adopt()
    file = hall.corpus / "buses.md"
    file.write_text(file.read_text() + "\nOn Sundays as well.\n")
    before = files_of(hall.corpus)
    with pytest.raises(CorpusMoved, match=r"buses\.md"):
        undo(hall.journal, hall.corpus)
    assert files_of(hall.corpus) == before


def test_there_is_nothing_to_undo_twice(hall: Hall) -> None:
    with pytest.raises(UsageError, match="nothing to undo"):
        undo(hall.journal, hall.corpus)
    hall.adopt()
    undo(hall.journal, hall.corpus)
    with pytest.raises(UsageError, match="nothing to undo"):
        undo(hall.journal, hall.corpus)


def test_an_edition_that_was_kept_before_stays_where_it_is(hall: Hall) -> None:
    kept = hall.corpus / "editions" / "plan" / "2021.md"
    kept.parent.mkdir(parents=True)
    kept.write_text(PLAN.replace("\n\n\n", "\n\n"))
    before = files_of(hall.corpus)
    hall.adopt()
    assert kept.read_bytes() == before["editions/plan/2021.md"]
    undo(hall.journal, hall.corpus)
    assert files_of(hall.corpus) == before
    kept.write_text(PLAN.replace("Tenants", "Residents"))
    with pytest.raises(UsageError, match="another text is kept"):
        hall.plan()


# --- stopped before each write ---


def stop_before(step: int) -> Progress:
    calls = 0

    def progress(done: int, total: int, what: str) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise Stopped

    return progress


@pytest.mark.parametrize("undoes", [False, True], ids=["adopting", "undoing"])
def test_stopped_before_any_write_it_ends_as_if_it_had_not_been(
    tmp_path: Path, undoes: bool
) -> None:
    def work(hall: Hall, progress: Progress = ignore_progress) -> None:
        if undoes:
            undo(hall.journal, hall.corpus, progress=progress)
        else:
            hall.adopt(progress)

    fresh = make_hall(tmp_path / "fresh")
    if undoes:
        fresh.adopt()
    whole = copy_hall(fresh, tmp_path / "whole")
    steps: list[str] = []
    work(whole, lambda done, total, what: steps.append(what))
    assert len(steps) == (8 if undoes else 14)
    for step in range(1, len(steps) + 1):
        hall = copy_hall(fresh, tmp_path / str(step))
        with pytest.raises(Stopped):
            work(hall, stop_before(step))
        assert hall.state() != whole.state()
        work(hall)
        assert hall.state() == whole.state()


def test_what_was_stopped_can_be_undone_instead(hall: Hall) -> None:
    before = files_of(hall.corpus)
    with pytest.raises(Stopped):
        hall.adopt(stop_before(12))
    assert files_of(hall.corpus) != before
    undo(hall.journal, hall.corpus)
    assert files_of(hall.corpus) == before


_KILLED = """
import json, os, random, signal, sys, time
from pathlib import Path
from test_conference_adopting import copy_hall, make_hall
folder, times = Path(sys.argv[1]), int(sys.argv[2])
fresh = make_hall(folder / "fresh")
timed = copy_hall(fresh, folder / "timed")
started = time.perf_counter()
timed.adopt()
longest = time.perf_counter() - started
random.seed(1)
stages = []
for number in range(times):
    hall = copy_hall(fresh, folder / str(number))
    child = os.fork()
    if child == 0:
        hall.adopt()
        os._exit(0)
    time.sleep(random.random() * longest)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    stages.append(len(hall.journal.read()))
print(json.dumps(stages))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed")
def test_killed_at_any_moment_it_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    tests = Path(__file__).parent
    paths = os.pathsep.join([str(tests), str(tests.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), "20"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert len(json.loads(done.stdout)) == 20
    whole = Hall(tmp_path / "timed", make_hall(tmp_path / "again").drafts)
    for number in range(20):
        hall = Hall(tmp_path / str(number), whole.drafts)
        hall.adopt()
        assert hall.state() == whole.state()


def test_a_journal_cannot_name_files_outside_the_corpus(hall: Hall) -> None:
    hall.adopt()
    text = hall.journal.file.read_text().replace('"plan.md"', '"../plan.md"')
    hall.journal.file.write_text(text)
    with pytest.raises(DataError, match="as this program tells it"):
        tell_adoption(hall.journal.read())
