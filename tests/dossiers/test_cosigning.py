"""Signing together: each exactly what stands there, nobody twice, and nothing that was signed survives a change."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    ContentChanged,
    CosignerNotFound,
    DraftChange,
    DraftNotFound,
    DraftView,
    IdentityNotProven,
    PaperInput,
    SamePerson,
    SignaturesMissing,
)
from honglam.dossiers.models import Cosigner, Dossier, HistoryEvent
from honglam.dossiers.rules.cosigning import Content, Signing, digest_of, is_same_person, standing
from honglam.identity import api as identity
from honglam.identity.contracts import Channel
from honglam.identity.models import Account
from honglam.identity.services import contacts
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor, DomainError
from honglam.notices.models import Message
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, MORNING, PDF, Scene, later


def content(**changes: Any) -> Content:
    """What is signed."""
    values: dict[str, Any] = {
        "version_id": 1,
        "answers": {"a": 1, "b": {"c": "x"}},
        "applicant": {"name": "Hồng"},
        "unit_code": "99001",
        "papers": (("GT", "00"), ("UQ", "11")),
    }
    return Content(**{**values, **changes})


def test_the_digest_is_of_what_is_said_not_of_how_it_lies() -> None:
    same = content(answers={"b": {"c": "x"}, "a": 1}, papers=(("UQ", "11"), ("GT", "00")))
    assert digest_of(same) == digest_of(content())
    for changes in (
        {"answers": {"a": 2, "b": {"c": "x"}}},
        {"applicant": {"name": "Lam"}},
        {"unit_code": "99002"},
        {"papers": (("GT", "01"), ("UQ", "11"))},
        {"papers": (("GT", "00"),)},
        {"version_id": 2},
    ):
        assert digest_of(content(**changes)) != digest_of(content()), changes


@pytest.mark.parametrize(
    ("signed", "digest", "now", "declined", "state"),
    [
        (False, "", "x", False, Signing.ASKED),
        (True, "x", "x", False, Signing.SIGNED),
        (True, "x", "y", False, Signing.VOID),
        (False, "", "x", True, Signing.DECLINED),
    ],
)
def test_how_a_signature_stands(signed: bool, digest: str, now: str, declined: bool, state: Signing) -> None:
    assert standing(signed=signed, digest=digest, now=now, declined=declined) is state


def test_one_number_is_one_person() -> None:
    assert is_same_person("042", ["", "042"])
    assert not is_same_person("", [""])


@pytest.fixture
def partner(scene: Scene) -> Actor:
    """Somebody else, with a proven number."""
    account = identity.ensure_account(
        email="dong.ky@example.vn",
        full_name="Phạm Đồng Ký",
        password="con trâu ăn cỏ non",
        citizen_id="042085004321",
        at=MORNING,
    )
    return identity.actor_of(account_id=account.id)


@pytest.fixture
def draft(scene: Scene) -> DraftView:
    """A complete draft of the citizen."""
    made = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    change = DraftChange(answers=ANSWERS, applicant=scene.submission().applicant, unit_code="99001")
    api.save_draft(actor=scene.citizen, draft_id=made.id, change=change, revision=None, at=MORNING)
    return api.attach_paper(actor=scene.citizen, draft_id=made.id, paper=scene.paper("GT"), at=MORNING)


def asked(scene: Scene, draft: DraftView, contact: str = "dong.ky@example.vn") -> UUID:
    """The citizen asks somebody to sign."""
    api.ask_to_sign(actor=scene.citizen, draft_id=draft.id, contact=contact, at=MORNING)
    return Cosigner.objects.get(contact=contact).id


def sign(actor: Actor, cosigner_id: UUID) -> None:
    """Read it and sign it."""
    page = api.get_sign_page(actor=actor, cosigner_id=cosigner_id, at=MORNING)
    api.sign(actor=actor, cosigner_id=cosigner_id, digest=page.digest, at=MORNING)


def states(scene: Scene, draft: DraftView) -> list[str]:
    """How those who were asked stand."""
    return [one.state for one in api.list_cosigners(actor=scene.citizen, draft_id=draft.id)]


def browser_of(actor: Actor) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


def test_two_people_sign_and_the_dossier_names_both(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    drain()
    assert Message.objects.filter(template="dossiers.cosign_asked", channel="inbox").count() == 1
    with pytest.raises(SignaturesMissing) as refusal:
        api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=MORNING)
    assert "dong.ky@example.vn" in refusal.value.params["names"]
    assert not Dossier.objects.exists()
    sign(partner, cosigner)
    assert states(scene, draft) == ["signed"]
    done = api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k2", at=MORNING)
    line = HistoryEvent.objects.get(dossier_id=done.dossier_id, line=1)
    assert line.content["signed_by"] == ["Phạm Đồng Ký"]


def test_any_change_voids_what_was_signed(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    more = PaperInput(component_code="UQ", file_id=scene.file(scene.citizen, "uq.pdf"), file_name="uq.pdf")
    other = DraftChange(answers={**ANSWERS, "so_ban": 9})
    own = {"actor": scene.citizen, "draft_id": draft.id, "at": later(1)}
    changes = (
        lambda: api.save_draft(change=other, revision=None, **own),  # type: ignore[arg-type]
        lambda: api.attach_paper(paper=more, **own),  # type: ignore[arg-type]
    )
    for change in changes:
        sign(partner, cosigner)
        assert states(scene, draft) == ["signed"]
        change()
        assert states(scene, draft) == ["void"]
        with pytest.raises(SignaturesMissing):
            api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=later(1))
    drain()
    assert Message.objects.filter(template="dossiers.signature_voided", channel="inbox").count() == 2
    sign(partner, cosigner)
    assert states(scene, draft) == ["signed"]


def test_saving_the_same_again_voids_nothing(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    sign(partner, cosigner)
    api.save_draft(
        actor=scene.citizen,
        draft_id=draft.id,
        change=DraftChange(answers=ANSWERS, page="2"),
        revision=None,
        at=later(1),
    )
    assert states(scene, draft) == ["signed"]


def test_what_changed_while_it_was_read_is_not_signed(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    page = api.get_sign_page(actor=partner, cosigner_id=cosigner, at=MORNING)
    api.save_draft(
        actor=scene.citizen, draft_id=draft.id, change=DraftChange(unit_code="99002"), revision=None, at=MORNING
    )
    with pytest.raises(ContentChanged):
        api.sign(actor=partner, cosigner_id=cosigner, digest=page.digest, at=MORNING)
    assert states(scene, draft) == ["asked"]


def test_nobody_signs_twice(scene: Scene, draft: DraftView, partner: Actor) -> None:
    with pytest.raises(SamePerson):
        asked(scene, draft, "citizen@example.vn")
    cosigner = asked(scene, draft)
    Account.objects.filter(id=scene.citizen.id).update(citizen_id_proof="")
    Account.objects.filter(id=partner.id).update(citizen_id="042185001234")  # the applicant's own number
    with pytest.raises(SamePerson):
        sign(partner, cosigner)
    assert states(scene, draft) == ["asked"]


def test_a_number_that_was_only_typed_signs_nothing(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    Account.objects.filter(id=partner.id).update(citizen_id_proof="")
    with pytest.raises(IdentityNotProven):
        sign(partner, cosigner)


def test_whoever_declines_is_not_waited_for(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    api.decline(actor=partner, cosigner_id=cosigner, at=MORNING)
    assert states(scene, draft) == ["declined"]
    done = api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=MORNING)
    assert "signed_by" not in HistoryEvent.objects.get(dossier_id=done.dossier_id, line=1).content


def test_a_stranger_reads_and_signs_nothing(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    for actor in (scene.stranger, scene.reception, scene.citizen):
        for act in (api.get_sign_page, api.decline):
            with pytest.raises(CosignerNotFound):
                act(actor=actor, cosigner_id=cosigner, at=MORNING)
    with pytest.raises(DraftNotFound):
        api.ask_to_sign(actor=scene.stranger, draft_id=draft.id, contact="x@example.vn", at=MORNING)
    assert browser_of(scene.stranger).get(f"/ho-so/dong-ky/{cosigner}/").status_code == 404
    assert states(scene, draft) == ["asked"]


def give_up_email(actor: Actor) -> None:
    """The address is taken off somebody's account, and somebody else proves it."""
    Account.objects.filter(id=actor.id).update(phone="+84987000111")
    contacts.remove_contact(actor=actor, channel=Channel.EMAIL, at=MORNING)


