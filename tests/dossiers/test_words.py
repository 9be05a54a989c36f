"""What people read of a dossier: our own reasons in their language, nothing said twice, nobody sent for nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from honglam.dossiers import api
from honglam.dossiers.contracts import Applicant, DraftChange, OwnerKind, ReturnMethod, Status, Submitter, Verb
from honglam.dossiers.forms.people import keep_people
from honglam.dossiers.gateways.typesetting import prepare
from honglam.dossiers.models import Draft, Slip
from honglam.dossiers.queries.slips import slip_view
from honglam.dossiers.views import acting, mine
from honglam.identity.models import Account
from honglam.kernel.models import RateBucket
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor, FieldErrors
from honglam.notices.models import Message
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene, vn

TOO_LATE = "Không nhận được giấy tờ bổ sung trong thời hạn yêu cầu."
NEVER_ENGLISH = "did not arrive"


def page(view: Any, actor: Actor, data: dict[str, Any] | None = None, **parts: Any) -> HttpResponse:
    """A page as the actor sees it, in Vietnamese."""
    made = RequestFactory()
    request = made.post("/", data) if data is not None else made.get("/")
    request.actor = actor  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    with translation.override("vi"):
        answer = view(request, **parts)
    assert isinstance(answer, HttpResponse)
    return answer


def shown(view: Any, actor: Actor, **parts: Any) -> str:
    return " ".join(page(view, actor, **parts).content.decode().split())


def expired(scene: Scene, dossier_id: UUID, asking: Actor) -> None:
    """Nobody answered a request for papers."""
    scene.ask(dossier_id, asking, answer_by=vn("2026-11-20 17:00"))
    assert api.expire_supplements(at=vn("2026-11-23 09:00")) == 1


def told(letter: str) -> str:
    """The last letter of this kind, as its reader gets it."""
    drain()
    message = Message.objects.filter(template=letter, channel="inbox").order_by("-created_at")[0]
    return f"{message.subject}\n{message.body}"


def test_a_stop_by_itself_is_told_in_vietnamese(scene: Scene) -> None:
    dossier_id = scene.processing()
    expired(scene, dossier_id, scene.officer)
    for actor, view in ((scene.citizen, mine.dossier), (scene.officer, acting.dossier)):
        text = shown(view, actor, dossier_id=dossier_id)
        assert TOO_LATE in text
        assert NEVER_ENGLISH not in text
        assert text.count(TOO_LATE) == 1, "said once, in the sentence"
    assert NEVER_ENGLISH not in told("dossiers.stopped")
    with translation.override("vi"):
        form = prepare(slip_view(Slip.objects.get(dossier=dossier_id, kind="stop_notice")))
    assert form["reason"] == TOO_LATE
    assert form["legal_basis"] == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu số 02)"


def test_what_nobody_withdrew_is_not_called_withdrawn(scene: Scene) -> None:
    dossier_id = scene.submitted()
    expired(scene, dossier_id, scene.reception)
    text = shown(mine.dossier, scene.citizen, dossier_id=dossier_id)
    assert "Hồ sơ đã được trả lại vì không nhận được giấy tờ bổ sung" in text
    assert f"Hồ sơ được trả lại. Lý do: {TOO_LATE}" in text
    assert "trả lại" in told("dossiers.expired")
    assert not Message.objects.filter(template="dossiers.withdrawn").exists()


def test_what_a_person_wrote_stays_as_it_is(scene: Scene) -> None:
    dossier_id = scene.at(Status.WITHDRAWN)
    assert "Đã đổi ý" in shown(mine.dossier, scene.citizen, dossier_id=dossier_id)
    assert "Đã đổi ý" in told("dossiers.withdrawn")


@pytest.mark.parametrize(
    ("method", "address", "desk", "post"),
    [
        (ReturnMethod.AT_DESK, "", True, False),
        (ReturnMethod.POSTAL, "Thôn 3, xã An", False, True),
        (ReturnMethod.ONLINE, "", False, False),
    ],
)
def test_nobody_is_sent_to_the_desk_for_what_the_post_brings(
    scene: Scene, method: ReturnMethod, address: str, desk: bool, post: bool
) -> None:
    scene.resolved(return_method=method, return_address=address)
    letter = told("dossiers.result_issued")
    assert ("phục vụ hành chính công" in letter.lower()) is desk
    assert ("Thôn 3, xã An" in letter) is post


@pytest.mark.parametrize("part", ["id_number", "phone", "capacity"])
def test_half_a_bringer_is_not_dropped(scene: Scene, part: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        api.submit_dossier(
            actor=scene.citizen,
            submission=scene.submission(submitter=Submitter(name="", **{part: "cha"})),
            key="half-a-bringer",
            at=MORNING,
        )
    assert [fault.field for fault in refused.value.errors] == ["submitter.name"]


def test_a_bringer_is_taken_off_a_draft_again(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)

    def save(at: datetime = MORNING, **typed: str) -> Submitter | None:
        change = keep_people({"applicant.name": "An", **{f"submitter.{name}": text for name, text in typed.items()}})
        api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=None, at=at)
        return api.get_draft(actor=scene.citizen, draft_id=draft.id).submitter

    assert save(name="Trần Văn Bình", capacity="con") == Submitter(name="Trần Văn Bình", capacity="con")
    assert save(phone="0912") == Submitter(name="", phone="0912"), "what was typed stays in the draft"
    assert save() is None
    api.save_draft(
        actor=scene.citizen,
        draft_id=draft.id,
        change=DraftChange(applicant=Applicant(name="An", kind=OwnerKind.CITIZEN)),
        revision=None,
        at=MORNING,
    )
    assert Draft.objects.get(id=draft.id).submitter is None


def test_a_refused_question_keeps_every_agency_that_was_chosen(scene: Scene) -> None:
    dossier_id = scene.processing()
    chosen = [str(scene.unit(code)) for code in ("SO-MAU", "UBND-XA-99002")]
    typed = {"task": str(scene.task(dossier_id).id), "units": chosen, "question": "", "hours": "16"}
    refused = page(acting.act, scene.officer, typed, dossier_id=dossier_id, verb="ask_consultation")
    text = refused.content.decode()
    assert refused.status_code == 422
    assert all(f'value="{unit}" selected' in text for unit in chosen)


def test_a_code_goes_again_and_what_was_written_stays(scene: Scene, client: Client) -> None:
    typed = {
        "kind": "reflection",
        "topic": "delay",
        "agency": str(scene.unit("UBND-XA-99001")),
        "content": "Hồ sơ chậm mười ngày",
        "contact": "0987 654 321",
    }
    assert client.post("/phan-anh/", typed).status_code == 302
    assert "0987 654 321" in client.get("/phan-anh/xac-nhan/").content.decode()
    assert "Hồ sơ chậm mười ngày" in client.get("/phan-anh/?sua").content.decode()
    assert "Hồ sơ chậm mười ngày" not in client.get("/phan-anh/").content.decode(), "others use the same screen"
    soon = client.post("/phan-anh/xac-nhan/", {"again": "1"})
    assert soon.status_code == 422, "one code a minute"
    assert "0987 654 321" in soon.content.decode()
    RateBucket.objects.all().delete()
    assert client.post("/phan-anh/xac-nhan/", {"again": "1"}).headers["Location"] == "/phan-anh/xac-nhan/"
    drain()
    assert Message.objects.filter(template="identity.code_contact").count() == 2


def test_an_officer_s_own_dossier_is_rated_in_the_account_not_at_the_desk(scene: Scene, client: Client) -> None:
    colleague = scene.colleague
    dossier_id = Scene(actors={**scene.actors, "citizen": colleague}).returned()
    view = api.get_dossier(actor=colleague, dossier_id=dossier_id, at=MORNING)
    assert Verb.RATE in {one.verb for one in view.actions}
    page_of_it = f"/can-bo/ho-so/{dossier_id}/"
    assert f"{page_of_it}rate/" not in shown(acting.dossier, colleague, dossier_id=dossier_id)
    client.force_login(Account.objects.get(id=colleague.id))
    for verb in ("rate", "draft_result", "nonsense"):
        assert client.get(f"{page_of_it}{verb}/").status_code == 404, verb


def test_who_only_watches_is_not_sent_to_a_form_that_is_not_shown(scene: Scene) -> None:
    dossier_id = scene.accepted()
    for actor, offered in ((scene.officer, True), (scene.auditor, False)):
        assert ("phieu-kiem-soat.pdf" in shown(acting.dossier, actor, dossier_id=dossier_id)) is offered, actor.name


def test_a_rating_without_its_answer_keeps_what_was_ticked(scene: Scene) -> None:
    dossier_id = scene.returned()
    refused = page(mine.rate, scene.citizen, {"reasons": ["attitude"], "comment": ""}, dossier_id=dossier_id)
    assert refused.status_code == 422
    assert 'value="attitude" checked' in refused.content.decode()
