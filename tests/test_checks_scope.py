from dataclasses import replace
from datetime import UTC, datetime

import pytest
from corpora import write_corpus

from policytui.checks.basis import Basis
from policytui.checks.finding import Severity, Tier
from policytui.checks.registers.texts import Written
from policytui.checks.rules.scope import RULES, _scope_in
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import ALL_NATIONS
from policytui.drafts.begin import begin_amendment, begin_new_position, begin_response
from policytui.drafts.model import Submitter

SCO001, SCO002 = RULES
ENGLAND, SCOTLAND, WALES, NORTHERN_IRELAND = ALL_NATIONS
ENGLAND_AND_WALES = (ENGLAND, WALES)


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    catalogue = Catalogue(write_corpus(tmp_path_factory.mktemp("project") / "corpus"), None)
    catalogue.refresh()
    return Basis(catalogue, datetime(2025, 6, 1, tzinfo=UTC))


@pytest.fixture
def amendment(basis):
    position = basis.catalogue.position("platform/land-for-homes")
    header = basis.catalogue.header("platform")
    return begin_amendment(position, header, Submitter(mover="A. Member", nation=WALES))


def scope_in(text, nations=ALL_NATIONS, own=None, *, registers):
    return list(_scope_in(Written(text, "d", "text", nations=nations), registers, own))


@pytest.mark.parametrize(
    ("text", "nations", "severity", "words"),
    [
        ("Ofsted should inspect nurseries.", ALL_NATIONS, "review", "England only"),
        ("Ofsted should inspect nurseries in Wales.", ALL_NATIONS, "warning", "in Wales"),
        ("Ofsted should inspect nurseries.", (SCOTLAND,), "warning", "in Scotland"),
        ("Homes England must build across the UK.", ALL_NATIONS, "warning", "all four nations"),
        ("NHS England should plan for Britain.", ALL_NATIONS, "warning", "England only"),
        ("Estyn should inspect schools in England.", ALL_NATIONS, "warning", "Wales only"),
        ("Police Scotland should be asked.", ENGLAND_AND_WALES, "warning", "Scotland only"),
        ("Councils in Scotland must publish this.", ENGLAND_AND_WALES, "warning", "names Scotland"),
        ("It should hold for England and Wales.", (ENGLAND,), "warning", "names Wales"),
        (
            "The Government should fund hospitals in Scotland.",
            *(ALL_NATIONS, "review", "the Scottish Government decides for Scotland"),
        ),
        (
            "The Government must fund a bus in every town in the UK.",
            *(ALL_NATIONS, "review", "the Welsh Government and the Northern Ireland Executive"),
        ),
        ("The UK Government should build homes: council homes.", (WALES,), "review", "housing"),
        ("Westminster must give schools books.", (NORTHERN_IRELAND,), "review", "Executive"),
        (
            "The Government should cut stamp duty in Wales.",
            *(ALL_NATIONS, "review", "Land Transaction Tax"),
        ),
        (
            "The Government must hire police for Northern Ireland.",
            *(ALL_NATIONS, "review", "policing"),
        ),
        ("Healthwatch should visit every ward in Wales.", ALL_NATIONS, "warning", "England only"),
        ("Healthwatch should visit every ward.", ALL_NATIONS, "review", "England only"),
        (
            "The Government should pay for co-operative and community-led homes in Scotland.",
            *(ALL_NATIONS, "review", "“housing”"),
        ),
        (
            "UK Government should build 200 new schools in Scotland and cut waiting in NHS "
            "Scotland hospitals.",
            *(ALL_NATIONS, "review", "On “health” and “schools and colleges”"),
        ),
    ],
)
def test_a_scope_that_does_not_fit_is_found(basis, text, nations, severity, words):
    (finding,) = scope_in(text, nations, registers=basis.registers)

    assert finding.severity == severity
    assert words in finding.message
    (evidence,) = finding.evidence
    assert evidence.text == text
    assert all(evidence.text[start:end].strip() for start, end in evidence.spans)
    assert finding.code == ("SCO001" if severity == "warning" else "SCO002")


def test_only_what_is_said_outright_is_called_a_fact():
    assert (SCO001.tier, SCO001.severity) == (Tier.FACT, Severity.WARNING)
    assert (SCO002.tier, SCO002.severity) == (Tier.REVIEW, Severity.REVIEW)


def test_topics_devolved_to_different_nations_are_told_of_apart(basis):
    text = "The Government must pay for police and schools in every town of the UK."

    assert [one.message.split(" the ")[0] for one in scope_in(text, registers=basis.registers)] == [
        "On “policing”",
        "On “schools and colleges”",
    ]


PLANTED = """\
+++
schema = 1
id = "planted"
title = "Planted"
kind = "policy-paper"
edition = "2024"
+++

## Schools {#schools}

### Better schools {#better}

The Government should reform schools in Scotland. Ofsted should inspect nurseries in Wales.
"""


@pytest.fixture
def planted(tmp_path):
    catalogue = Catalogue(write_corpus(tmp_path / "corpus", planted=PLANTED), None)
    catalogue.refresh()
    return Basis(catalogue, datetime(2025, 6, 1, tzinfo=UTC))


