"""Confirming people and enterprises at a desk: by the card or the papers, by who receives there, and by nobody else."""

from typing import Any

import pytest
from django.test import Client

from honglam.identity import api
from honglam.identity.contracts import AccountView, AskKind, OwnAccount, Proof
from honglam.identity.models import Account, Enterprise, Membership
from honglam.identity.services import at_desk, enterprises
from honglam.identity.services.data_requests import answer, ask, take_up
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor, NotFound
from tests.dossiers.conftest import province, scene
from tests.dossiers.scene import Scene
from tests.identity.conftest import Letters, sign_in, text_of

__all__ = ["province", "scene"]
pytestmark = pytest.mark.django_db

PERSON, ENTERPRISE = "/can-bo/xac-nhan/", "/can-bo/xac-nhan/doanh-nghiep/"
NUMBER = "042185004321"
CARD = f"{NUMBER}|183012345|TRẦN THỊ BÌNH|01071985|Nữ|Xóm 1, Xã A|25042021"
TYPED = {"citizen_id": NUMBER, "full_name": "Trần Thị Bình", "birth": "1/7/1985", "gender": "female"}


@pytest.fixture
def desk(scene: Scene) -> Client:
    """The browser of who receives at the desk of a commune."""
    client = Client()
    client.force_login(Account.objects.get(pk=scene.reception.id))
    return client


def send(client: Client, **fields: str) -> Any:
    return client.post(PERSON, {"contact": "binh@example.vn", "act": "confirm", **fields})


def test_who_shows_the_card_is_confirmed(desk: Client, binh: AccountView, letters: Letters, scene: Scene) -> None:
    looked = send(desk, qr=CARD, act="look")
    assert "Trần Thị Bình" in text_of(looked) and "01/07/1985" in text_of(looked)
    assert api.get_person(account_id=binh.id).citizen_id == "", "nothing changes by looking"
    done = send(desk, **TYPED)
    assert done.status_code == 302, text_of(done)
    person = api.get_person(account_id=binh.id)
    assert (person.citizen_id, person.citizen_id_proof, person.birth) == (NUMBER, Proof.COUNTER, "1985-07-01")
    assert person.gender == "female"
    assert letters.to("binh@example.vn") == ["identity.confirmed"]
    rows = AuditEntry.objects.filter(subject_id=str(binh.id), actor_id=scene.reception.id)
    assert sorted(rows.values_list("action", flat=True)) == ["identity.person_confirmed", "read"]


def test_the_name_is_then_written_as_on_the_card(desk: Client, scene: Scene, db: None) -> None:
    api.ensure_account(email="binh@example.vn", full_name="Tran Thi Binh", password="mật khẩu nào đó", at=now())
    assert send(desk, **TYPED).status_code == 302
    found = api.find_by_citizen_id(citizen_id=NUMBER)
    assert found is not None and found.full_name == "Trần Thị Bình"


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"qr": "xin chào"}, "qr"),
        ({**TYPED, "citizen_id": "042"}, "citizen_id"),
        ({**TYPED, "gender": "male"}, "citizen_id"),
        ({**TYPED, "birth": "1986"}, "citizen_id"),
        ({**TYPED, "birth": ""}, "birth"),
        ({**TYPED, "full_name": ""}, "full_name"),
        ({**TYPED, "contact": "không phải"}, "contact"),
        ({**TYPED, "contact": "ai@example.vn"}, "contact"),
        ({**TYPED, "full_name": "Trần Thị Bông"}, "contact"),
        ({"qr": "042185001234||Trần Thị Bình||Nữ||25042021"}, "citizen_id"),
    ],
)
def test_what_does_not_fit_is_named_at_its_field_and_changes_nothing(
    desk: Client, binh: AccountView, fields: dict[str, str], at_fault: str
) -> None:
    page = send(desk, **fields)
    assert page.status_code in (409, 422)
    assert f'id="{at_fault}-error"' in page.content.decode()
    assert api.get_person(account_id=binh.id).citizen_id_proof is Proof.NOBODY


