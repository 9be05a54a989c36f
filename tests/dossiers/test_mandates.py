"""Acting in somebody's name: filed for the principal with both names, bounded, refused by name once it is over."""

import threading
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import DossierNotFound, DraftChange, DraftNotFound, NotYourTurn, SamePerson, Verb
from honglam.dossiers.models import Cosigner, Dossier, Draft, HistoryEvent
from honglam.dossiers.queries.own_data import list_own_drafts
from honglam.dossiers.services.erasing import erase_drafts_of
from honglam.identity import api as identity
from honglam.identity.contracts import (
    Channel,
    IdentityNotProven,
    MandateEnded,
    MandateExpired,
    MandateNotFound,
    MandateOutside,
    MandatePaperMissing,
    MandateState,
    MandateTerms,
    MandateToOneself,
    MandateTopics,
    MandateView,
    Power,
)
from honglam.identity.models import Account, ContactCode, Mandate
from honglam.identity.queries.mandates import find_held
from honglam.identity.services import consents, contacts, mandates
from honglam.kernel.clock import now, today
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.notices.models import Message
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, LICENCE, MORNING, Scene, later

pytestmark = pytest.mark.django_db
PASSWORD = "con trâu ăn cỏ non"


def prove(actor: Actor, number: str = "042090001234") -> None:
    Account.objects.filter(id=actor.id, citizen_id="").update(citizen_id=number)
    Account.objects.filter(id=actor.id).update(citizen_id_proof="counter")


def terms(**changes: Any) -> MandateTerms:
    values: dict[str, Any] = {
        "contact": "stranger@example.vn",
        "powers": frozenset(Power),
        "first_day": date(2026, 11, 16),
        "last_day": date(2026, 12, 31),
    }
    return MandateTerms(**{**values, **changes})


def offered(scene: Scene, **changes: Any) -> MandateView:
    prove(scene.citizen)
    prove(scene.stranger)
    return mandates.offer(actor=scene.citizen, terms=terms(**changes), at=MORNING)


def held(scene: Scene, **changes: Any) -> Actor:
    """The stranger, acting in the citizen's name."""
    view = offered(scene, **changes)
    mandates.accept(actor=scene.stranger, mandate_id=view.id, at=MORNING)
    assert scene.stranger.id is not None
    return identity.acting_under(account_id=scene.stranger.id, mandate_id=view.id, at=MORNING)


def ready_draft(scene: Scene, proxy: Actor) -> UUID:
    """A draft that could be filed."""
    draft = api.start_draft(actor=proxy, procedure_code=HOUSEHOLD, at=MORNING)
    asked = scene.submission()
    change = DraftChange(answers=dict(asked.answers), unit_code=asked.unit_code, applicant=asked.applicant)
    api.save_draft(actor=proxy, draft_id=draft.id, change=change, revision=draft.revision, at=MORNING)
    for code in ("TK", "GT"):
        api.attach_paper(actor=proxy, draft_id=draft.id, paper=scene.paper(code), at=MORNING)
    return draft.id


def submit(proxy: Actor, draft_id: UUID, at: Any = MORNING) -> UUID:
    return api.submit_draft(actor=proxy, draft_id=draft_id, key=str(uuid7()), at=at).dossier_id


def test_a_dossier_filed_by_a_proxy_is_the_principals_and_names_both(scene: Scene) -> None:
    proxy = held(scene)
    draft_id = ready_draft(scene, proxy)
    with pytest.raises(DraftNotFound):
        api.get_draft(actor=scene.stranger, draft_id=draft_id)
    dossier_id = submit(proxy, draft_id)
    row = Dossier.objects.get(id=dossier_id)
    assert (row.owner_account_id, row.applicant_name) == (scene.citizen.id, "Nguyễn Thị Hồng")
    assert row.submitter["name"] == "Trần Văn Lam"
    line = HistoryEvent.objects.get(dossier_id=dossier_id, verb=Verb.SUBMIT.value)
    assert line.actor_name == "Trần Văn Lam (thay mặt Nguyễn Thị Hồng)"
    assert line.actor_id == scene.stranger.id
    assert [one.id for one in api.list_my_dossiers(actor=scene.citizen).items] == [dossier_id]
    assert [one.id for one in api.list_my_dossiers(actor=proxy).items] == [dossier_id]
    assert api.list_my_dossiers(actor=scene.stranger).items == []
    with pytest.raises(DossierNotFound):
        api.get_dossier(actor=scene.stranger, dossier_id=dossier_id, at=MORNING)
    assert api.get_dossier(actor=proxy, dossier_id=dossier_id, at=MORNING).mine
    look = AuditEntry.objects.get(subject_id=str(dossier_id), action="read")
    assert (look.detail["reason"], look.actor_name) == ("mandate", line.actor_name)


