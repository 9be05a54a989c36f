"""The register through its doors: found without accents, side by side where places differ, seen by whom it concerns."""

import io
from datetime import date, timedelta
from importlib import import_module

import openpyxl
import pytest
from django.apps import apps
from django.test import Client

from honglam.directory import api as directory
from honglam.directory.models import AgencySuccession
from honglam.directory.queries import memory
from honglam.documents import access, api
from honglam.documents.contracts import DocumentNotFound, DocumentRegistered, DocumentsAsked, Doubt
from honglam.documents.models import Citation, Document
from honglam.documents.queries import register
from honglam.documents.services.registering import describe, judge, link_citations
from honglam.documents.subscribers import document_registered
from honglam.documents.views import register as register_pages
from honglam.identity.models import Account
from honglam.kernel.clock import today
from honglam.kernel.ids import uuid7
from honglam.kernel.values import ANONYMOUS
from tests.cost import cost
from tests.dossiers.scene import MORNING, Scene


def _found(people: Scene, **asked: object) -> list[str]:
    page = api.list_documents(actor=people.actors["reception"], asked=DocumentsAsked(**asked))  # type: ignore[arg-type]
    return [one.code for one in page.items]


def _document(code: str, **facts: object) -> Document:
    row = Document(code=code, kind="decision", title=f"Văn bản {code}", validity="unknown", **facts)
    describe(row)
    row.save()
    return row


def _cite(row: Document, number: int, **facts: object) -> None:
    Citation.objects.create(
        code=f"{row.code}/aa-{number}", document=row, relation="cites", symbol=f"{number}/TB-SM", **facts
    )


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("10/QĐ-UBND", ["qd-10"]),
        ("10/qd-ubnd", ["qd-10"]),
        ("danh muc thong tin", ["qd-10"]),
        ("5/1/2026", []),
        ("05/01/2026", ["kh-01"]),
        ("1/KH-UBND", ["kh-01"]),
        ("bao cao", ["bc-02"]),
        ("khong co gi", []),
    ],
)
def test_found_by_number_or_words_without_accents(people: Scene, words: str, codes: list[str]) -> None:
    assert _found(people, words=words) == codes


def test_latest_first_and_by_what_they_are(people: Scene) -> None:
    assert _found(people) == ["bc-02", "kh-01", "qd-10"]
    assert _found(people, kind="plan") == ["kh-01"]
    assert _found(people, validity="in_force") == ["qd-10"]
    assert _found(people, disputed=True) == ["qd-10"]


def test_two_dates_stand_side_by_side(people: Scene) -> None:
    row = Document.objects.get(code="qd-10")
    seen = api.get_document(actor=people.actors["reception"], document_id=row.id)
    assert seen.line.disputed
    assert [(way.doubt, way.dated, way.by) for way in seen.variants] == [
        (Doubt.DATE, date(2025, 3, 2), ("Kế hoạch chuyển đổi số năm 2026",)),
        (Doubt.DATE, date(2025, 3, 3), ("Báo cáo sáu tháng đầu năm 2026",)),
    ]
    Citation.objects.filter(cited=row, dated=date(2025, 3, 3)).update(retired_at=MORNING)
    judge([row.pk])
    assert not api.get_document(actor=people.actors["reception"], document_id=row.id).line.disputed


def test_what_an_agency_took_in_is_for_its_own_people(people: Scene) -> None:
    row = _document("rieng", agency_id=people.unit("SO-MAU"))
    owner, neighbour = people.actors["department_head"], people.actors["reception"]
    assert api.get_document(actor=owner, document_id=row.id).line.code == "rieng"
    for stranger in (neighbour, ANONYMOUS):
        with pytest.raises(DocumentNotFound):
            api.get_document(actor=stranger, document_id=row.id)
    assert "rieng" not in _found(people)