def test_another_name_on_the_account_is_not_told(desk: Client, an: AccountView) -> None:
    page = send(desk, **TYPED, contact="an@example.vn", act="look")
    assert page.status_code in (409, 422)
    assert "Nguyễn Văn An" not in text_of(page)


def test_what_was_confirmed_before_is_not_confirmed_anew(desk: Client, binh: AccountView) -> None:
    send(desk, **TYPED)
    assert send(desk, **TYPED).status_code == 409
    assert AuditEntry.objects.filter(action="identity.person_confirmed").count() == 1


def test_nobody_confirms_themselves(scene: Scene, desk: Client) -> None:
    Account.objects.filter(pk=scene.reception.id).update(email="toi@example.vn")
    assert send(desk, **TYPED, contact="toi@example.vn").status_code == 403


@pytest.mark.parametrize("part", ["officer", "clerk", "citizen"])
def test_the_page_is_for_who_receives_at_a_desk(scene: Scene, binh: AccountView, part: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=scene.actors[part].id))
    assert client.get(PERSON).status_code == send(client, **TYPED).status_code == 404
    assert client.get(ENTERPRISE).status_code == 404
    assert api.get_person(account_id=binh.id).citizen_id_proof is Proof.NOBODY


def test_an_officer_does_not_go_through_numbers(
    desk: Client, binh: AccountView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_desk, "LOOKS_PER_HOUR", 2)
    tried = [send(desk, **TYPED, contact=f"ai{one}@example.vn", act="look").status_code for one in range(3)]
    assert tried == [422, 422, 429]
    assert send(desk, **TYPED).status_code == 429


def test_the_desk_has_the_door_in_its_menu(desk: Client) -> None:
    assert PERSON in desk.get("/can-bo/").content.decode()
    assert ENTERPRISE in desk.get(PERSON).content.decode()


def test_an_enterprise_is_confirmed_by_its_papers(desk: Client, binh: AccountView, scene: Scene) -> None:
    owner = Client()
    sign_in(owner, "binh@example.vn")
    owner.post("/tai-khoan/doanh-nghiep/them/", {"tax_code": "0100109106", "name": "Công ty Một", "address": ""})
    row = Enterprise.objects.get()
    looked = desk.post(ENTERPRISE, {"tax_code": "0100109106", "act": "look"})
    assert "Công ty Một" in text_of(looked) and "Trần Thị Bình" in text_of(looked)
    assert not Enterprise.objects.get().proven
    assert desk.post(ENTERPRISE, {"enterprise": str(row.pk), "act": "confirm"}).status_code == 302
    assert api.find_enterprise(tax_code="0100109106") is not None
    assert AuditEntry.objects.filter(action="identity.enterprise_proven", actor_id=scene.reception.id).count() == 1
    assert desk.post(ENTERPRISE, {"tax_code": "0100109106", "act": "look"}).status_code == 409


@pytest.mark.parametrize("tax_code", ["", "0100109107", "0100109106"])
def test_an_enterprise_that_nobody_added_is_not_there(desk: Client, tax_code: str) -> None:
    page = desk.post(ENTERPRISE, {"tax_code": tax_code, "act": "look"})
    assert page.status_code == 422
    assert 'id="tax_code-error"' in page.content.decode()


def test_an_officer_does_not_confirm_an_enterprise_of_their_own(scene: Scene) -> None:
    made = api.add_enterprise(actor=scene.reception, tax_code="0100109106", name="Công ty Một", at=now())
    with pytest.raises(OwnAccount):
        api.prove_enterprise(actor=scene.reception, enterprise_id=made.id, at=now())
    assert not Enterprise.objects.get().proven