def next_owner() -> Actor:
    """Whoever has the address after the partner."""
    heir = identity.ensure_account(
        email="dong.ky@example.vn",
        full_name="Người Sau",
        password="con trâu ăn cỏ non",
        citizen_id="042085004322",
        at=MORNING,
    )
    return identity.actor_of(account_id=heir.id)


def test_a_request_does_not_follow_the_contact_to_its_next_owner(
    scene: Scene, draft: DraftView, partner: Actor
) -> None:
    cosigner = asked(scene, draft)
    give_up_email(partner)
    heir = next_owner()
    for actor in (heir, partner):
        with pytest.raises(CosignerNotFound):
            api.get_sign_page(actor=actor, cosigner_id=cosigner, at=MORNING)
    assert states(scene, draft) == ["declined"]
    assert AuditEntry.objects.filter(action="dossiers.sign_request_ended").count() == 1
    drain()
    assert not Message.objects.filter(template="dossiers.cosign_asked").exists()
    asked(scene, draft)
    sign(heir, cosigner)
    assert states(scene, draft) == ["signed"], "asked anew on purpose"


def test_what_was_signed_stays_with_who_signed_it(scene: Scene, draft: DraftView, partner: Actor) -> None:
    cosigner = asked(scene, draft)
    sign(partner, cosigner)
    give_up_email(partner)
    assert states(scene, draft) == ["signed"]
    with pytest.raises(CosignerNotFound):
        api.get_sign_page(actor=next_owner(), cosigner_id=cosigner, at=MORNING)
    change = DraftChange(answers={**ANSWERS, "note": "khác"}, applicant=None, unit_code="99001")
    api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=None, at=MORNING)
    drain()
    told = Message.objects.filter(template="dossiers.signature_voided")
    assert {one.recipient_key for one in told} == {identity.recipient_key(account_id=partner.id or cosigner)}
    sign(partner, cosigner)


