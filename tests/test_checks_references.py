from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from conftest import SHARED
from corpora import write_corpus

from policytui.checks.basis import Basis
from policytui.checks.finding import Severity, Tier
from policytui.checks.registers.texts import Written
from policytui.checks.rules.references import RULES, _superseded_in_all, _unexplained_in_all
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Nation
from policytui.drafts.begin import begin_amendment, begin_new_position, begin_response, revise
from policytui.drafts.model import Seal, Submitter

REF001, REF002, REF003, REF004 = RULES
TODAY = datetime(2025, 6, 1, tzinfo=UTC)

OLD = """\
+++
schema = 1
id = "old-paper"
title = "Old paper"
kind = "policy-paper"
edition = "{edition}"
+++

## Land {{#land}}

### Public land {{#public-land}}

The Homes and Communities Agency should sell land to those who will live on it.
"""


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    return basis_of(write_corpus(tmp_path_factory.mktemp("project") / "corpus"))


def basis_of(folder):
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    return Basis(catalogue, TODAY)


def idea(text, **changes):
    draft = begin_new_position("An idea", Submitter(mover="A. Member"))
    return replace(draft, text=text, **changes)


def found(rule, draft, basis):
    return list(rule.on_draft(draft, basis))


# --- REF001 ---


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Homes and Communities Agency should sell land.", "Homes England"),
        ("NHS hospitals must tell Monitor what they spend.", "NHS England"),
        ("Public Health England should publish its advice.", "UK Health Security Agency"),
        ("We call on DFID to fund this.", "Foreign, Commonwealth and Development Office"),
        ("Clinical commissioning: CCGs should buy from co-operatives.", "integrated care boards"),
        ("The Audit Commission should look at every contract.", "ended on 31 March 2015"),
        ("The Office of Fair Trading must act on fees.", "Competition and Markets Authority"),
        ("Amend the Data Protection Act 1998 to cover this.", "Data Protection Act 2018"),
        ("Repeal the Fixed-term Parliaments Act 2011 at once.", "24 March 2022"),
        ("PCTs’ budgets should be restored.", "integrated care boards"),
        ("DFID should return the money.", "Foreign, Commonwealth and Development Office"),
        ("DFID should restore its grants.", "Foreign, Commonwealth and Development Office"),
        ("DFID must give the money back.", "Foreign, Commonwealth and Development Office"),
        ("BIS should lend to co-operatives.", "Department for Business and Trade"),
        ("HCA should sell land.", "Homes England"),
        ("OFT must act on fees.", "Competition and Markets Authority"),
        ("Raise Working Tax Credit for carers.", "Universal Credit"),
        ("Every Job Centre Plus should have a creche.", "Jobcentre Plus"),
        ("EU rules on procurement let councils reserve contracts.", "Procurement Act 2023"),
        ("The Department for Communities and Local Government must lead.", "Ministry of Housing"),
        ("Make every industrial and provident society exempt.", "registered society"),
    ],
)
def test_a_name_that_is_no_longer_right_is_a_warning_in_a_draft(basis, text, words):
    (finding,) = found(REF001, idea(text), basis)

    assert finding.severity is Severity.WARNING
    assert words in finding.message
    assert "held to be true on" in finding.why
    (evidence,) = finding.evidence
    ((start, end),) = evidence.spans
    place = evidence.start + start
    assert text[place : place + end - start] == evidence.text[start:end]