def test_whoever_has_no_desk_nearby_asks_to_have_the_number_confirmed_as_it_stands(
    scene: Scene, binh: AccountView
) -> None:
    Account.objects.filter(pk=binh.id).update(citizen_id=NUMBER)
    actor = api.actor_of(account_id=binh.id)
    asked = ask(actor=actor, kind=AskKind.CORRECT, items={"citizen_id": NUMBER}, wish="Thẻ căn cước", at=now())
    keeper = scene.administrator
    take_up(actor=keeper, request_id=asked.id, at=now())
    answer(actor=keeper, request_id=asked.id, done=["citizen_id"], answer="Đã xác nhận.", grounds="", at=now())
    assert api.get_person(account_id=binh.id).citizen_id_proof is Proof.COUNTER


def test_an_officers_account_is_no_ones_card(desk: Client, scene: Scene) -> None:
    """The number would open it through an identity provider, past the password of the post."""
    assert scene.officer.id is not None
    officer = api.get_account(account_id=scene.officer.id)
    told = send(desk, **{**TYPED, "full_name": officer.full_name}, contact=officer.email)
    assert told.status_code >= 400
    assert api.get_person(account_id=officer.id).citizen_id_proof != Proof.COUNTER


def test_a_look_that_is_refused_is_on_record_too(desk: Client, scene: Scene) -> None:
    assert send(desk, **TYPED, act="look").status_code >= 400
    row = AuditEntry.objects.get(subject_kind="desk_look", actor_id=scene.reception.id)
    assert row.detail == {"reason": "nobody_there"}


def test_a_card_without_a_birth_date_is_confirmed_as_it_was_scanned(desk: Client, binh: AccountView) -> None:
    card = CARD.replace("01071985", "")
    page = send(desk, qr=card, act="look").content.decode()
    assert f'name="qr" value="{card}"' in page and 'name="birth" type="hidden"' not in page
    assert send(desk, qr=card).status_code == 302


def _added(login: str, name: str = "Công ty Một") -> Client:
    """Somebody puts the enterprise on their list."""
    browser = Client()
    sign_in(browser, login)
    browser.post("/tai-khoan/doanh-nghiep/them/", {"tax_code": "0100109106", "name": name, "address": ""})
    return browser


def _owners(enterprise: Enterprise) -> list[str]:
    rows = Membership.objects.filter(enterprise=enterprise, role="owner", ended_at=None, accepted_at__isnull=False)
    return sorted(rows.values_list("account__full_name", flat=True))


@pytest.fixture
def confirmed(desk: Client, binh: AccountView) -> Enterprise:
    """Bình's enterprise, its papers seen."""
    _added("binh@example.vn")
    row = Enterprise.objects.get()
    desk.post(ENTERPRISE, {"enterprise": str(row.pk), "act": "confirm"})
    return row


@pytest.mark.parametrize("way", ["leaves", "closes"])
def test_an_enterprise_that_nobody_acts_for_goes_over_to_whom_its_papers_name(
    desk: Client, confirmed: Enterprise, an: AccountView, binh: AccountView, way: str
) -> None:
    by = api.actor_of(account_id=binh.id)
    if way == "leaves":
        row = Membership.objects.get(account_id=binh.id)
        enterprises.leave_enterprise(actor=by, membership_id=row.pk, at=now())
    else:
        api.close_account(actor=by, account_id=binh.id, at=now())
    _added("an@example.vn")
    waiting = Enterprise.objects.get(proven=False)
    looked = desk.post(ENTERPRISE, {"tax_code": "0100109106", "act": "look"})
    assert looked.status_code == 200 and "không còn ai thay mặt" in text_of(looked)
    assert "named_by_register" not in looked.content.decode()
    assert desk.post(ENTERPRISE, {"enterprise": str(waiting.pk), "act": "hand_over"}).status_code == 302
    assert Enterprise.objects.get(proven=True).pk == confirmed.pk
    assert _owners(confirmed) == ["Nguyễn Văn An"]
    assert _owners(waiting) == ["Nguyễn Văn An"], "what was filed with it stays within reach"
    assert AuditEntry.objects.filter(action="identity.enterprise_handed_over").count() == 1
    assert desk.post(ENTERPRISE, {"tax_code": "0100109106", "act": "look"}).status_code == 409, "nobody waits any more"