def test_the_second_signature_under_a_mandate_is_neither_the_proxys_nor_the_principals(scene: Scene) -> None:
    proxy = held(scene)
    draft_id = ready_draft(scene, proxy)
    for own in ("stranger@example.vn", "citizen@example.vn"):
        with pytest.raises(SamePerson):
            api.ask_to_sign(actor=proxy, draft_id=draft_id, contact=own, at=MORNING)
    api.ask_to_sign(actor=proxy, draft_id=draft_id, contact="dong.ky@example.vn", at=MORNING)
    cosigner = Cosigner.objects.get()
    drain()
    both = "Trần Văn Lam (thay mặt Nguyễn Thị Hồng)"
    assert both in Message.objects.get(template="dossiers.cosign_asked").body
    Account.objects.filter(id=scene.citizen.id).update(email="dong.ky@example.vn")  # the principal, by a new address
    page = api.get_sign_page(actor=scene.citizen, cosigner_id=cosigner.id, at=MORNING)
    assert page.asked_by == both
    with pytest.raises(SamePerson):
        api.sign(actor=scene.citizen, cosigner_id=cosigner.id, digest=page.digest, at=MORNING)
    account = identity.get_account(account_id=scene.citizen.id)  # type: ignore[arg-type]
    Account.objects.filter(id=scene.citizen.id).update(email="citizen@example.vn", citizen_id_proof="")
    twice = identity.ensure_account(
        email="dong.ky@example.vn", full_name="Hồng", password=PASSWORD, citizen_id=account.citizen_id, at=MORNING
    )
    with pytest.raises(SamePerson):
        second = identity.actor_of(account_id=twice.id)
        api.sign(actor=second, cosigner_id=cosigner.id, digest=page.digest, at=MORNING)
    assert Cosigner.objects.get().signed_at is None


def test_a_draft_under_a_mandate_is_prefilled_with_the_principals_facts(scene: Scene) -> None:
    """Their earlier dossiers speak only where they allow it themselves: the proxy cannot allow it for them."""
    answers = {**ANSWERS, "chu_ho": {**ANSWERS["chu_ho"], "dien_thoai": "+84912345678"}}
    scene.submitted(answers=answers)
    proxy = held(scene)
    consents.give_consent(actor=scene.stranger, purpose="prefill", at=MORNING)
    draft = api.start_draft(actor=proxy, procedure_code=HOUSEHOLD, at=MORNING)
    assert draft.answers["chu_ho"]["ho_ten"] == "Nguyễn Thị Hồng"
    assert draft.answers["chu_ho"]["so_dinh_danh"] == "042185001234"
    assert "dien_thoai" not in draft.answers["chu_ho"]
    row = Draft.objects.get(id=draft.id)
    assert (row.applicant["name"], row.submitter["name"]) == ("Nguyễn Thị Hồng", "Trần Văn Lam")
    consents.give_consent(actor=scene.citizen, purpose="prefill", at=MORNING)
    allowed = api.start_draft(actor=proxy, procedure_code=HOUSEHOLD, at=MORNING)
    assert allowed.answers["chu_ho"]["dien_thoai"] == "+84912345678"


def test_a_draft_in_the_principals_name_is_the_principals_data(scene: Scene) -> None:
    """It is in their copy and goes with their drafts; the proxy's copy and erasure do not reach it."""
    assert scene.citizen.id is not None
    assert scene.stranger.id is not None
    draft = api.start_draft(actor=held(scene), procedure_code=HOUSEHOLD, at=MORNING)
    assert list(list_own_drafts(account_id=scene.stranger.id)) == []
    assert [one["answers"] for one in list_own_drafts(account_id=scene.citizen.id)] == [draft.answers]
    assert erase_drafts_of(account_id=scene.stranger.id, at=MORNING) == 0
    assert erase_drafts_of(account_id=scene.citizen.id, at=MORNING) == 1


def test_a_draft_is_reached_only_under_a_mandate_that_covers_it(scene: Scene) -> None:
    wide, field_only, other = (
        held(scene),
        held(scene, topics=frozenset({"MAU"})),
        held(scene, topics=frozenset({LICENCE})),
    )
    draft = api.start_draft(actor=wide, procedure_code=HOUSEHOLD, at=MORNING)
    for covers in (wide, field_only):
        assert api.get_draft(actor=covers, draft_id=draft.id).id == draft.id
        assert [one.id for one in api.list_drafts(actor=covers)] == [draft.id]
    bound = held(scene, subject_id=scene.submitted())
    for outside in (other, bound):
        assert api.list_drafts(actor=outside) == []
        with pytest.raises(DraftNotFound):
            api.get_draft(actor=outside, draft_id=draft.id)


