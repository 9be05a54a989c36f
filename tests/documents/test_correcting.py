"""An entry that was made wrongly: put right with a reason, or taken out so that the file can come in again."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.documents import api
from honglam.documents.contracts import (
    DocumentMovedOn,
    DocumentNotFound,
    ReasonMissing,
    StillCited,
    Typed,
    Validity,
)
from honglam.documents.models import Citation, Document, DocumentImport
from honglam.documents.services.registering import describe, link_citations
from honglam.identity.models import Account
from honglam.indicators import api as indicators
from honglam.indicators.contracts import Figure, IncomingState, ScopeRef, Span, ValueEntry
from honglam.indicators.services.figures.incoming import receive_figures
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor, FieldErrors
from tests.documents.incoming import confirm, take, take_all, take_in, view
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers


@pytest.fixture
def clerk(people: Scene) -> Actor:
    """Takes documents in for the department."""
    return people.department_clerk


@pytest.fixture
def entry(clerk: Actor) -> UUID:
    """A report of the department whose day was read wrongly."""
    return confirm(clerk, take_in(clerk), leave=True, dated="06/11/2026")


def _typed(clerk: Actor, entry: UUID, **changes: str) -> dict[str, str]:
    return {**api.get_entry(actor=clerk, document_id=entry).typed, "reason": "Đọc nhầm ngày", **changes}


def _correct(actor: Actor, entry: UUID, typed: Typed, revision: int = 1) -> None:
    api.correct_document(actor=actor, document_id=entry, typed=typed, revision=revision, at=MORNING)


def _retire(actor: Actor, entry: UUID, reason: str = "Vào sổ nhầm") -> None:
    api.retire_document(actor=actor, document_id=entry, typed={"reason": reason}, at=MORNING)


def test_it_is_put_right_and_the_chain_says_why(clerk: Actor, entry: UUID) -> None:
    before = OutboxMessage.objects.filter(name="documents.document_registered").count()
    _correct(clerk, entry, _typed(clerk, entry, dated="5/11/2026", validity="in_force"))
    seen = api.get_document(actor=clerk, document_id=entry)
    assert (seen.line.dated, seen.line.validity) == (date(2026, 11, 5), Validity.IN_FORCE)
    (written,) = AuditEntry.objects.filter(action="documents.document_corrected")
    assert (written.subject_id, written.actor_name) == (str(entry), clerk.name)
    assert written.detail == {"before": {"dated": "06/11/2026", "validity": "unknown"}, "reason": "Đọc nhầm ngày"}
    assert OutboxMessage.objects.filter(name="documents.document_registered").count() == before + 1
    assert Document.objects.get(id=entry).listed_on == date(2026, 11, 5), "the list goes by it"
    _correct(clerk, entry, _typed(clerk, entry), revision=2)
    assert AuditEntry.objects.filter(action="documents.document_corrected").count() == 1, "nothing was changed"


def test_what_others_wrote_of_it_stays(clerk: Actor, entry: UUID) -> None:
    came = take_in(clerk, papers.report("Kèm theo."), "khac.docx")
    take(clerk, came, 4, link=str(entry), symbol="47/BC-SM", dated="06/11/2026")
    confirm(clerk, came, document="new", leave=True, symbol="48/BC-SM")
    _correct(clerk, entry, _typed(clerk, entry, dated="05/11/2026"))
    assert api.get_document(actor=clerk, document_id=entry).line.disputed
    assert Citation.objects.get(cited=entry).dated == date(2026, 11, 6)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"reason": " "}, {("reason", ReasonMissing.code)}),
        ({"reason": "x" * 501, "title": ""}, {("reason", "words_too_long"), ("title", "title_missing")}),
        (
            {"validity": "perhaps", "dated": "31/02/2026"},
            {("validity", "not_offered"), ("dated", "not_a_document_day")},
        ),
    ],
)
def test_every_fault_is_said_at_its_field(
    clerk: Actor, entry: UUID, changes: dict[str, str], faults: set[tuple[str, str]]
) -> None:
    with pytest.raises(FieldErrors) as refused:
        _correct(clerk, entry, _typed(clerk, entry, **changes))
    assert {(one.field, one.code) for one in refused.value.errors} == faults
    assert api.get_document(actor=clerk, document_id=entry).line.dated == date(2026, 11, 6)


def test_two_windows_do_not_write_over_each_other(people: Scene, clerk: Actor, entry: UUID) -> None:
    _correct(clerk, entry, _typed(clerk, entry, dated="05/11/2026"))
    with pytest.raises(DocumentMovedOn):
        _correct(people.department_head, entry, _typed(clerk, entry, dated="04/11/2026"))


@pytest.mark.parametrize("who", ["clerk", "reception", "administrator", "province_chairman", "citizen"])
def test_only_those_of_the_agency_who_take_documents_in(people: Scene, clerk: Actor, entry: UUID, who: str) -> None:
    """Those above read it and correct nothing; an entry of the pack is nobody's."""
    typed, stranger = _typed(clerk, entry), people.actors[who]
    public = Document.objects.get(code="kh-01").id
    for actor, document in ((stranger, entry), (stranger, public), (clerk, public)):
        for verb in (
            lambda actor=actor, document=document: api.get_entry(actor=actor, document_id=document),
            lambda actor=actor, document=document: _correct(actor, document, typed, revision=1),
            lambda actor=actor, document=document: _retire(actor, document),
        ):
            with pytest.raises(DocumentNotFound):
                verb()
    assert Document.objects.get(id=entry).retired_at is None


