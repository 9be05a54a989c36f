"""The checker over what the five reports of the real pack say: what a careful auditor finds, and nothing twice."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from honglam.directory import api as directory
from honglam.directory.queries import memory
from honglam.indicators import api
from honglam.indicators.contracts import (
    ExplanationMissing,
    Figure,
    FindingNotFound,
    FindingSettled,
    FindingState,
    Severity,
)
from honglam.indicators.contracts import FindingKind as Kind
from honglam.indicators.management.page import write_page
from honglam.indicators.models import Finding, IndicatorValue
from honglam.indicators.rules.checking.said import bare
from honglam.kernel.values import ANONYMOUS, SYSTEM, Actor, ActorKind, TooLong
from honglam.pack import api as pack
from tests import database
from tests.dossiers.conftest import let_go
from tests.dossiers.scene import MORNING, later
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = (*UNITS_AND_AGENCIES, "registers", "indicators")


@pytest.fixture(scope="module")
def reports(
    django_db_setup: None,
    django_db_blocker: Any,
    database_server: database.TestServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The real pack's units, agencies and figures, and nothing else."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
        let_go()
        memory.forget()
        keep_sections(patched, SECTIONS)
        folder = only_sections("ha_tinh", SECTIONS, tmp_path_factory.mktemp("pack") / "pack")
        pack.apply(path=folder, actor=SYSTEM, at=MORNING)
        api.check_figures(actor=SYSTEM, at=MORNING)
    yield
    let_go()
    database_server.clone()
    memory.forget()


PCI = "budget_documents: 15 %, bidding: 10 %, web_quality: -0.25 %, web_access: -6 %"
EXPECTED = {
    # one thing, two numbers
    (Kind.TWO_VALUES, "level3_services", "2019-06-10: 1995 ≠ 1967"),
    (Kind.TWO_VALUES, "tv_bulletins", "2018: 470 ≠ > 480"),
    (Kind.LOWER_BOUNDS, "press_items", "2017: > 350, > 550"),
    # totals against parts
    (Kind.SUM, "test_questions", "96938 + 3639 = 100577 ≠ 97556 (-3021)"),
    (Kind.SUM, "nq22_granted", "300 + 0 + 110 + 1800 + 265 + 1777 + 700 = 4952 ≠ 4652 (-300); |-300| = r10"),
    (Kind.SUM, "nq22_blended", "230 + 180 + 630 = 1040 ≠ 2680 (+1640)"),
    (Kind.SUM, "level3_services", "610 + 1385 = 1995 ≠ 1967 (-28)"),
    (Kind.PART_OUTSIDE, "nq22_granted", "r10.y2019: 2019 ∉ 2017..2018"),
    (Kind.ENUMERATION, "commune_class_districts", "10 ≠ 9"),
    # shares, limits, what a ratio implies
    (Kind.FORMULA, "paperless_rate", "100 - ≈ 5 = 95 ≠ 100"),
    (Kind.LIMIT, "protected_desktops", "52 > desktops = 21"),
    (Kind.LIMIT, "nq22_year", "2010 < 2017"),
    (Kind.IMPLIED, "online_rate", "2018: 1952 ÷ 4.92 % = 39675; 2019-01..2019-05: 6704 ÷ 13.25 % = 50596"),
    # over time
    (Kind.FALLS, "level3_procedures", "2019-03-31: 922 > 2019-06-10: 750"),
    (Kind.FALLS, "level3_services", "2019-03-31: 2139 > 2019-06-10: 1995"),
    (Kind.NESTED, "service_leaflets", "2018: 17000 > 2017-01..2019-05: 10000"),
    (Kind.MIXED_TIMES, "online_dossiers", "2019-02-27: 1636; 2018: 1952"),
    (Kind.GROWTH, "level3_services", "2015-12-31: 2139 ÷ 5.5 = 388.9; 2016-12-31: 1995 − 1612 = 383"),
    (Kind.GROWTH_UNCLEAR, "edocument_rate", "2015: 98 ÷ 1.13 = 86.7; 98 − 13 = 85"),
    (Kind.GROWTH_UNCLEAR, "pc_rate", "2015-12-31: 93 ÷ 1.1 = 84.5; 93 − 10 = 83"),
    (Kind.UNIT, "pci_criterion_change", PCI),
    # citations
    (Kind.CITATION, "", "4 × 22/03/2017 ≠ 3 × 23/03/2017"),
    (Kind.CITATION, "", "4 × 22/2016/NQ-HĐND ≠ 1 × 22/2017/NQ-HĐND"),
    (Kind.CITATION, "", "1 × 11/KH-BCĐCNTT ≠ 1 × 11/KH-BCĐCNT"),
    (Kind.CITATION, "", "1 × 27/QĐ-UBQGCĐS ≠ 1 × 27/QĐUBQGCĐS"),
    (Kind.CITATION, "", "2 × 36a/NQ-CP ≠ 1 × 36a-NQ/CP"),
    (Kind.CITATION, "", "Ban Chỉ đạo Công nghệ thông tin tỉnh Hà Tĩnh ≠ 1 × Ủy ban nhân dân tỉnh Hà Tĩnh"),
    *((Kind.CITATION_INCOMPLETE, "", named) for named in (
        "Luật An toàn thông tin", "Luật Ban hành văn bản quy phạm pháp luật năm 2015", "102", "06/QĐ-TTg", "411/QĐ-TTg",
        "80/2014/QĐ-TTg", "513/",
    )),
}  # fmt: skip
"""Everything, so that a rule that begins to see ghosts fails as well as one that goes blind."""


def test_the_auditor_finds_this_and_nothing_else(reports: None, db: None) -> None:
    rows = Finding.objects.select_related("indicator")
    found = {(Kind(one.kind), one.indicator.code if one.indicator else "", bare(one.arithmetic)) for one in rows}
    assert found == EXPECTED


def test_the_page_in_the_documents_is_that_of_this_run(reports: None, db: None) -> None:
    assert (ROOT / "docs" / "findings.md").read_text("utf-8") == write_page()


def test_both_sides_of_a_claim_of_growth_stand_on_the_page(reports: None, db: None) -> None:
    row = Finding.objects.get(kind=Kind.GROWTH.value, indicator__code="level3_services")
    detail = api.get_finding(actor=SYSTEM, finding_id=row.id)
    assert ["1.612 dịch vụ công" in one.quote for one in detail.claims] == [True], "it stands at no value's sentence"
    with translation.override("en"):
        spelled = api.get_finding(actor=SYSTEM, finding_id=row.id).finding.spelled
    told = write_page().partition(spelled)[2].partition("###")[0]
    assert "tăng gấp 5,5 lần" in told
    assert "1.612 dịch vụ công" in told
    assert "3639 câu hỏi" in write_page(), "no sentence is cut before its number"


def test_a_finding_that_is_judged_or_computed_otherwise_says_so(reports: None, db: None) -> None:
    worded = Finding.objects.get(kind=Kind.SUM.value, indicator__code="test_questions")
    computed = Finding.objects.get(kind=Kind.TWO_VALUES.value, indicator__code="tv_bulletins")
    for row in (worded, computed):
        api.explain_finding(actor=SYSTEM, finding_id=row.id, words="Đã hỏi nơi báo cáo.", at=later())
    Finding.objects.filter(pk=worded.pk).update(severity="note", rank=3)
    Finding.objects.filter(pk=computed.pk).update(arithmetic="2018: 470 ≠ 480")
    assert api.check_figures(actor=SYSTEM, at=later(days=1)).new == 0
    now = api.get_finding(actor=SYSTEM, finding_id=worded.id).finding
    assert (now.severity, now.state) == (Severity.ERROR, FindingState.EXPLAINED)
    now = api.get_finding(actor=SYSTEM, finding_id=computed.id).finding
    assert (now.arithmetic, now.state) == (computed.arithmetic, FindingState.OPEN), "another sum than was explained"


def test_another_run_finds_nothing_new_and_keeps_what_was_explained(reports: None, db: None) -> None:
    row = Finding.objects.get(kind=Kind.SUM.value, indicator__code="test_questions")
    api.explain_finding(actor=SYSTEM, finding_id=row.id, words="Số tổng chốt trước hai bảng chi tiết.", at=later())
    again = api.check_figures(actor=SYSTEM, at=later(days=1))
    assert (again.found, again.new, again.gone) == (len(EXPECTED), 0, 0)
    detail = api.get_finding(actor=SYSTEM, finding_id=row.id)
    assert detail.finding.state is FindingState.EXPLAINED
    assert [one.figure.value for one in detail.values if one.figure] == [97556, 96938, 3639]
    assert all("97556" in one.ground.quote for one in detail.values), "both sides in their own words"


def test_a_correction_settles_and_other_words_open_again(reports: None, db: None) -> None:
    row = Finding.objects.get(kind=Kind.SUM.value, indicator__code="test_questions")
    total = api.get_finding(actor=SYSTEM, finding_id=row.id).values[0]
    right = Figure(value=Decimal(100577))
    fixed = api.correct_value(actor=SYSTEM, value_id=total.id, figure=right, reason="Cộng lại", at=later())
    done = api.check_figures(actor=SYSTEM, at=later(days=1))
    assert (done.new, done.gone) == (0, 1)
    assert api.get_finding(actor=SYSTEM, finding_id=row.id).finding.state is FindingState.CORRECTED
    with pytest.raises(FindingSettled):
        api.explain_finding(actor=SYSTEM, finding_id=row.id, words="Muộn rồi", at=later(days=1))
    wrong = Figure(value=Decimal(97556))
    api.correct_value(actor=SYSTEM, value_id=fixed, figure=wrong, reason="Nhầm", at=later(days=2))
    assert api.check_figures(actor=SYSTEM, at=later(days=3)).new == 1


def test_an_explanation_needs_words_and_somebody_who_answers(reports: None, db: None) -> None:
    row = Finding.objects.get(kind=Kind.TWO_VALUES.value, indicator__code="tv_bulletins")
    with pytest.raises(ExplanationMissing):
        api.explain_finding(actor=SYSTEM, finding_id=row.id, words="  ", at=later())
    with pytest.raises(TooLong):
        api.explain_finding(actor=SYSTEM, finding_id=row.id, words="x" * 20_000, at=later())
    office = directory.get_agency_by_code(code="VPUBT").id
    owner = directory.get_agency_by_code(code="SOVHTTDL").id
    for agency_id, roles, may in (
        (office, {"leader"}, False),
        (owner, {"processing_officer"}, False),
        (owner, {"leader"}, True),
        (office, {"auditor"}, True),
    ):
        actor = Actor(kind=ActorKind.PERSON, name="ai", post_id=1, agency_id=agency_id, roles=frozenset(roles))
        assert api.get_finding(actor=actor, finding_id=row.id).may_explain is may
        if not may:
            with pytest.raises(FindingNotFound):
                api.explain_finding(actor=actor, finding_id=row.id, words="thử", at=later())
    with pytest.raises(FindingNotFound):
        api.get_finding(actor=ANONYMOUS, finding_id=row.id)


def test_every_figure_of_the_reports_leads_to_its_sentence(reports: None, db: None) -> None:
    page = api.list_values(actor=ANONYMOUS, indicator="online_rate")
    said = {(one.figure.value, one.ground.document.code) for one in page.items if one.figure and one.ground.document}
    assert {(Decimal("4.92"), "bc-47-2019"), (Decimal("13.25"), "bc-47-2019"), (Decimal(25), "kh-cntt-2020")} <= said
    assert IndicatorValue.objects.filter(ground__quote="").count() == 0
    assert IndicatorValue.objects.count() > 300
