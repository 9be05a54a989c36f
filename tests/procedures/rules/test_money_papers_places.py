"""Fees with exemptions, papers under conditions, where a dossier goes, what is filled in beforehand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from honglam.procedures.contracts import (
    Channel,
    CollectAt,
    Competence,
    CompetentPlace,
    Exemption,
    Fee,
    FeeKind,
    FeeLine,
    Level,
)
from honglam.procedures.rules.competence import competent_place
from honglam.procedures.rules.fees import fee_lines, total
from honglam.procedures.rules.papers import paper_faults, papers_asked
from honglam.procedures.rules.prefill import prefilled
from tests.procedures.samples import ON, content, form


def lines(answers: dict[str, Any], channel: Channel | None = Channel.ONLINE, **more: Any) -> tuple[FeeLine, ...]:
    return fee_lines(content().fees, channel=channel, answers=answers, context=ON, **more)


def line(answers: dict[str, Any], **fee: Any) -> FeeLine:
    made = Fee(code="F", kind=FeeKind.FEE, name="F", **fee)
    return fee_lines((made,), channel=Channel.ONLINE, answers=answers, context=ON)[0]


def test_amount_times_quantity() -> None:
    (charge,) = lines({"so_ban": 3})
    assert (charge.code, charge.unit_amount, charge.quantity, charge.amount, charge.per) == (
        "LP",
        8000,
        3,
        24000,
        "bản",
    )
    assert charge.may_be_exempt == ("Người cao tuổi",)


def test_a_channel_has_its_own_fees() -> None:
    assert [fee.code for fee in lines({"so_ban": 1}, Channel.POSTAL)] == ["LP", "PB"]
    assert [fee.code for fee in lines({}, None)] == ["LP", "PB"]
    postal = lines({"so_ban": 2}, Channel.POSTAL)[1]
    assert (postal.amount, postal.collect, postal.provisional) == (7000, CollectAt.ON_RETURN, True)


def test_exemptions() -> None:
    (charge,) = lines({"so_ban": 3, "ho_ngheo": True})
    assert (charge.amount, charge.exemption, charge.exempt_percent) == (0, "Người thuộc hộ nghèo", 100)
    (charge,) = lines({"so_ban": 3}, granted=["Người cao tuổi"])
    assert (charge.amount, charge.exemption, charge.exempt_percent) == (12000, "Người cao tuổi", 50)
    (charge,) = lines({"so_ban": 3, "ho_ngheo": True}, granted=["Người cao tuổi"])
    assert charge.exempt_percent == 100, "the better one counts"
    (charge,) = lines({"so_ban": 3}, granted=["Người thuộc hộ nghèo"])
    assert charge.amount == 24000, "what the answers decide is not granted by hand"


def test_what_cannot_be_known_yet_is_not_zero() -> None:
    (charge,) = lines({})
    assert charge.amount is None
    assert total(lines({})) is None
    assert total(lines({"so_ban": 2}, Channel.POSTAL)) == 23000
    assert total(()) == 0


@pytest.mark.parametrize(
    ("answers", "fee", "amount"),
    [
        ({"a": 5}, {"formula": "a * 1000"}, 5000),
        ({"a": 5}, {"formula": "a / 3"}, 2),
        ({"a": 5}, {"formula": "a / 2"}, 3),
        ({"a": -5}, {"formula": "a * 1000"}, None),
        ({"a": "năm"}, {"formula": "a * 1000"}, None),
        ({"a": 0}, {"formula": "1000 / a"}, None),
        ({"a": True}, {"formula": "a"}, None),
        ({}, {"amount": 0}, 0),
        ({}, {"amount": 1001, "exemptions": (Exemption(name="E", percent=50, when="true"),)}, 501),
    ],
)
def test_formulas(answers: dict[str, Any], fee: dict[str, Any], amount: int | None) -> None:
    assert line(answers, **fee).amount == amount


def test_a_fee_only_under_a_condition() -> None:
    fee = Fee(code="F", kind=FeeKind.FEE, name="F", amount=1, when='a == "x"')
    assert fee_lines((fee,), channel=Channel.ONLINE, answers={"a": "y"}, context=ON) == ()
    assert len(fee_lines((fee,), channel=Channel.ONLINE, answers={"a": "x"}, context=ON)) == 1


@settings(deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 1000), st.integers(1, 100))
def test_an_exemption_never_makes_it_dearer_or_negative(amount: int, quantity: int, percent: int) -> None:
    exemption = Exemption(name="E", percent=percent, when="true")
    due = line({"n": quantity}, amount=amount, quantity="n", exemptions=(exemption,)).amount
    assert due is not None
    assert 0 <= due <= amount * quantity


def test_papers_under_conditions() -> None:
    papers = {paper.code: paper for paper in asked({"co_uy_quyen": False})}
    assert list(papers) == ["TK", "GT", "CC"]
    assert [code for code, paper in papers.items() if paper.upload] == ["GT"]
    assert "UQ" in {paper.code for paper in asked({"co_uy_quyen": True})}
    at_desk = papers_asked(content().components, channel=Channel.IN_PERSON, answers={}, context=ON)
    assert not any(paper.upload for paper in at_desk)


def asked(answers: dict[str, Any]) -> Any:
    return papers_asked(content().components, channel=Channel.ONLINE, answers=answers, context=ON)


def test_missing_and_strange_papers() -> None:
    requests = asked({"co_uy_quyen": True})
    found = {fault.field: fault.code for fault in paper_faults(requests, {"UQ": 0, "XX": 1, "YY": 0})}
    assert found == {"papers.GT": "paper_missing", "papers.UQ": "paper_missing", "papers.XX": "paper_unknown"}
    assert paper_faults(requests, {"GT": 2, "UQ": 1}) == []


@pytest.mark.parametrize(
    ("rule", "answers", "place"),
    [
        (Competence(agency="SO-MAU"), {}, CompetentPlace(agency="SO-MAU")),
        (
            Competence(level=Level.COMMUNE, unit_from="desk"),
            {},
            CompetentPlace(level=Level.COMMUNE, administrative_unit="99001"),
        ),
        (
            Competence(level=Level.COMMUNE, kind="vertical", unit_from="answer", field="o.xa"),
            {"o": {"xa": "99002"}},
            CompetentPlace(level=Level.COMMUNE, kind="vertical", administrative_unit="99002"),
        ),
        (
            Competence(level=Level.COMMUNE, unit_from="answer", field="o.xa"),
            {"o": "?"},
            CompetentPlace(level=Level.COMMUNE, administrative_unit="99001"),
        ),
    ],
)
def test_where_it_goes(rule: Competence, answers: dict[str, Any], place: CompetentPlace) -> None:
    assert competent_place(rule, answers=answers, desk_unit="99001") == place


def test_prefilled_where_it_fits() -> None:
    facts = {
        "person.full_name": "Nguyễn Văn An",
        "person.citizen_id": "",
        "person.birth_date": "1985",
        "person.commune": "99001",
        "enterprise.name": "Không hỏi",
    }
    assert prefilled(form(), facts) == {"chu_ho": {"ho_ten": "Nguyễn Văn An", "xa": "99001"}}
    assert prefilled(form(), {"person.birth_date": "1985-03-12"}) == {"chu_ho": {"ngay_sinh": "1985-03-12"}}