def test_where_an_owner_stands_the_officer_says_what_the_register_names(
    desk: Client, confirmed: Enterprise, an: AccountView, letters: Letters
) -> None:
    _added("an@example.vn")
    waiting = Enterprise.objects.get(proven=False)
    looked = desk.post(ENTERPRISE, {"tax_code": "0100109106", "act": "look"})
    assert "Trần Thị Bình" in text_of(looked) and f"named_by_register.{waiting.pk}" in looked.content.decode()
    wish = {"enterprise": str(waiting.pk), "tax_code": "0100109106", "act": "hand_over"}
    assert desk.post(ENTERPRISE, wish).status_code == 409
    assert _owners(confirmed) == ["Trần Thị Bình"]
    assert desk.post(ENTERPRISE, {**wish, f"named_by_register.{waiting.pk}": "1"}).status_code == 302
    assert _owners(confirmed) == ["Nguyễn Văn An"]
    assert letters.to("binh@example.vn") == ["identity.enterprise_handed_over"]


def _handed_over(desk: Client, *, ticked: bool = True) -> Any:
    """The officer hands the newest entry over."""
    waiting = Enterprise.objects.filter(proven=False).latest("created_at")
    wish = {"enterprise": str(waiting.pk), "tax_code": "0100109106", "act": "hand_over"}
    return desk.post(ENTERPRISE, {**wish, f"named_by_register.{waiting.pk}": "1"} if ticked else wish)


def _third() -> Actor:
    made = api.ensure_account(email="ba@example.vn", full_name="Ba Thân Quen", password="mật khẩu nào đó", at=now())
    return api.actor_of(account_id=made.id)


def test_whom_a_former_owner_invited_is_invited_no_more(desk: Client, confirmed: Enterprise, an: AccountView) -> None:
    """The invited alone see it: a former owner would come back through it."""
    third = _third()
    row = Membership.objects.create(account_id=third.id, enterprise=confirmed, role="owner", invited_at=now())
    _added("an@example.vn")
    assert _handed_over(desk).status_code == 302
    with pytest.raises(NotFound):
        enterprises.accept_invitation(actor=third, membership_id=row.pk, at=now())
    assert _owners(confirmed) == ["Nguyễn Văn An"]
    ended = AuditEntry.objects.get(action="identity.invitations_ended", subject_id=str(confirmed.pk))
    assert ended.detail == {"invitations": 1}


def test_the_new_owner_is_told_who_else_acts_for_it(
    desk: Client, confirmed: Enterprise, an: AccountView, letters: Letters
) -> None:
    Membership.objects.create(
        account_id=_third().id, enterprise=confirmed, role="member", invited_at=now(), accepted_at=now()
    )
    _added("an@example.vn")
    assert _handed_over(desk).status_code == 302
    template, where, context = letters.sent[-1]
    assert (template, where) == ("identity.enterprise_taken_over", "an@example.vn")
    assert context["members"] == ["Ba Thân Quen"]
    assert context["url"] == f"/tai-khoan/doanh-nghiep/{confirmed.pk}/"


def test_an_invitation_to_the_officer_keeps_nobody_from_handing_over(
    desk: Client, confirmed: Enterprise, an: AccountView, scene: Scene
) -> None:
    Membership.objects.create(account_id=scene.reception.id, enterprise=confirmed, role="member", invited_at=now())
    _added("an@example.vn")
    assert _handed_over(desk).status_code == 302
    assert _owners(confirmed) == ["Nguyễn Văn An"]