def test_taken_out_the_file_can_come_in_again(clerk: Actor) -> None:
    came = take_in(clerk)
    take_all(clerk, came)
    entry = confirm(clerk, came)
    with pytest.raises(FieldErrors):
        _retire(clerk, entry, " ")
    _retire(clerk, entry)
    with pytest.raises(DocumentNotFound):
        api.get_document(actor=clerk, document_id=entry)
    assert not Citation.objects.filter(document=entry, retired_at=None).exists()
    written = AuditEntry.objects.get(action="documents.document_retired")
    assert (written.subject_id, written.detail) == (str(entry), {"reason": "Vào sổ nhầm"})
    again, known = api.import_document(actor=clerk, content=papers.report(), name="bao-cao.docx", at=MORNING)
    assert (known, again != came) == (False, True)
    left = DocumentImport.objects.get(id=came)
    assert (left.state, left.text, left.proposals.count()) == ("dropped", [], 0)


def test_what_it_cited_is_judged_anew(clerk: Actor) -> None:
    came = take_in(clerk, papers.report("Quyết định số 7/QĐ-SM ngày 02/02/2026 còn hiệu lực."))
    number = next(one.number for one in view(clerk, came).proposals if one.label == "7/QĐ-SM")
    take(clerk, came, number, link="new")
    entry = confirm(clerk, came, leave=True)
    named = Citation.objects.get(document=entry).cited
    assert named is not None
    Citation.objects.filter(document=entry).update(dated=date(2026, 3, 3))
    _correct(clerk, named.id, _typed(clerk, named.id, title="Quyết định bảy"))
    assert Document.objects.get(id=named.id).disputed
    _retire(clerk, entry)
    assert not Document.objects.get(id=named.id).disputed


def test_what_others_rely_on_stays_until_they_go(people: Scene, clerk: Actor, entry: UUID) -> None:
    came = take_in(clerk, papers.report("Kèm theo."), "khac.docx")
    take(clerk, came, 4, link=str(entry), symbol="47/BC-SM", dated="")
    citing = confirm(clerk, came, document="new", leave=True, symbol="48/BC-SM")
    with pytest.raises(StillCited) as refused:
        _retire(clerk, entry)
    assert refused.value.params == {"count": 1}
    Document.objects.filter(id=citing).update(agency_id=people.unit("UBND-MAU"))
    _retire(clerk, entry)
    place = Citation.objects.get(document=citing)
    assert (place.cited, place.symbol) == (None, "47/BC-SM"), "who cites it out of sight keeps its words"


def test_a_value_that_rests_on_it_leads_to_no_closed_door(people: Scene, clerk: Actor, client: Client) -> None:
    came = take_in(clerk)
    take_all(clerk, came)
    entry = confirm(clerk, came)
    receive_figures(document_id=entry, at=MORNING)
    figure = indicators.list_incoming(actor=clerk, state=IncomingState.WAITING).items[0]
    value = indicators.take_figure(
        actor=clerk,
        incoming_id=figure.id,
        entry=ValueEntry(
            indicator="agency_staff",
            scope=ScopeRef(agency_id=people.unit("SO-MAU")),
            span=Span(first_on=None, last_on=date(2026, 11, 5)),
            figure=Figure(value=Decimal(300)),
        ),
        at=MORNING,
    )
    client.force_login(Account.objects.get(id=clerk.id or ""))
    addresses = (f"/so-lieu/gia-tri/{value}/", f"/can-bo/so-lieu-van-ban/{figure.id}/")
    for address in addresses:
        assert "Mở văn bản trong sổ" in client.get(address).content.decode()
    _retire(clerk, entry)
    for address in addresses:
        page = client.get(address).content.decode()
        assert "47/BC-SM" in page and "Mở văn bản trong sổ" not in page, address


