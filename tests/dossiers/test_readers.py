"""Whom a dossier's letters reach, and that they lead where their reader may go."""

from dataclasses import replace
from typing import Any

import pytest
import yaml

from honglam.dossiers import api
from honglam.dossiers.contracts import Applicant
from honglam.identity import api as identity
from honglam.identity.models import Account, Membership
from honglam.kernel.relay import drain
from honglam.notices.models import Message
from honglam.notices.rules import language
from tests.dossiers.scene import MORNING, Scene
from tests.pack.folders import PACKS

WORDS = yaml.safe_load((PACKS / "ha_tinh" / "notices" / "dossiers.yaml").read_bytes())["notices"]
TO_APPLICANTS = [one for one in WORDS if "{page}" in str(one) or "{pay_url}" in str(one)]


def asked(scene: Scene, **contact: str) -> str:
    """A walk-in without an account is asked for a paper; the dossier's code."""
    guest = Applicant(name="Lê Văn Khách", address="Thôn 3, xã An, tỉnh Mẫu", **contact)
    accepted = scene.walk_in(applicant=guest)
    assert scene.row(accepted.dossier_id).owner_account_id is None
    api.claim_task(actor=scene.officer, task_id=scene.task(accepted.dossier_id).id, at=MORNING)
    scene.ask(accepted.dossier_id)
    drain()
    return accepted.code


def letter(template: str, channel: str) -> str:
    return Message.objects.get(template=template, channel=channel).body


def test_who_has_no_account_is_led_to_the_page_of_look_ups(scene: Scene) -> None:
    code = asked(scene, phone="0987654321", email="khach@example.vn")
    body = letter("dossiers.supplement_requested", "email")
    assert "look up http" in body and f"/tra-cuu/?ma={code}" in body
    assert "/ho-so/" not in body and " page " not in body


def test_a_text_message_names_the_papers_that_are_lacking(scene: Scene) -> None:
    asked(scene, phone="0987654321")
    body = letter("dossiers.supplement_requested", "sms")
    assert "Giấy tờ chứng minh việc nhà" in body
    assert "/tra-cuu/?ma=" in body


def test_who_has_an_account_is_led_to_the_dossiers_page(scene: Scene) -> None:
    dossier_id = scene.processing()
    scene.ask(dossier_id)
    drain()
    body = letter("dossiers.supplement_requested", "inbox")
    assert " page http" in body and f"/ho-so/{dossier_id}/" in body
    assert "look up" not in body


@pytest.mark.parametrize("words", TO_APPLICANTS, ids=lambda one: one["code"])
def test_the_provinces_words_send_nobody_to_a_page_behind_the_sign_in(words: dict[str, Any]) -> None:
    """Each text once for who has an account, once for who has none: the sentence about the page gives way."""

    class Facts(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return f"‹{name}›"

    texts = [text for part in ("body", "sms") if part in words for text in words[part].values()]
    for text in texts:
        guest = language.render(text, Facts(page="", pay_url="", url="‹look_up›"), lambda value, _: value)
        member = language.render(text, Facts(look_up="", url="‹page›"), lambda value, _: value)
        assert "‹look_up›" in guest and "‹page›" not in guest
        assert "‹look_up›" not in member and ("‹page›" in member or "‹pay_url›" in member)
        assert "trang hồ sơ" not in guest and "điện tử tại" not in guest
        assert "{look_up}" not in text or "‹desk›" in guest, "the page of look-ups tells little: somebody to ask"


def test_who_has_a_telephone_only_is_told_what_the_page_of_look_ups_does_not_tell() -> None:
    texts = {one["code"]: one["sms"]["vi"] for one in WORDS if "sms" in one}
    asked = {"dossiers.result_refused": "{reason}", "dossiers.payment_requested": "{reason}"}
    asked["dossiers.result_issued"] = "{collect_at}"
    for code, what in asked.items():
        assert what in texts[code] and "{desk}" in texts[code]


def test_an_enterprises_letters_follow_its_people_and_not_who_left(scene: Scene) -> None:
    enterprise = identity.add_enterprise(actor=scene.citizen, tax_code="0100109106", name="Công ty Mẫu", at=MORNING)
    standing = Membership.objects.create(
        account_id=scene.stranger.id,
        enterprise_id=enterprise.id,
        role="member",
        invited_at=MORNING,
        accepted_at=MORNING,
    )
    acting = replace(scene.stranger, enterprise_id=enterprise.id)
    papers = tuple(
        replace(one, file_id=scene.file(scene.stranger, f"{one.component_code}-2.pdf"))
        for one in scene.submission().papers
    )
    submission = scene.submission(papers=papers)
    dossier_id = api.submit_dossier(actor=acting, submission=submission, key="k", at=MORNING).dossier_id
    drain()
    employee, owner = f"account:{scene.stranger.id}", f"account:{scene.citizen.id}"
    rows = Message.objects.filter(template="dossiers.submitted")
    assert set(rows.values_list("recipient_key", flat=True)) == {employee}
    standing.ended_at = MORNING
    standing.save()
    scene.accept(dossier_id)
    drain()
    rows = Message.objects.filter(template="dossiers.accepted")
    assert set(rows.values_list("recipient_key", flat=True)) == {owner}
    assert "0912345678" not in rows.values_list("address", flat=True), "the contact that was left may be of who left"
    Account.objects.filter(id=scene.citizen.id).update(is_active=False)
    assert identity.list_readers(enterprise_id=enterprise.id, account_id=scene.stranger.id) == []
    (left,) = api.list_recipients(dossier_id=dossier_id)
    assert (left.key, left.name, left.phone) == ("", "Nguyễn Thị Hồng", "0912345678"), "told all the same"