@pytest.mark.parametrize(
    ("powers", "page", "result"),
    [
        ({Power.FOLLOW}, True, False),
        ({Power.FILE}, True, False),
        ({Power.COLLECT}, False, True),
        ({Power.FOLLOW, Power.COLLECT}, True, True),
    ],
)
def test_each_power_opens_its_own_part(scene: Scene, powers: set[Power], page: bool, result: bool) -> None:
    """Following or filing opens the page and the papers, collecting opens the result, and neither the other."""
    dossier_id = scene.resolved()
    proxy = held(scene, powers=frozenset(powers))
    result_file, paper = scene.file(scene.clerk, "ket-qua.pdf"), scene.paper("TK").file_id
    assert paper is not None
    assert [one.id for one in api.list_my_dossiers(actor=proxy).items] == ([dossier_id] if page else [])
    code = scene.row(dossier_id).code or ""
    assert (api.find_by_code(actor=proxy, code=code, at=MORNING) is not None) == page
    if page:
        shown = api.get_dossier(actor=proxy, dossier_id=dossier_id, at=MORNING)
        assert [one.file_id for one in shown.results] == [result_file if result else None]
    for file_id, opens in ((paper, page), (result_file, result)):
        with nullcontext() if opens else pytest.raises(DossierNotFound):
            assert api.get_paper_file(actor=proxy, dossier_id=dossier_id, file_id=file_id, at=MORNING) == file_id
    if not page:
        with pytest.raises(DossierNotFound):
            api.get_dossier(actor=proxy, dossier_id=dossier_id, at=MORNING)


def test_the_officer_sees_who_may_act_and_collect(scene: Scene) -> None:
    held(scene, topics=frozenset({HOUSEHOLD}))
    dossier_id = scene.accepted()
    page = api.get_dossier(actor=scene.reception, dossier_id=dossier_id, at=MORNING)
    assert [(one.proxy_name, one.proxy_number) for one in page.mandates] == [("Trần Văn Lam", "042090001234")]
    masked = api.get_dossier(actor=scene.auditor, dossier_id=dossier_id, at=MORNING)
    assert masked.mandates == ()
    after = api.get_dossier(actor=scene.reception, dossier_id=dossier_id, at=later(days=60))
    assert after.mandates == ()


def test_the_right_mandate_is_found_behind_many_about_other_things(scene: Scene) -> None:
    thing = uuid7()

    def given(count: int, days: int, **changes: Any) -> list[UUID]:
        values = {
            "principal_id": scene.citizen.id,
            "proxy_id": scene.stranger.id,
            "powers": ["collect"],
            "first_day": MORNING.date(),
            "last_day": date(2026, 12, 31),
            "accepted_at": MORNING,
            "offered_at": MORNING + timedelta(days=days),
        }
        return [one.id for one in Mandate.objects.bulk_create(Mandate(**values | changes) for _ in range(count))]

    right = [*given(1, 0, topics=["dat-dai"]), *given(1, 0), *given(1, 0, subject_id=thing, topics=["khac"])]
    given(60, 1, topics=["khac"])
    given(60, 1, subject_id=uuid7())
    found = identity.list_mandates_over(
        principal_id=scene.citizen.id,  # type: ignore[arg-type]
        topics=frozenset({"dat-dai", "nha-o"}),
        subject_id=thing,
        at=MORNING,
    )
    assert {one.id for one in found} == set(right)


def test_what_lies_outside_is_not_there(scene: Scene) -> None:
    first, second = scene.accepted(), scene.accepted()
    one = held(scene, subject_id=first, powers=frozenset({Power.FOLLOW}))
    assert [item.id for item in api.list_my_dossiers(actor=one).items] == [first]
    with pytest.raises(DossierNotFound):
        api.get_dossier(actor=one, dossier_id=second, at=MORNING)
    with pytest.raises(NotYourTurn):
        api.withdraw_dossier(actor=one, dossier_id=first, reason="Thôi", at=MORNING)
    with pytest.raises(MandateOutside):
        api.start_draft(actor=one, procedure_code=HOUSEHOLD, at=MORNING)


def test_a_field_stands_for_its_procedures(scene: Scene) -> None:
    dossier_id = scene.accepted()
    proxy = held(scene, topics=frozenset({"MAU"}))
    assert [item.id for item in api.list_my_dossiers(actor=proxy).items] == [dossier_id]
    assert held(scene, topics=frozenset({LICENCE})).mandate is not None