def test_the_pages(scene: Scene, draft: DraftView, partner: Actor) -> None:
    owner, other = browser_of(scene.citizen), browser_of(partner)
    path = f"/ho-so/nhap/{draft.id}/dong-ky/"
    wrong = owner.post(path, {"contact": "không phải liên hệ"})
    assert wrong.status_code == 422
    assert "không phải liên hệ" in wrong.content.decode()
    assert owner.post(path, {"contact": "dong.ky@example.vn"}).status_code == 302
    assert "chưa ký" in owner.get(path).content.decode()
    cosigner = Cosigner.objects.get()
    page = other.get(f"/ho-so/dong-ky/{cosigner.id}/")
    assert "Nguyễn Thị Hồng" in page.content.decode()
    stale = other.post(f"/ho-so/dong-ky/{cosigner.id}/", {"digest": "0" * 64})
    assert stale.status_code == 422
    digest = api.get_sign_page(actor=partner, cosigner_id=cosigner.id, at=MORNING).digest
    assert digest in page.content.decode()
    assert other.post(f"/ho-so/dong-ky/{cosigner.id}/", {"digest": digest}).status_code == 302
    file_id = draft.papers[0]["file_id"]
    served = other.get(f"/ho-so/dong-ky/{cosigner.id}/tep/{file_id}/")
    assert b"".join(served.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "đã ký" in owner.get(f"/ho-so/nhap/{draft.id}/kiem-tra/").content.decode()
    assert owner.post(path, {"_remove": str(cosigner.id)}).status_code == 302
    assert not Cosigner.objects.exists()


def test_a_contact_that_is_none(scene: Scene, draft: DraftView) -> None:
    for contact in ("", "abc", "09"):
        with pytest.raises(DomainError):
            api.ask_to_sign(actor=scene.citizen, draft_id=draft.id, contact=contact, at=MORNING)