@pytest.mark.parametrize(
    "text",
    [
        "Homes England should sell land.",
        "Please monitor what NHS hospitals spend.",
        "Monitor what NHS hospitals spend.",
        "The hospital bought a Heart Monitor for patients.",
        "Public health in England needs money.",
        "The homes and communities of our town need an agency.",
        "The former Audit Commission did this well.",
        "We would bring back an Audit Commission for councils.",
        "The Audit Commission was abolished, and audits suffered.",
        "The Audit Commission, which was closed in 2015, is missed.",
        "In 2010 the Financial Services Authority told savers nothing.",
        "Homes England, once the Homes and Communities Agency, should act.",
        "The Data Protection Act 2018 must be kept.",
        "The Human Rights Act 1998 must be kept.",
        "The Localism Act 2011 should give more time.",
        "The Bribery Act 2010 should reach further.",
        "The Regional Development Agencies Act 1998 made mistakes.",
        "EU rules on bees should be kept.",
        "Give people tax credits for research.",
        "The Department of Health and Social Care must pay the NHS.",
        "Let the Ministry of Housing, Communities and Local Government decide.",
        "Jobcentre Plus should have a creche.",
        "Keep the Disability Discrimination Act 1995 in Northern Ireland strong.",
        "The competition commissioner in Brussels decides.",
        "Unlike the old Housing Corporation it builds.",
        "The Cats Audit Committee should meet.",
        "Bring back the Department of Trade and Industry.",
        "We would recreate DFID as a department.",
        "Restore Primary Care Trusts.",
        "The return of DFID would help.",
        "We want DFID back.",
        "Bring the Audit Commission back.",
        "Primary Care Trusts should be restored.",
        "The Department for International Development should be restored.",
        "The Department for International Development (DFID) should be restored.",
        "DFID must be re-established.",
        "Primary Care Trusts in England should be restored.",
        "DFID, which did good work, should quickly be set up again.",
        "DFID and the Audit Commission should be brought back.",
        "We ask for DFID to be reinstated.",
        "The Audit Commission should return.",
        "We miss DFID, and it should return.",
        "The Audit Commission served councils well. It should return.",
    ],
)
def test_names_that_are_right_and_talk_of_the_past_are_left_alone(basis, text):
    assert found(REF001, idea(text), basis) == []


@pytest.mark.parametrize(
    ("edition", "severity", "words"),
    [
        ("2016", Severity.NOTE, "This text is of 2016 and needs updating."),
        ("2018", Severity.NOTE, "needs updating"),
        ("2019", Severity.WARNING, "newer than that"),
        ("First", Severity.NOTE, "older or undated"),
    ],
)
def test_an_adopted_text_is_judged_by_its_own_date(tmp_path, edition, severity, words):
    basis = basis_of(write_corpus(tmp_path / "corpus", old=OLD.format(edition=edition)))

    (finding,) = REF001.on_corpus(basis)

    assert (finding.subject, finding.severity) == ("old-paper/public-land", severity)
    assert words in finding.message


def test_old_words_that_an_amendment_keeps_are_a_note(tmp_path):
    basis = basis_of(write_corpus(tmp_path / "corpus", old=OLD.format(edition="2016")))
    position = basis.catalogue.position("old-paper/public-land")
    draft = begin_amendment(position, basis.catalogue.header("old-paper"), Submitter(mover="A"))
    kept = revise(draft, text=draft.text.replace("sell", "give"))
    added = revise(draft, text=draft.text + " So should the Housing Corporation.")

    assert [one.severity for one in found(REF001, kept, basis)] == [Severity.NOTE]
    assert {one.severity for one in found(REF001, added, basis)} == {
        Severity.NOTE,
        Severity.WARNING,
    }


def test_a_draft_sealed_before_the_change_was_right_then(basis):
    seal = Seal("sha256:0", datetime(2017, 3, 1, tzinfo=UTC))
    draft = idea("The Homes and Communities Agency should sell land.", seal=seal)

    (finding,) = found(REF001, draft, basis)

    assert finding.severity is Severity.NOTE
    assert "on the day it was sealed" in finding.message


def test_a_change_that_is_still_to_come_says_nothing(basis):
    early = replace(basis, at=datetime(2025, 2, 1, tzinfo=UTC))
    draft = idea("The Public Contracts Regulations 2015 should be simpler.")

    assert found(REF001, draft, early) == []
    assert len(found(REF001, draft, basis)) == 1


def test_a_name_used_twice_in_a_text_is_one_finding_with_both_places(basis):
    draft = idea("DFID should pay. Then DFID should report.")

    (finding,) = found(REF001, draft, basis)

    assert [item.text for item in finding.evidence] == [
        "DFID should pay.",
        "Then DFID should report.",
    ]


def test_reason_title_and_answers_are_read_too(basis):
    document = basis.catalogue.document("consultation-2021")
    response = begin_response(document.header, document.positions, Submitter(mover="A"))
    answers = (replace(response.answers[0], text="Ask DFID."), *response.answers[1:])

    assert [one.field for one in found(REF001, replace(response, answers=answers), basis)] == [
        "answers[1]"
    ]
    draft = replace(idea("Fine."), title="What DFID should do", reason="Because DFID is rich.")
    assert [one.field for one in found(REF001, draft, basis)] == ["title", "reason"]