def test_a_paper_is_asked_for_where_the_rule_wants_one(scene: Scene) -> None:
    with pytest.raises(MandatePaperMissing):
        api.start_draft(actor=held(scene), procedure_code=LICENCE, at=MORNING)
    paper = scene.file(scene.citizen, "uy-quyen.pdf")
    assert api.start_draft(actor=held(scene, paper_id=paper), procedure_code=LICENCE, at=MORNING).id


def test_once_it_is_over_nothing_is_filed_and_the_refusal_says_why(scene: Scene) -> None:
    proxy = held(scene)
    assert proxy.mandate is not None
    draft_id = ready_draft(scene, proxy)
    with pytest.raises(MandateExpired) as refused:
        submit(proxy, draft_id, later(days=60))
    assert refused.value.params == {"name": "Nguyễn Thị Hồng"}
    mandates.end(actor=scene.citizen, mandate_id=proxy.mandate.id, at=MORNING)
    with pytest.raises(MandateEnded):
        submit(proxy, draft_id)
    assert Dossier.objects.count() == 0
    mandates.end(actor=scene.citizen, mandate_id=proxy.mandate.id, at=MORNING)
    assert AuditEntry.objects.filter(action="identity.mandate_ended").count() == 1
    templates = Message.objects.filter(template__startswith="identity.mandate", channel="inbox").order_by("id")
    assert [(one.template, one.recipient_key) for one in templates] == [
        ("identity.mandate_offered", f"account:{scene.stranger.id}"),
        ("identity.mandate_accepted", f"account:{scene.citizen.id}"),
        ("identity.mandate_ended", f"account:{scene.stranger.id}"),
    ]


@pytest.mark.parametrize("side", ["citizen", "stranger"])
def test_a_mandate_ends_with_the_account_of_either_side(scene: Scene, side: str) -> None:
    dossier_id, proxy = scene.accepted(), held(scene)
    offer = mandates.offer(actor=scene.citizen, terms=terms(), at=MORNING)
    draft_id = ready_draft(scene, proxy)
    closing: Actor = getattr(scene, side)
    assert closing.id is not None
    identity.close_account(actor=closing, account_id=closing.id, at=MORNING)
    assert not Mandate.objects.filter(ended_at=None).exists()
    ended = AuditEntry.objects.filter(action="identity.mandate_ended")
    assert {one.detail["mandate"] for one in ended} == {str(proxy.mandate and proxy.mandate.id), str(offer.id)}
    letter = Message.objects.get(template="identity.mandate_ended", channel="inbox")
    other = scene.stranger if side == "citizen" else scene.citizen
    assert letter.recipient_key == f"account:{other.id}"
    with pytest.raises(MandateEnded):
        submit(proxy, draft_id)
    page = api.get_dossier(actor=scene.reception, dossier_id=dossier_id, at=MORNING)
    assert page.mandates == ()


@pytest.mark.parametrize("way", ["removed", "replaced"])
def test_an_offer_does_not_follow_the_contact_to_its_next_owner(scene: Scene, way: str) -> None:
    in_force, offer = held(scene), offered(scene)
    assert scene.stranger.id is not None and in_force.mandate is not None
    if way == "removed":
        Account.objects.filter(pk=scene.stranger.id).update(phone="+84987000111")
        contacts.remove_contact(actor=scene.stranger, channel=Channel.EMAIL, at=MORNING)
    else:
        proof = ContactCode.objects.create(
            purpose="add",
            contact="moi@example.vn",
            account_id=scene.stranger.id,
            tries_left=1,
            created_at=MORNING,
            expires_at=later(1),
            proven_at=MORNING,
        )
        contacts.finish_adding(actor=scene.stranger, proof_id=proof.pk, at=MORNING)
    heir = identity.ensure_account(
        email="stranger@example.vn", full_name="Người Sau", password=PASSWORD, citizen_id="042090001235", at=MORNING
    )
    with pytest.raises(MandateNotFound):
        mandates.accept(actor=identity.actor_of(account_id=heir.id), mandate_id=offer.id, at=MORNING)
    assert Mandate.objects.get(ended_at=None).pk == in_force.mandate.id, "what was accepted is a person's"
    row = AuditEntry.objects.get(action="identity.mandate_ended")
    assert row.detail["reason"] == "contact_given_up"