def test_the_corpus_itself_is_asked_for_its_scope(planted):
    (said,) = SCO001.on_corpus(planted)
    (hint,) = SCO002.on_corpus(planted)

    assert said.subject == hint.subject == "planted/better"
    assert "This is asked for Wales" in said.message
    assert "the Scottish Government decides" in hint.message


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("", "", []),
        ("reform", "improve", []),
        ("in Scotland", "in Wales", ["SCO002"]),
        ("in Wales", "in Northern Ireland", ["SCO001"]),
        ("schools", "schools and hospitals", ["SCO002"]),
        ("nurseries", "nurseries and child minders", []),
    ],
)
def test_only_the_words_that_an_amendment_puts_in_are_looked_at(planted, old, new, codes):
    position = planted.catalogue.position("planted/better")
    header = planted.catalogue.header("planted")
    draft = begin_amendment(position, header, Submitter(mover="A. Member", nation=SCOTLAND))
    changed = replace(draft, text=draft.text.replace(old, new))

    findings = [one for rule in RULES for one in rule.on_draft(changed, planted)]

    assert [one.code for one in findings] == codes


def test_the_nation_of_a_member_decides_whom_the_government_is_asked_for(basis):
    text = "The Government should reform social care and change council tax bands."
    draft = replace(begin_new_position("An idea", Submitter(nation=SCOTLAND)), text=text)

    (finding,) = SCO002.on_draft(draft, basis)

    assert "On “local government” and “social care” the Scottish Government" in finding.message
    at_home = replace(draft, submitter=Submitter(nation=ENGLAND))
    assert list(SCO002.on_draft(at_home, basis)) == []


def test_a_body_that_is_right_in_one_sentence_is_still_looked_at_in_the_next(basis):
    text = "Ofsted should inspect nurseries in England. Ofsted should inspect nurseries in Wales."

    assert len(scope_in(text, registers=basis.registers)) == 1


@pytest.mark.parametrize(
    ("text", "nations"),
    [
        ("Ofsted should inspect nurseries in England.", ALL_NATIONS),
        ("In England we have plans. Ofsted should inspect nurseries.", ALL_NATIONS),
        ("Ofsted should inspect nurseries.", (ENGLAND,)),
        ("Ofsted inspects nurseries.", ALL_NATIONS),
        ("Should Ofsted inspect nurseries?", ALL_NATIONS),
        ("Police and Crime Commissioners should meet.", ENGLAND_AND_WALES),
        ("The Bank of England should lend.", (SCOTLAND,)),
        ("The Prince of Wales should speak.", (ENGLAND,)),
        ("NHS England should plan for England.", ALL_NATIONS),
        ("We should learn from Scotland.", ENGLAND_AND_WALES),
        ("Councils should have powers like those in Scotland.", ENGLAND_AND_WALES),
        ("Scotland has done this.", ENGLAND_AND_WALES),
        ("Councils in England and Wales must publish this.", ENGLAND_AND_WALES),
        ("The Scottish Government should fund hospitals in Scotland.", ALL_NATIONS),
        ("The Welsh Government must fund a bus.", (WALES,)),
        ("The Government should fund hospitals.", ALL_NATIONS),
        ("The Government should fund hospitals in England.", ALL_NATIONS),
        ("The Government should fund the army in Scotland.", ALL_NATIONS),
        ("The Government should hire police in Wales.", ALL_NATIONS),
        ("Government-backed loans should pay for homes in Wales.", ALL_NATIONS),
        ("The Government should insulate its own offices in Scotland.", ALL_NATIONS),
        ("The UK Government and devolved governments should fund hospitals in Wales.", ALL_NATIONS),
        ("Local government should house people in Wales.", ALL_NATIONS),
        ("The Government should raise housing benefit in Scotland.", ALL_NATIONS),
        ("The Government funds hospitals in Scotland.", ALL_NATIONS),
        ("The Equality Act 2010 should hold in Northern Ireland.", ALL_NATIONS),
    ],
)
def test_a_scope_that_fits_is_left_alone(basis, text, nations):
    assert scope_in(text, nations, registers=basis.registers) == []


def test_the_nation_of_a_response_decides_whom_the_government_is_asked_for(basis):
    text = "The Government should build more housing."

    (finding,) = scope_in(text, own=SCOTLAND, registers=basis.registers)

    assert finding.severity is Severity.REVIEW
    assert scope_in(text, own=ENGLAND, registers=basis.registers) == []


def test_a_missing_nation_is_found_where_the_target_applies_to_some_only(basis, amendment):
    nameless = replace(amendment, submitter=Submitter(mover="A. Member"))

    (finding,) = SCO001.on_draft(nameless, basis)

    assert (finding.severity, finding.field) == (Severity.WARNING, "submitter.nation")
    assert "England and Wales only" in finding.message
    assert list(SCO001.on_draft(amendment, basis)) == []


def test_no_nation_is_missed_where_the_target_applies_to_all(basis):
    draft = begin_new_position("An idea", Submitter(mover="A"), document="platform")

    assert list(SCO001.on_draft(draft, basis)) == []


def test_an_answer_is_held_against_the_nations_of_its_question(basis):
    document = basis.catalogue.document("consultation-2021")
    response = begin_response(document.header, document.positions, Submitter(nation=WALES))
    answers = (
        replace(response.answers[0], text="Councils in Scotland should pay."),
        replace(response.answers[1], text="Councils in Scotland should pay."),
    )

    (finding,) = SCO001.on_draft(replace(response, answers=answers), basis)

    assert finding.field == "answers[2]"


def test_a_body_used_twice_is_told_of_once(basis):
    text = "Ofsted should inspect. Then Ofsted should report."

    assert len(scope_in(text, registers=basis.registers)) == 1


def test_what_is_found_in_the_real_party_document_is_what_is_there(seeds, basis):
    text = (seeds / "secure-and-confident-communities-2016.txt").read_text("utf-8")

    findings = [
        finding
        for part in text.split("\n\n")
        for finding in scope_in(part, registers=basis.registers)
    ]

    assert len(findings) == 6
    assert {finding.severity for finding in findings} == {Severity.REVIEW}