def test_registers_beside_the_corpus_are_used(tmp_path):
    folder = write_corpus(tmp_path / "corpus")
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "ours.toml").write_text(
        '[[body]]\nname = "Kite Board"\nbecame = ["Balloon Board"]\nchanged = 2020-01-01\n'
        'source = "Kites Act"\nas_of = 2021-01-01\n',
        encoding="utf-8",
    )

    (finding,) = found(REF001, idea("The Kite Board should pay."), basis_of(folder))

    assert "Balloon Board" in finding.message


def test_a_name_that_stays_right_in_a_nation_is_left_alone_there(basis):
    written = Written("Keep our ASBOs.", "d", day=date(2025, 1, 1), nations=(Nation.SCOTLAND,))

    assert list(_superseded_in_all([written], basis)) == []
    assert len(list(_superseded_in_all([replace(written, nations=(Nation.WALES,))], basis))) == 1


def test_a_sentence_without_end_takes_no_time_without_end(basis):
    text = "DFID, " + "DFID (and the " * 500

    (finding,) = _superseded_in_all([Written(text, "d", context=text)], basis)

    assert len(finding.evidence) == 501


# --- REF002 ---


@pytest.mark.parametrize(
    ("text", "severity", "words"),
    [
        ("As in [platform/empty-shop].", "warning", "nearest is platform/empty-shops"),
        ("See “Shops” [platform/no-such-thing-at-all].", "warning", "no position"),
        ("See platform/land-for-home for more.", "warning", "platform/land-for-homes"),
        ("See [lost-paper/lost-position].", "warning", "See whether it was renamed"),
        ("Strengthen the Localism Act.", "warning", "Localism Act 2011"),
        ("Strengthen the Localism Act 2012.", "warning", "no Localism Act of 2012"),
        ("Keep the Human Rights Act.", "warning", "Human Rights Act 1998"),
        ("Keep the Bribery Act 2011.", "warning", "Bribery Act 2010"),
        ("We back the Equality Act 2009.", "warning", "no Equality Act of 2009"),
        ("The Equality Act 2009 should be enforced.", "warning", "no Equality Act of 2009"),
        ("The Human Rights Act 1997 should be kept.", "warning", "Human Rights Act 1998"),
        ("This Localism Act 2012 is slow.", "warning", "no Localism Act of 2012"),
    ],
)
def test_what_leads_nowhere_is_found(basis, text, severity, words):
    (finding,) = found(REF002, idea(text), basis)

    assert finding.severity == severity
    assert words in finding.message
    assert finding.evidence[0].spans