def _validity_of_others(page: str) -> str | None:
    """What a colleague chose meanwhile, where the page says so."""
    found = re.search(r"<dt[^>]*>\s*Hiệu lực\s*</dt>\s*<dd[^>]*>\s*(.*?)\s*</dd>", page)
    return found[1] if found else None


@pytest.mark.parametrize("verb", ["retire", "number", "day"])
def test_a_place_finds_the_namesake_that_is_left(people: Scene, clerk: Actor, verb: str) -> None:
    wrong, right = (_own(people, f"kl-{n}", symbol="9/KL-SM", dated=date(2025, 1, 1 + n)) for n in range(2))
    place = Citation.objects.create(
        code="khac/1",
        document=_own(people, "khac"),
        relation="cites",
        symbol="9/KL-SM",
        symbol_key="9/kl-sm",
        dated=date(2025, 1, 3),
    )
    link_citations(document_id=right.id, at=MORNING)
    place.refresh_from_db()
    assert place.cited is None, "two may be meant"
    if verb == "retire":
        _retire(clerk, wrong.id)
    else:
        change = {"symbol": "19/KL-SM"} if verb == "number" else {"dated": "01/01/2024"}
        _correct(clerk, wrong.id, _typed(clerk, wrong.id, **change), revision=0)
    while drain():
        pass
    place.refresh_from_db()
    assert place.cited_id == right.id


def test_who_chose_the_entry_that_went_did_not_mean_its_namesake(people: Scene, clerk: Actor) -> None:
    wrong, right = (_own(people, f"kl-{n}", symbol="9/KL-SM", dated=date(2025, 1, 1 + n)) for n in range(2))
    above = _own(people, "cua-tinh")
    Document.objects.filter(pk=above.pk).update(agency_id=people.unit("UBND-MAU"))
    chosen, waiting = (
        Citation.objects.create(
            code=f"{citing.code}/1",
            document=citing,
            cited=cited,
            relation="cites",
            symbol="9/KL-SM",
            symbol_key="9/kl-sm",
            dated=date(2025, 1, 3),
        )
        for citing, cited in ((above, wrong), (_own(people, "khac"), None))
    )
    _retire(clerk, wrong.id)
    while drain():
        pass
    for place in (chosen, waiting):
        place.refresh_from_db()
    assert waiting.cited_id == right.id, "nobody had said which"
    assert (chosen.cited, chosen.symbol) == (None, "9/KL-SM"), "its author saw both, and it is out of sight"


def _own(people: Scene, code: str, **facts: Any) -> Document:
    row = Document(
        code=code, kind="notice", title=f"Văn bản {code}", validity="unknown", agency_id=people.unit("SO-MAU"), **facts
    )
    describe(row)
    row.save()
    return row


def test_the_pages(people: Scene, clerk: Actor, entry: UUID, client: Client) -> None:
    client.force_login(Account.objects.get(id=clerk.id or ""))
    base = f"/can-bo/van-ban/{entry}/"
    shown = client.get(base).content.decode()
    assert f"{base}sua/" in shown and f"{base}dua-ra/" in shown
    assert 'value="06/11/2026"' in client.get(f"{base}sua/").content.decode()
    sent: dict[str, Any] = {**_typed(clerk, entry, dated="5/11/2026"), "_revision": "1"}
    wrong = client.post(f"{base}sua/", {**sent, "reason": ""})
    assert wrong.status_code == 422
    assert 'value="5/11/2026"' in wrong.content.decode() and "Hãy nêu lý do." in wrong.content.decode()
    assert client.post(f"{base}sua/", sent)["Location"] == base
    late = client.post(f"{base}sua/", {**sent, "dated": "4/11/2026"})
    assert late.status_code == 409
    page = late.content.decode()
    assert 'value="4/11/2026"' in page and "05/11/2026" in page, "both stand side by side"
    assert _validity_of_others(page) is None, "about which both agree"
    other = client.post(f"{base}sua/", {**sent, "validity": "in_force"}).content.decode()
    assert _validity_of_others(other) == "chưa xác nhận"
    assert client.post(f"{base}dua-ra/", {"reason": ""}).status_code == 422
    client.force_login(Account.objects.get(id=people.province_chairman.id or ""))
    assert f"{base}sua/" not in client.get(base).content.decode(), "those above read"
    assert client.get(f"{base}dua-ra/").status_code == 404
    client.force_login(Account.objects.get(id=clerk.id or ""))
    assert client.post(f"{base}dua-ra/", {"reason": "Vào sổ nhầm"})["Location"] == "/can-bo/van-ban/"
    assert client.get(base).status_code == 404
