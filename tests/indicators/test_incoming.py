"""Figures of documents become values: each once, with sentence and document, public only when the owner says so."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from honglam.documents import api as documents
from honglam.documents.contracts import FiguresConfirmed
from honglam.identity.models import Account
from honglam.indicators import api
from honglam.indicators.contracts import (
    Bound,
    Figure,
    FigureNotFound,
    FigureSettled,
    IncomingFigure,
    IncomingState,
    IndicatorNotFound,
    Nature,
    NoVersionThen,
    ScopeRef,
    SourceKind,
    Span,
    Unit,
    ValueEntry,
)
from honglam.indicators.models import CitedDocument, IncomingFigureRow, IndicatorValue
from honglam.indicators.rules.figures.said_times import read_said_time
from honglam.indicators.subscribers import figures_confirmed
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, SYSTEM, Actor
from honglam.pack import api as pack
from tests.cost import cost
from tests.documents.incoming import confirm, take_all, take_in
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers
from tests.pack.folders import PACKS

BASE = "/can-bo/so-lieu-van-ban/"


@pytest.fixture
def people(scene: Scene) -> Scene:
    """The people of packs/trivial."""
    return scene


def _told(actor: Actor, content: bytes = b"", name: str = "bao-cao.docx") -> UUID:
    """A document whose figures were confirmed and told of."""
    came = take_in(actor, content, name)
    take_all(actor, came)
    entry = confirm(actor, came)
    event = FiguresConfirmed(document_id=entry, figures=3)
    for _ in range(2):  # an event may come twice
        figures_confirmed(event, event_id=uuid7(), at=MORNING)
    return entry


def _waiting(actor: Actor) -> list[IncomingFigure]:
    return api.list_incoming(actor=actor, state=IncomingState.WAITING).items


def _entry(people: Scene, indicator: str = "agency_staff", value: int = 300) -> ValueEntry:
    return ValueEntry(
        indicator=indicator,
        scope=ScopeRef(agency_id=people.unit("SO-MAU")),
        span=Span(first_on=None, last_on=date(2026, 11, 5)),
        figure=Figure(value=Decimal(value), bound=Bound.ABOVE),
    )


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("năm 2018", (2018, 1, 1), (2018, 12, 31)),
        ("6 tháng đầu năm 2017", (2017, 1, 1), (2017, 6, 30)),
        ("9 tháng đầu năm 2017", (2017, 1, 1), (2017, 9, 30)),
        ("6 tháng cuối năm 2017", (2017, 7, 1), (2017, 12, 31)),
        ("Quý II/2022", (2022, 4, 1), (2022, 6, 30)),
        ("quý 4 năm 2022", (2022, 10, 1), (2022, 12, 31)),
        ("tháng 2/2024", (2024, 2, 1), (2024, 2, 29)),
        ("giai đoạn 2015-2018", (2015, 1, 1), (2018, 12, 31)),
    ],
)
def test_times_in_a_documents_own_words(words: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read_said_time(words) == Span(first_on=date(*first), last_on=date(*last))


@pytest.mark.parametrize(
    "words", ["", "đến nay", "cuối năm 2018", "năm học 2016-2017", "hàng năm", "tháng 13/2024", "giai đoạn 2018-2015"]
)
def test_times_that_name_no_days_exactly(words: str) -> None:
    assert read_said_time(words) is None


def test_each_confirmed_figure_waits_once_for_those_of_the_document(people: Scene) -> None:
    entry = _told(people.department_clerk)
    assert [(one.value, one.unit, one.bound, one.place) for one in _waiting(people.specialist)] == [
        (Decimal(1952), "hồ sơ", Bound.EXACT, "I, đoạn 11"),
        (Decimal("85.5"), "%", Bound.EXACT, "I, đoạn 11"),
        (Decimal(300), "cán bộ", Bound.ABOVE, "I, đoạn 12"),
        (Decimal(1_250_000_000), "đồng", Bound.EXACT, "I, đoạn 14"),
        (Decimal(300_000_000), "đồng", Bound.EXACT, "I, đoạn 15"),
    ]
    assert {one.document_id for one in _waiting(people.province_chairman)} == {entry}, "those above see it"
    for who in ("officer", "reception", "administrator", "citizen"):
        assert _waiting(people.actors[who]) == []
        with pytest.raises(FigureNotFound):
            api.get_incoming(actor=people.actors[who], incoming_id=_waiting(people.specialist)[0].id)


def test_a_value_rests_on_its_sentence_and_document_and_is_public_only_when_the_owner_says_so(people: Scene) -> None:
    _told(people.department_clerk)
    figure = _waiting(people.specialist)[2]
    value_id = api.take_figure(actor=people.specialist, incoming_id=figure.id, entry=_entry(people), at=MORNING)
    ground = api.get_value(actor=people.specialist, value_id=value_id).value.ground
    assert (ground.kind, ground.place, ground.public) == (SourceKind.DOCUMENT, "I, đoạn 12", False)
    assert ground.quote == figure.quote
    assert ground.document is not None
    assert (ground.document.symbol, ground.document.register_id) == ("47/BC-SM", figure.document_id)
    assert ground.person == people.specialist.name
    with pytest.raises(Exception, match="not found"):
        api.get_value(actor=ANONYMOUS, value_id=value_id)
    confirmed = api.confirm_value(actor=people.department_head, value_id=value_id, at=MORNING)
    seen = api.get_value(actor=ANONYMOUS, value_id=confirmed).value
    assert (seen.ground.quote, seen.ground.document) == (ground.quote, ground.document), "confirming keeps the sentence"
    assert figure.id not in [one.id for one in _waiting(people.specialist)]
    assert api.get_incoming(actor=people.specialist, incoming_id=figure.id).value_id == value_id
    again = api.take_figure(
        actor=people.department_head,
        incoming_id=_waiting(people.specialist)[0].id,
        entry=_entry(people, value=1952),
        at=MORNING,
    )
    assert api.get_value(actor=ANONYMOUS, value_id=again).value.ground.public, "the owner's leader says so at once"
    assert CitedDocument.objects.filter(from_pack=False).count() == 1


def test_nothing_is_taken_twice_or_without_sense(people: Scene) -> None:
    _told(people.department_clerk)
    figure = _waiting(people.specialist)[0]
    before = IndicatorValue.objects.count()
    with pytest.raises(IndicatorNotFound):
        api.take_figure(actor=people.specialist, incoming_id=figure.id, entry=_entry(people, "none"), at=MORNING)
    early = ValueEntry(
        indicator="agency_staff",
        scope=ScopeRef(agency_id=people.unit("SO-MAU")),
        span=Span(first_on=None, last_on=date(2001, 1, 1)),
        figure=Figure(value=Decimal(1)),
    )
    with pytest.raises(NoVersionThen):
        api.take_figure(actor=people.specialist, incoming_id=figure.id, entry=early, at=MORNING)
    with pytest.raises(FigureNotFound):
        api.take_figure(actor=people.officer, incoming_id=figure.id, entry=_entry(people), at=MORNING)
    assert IndicatorValue.objects.count() == before
    api.take_figure(actor=people.specialist, incoming_id=figure.id, entry=_entry(people), at=MORNING)
    for verb in (
        lambda: api.take_figure(actor=people.specialist, incoming_id=figure.id, entry=_entry(people), at=MORNING),
        lambda: api.set_aside(actor=people.specialist, incoming_id=figure.id, aside=True, at=MORNING),
    ):
        with pytest.raises(FigureSettled):
            verb()
    assert IndicatorValue.objects.count() == before + 1


def test_set_aside_and_back(people: Scene) -> None:
    _told(people.department_clerk)
    figure = _waiting(people.specialist)[0]
    api.set_aside(actor=people.specialist, incoming_id=figure.id, aside=True, at=MORNING)
    assert [one.id for one in api.list_incoming(actor=people.specialist, state=IncomingState.ASIDE).items] == [
        figure.id
    ]
    api.set_aside(actor=people.specialist, incoming_id=figure.id, aside=False, at=MORNING)
    assert figure.id in [one.id for one in _waiting(people.specialist)]


def test_words_suggest_indicator_number_and_time(people: Scene) -> None:
    body = "Năm 2025 có 45 cán bộ của cơ quan; kinh phí công nghệ là 1,5 tỷ đồng trong năm 2025."
    _told(people.department_clerk, papers.report(body))
    staff, money = [one for one in _waiting(people.specialist) if "cơ quan;" in one.quote]
    assert api.suggest_indicators(actor=people.specialist, figure=staff)[0] == ("agency_staff", "Cán bộ của cơ quan")
    assert api.suggest_indicators(actor=people.specialist, figure=staff, words="kinh phi")[0][0] == "agency_it_money"
    said = api.suggest_entry(figure=money, unit=Unit.MILLION_DONG)
    assert (said.figure.value, said.span) == (
        Decimal(1500),
        Span(first_on=date(2025, 1, 1), last_on=date(2025, 12, 31)),
    )


def test_the_pack_does_not_take_back_what_came_from_the_register(people: Scene) -> None:
    _told(people.department_clerk)
    figure = _waiting(people.specialist)[0]
    api.take_figure(actor=people.specialist, incoming_id=figure.id, entry=_entry(people), at=MORNING)
    assert pack.plan(path=PACKS / "trivial").changes == ()
    assert documents.list_figures(actor=SYSTEM, document_id=figure.document_id)


def test_the_pages(people: Scene, client: Client) -> None:
    client.force_login(Account.objects.get(id=people.specialist.id or ""))
    assert "Không có số liệu nào chờ" in client.get(BASE).content.decode()
    _told(people.department_clerk)
    listed = client.get(BASE).content.decode()
    assert "1.952" in listed
    assert "47/BC-SM" in listed
    first, second, third, fourth, _ = (f"{BASE}{one.id}/" for one in _waiting(people.specialist))
    assert client.get(first + "?q=can+bo").content.decode().count("?chi_tieu=") > 0
    form = client.get(third + "?chi_tieu=agency_staff").content.decode()
    assert 'value="300"' in form
    assert "Cán bộ của cơ quan" in form
    wrong = client.post(third + "?chi_tieu=agency_staff", {"value": "ba trăm", "ngay": "2026-11-05"})
    assert wrong.status_code == 422
    assert 'value="ba trăm"' in wrong.content.decode()
    typed = {"value": "300", "ngay": "2026-12-31", "ky": "year", "bound": "above", "nature": "target"}
    answer = client.post(third + "?chi_tieu=agency_staff", typed | {"co_quan": str(people.unit("SO-MAU"))})
    assert answer["Location"] == fourth
    value = IndicatorValue.objects.latest("id")
    assert value.nature == Nature.TARGET
    page = client.get(f"/so-lieu/gia-tri/{value.id}/").content.decode()
    assert "Theo Kế hoạch số 99/KH-UBND" in page
    assert "47/BC-SM" in page
    assert "Mở văn bản trong sổ" in page
    assert client.post(second, {"_do": "aside"})["Location"] == fourth
    assert client.post(second, {"_do": "back"})["Location"] == second
    assert str(value.id) in client.get(BASE + "?trang_thai=taken").content.decode()
    assert client.get(BASE + "?after=rubbish").status_code == 422
    client.force_login(Account.objects.get(id=people.officer.id or ""))
    assert client.get(first).status_code == 404
    assert client.post(first, {"_do": "aside"}).status_code == 404
    assert IncomingFigureRow.objects.filter(state=IncomingState.WAITING.value).count() == 4


def test_a_list_asks_one_question(people: Scene) -> None:
    _told(people.department_clerk)
    assert cost(lambda: api.list_incoming(actor=people.specialist, state=IncomingState.WAITING)) == 1


def test_figures_of_an_entry_taken_out_wait_no_longer(people: Scene) -> None:
    entry = _told(people.department_clerk)
    assert IncomingFigureRow.objects.filter(document_id=entry, state=IncomingState.WAITING.value).exists()
    reason = {"reason": "Vào sổ nhầm"}
    documents.retire_document(actor=people.department_clerk, document_id=entry, typed=reason, at=MORNING)
    drain()
    assert not IncomingFigureRow.objects.filter(document_id=entry, state=IncomingState.WAITING.value).exists()
    assert AuditEntry.objects.filter(action="indicators.figures_let_go", subject_id=str(entry)).count() == 1
    # The news of the confirmation may come after it was taken out.
    figures_confirmed(FiguresConfirmed(document_id=entry, figures=3), event_id=uuid7(), at=MORNING)
    assert not IncomingFigureRow.objects.filter(document_id=entry, state=IncomingState.WAITING.value).exists()