@pytest.mark.parametrize(
    "text",
    [
        "As in [platform/empty-shops].",
        "See “Empty shops”, Our platform (2016) [platform/empty-shops].",
        "See platform/land-for-homes for more.",
        "Members and/or tenants should vote.",
        "It is a platform/tool for all.",
        "Each [he/she] may vote.",
        "A [co-operative/mutual] should run it.",
        "See [the map](maps/land-use-map).",
        "Read www.example.org/platform/land-use today.",
        "Read https://example.org/our-platform/land-use today.",
        "Strengthen the Localism Act 2011. The Localism Act is slow.",
        "Use the Localism Act 2011.",
        "The Equality Act 2006 and the Equality Act 2010 stand.",
        "The Data Protection Act 1984 is history.",
        "The Housing Act 2004 was good, so was the Housing Act 1996.",
        "The Act should be amended.",
        "Act now, and act well.",
        "The Human Rights Act of 1977 is a foreign law.",
        "The Quick Bread Act 1822 is one we never heard of.",
        "The NHS, the UK and the EU.",
        "The Quick Zinc Board (QZB) meets. QZB is ours.",
        "Members of every LETS (local exchange scheme) trade.",
        "STOP THE CUTS NOW.",
        "Part II of chapter IV.",
        "The Equality Act 2010 should be enforced.",
        "Ask BIS, the HCA, the OFT and the DCMS.",
    ],
)
def test_what_leads_somewhere_is_left_alone(basis, text):
    assert [one for rule in RULES[1:] for one in found(rule, idea(text), basis)] == []


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("Give QZX more money.", "QZX"),
        ("Members of the BVKs should vote.", "BVK"),
    ],
)
def test_an_acronym_that_nothing_spells_out_is_for_review(basis, text, acronym):
    (finding,) = found(REF003, idea(text), basis)

    assert (finding.code, finding.severity) == ("REF003", Severity.REVIEW)
    assert f"“{acronym}” is not spelled out" in finding.message
    assert found(REF002, idea(text), basis) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Public Service (Social Value) Act 2012", "Public Services (Social Value) Act 2012"),
        ("Data Protections Act 2018", "Data Protection Act 2018"),
        ("Freedom of Informations Act 2000", "Freedom of Information Act 2000"),
        ("Crime and Disorders Act 1998", "Crime and Disorder Act 1998"),
        ("Climate Changes Act 2008", "Climate Change Act 2008"),
        ("Credit Union Act 1979", "Credit Unions Act 1979"),
        ("Academy and Schools Act 2010", ""),
        ("Mental Capacities Act 2005", "Mental Capacity Act 2005"),
        ("National Minimal Wage Act 1998", "National Minimum Wage Act 1998"),
        ("Modern Slaveries Act 2015", "Modern Slavery Act 2015"),
        ("Town and Countryside Planning Act 1990", "Town and Country Planning Act 1990"),
        ("Charities Act 2006", ""),
        ("Housing (Scotland) Act 1988", ""),
        ("Quick Bread Act 1822", ""),
        ("Climate Change Act 2008", ""),
        ("Climate Changes Act 2009", ""),
    ],
)
def test_an_inexact_title_of_a_law_is_for_review(basis, written, right):
    findings = found(REF004, idea(f"The {written} should be kept."), basis)

    assert [one.message for one in findings] == (
        [f"See whether the {right} is meant; its title differs."] if right else []
    )
    assert all(one.severity is Severity.REVIEW for one in findings)


def test_only_what_is_looked_up_is_called_a_fact():
    assert [rule.tier for rule in RULES] == [Tier.FACT, Tier.FACT, Tier.REVIEW, Tier.REVIEW]
    assert "like none of the register is not reported" in " ".join(REF002.advice.split())


def test_the_corpus_itself_is_asked_for_dangling_references(tmp_path):
    text = (
        OLD.format(edition="2016") + "\nSee [old-paper/public-lend] and [old-paper/public-land].\n"
    )
    basis = basis_of(write_corpus(tmp_path / "corpus", old=text))

    (finding,) = REF002.on_corpus(basis)

    assert finding.message.endswith("The nearest is old-paper/public-land.")


def test_an_acronym_is_told_of_once_in_a_document(basis):
    texts = [Written("Ask QZX.", f"d/{number}", context="Ask QZX. Ask QZX.") for number in "12"]

    assert len(list(_unexplained_in_all(texts, basis))) == 1


def test_findings_do_not_depend_on_the_order_of_hashes(basis):
    text = "DFID and the Audit Commission should act; so should QZX and BVK under the Localism Act."

    once = [found(rule, idea(text, id="d"), basis) for rule in RULES]
    again = [found(rule, idea(text, id="d"), basis) for rule in RULES]

    assert once == again


# --- real documents ---


def test_what_is_found_in_the_real_party_document_is_what_is_there(seeds, basis):
    text = (seeds / "secure-and-confident-communities-2016.txt").read_text("utf-8")
    texts = [
        Written(part, f"s/{number}", day=date(2016, 1, 1), is_adopted=True, context=text)
        for number, part in enumerate(text.split("\n\n"))
    ]

    findings = [*_superseded_in_all(texts, basis), *_unexplained_in_all(texts, basis)]

    names = [one.evidence[0].text[slice(*one.evidence[0].spans[0])] for one in findings]
    assert names == ["Homes and Communities Agency", "Monitor", "EU rules"]


def test_a_foreign_code_of_law_names_no_body_of_ours(basis):
    import gzip
    import json
    from itertools import islice

    file = SHARED / "data" / "dc-code-paragraphs.jsonl.gz"
    if not file.is_file():
        pytest.skip("the real documents lie beside the project, not in it, and are absent here")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        texts = [Written(json.loads(line)["text"], "dc") for line in islice(lines, 10_000)]

    assert list(_superseded_in_all(texts, basis)) == []