@pytest.mark.parametrize("side", ["citizen", "stranger"])
def test_an_inactive_account_on_either_side_counts_as_the_end(scene: Scene, side: str) -> None:
    """Whatever way an account became inactive: rows that were open before mandates ended with it carry nothing."""
    dossier_id, proxy = scene.accepted(), held(scene)
    draft_id = ready_draft(scene, proxy)
    Account.objects.filter(id=getattr(scene, side).id).update(is_active=False)
    with pytest.raises(MandateEnded):
        submit(proxy, draft_id)
    assert api.get_dossier(actor=scene.reception, dossier_id=dossier_id, at=MORNING).mandates == ()
    assert scene.stranger.id is not None
    assert proxy.mandate is not None
    found = find_held(account_id=scene.stranger.id, mandate_id=proxy.mandate.id, at=MORNING)
    assert found is not None
    assert found.state is MandateState.ENDED


def test_offers_that_are_refused(scene: Scene) -> None:
    with pytest.raises(IdentityNotProven):
        mandates.offer(actor=scene.stranger, terms=terms(contact="citizen@example.vn"), at=MORNING)
    prove(scene.citizen)
    with pytest.raises(MandateToOneself):
        mandates.offer(actor=scene.citizen, terms=terms(contact="citizen@example.vn"), at=MORNING)
    with pytest.raises(MandateTopics):
        mandates.offer(actor=scene.citizen, terms=terms(topics=frozenset({"9.999999"})), at=MORNING)
    assert Mandate.objects.count() == 0


def test_only_the_named_person_with_a_proven_number_accepts(scene: Scene) -> None:
    prove(scene.citizen)
    view = mandates.offer(actor=scene.citizen, terms=terms(), at=MORNING)
    with pytest.raises(IdentityNotProven):
        mandates.accept(actor=scene.stranger, mandate_id=view.id, at=MORNING)
    prove(scene.stranger)
    for other in (scene.officer, scene.citizen):
        prove(other, "042091001234")
        with pytest.raises(MandateNotFound):
            mandates.accept(actor=other, mandate_id=view.id, at=MORNING)
    mandates.end(actor=scene.stranger, mandate_id=view.id, at=MORNING)
    with pytest.raises(MandateNotFound):
        mandates.accept(actor=scene.stranger, mandate_id=view.id, at=MORNING)


def test_pages_and_the_session(scene: Scene, client: Client) -> None:
    prove(scene.citizen)
    prove(scene.stranger)
    asked = terms(first_day=today(), last_day=today() + timedelta(days=30))
    view = mandates.offer(actor=scene.citizen, terms=asked, at=now())
    client.post("/tai-khoan/dang-nhap/", {"login": "stranger@example.vn", "password": PASSWORD})
    assert "Nguyễn Thị Hồng" in client.get("/tai-khoan/uy-quyen/").content.decode()
    assert client.post(f"/tai-khoan/uy-quyen/{view.id}/chon/").status_code == 404
    client.post(f"/tai-khoan/uy-quyen/{view.id}/", {"accept": "1"})
    client.post(f"/tai-khoan/uy-quyen/{view.id}/chon/")
    assert "đang làm thay Nguyễn Thị Hồng" in client.get("/ho-so/").content.decode()
    mandates.end(actor=scene.citizen, mandate_id=view.id, at=MORNING)
    told = client.get("/ho-so/", follow=True)
    assert told.redirect_chain[0][0] == "/tai-khoan/uy-quyen/?het=1"
    assert "đã chấm dứt hoặc hết hạn" in told.content.decode()
    assert "đang làm thay" not in client.get("/ho-so/").content.decode()
    wrong = client.post(
        "/tai-khoan/uy-quyen/moi/", {"contact": "ai@example.vn", "scope": "all", "last_day": "32/13/2026"}
    )
    assert wrong.status_code == 422
    assert "ai@example.vn" in wrong.content.decode()


@pytest.mark.django_db(transaction=True)
def test_ending_and_filing_at_once_leave_one_of_them(open_scene: Scene) -> None:
    """Whoever ends it first holds the row: the filing waits, and is then refused."""
    proxy = held(open_scene)
    assert proxy.mandate is not None
    draft_id = ready_draft(open_scene, proxy)
    outcome: list[object] = []
    ended = threading.Event()

    def file() -> None:
        ended.wait(20)
        try:
            outcome.append(submit(proxy, draft_id))
        except MandateEnded as refusal:
            outcome.append(refusal)
        finally:
            connection.close()

    filing = threading.Thread(target=file)
    filing.start()
    with transaction.atomic():
        mandates.end(actor=open_scene.citizen, mandate_id=proxy.mandate.id, at=MORNING)
        ended.set()
        filing.join(1)
        assert outcome == [], "the filing waits for the end of the mandate"
    filing.join(20)
    assert [type(one) for one in outcome] == [MandateEnded]
    assert Dossier.objects.count() == 0