def test_a_private_report_marks_nothing_that_everybody_reads(people: Scene) -> None:
    """The mark would tell that a document which nobody else may open names it, and show nothing to compare."""
    row = Document.objects.get(code="qd-10")
    Citation.objects.filter(cited=row, dated=date(2025, 3, 3)).update(retired_at=MORNING)
    private = _document("rieng-xa", agency_id=people.unit("UBND-XA-99001"))
    Citation.objects.create(
        code="rieng-xa/1", document=private, cited=row, relation="cites", symbol="10/QĐ-UBND", dated=date(2025, 3, 9)
    )
    judge([row.pk])
    for who, ways in {"department_clerk": 0, "clerk": 2}.items():
        seen = api.get_document(actor=people.actors[who], document_id=row.id)
        assert (seen.line.disputed, len(seen.variants)) == (False, ways), who
    Document.objects.filter(pk=private.pk).update(agency=None)
    judge([row.pk])
    assert Document.objects.get(pk=row.pk).disputed
    Document.objects.filter(pk=private.pk).update(retired_at=MORNING)
    judge([row.pk])
    assert not Document.objects.get(pk=row.pk).disputed, "what was taken out says nothing any more"


@pytest.mark.parametrize(("citing", "disputed"), [("SO-MAU", True), ("SO-CU", True), ("", True), ("UBND-MAU", False)])
def test_an_own_entry_is_judged_by_what_its_readers_read(people: Scene, citing: str, disputed: bool) -> None:
    row = _document("rieng", symbol="9/KL-SM", dated=date(2025, 1, 1), agency_id=people.unit("SO-MAU"))
    other = _document("khac", agency_id=people.unit(citing) if citing else None)
    Citation.objects.create(
        code="khac/1", document=other, cited=row, relation="cites", symbol="9/KL-SM", dated=date(2025, 1, 2)
    )
    judge([row.pk])
    assert Document.objects.get(pk=row.pk).disputed is disputed


def test_a_former_agency_whose_work_a_unit_carries_on_has_the_readers_of_its_agency(people: Scene) -> None:
    former, whole = people.unit("SO-CU"), people.unit("SO-MAU")
    inner = next(one.id for one in directory.list_agencies(on=today(), parent_id=whole) if one.is_internal)
    AgencySuccession.objects.filter(old_id=former).update(new_id=inner)
    memory.forget()
    assert directory.successor_of(agency_id=former, on=today()).id == inner  # type: ignore[union-attr]
    assert whole in access.kin(former)
    AgencySuccession.objects.filter(old_id=former).update(new_id=whole)
    memory.forget()


def test_marks_that_rest_on_private_reports_alone_went_when_the_rule_came(people: Scene) -> None:
    """What an agency cites that became another, or came of one, both read: nothing of theirs is lost."""
    public, day = Document.objects.get(code="qd-10"), date(2025, 1, 1)
    asked = {
        "chung": (None, "UBND-XA-99001"),
        "rieng": ("UBND-XA-99001", "UBND-XA-99001"),
        "cua-ho": ("UBND-XA-99001", "UBND-MAU"),
        "da-nhan": ("SO-MAU", "SO-CU"),
        "da-doi": ("SO-CU", "SO-MAU"),
    }
    rows = {
        code: (_document(code, symbol="7/KL-SM", dated=day, agency_id=owner and people.unit(owner)), citing)
        for code, (owner, citing) in asked.items()
    }
    for code, (row, agency) in rows.items():
        citing = _document(f"{code}-dan", agency_id=people.unit(agency))
        Citation.objects.create(
            code=f"{code}-dan/1", document=citing, cited=row, relation="cites", dated=date(2025, 1, 2)
        )
    Document.objects.filter(pk__in=[row.pk for row, _ in rows.values()]).update(disputed=True)
    import_module("honglam.documents.migrations.0004_put_right").judge_anew(apps, None)
    left = set(Document.objects.filter(disputed=True).values_list("code", flat=True))
    assert left == {public.code, "rieng", "da-nhan", "da-doi"}