def test_an_owner_who_waits_too_does_not_stand_for_the_officers_word(
    desk: Client, confirmed: Enterprise, an: AccountView, binh: AccountView
) -> None:
    _added("an@example.vn")
    waiting = Enterprise.objects.get(proven=False)
    Membership.objects.create(account_id=binh.id, enterprise=waiting, role="owner", invited_at=now(), accepted_at=now())
    assert _handed_over(desk, ticked=False).status_code == 409
    assert _owners(confirmed) == ["Trần Thị Bình"]
    assert _handed_over(desk).status_code == 302
    assert _owners(confirmed) == ["Nguyễn Văn An", "Trần Thị Bình"]
    made = AuditEntry.objects.filter(action="identity.member_made_owner", subject_id=str(confirmed.pk))
    assert made.count() == 1, "who owned it already is made nothing"
    said = AuditEntry.objects.get(action="identity.enterprise_handed_over").detail
    assert said == {"entry": str(waiting.pk), "named_by_register": True}


@pytest.mark.parametrize("accepted", [True, False])
def test_a_successor_may_act_for_it_already_or_be_invited(
    desk: Client, confirmed: Enterprise, an: AccountView, accepted: bool
) -> None:
    Membership.objects.create(
        account_id=an.id, enterprise=confirmed, role="member", invited_at=now(), accepted_at=now() if accepted else None
    )
    browser, typed = Client(), {"tax_code": "0100109106", "name": "Công ty Một", "address": ""}
    sign_in(browser, "an@example.vn")
    assert browser.post("/tai-khoan/doanh-nghiep/them/", typed).status_code == 302
    assert browser.post("/tai-khoan/doanh-nghiep/them/", typed).status_code == 409, "an entry of one's own is enough"
    assert _handed_over(desk).status_code == 302
    assert _owners(confirmed) == ["Nguyễn Văn An"]


def test_who_did_not_tick_finds_the_box_where_it_was(desk: Client, confirmed: Enterprise, an: AccountView) -> None:
    _added("an@example.vn")
    waiting = Enterprise.objects.get(proven=False)
    refused = _handed_over(desk, ticked=False)
    page = refused.content.decode()
    assert refused.status_code == 409 and f'name="named_by_register.{waiting.pk}"' in page
    assert f'href="#named_by_register-{waiting.pk}"' in page and f'id="named_by_register-{waiting.pk}"' in page


def test_nobody_hands_an_enterprise_over_to_themselves(
    scene: Scene, confirmed: Enterprise, an: AccountView, binh: AccountView
) -> None:
    made = api.add_enterprise(actor=scene.reception, tax_code="0100109106", name="Công ty Một", at=now())
    with pytest.raises(OwnAccount):
        enterprises.hand_over_enterprise(actor=scene.reception, enterprise_id=made.id, named_by_register=True, at=now())
    _added("an@example.vn")
    waiting = Enterprise.objects.filter(proven=False).latest("created_at")
    for stranger in (scene.officer, api.actor_of(account_id=binh.id)):
        with pytest.raises(NotFound):
            enterprises.hand_over_enterprise(actor=stranger, enterprise_id=waiting.pk, named_by_register=True, at=now())
    assert _owners(confirmed) == ["Trần Thị Bình"]


def test_whoever_leaves_is_told_what_it_means_first(confirmed: Enterprise, binh: AccountView) -> None:
    browser, row = Client(), Membership.objects.get(account_id=binh.id)
    sign_in(browser, "binh@example.vn")
    page = f"/tai-khoan/doanh-nghiep/loi-moi/{row.pk}/"
    asked = browser.post(page, {"leave": "1"})
    assert asked.status_code == 200 and "người cuối cùng thay mặt" in text_of(asked)
    assert _owners(confirmed) == ["Trần Thị Bình"]
    assert browser.post(page, {"leave": "1", "sure": "1"}).status_code == 302
    assert _owners(confirmed) == []
