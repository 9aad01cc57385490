from dataclasses import replace
from datetime import date, timedelta

import pytest
from corpora import write_corpus

from policytui.checks.basis import Basis
from policytui.checks.checking import check_draft, is_ready
from policytui.checks.finding import Severity
from policytui.checks.selection import Selection
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Nation
from policytui.drafts.begin import begin_amendment, begin_response, revise
from policytui.drafts.model import Answer, Capacity, State, Submitter
from policytui.drafts.submission import seal

FORM = Selection(select=("ANS", "BAS", "FMT", "INS", "SEA", "WHO", "WHY"))
"""The rules on the form of a draft, which do not look at what it proposes."""


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue(write_corpus(tmp_path / "corpus"), None)
    catalogue.refresh()
    return catalogue


@pytest.fixture
def amendment(catalogue):
    position = catalogue.position("platform/homes-we-share")
    draft = begin_amendment(position, catalogue.header("platform"), Submitter(mover="A. Member"))
    return revise(draft, text=draft.text.replace("20,000", "30,000"), reason="More are needed.")


@pytest.fixture
def response(catalogue):
    document = catalogue.document("consultation-2021")
    submitter = Submitter(mover="A. Member", nation=Nation.WALES)
    draft = begin_response(document.header, document.positions, submitter)
    first, *rest = draft.answers
    return revise(draft, answers=(replace(first, text="All of it."), *rest))


def codes(draft, catalogue):
    return {finding.code for finding in check_draft(draft, Basis(catalogue), FORM)}


def test_a_complete_amendment_has_no_findings(amendment, catalogue):
    assert check_draft(amendment, Basis(catalogue), FORM) == ()


def test_a_complete_response_is_ready(response, catalogue):
    findings = check_draft(response, Basis(catalogue), FORM)

    assert is_ready(findings)
    assert {finding.code for finding in findings} == {"ANS003"}  # it closed in 2021


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "WHY001"),
        ({"submitter": Submitter()}, "WHO001"),
        ({"submitter": Submitter(mover="A", capacity=Capacity.LOCAL_PARTY)}, "WHO002"),
        (
            {"submitter": Submitter("A", capacity=Capacity.SOCIETY, organisation="B")},
            "WHO003",
        ),
        (
            {"submitter": Submitter("A", agreed_on=date.today() + timedelta(days=9))},
            "WHO004",
        ),
        ({"text": ""}, "FMT005"),
        ({"instruction": ("Leave out everything",)}, "INS001"),
        ({"state": State.SUBMITTED}, "SEA002"),
    ],
)
def test_what_is_amiss_in_an_amendment_is_found(amendment, catalogue, changes, code):
    assert code in codes(replace(amendment, **changes), catalogue)


def test_an_unchanged_amendment_says_nothing_yet(amendment, catalogue):
    assert "FMT004" in codes(replace(amendment, text=amendment.base.text), catalogue)


def test_a_target_that_is_not_in_the_corpus_is_found(amendment, catalogue):
    base = replace(amendment.base, position="platform/gone")

    assert "BAS001" in codes(replace(amendment, base=base), catalogue)


@pytest.mark.parametrize("name", ["platform.md", "our words.md"])
def test_a_target_whose_document_cannot_be_read_is_told_with_file_and_line(
    amendment, catalogue, name
):
    path = catalogue.folder / "platform.md"
    broken = path.read_text("utf-8").replace('kind = "platform"', 'kind = "platfrom"')
    path.unlink()
    (catalogue.folder / name).write_text(broken, encoding="utf-8")
    catalogue.refresh()

    (found,) = check_draft(amendment, Basis(catalogue), FORM)

    assert f"because {name} of the corpus cannot be read. Mend that first" in found.message
    assert found.why.startswith(f"{name}, line 5: kind ")


def test_a_damaged_file_beside_a_document_that_is_read_explains_nothing(amendment, catalogue):
    (catalogue.folder / "other.md").write_text("+++\n", encoding="utf-8")
    catalogue.refresh()
    base = replace(amendment.base, position="platform/gone")

    (found,) = check_draft(replace(amendment, base=base), Basis(catalogue), FORM)

    assert "is not in this corpus" in found.message


def test_a_base_that_has_changed_since_is_found(amendment, catalogue):
    path = catalogue.folder / "platform.md"
    path.write_text(path.read_text("utf-8").replace("Tenants", "Members"), encoding="utf-8")
    catalogue.refresh()

    assert "BAS002" in codes(amendment, catalogue)


def test_of_a_base_that_changed_both_texts_are_shown_and_what_differs_is_marked(
    amendment, catalogue
):
    path = catalogue.folder / "platform.md"
    path.write_text(path.read_text("utf-8").replace("Tenants", "Members"), encoding="utf-8")
    catalogue.refresh()

    (stale,) = check_draft(amendment, Basis(catalogue), FORM)

    was, now = stale.evidence
    assert (stale.code, stale.severity) == ("BAS002", Severity.WARNING)
    assert [was.text[start:end] for start, end in was.spans] == ["Tenants"]
    assert [now.text[start:end] for start, end in now.spans] == ["Members"]
    assert "still stand" in stale.message


@pytest.mark.parametrize(
    ("today", "said", "score"),
    [
        ("We will build 25,000 co-operative homes a year by 2030. Tenants should run them.",
         "as quoted", True),
        ("Nothing that was said before is said here any longer.", "nor anything like it", False),
        # Moved as it stood, so that it can be placed, though what stood around it is gone.
        ("Tenants know best. We will build 20,000 co-operative homes a year by 2030.", "", False),
    ],
)  # fmt: skip
def test_words_that_cannot_be_placed_any_more_are_found(amendment, catalogue, today, said, score):
    path = catalogue.folder / "platform.md"
    was = "We will build 20,000 co-operative homes a year by 2030. Tenants should run them."
    path.write_text(path.read_text("utf-8").replace(was, today), encoding="utf-8")
    catalogue.refresh()

    found = [
        each for each in check_draft(amendment, Basis(catalogue), FORM) if each.code == "BAS003"
    ]

    assert [said in finding.message for finding in found] == [True] * bool(said)
    for finding in found:
        assert finding.evidence[0].text.startswith("We will build 20,000")
        assert (finding.score is not None) is score


@pytest.mark.parametrize(
    ("old", "new"), [(" a year", "  a year"), ("co-operative", "co‑operative"), (". T", ".\n\nT")]
)
def test_an_amendment_of_no_word_is_told_as_such(amendment, catalogue, old, new):
    draft = replace(amendment, text=amendment.base.text.replace(old, new, 1), instruction=())

    (finding,) = check_draft(draft, Basis(catalogue), FORM)

    assert (finding.code, finding.severity) == ("FMT004", Severity.WARNING)


def test_a_broken_seal_is_found(amendment, catalogue):
    assert codes(seal(amendment), catalogue) == set()
    assert "SEA001" in codes(replace(seal(amendment), reason="Altered"), catalogue)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answers": ()}, "ANS001"),
        ({"document": "gone"}, "ANS002"),
        ({"answers": (Answer("consultation-2021/gone", "", "x"),)}, "ANS004"),
        ({"submitter": Submitter("A", nation=Nation.SCOTLAND)}, "ANS005"),
        ({"submitter": Submitter("A")}, "WHO005"),
    ],
)
def test_what_is_amiss_in_a_response_is_found(response, catalogue, changes, code):
    second = replace(response.answers[1], text="Much.")
    draft = replace(response, answers=(response.answers[0], second))

    assert code in codes(replace(draft, **changes), catalogue)