def test_a_long_list_says_so_and_begins_with_the_latest(
    people: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "MOST_SHOWN", 2)
    row, actor = Document.objects.get(code="qd-10"), people.actors["reception"]
    for number in range(2):
        _cite(_document(f"moi-{number}", dated=date(2027, 1, 1 + number)), 1, cited=row)
    seen = api.get_document(actor=actor, document_id=row.id)
    assert [one.other and one.other.code for one in seen.cited_by] == ["moi-1", "moi-0"]
    assert seen.cut == {"cited_by"}
    client.force_login(Account.objects.get(id=actor.id or ""))
    assert "Chỉ hiện 2 mục mới nhất" in client.get(f"/can-bo/van-ban/{row.id}/").content.decode()


def test_places_stand_in_the_order_of_the_text(people: Scene) -> None:
    row = _document("dai")
    for number in (10, 2, 1):
        _cite(row, number)
    seen = api.get_document(actor=people.actors["reception"], document_id=row.id)
    assert [one.symbol for one in seen.cites] == ["1/TB-SM", "2/TB-SM", "10/TB-SM"]


def test_the_list_is_walked_by_key(people: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PAGE", 2)
    for number in range(3):
        _document(f"x-{number}", dated=date(2020, 1, 1) + timedelta(days=number % 2))
    walked, cursor = [], ""
    while True:
        page = api.list_documents(actor=people.actors["reception"], asked=DocumentsAsked(), cursor=cursor)
        walked += [one.code for one in page.items]
        if not page.next_cursor:
            break
        cursor = page.next_cursor
    assert sorted(walked) == sorted(["bc-02", "kh-01", "qd-10", "x-0", "x-1", "x-2"])
    assert walked == [one.code for one in api.every_document(actor=people.actors["reception"], asked=DocumentsAsked())]


def test_a_place_that_named_it_before_finds_it_once_it_is_registered(people: Scene) -> None:
    citing = Document.objects.get(code="bc-02")
    place = Citation.objects.create(
        code="bc-02/x", document=citing, relation="cites", symbol="9/QĐ-UBND", symbol_key="9/qd-ubnd"
    )
    row = _document("qd-9", symbol="09/QĐ-UBND", dated=date(2025, 1, 1))
    told = DocumentRegistered(document_id=row.id, code=row.code, symbol=row.symbol)
    document_registered(told, event_id=uuid7(), at=MORNING)
    place.refresh_from_db()
    assert place.cited_id == row.id
    twin = _document("qd-9-khac", symbol="9/QĐ-UBND", dated=date(2024, 1, 1))
    Citation.objects.filter(pk=place.pk).update(cited=None)
    told = DocumentRegistered(document_id=twin.id, code=twin.code, symbol=twin.symbol)
    document_registered(told, event_id=uuid7(), at=MORNING)
    place.refresh_from_db()
    assert place.cited_id is None, "two documents of one symbol: nobody guesses"
    Citation.objects.filter(pk=place.pk).update(dated=date(2024, 1, 5))
    document_registered(told, event_id=uuid7(), at=MORNING)
    place.refresh_from_db()
    assert place.cited_id == twin.id, "its day says of which year it is"


def test_a_place_leads_only_to_what_its_agency_may_read(people: Scene) -> None:
    """A place in a neighbour's document would show the title of what nobody there may open."""
    places = {}
    for agency in ("UBND-XA-99001", "SO-MAU", "UBND-MAU"):
        citing = _document(f"cua-{agency}", agency_id=people.unit(agency))
        places[agency] = Citation.objects.create(
            code=f"{citing.code}/1", document=citing, relation="cites", symbol="9/KL-SM", symbol_key="9/kl-sm"
        )
    hidden = _document("rieng", symbol="9/KL-SM", dated=date(2025, 1, 1), agency_id=people.unit("SO-MAU"))
    link_citations(document_id=hidden.id, at=MORNING)
    tied = Citation.objects.filter(cited=hidden).values_list("document__code", flat=True)
    assert set(tied) == {"cua-SO-MAU", "cua-UBND-MAU"}
    own = _document("cua-xa", symbol="9/KL-SM", agency_id=people.unit("UBND-XA-99001"))
    link_citations(document_id=own.id, at=MORNING)
    places["UBND-XA-99001"].refresh_from_db()
    assert places["UBND-XA-99001"].cited_id == own.id, "the namesake that nobody there sees is none"


@pytest.mark.parametrize(("year", "ties"), [(2024, False), (2025, True), (None, True)])
def test_a_place_of_another_year_means_another_document(people: Scene, year: int | None, ties: bool) -> None:
    place = Citation.objects.create(
        code="bc-02/y",
        document=Document.objects.get(code="bc-02"),
        relation="cites",
        symbol="9/QĐ-UBND",
        symbol_key="9/qd-ubnd",
        dated=date(year, 2, 1) if year else None,
    )
    link_citations(document_id=_document("qd-9", symbol="9/QĐ-UBND", dated=date(2025, 1, 1)).id, at=MORNING)
    place.refresh_from_db()
    assert (place.cited_id is not None) is ties


def test_what_is_cited_is_named_only_to_those_who_may_read_it(people: Scene) -> None:
    hidden = _document("rieng", agency_id=people.unit("SO-MAU"))
    citing = Document.objects.get(code="bc-02")
    Citation.objects.create(
        code="bc-02/z", document=citing, cited=hidden, relation="cites", symbol="9/KL-SM", symbol_key="9/kl-sm"
    )
    for who, named in {"department_head": True, "reception": False}.items():
        view = api.get_document(actor=people.actors[who], document_id=citing.id)
        place = next(one for one in view.cites if one.symbol == "9/KL-SM")
        assert (place.other is not None) is named, who
    Document.objects.filter(pk=hidden.pk).update(retired_at=MORNING)
    view = api.get_document(actor=people.actors["department_head"], document_id=citing.id)
    assert next(one for one in view.cites if one.symbol == "9/KL-SM").other is None, "a link into nothing"


def test_the_pages(people: Scene, client: Client) -> None:
    client.force_login(Account.objects.get(id=people.actors["reception"].id or ""))
    row = Document.objects.get(code="qd-10")
    listed = client.get("/can-bo/van-ban/?q=danh+muc").content.decode()
    assert "10/QĐ-UBND" in listed
    assert "Kế hoạch chuyển đổi số" not in listed
    shown = client.get(f"/can-bo/van-ban/{row.id}/").content.decode()
    assert "03/03/2025" in shown
    assert "Báo cáo sáu tháng đầu năm 2026" in shown
    book = client.get("/can-bo/van-ban/tai-ve.csv?q=danh+muc")
    assert book.streaming
    assert b"".join(book.streaming_content).decode().count("\n") == 2  # type: ignore[attr-defined]
    assert client.get("/can-bo/van-ban/?after=rubbish").status_code == 422
    assert client.get("/can-bo/van-ban/tai-ve.exe").status_code == 404


def test_a_workbook_ends_with_a_word_and_nobody_takes_them_without_end(
    people: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_pages, "MOST_ROWS", 2)
    monkeypatch.setattr(register, "_BATCH", 1)
    monkeypatch.setattr(api, "MOST_FILES", 2)
    client.force_login(Account.objects.get(id=people.actors["reception"].id or ""))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/can-bo/van-ban/tai-ve.xlsx").content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 4
    assert str(rows[-1][0]).startswith("Danh sách còn tiếp")
    sheet = b"".join(client.get("/can-bo/van-ban/tai-ve.csv").streaming_content)  # type: ignore[attr-defined]
    assert sheet.count(b"\n") == 4, "the list is whole"
    assert client.get("/can-bo/van-ban/tai-ve.csv").status_code == 429


def test_a_page_asks_a_fixed_number_of_questions(people: Scene) -> None:
    row = Document.objects.get(code="qd-10")
    for number in range(5):
        _document(f"nhieu-{number}")
    assert cost(lambda: api.list_documents(actor=people.actors["reception"], asked=DocumentsAsked())) == 1
    assert cost(lambda: api.get_document(actor=people.actors["reception"], document_id=row.id)) == 4
