"""Feedback from the citizen's words to the published answer, and ratings by screen and by link."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    DossierNotFound,
    EvidenceKind,
    FeedbackInput,
    FeedbackKind,
    FeedbackNotFound,
    FeedbackNotNow,
    FeedbackStatus,
    FeedbackTooLate,
    FeedbackTopic,
    FeedbackVerb,
    FeedbackView,
    RatingReason,
    ReturnEvidence,
    Satisfaction,
    Status,
    TellUsMore,
    TextMissing,
    UnitElsewhere,
)
from honglam.dossiers.models import Feedback, FeedbackLine, Rating, ServiceDay
from honglam.dossiers.queries.feedback import FeedbackWorklist
from honglam.dossiers.rules.feedback import MOVES, FeedbackParty, verbs_for
from honglam.dossiers.rules.links import rating_token, read_rating_token
from honglam.dossiers.services.erasing import forget_sender, forget_senders
from honglam.dossiers.services.rating import rating_address
from honglam.dossiers.views import feedback, feedback_work, rating
from honglam.identity.services import contact_codes
from honglam.kernel.measures import MeasureAsked, find
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, Actor
from honglam.notices.models import Message
from honglam.ui.formats import format_datetime
from tests.dossiers.scene import MORNING, Scene, later, vn

S, V, P = FeedbackStatus, FeedbackVerb, FeedbackParty
WORDS = "Cán bộ yêu cầu nộp thêm bản sao hộ khẩu dù đã bỏ."


def filed(scene: Scene, actor: Actor | None = None, **changes: Any) -> FeedbackView:
    """A citizen tells of commune An."""
    values: dict[str, Any] = {
        "kind": FeedbackKind.REFLECTION,
        "topic": FeedbackTopic.ATTITUDE,
        "content": WORDS,
        "agency_id": scene.unit("UBND-XA-99001"),
        "sender_name": "Nguyễn Thị Hồng",
        "sender_phone": "+84912345678",
        "may_publish": True,
    }
    return api.file_feedback(actor=actor or ANONYMOUS, case=FeedbackInput(**{**values, **changes}), at=MORNING)


def move(actor: Actor, case: FeedbackView, verb: FeedbackVerb, text: str = "", **more: Any) -> FeedbackView:
    """One verb at nine o'clock, or whenever is said."""
    return api.move_feedback(actor=actor, case_id=case.id, verb=verb, text=text, at=more.pop("at", MORNING), **more)


def page(view: Any, actor: Actor, data: dict[str, str] | None = None, **parts: Any) -> HttpResponse:
    """A page as the actor sees it."""
    made = RequestFactory()
    request = made.post("/", data) if data is not None else made.get("/")
    request.actor = actor  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    answer = view(request, **parts)
    assert isinstance(answer, HttpResponse)
    return answer


ROWS = [
    (S.NEW, {P.SORTER}, {V.REFUSE, V.ASK, V.ASSIGN}),
    (S.NEW, {P.WORKER, P.APPROVER, P.SENDER}, set()),
    (S.NEEDS_INFO, {P.SENDER}, {V.ADD}),
    (S.NEEDS_INFO, {P.SORTER}, {V.ASSIGN}),
    (S.ASSIGNED, {P.SENDER}, set()),
    (S.NEEDS_INFO, {P.WORKER, P.APPROVER}, set()),
    (S.ASSIGNED, {P.WORKER}, {V.DRAFT}),
    (S.ASSIGNED, {P.SORTER}, {V.ASK, V.ASSIGN}),
    (S.DRAFTED, {P.APPROVER}, {V.SEND_BACK, V.APPROVE}),
    (S.DRAFTED, {P.WORKER, P.SORTER}, set()),
    (S.ANSWERED, {P.APPROVER}, {V.PUBLISH}),
    (S.ANSWERED, {P.SENDER}, {V.RATE}),
    (S.PUBLISHED, {P.SENDER}, {V.RATE}),
    (S.PUBLISHED, {P.APPROVER, P.SORTER}, set()),
    (S.REFUSED, set(P), set()),
]


@pytest.mark.parametrize(("status", "parties", "verbs"), ROWS)
def test_who_may_do_what(status: S, parties: set[P], verbs: set[V]) -> None:
    assert set(verbs_for(status, frozenset(parties), may_publish=True, rated=False, unanswered=False)) == verbs


def test_what_was_not_allowed_is_not_published_and_nothing_is_rated_twice() -> None:
    assert verbs_for(S.ANSWERED, frozenset(P), may_publish=False, rated=True, unanswered=True) == ()
    assert set(MOVES) == set(V) - {V.FILE, V.MOVE}


def test_a_case_from_words_to_the_published_answer(scene: Scene) -> None:
    case = filed(scene)
    assert re.fullmatch(r"PA-\w{10}", case.code)
    assert case.due_at == vn("2026-12-08 09:00"), "fifteen working days, the 24th of November is off"
    office = scene.unit("VP-XA-99001")
    move(scene.desk_head, case, V.ASSIGN, unit_id=office)
    move(scene.officer, case, V.DRAFT, "Xin lỗi Ông/Bà, không cần hộ khẩu.")
    shown = api.get_feedback_by_code(actor=ANONYMOUS, code=case.code)
    assert shown.answer == "", "nobody approved it yet"
    move(scene.chairman, case, V.SEND_BACK, "Nêu rõ căn cứ")
    move(scene.officer, case, V.DRAFT, "Luật Cư trú 2020 đã bỏ sổ hộ khẩu. Xin lỗi Ông/Bà.")
    move(scene.chairman, case, V.APPROVE, at=later(days=2))
    assert "Luật Cư trú" in api.get_feedback_by_code(actor=ANONYMOUS, code=case.code).answer
    api.answer_feedback(actor=ANONYMOUS, code=case.code, verb=V.RATE, text="satisfied", at=later(days=3))
    move(scene.chairman, case, V.PUBLISH, at=later(days=3))
    (public,) = api.list_published_feedback().items
    assert "Hồng" not in public.sender_name
    assert "912345" not in public.sender_phone
    assert [line.verb for line in api.get_feedback(actor=scene.desk_head, case_id=case.id).lines] == [
        *(V.FILE, V.ASSIGN, V.DRAFT, V.SEND_BACK, V.DRAFT, V.APPROVE, V.RATE, V.PUBLISH),
    ]
    drain()
    told = set(Message.objects.filter(template__contains="feedback").values_list("template", "channel"))
    assert {("dossiers.feedback_received", "sms"), ("dossiers.feedback_answered", "sms")} <= told
    assert ("dossiers.feedback_waiting", "inbox") in told


def test_it_counts_in_the_indices(scene: Scene) -> None:
    case = filed(scene)
    move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("VP-XA-99001"))
    move(scene.officer, case, V.DRAFT, "Xin lỗi Ông/Bà.")
    late = filed(scene)
    move(scene.chairman, case, V.APPROVE, at=later(days=2))
    asked = MeasureAsked(
        first_on=MORNING.date().replace(day=1), last_on=vn("2026-12-31 09:00").date(), at=vn("2026-12-20 09:00")
    )
    measure = find("feedback.settled_on_time")
    assert measure is not None
    numbers = measure.source.read(asked=asked)
    assert {name: int(value) for name, value in numbers.items()} == {
        "feedback.received": 2,
        "feedback.settled": 1,
        "feedback.settled_on_time": 1,
        "feedback.open_overdue": 1,
        "feedback.rated": 0,
        "feedback.satisfied": 0,
    }
    behind = measure.source.list_behind(
        actor=scene.chairman, code="feedback.open_overdue", asked=asked, after=None, limit=5
    )
    assert [row.code for row in behind.items] == [f"PA-…{late.code[-4:]}"]
    (row,) = measure.source.read_by(asked=asked, dimension="agency")
    assert row.key == scene.unit("UBND-XA-99001")


def test_blame_on_a_settled_dossier_counts_on_the_day_of_its_settlement(scene: Scene) -> None:
    dossier_id = scene.resolved()
    drain()
    code = scene.row(dossier_id).code or ""
    case = filed(scene, dossier_code=code)
    drain()
    assert sum(ServiceDay.objects.values_list("blamed_early", flat=True)) == 1
    move(scene.desk_head, case, V.REFUSE, "Không phải hồ sơ của người gửi")
    drain()
    assert sum(ServiceDay.objects.values_list("blamed_early", flat=True)) == 0


def test_more_information_stops_the_clock_and_comes_by_the_code(scene: Scene) -> None:
    case = filed(scene)
    move(scene.desk_head, case, V.ASK, "Ngày nào, cán bộ nào?", at=later(days=1))
    with pytest.raises(TextMissing):
        api.answer_feedback(actor=ANONYMOUS, code=case.code, verb=V.ADD, text=" ", at=later(days=3))
    again = api.answer_feedback(actor=ANONYMOUS, code=case.code, verb=V.ADD, text="Sáng thứ Hai", at=later(days=3))
    assert again.status is S.NEW
    assert again.due_at > case.due_at
    assert "Sáng thứ Hai" in again.content


def test_a_question_that_nobody_answers_ends_nothing_and_is_nobodys_delay(scene: Scene) -> None:
    case = filed(scene)
    move(scene.desk_head, case, V.ASK, "Ngày nào, cán bộ nào?", at=later(days=1))
    measure = find("feedback.open_overdue")
    assert measure is not None
    asked = MeasureAsked(
        first_on=MORNING.date().replace(day=1), last_on=vn("2026-12-31 09:00").date(), at=vn("2026-12-20 09:00")
    )
    assert measure.source.read(asked=asked)["feedback.open_overdue"] == 0, "its sender has it, not the agency"
    waiting = FeedbackWorklist().list_waiting(actor=scene.desk_head, after=None, limit=9, filters={})
    assert [(item.status, item.paused) for item in waiting] == [(S.NEEDS_INFO.value, True)]
    due = format_datetime(case.due_at)
    for shown in (
        page(feedback_work.case, scene.desk_head, case_id=case.id),
        page(feedback.case, ANONYMOUS, code=case.code),
    ):
        assert due not in shown.content.decode(), "no due time while it stands still"
    at = later(days=3)
    assigned = move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("VP-XA-99001"), at=at)
    assert (assigned.status, assigned.due_at) == (S.ASSIGNED, vn("2026-12-10 09:00")), "two days of asking given back"
    move(scene.officer, case, V.DRAFT, "Ông/Bà chưa cho biết ngày nào nên chưa xác minh được.", at=at)
    assert move(scene.chairman, case, V.APPROVE, at=at).status is S.ANSWERED


def test_whoever_was_asked_may_still_say_it_once_the_case_is_assigned(scene: Scene) -> None:
    case = filed(scene)
    move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("VP-XA-99001"))
    with pytest.raises(FeedbackNotNow):
        api.answer_feedback(actor=ANONYMOUS, code=case.code, verb=V.ADD, text="Sáng thứ Hai", at=MORNING)
    move(scene.desk_head, case, V.ASK, "Ngày nào, cán bộ nào?", at=later(days=1))
    assigned = move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("VP-XA-99001"), at=later(days=2))
    assert "Ngày nào, cán bộ nào?" in page(feedback.case, ANONYMOUS, code=case.code).content.decode()
    said = api.answer_feedback(actor=ANONYMOUS, code=case.code, verb=V.ADD, text="Sáng thứ Hai", at=later(days=3))
    assert (said.status, said.due_at) == (S.ASSIGNED, assigned.due_at), "it is being settled meanwhile"
    assert "Sáng thứ Hai" in api.get_feedback(actor=scene.officer, case_id=case.id).content
    assert said.verbs == ()
    with pytest.raises(FeedbackNotNow):
        api.answer_feedback(actor=ANONYMOUS, code=case.code, verb=V.ADD, text="Thứ Ba", at=later(days=3))
    move(scene.officer, case, V.DRAFT, "Xin lỗi Ông/Bà.", at=later(days=3))


REFUSALS: list[tuple[str, V, str, dict[str, Any], type[Exception]]] = [
    ("other_chairman", V.ASSIGN, "", {}, FeedbackNotFound),
    ("citizen", V.ASSIGN, "", {}, FeedbackNotFound),
    ("officer", V.DRAFT, "Trả lời", {}, FeedbackNotFound),
    ("desk_head", V.APPROVE, "", {}, FeedbackNotNow),
    ("chairman", V.PUBLISH, "", {}, FeedbackNotNow),
    ("chairman", V.RATE, "satisfied", {}, FeedbackNotNow),
    ("desk_head", V.REFUSE, "", {}, TextMissing),
    ("desk_head", V.REFUSE, "Không rõ", {"at": vn("2026-11-18 09:01")}, FeedbackTooLate),
    ("desk_head", V.ASK, "Ai?", {"at": vn("2026-11-23 09:01")}, FeedbackTooLate),
]


def test_what_is_refused_leaves_the_case_as_it_was(scene: Scene) -> None:
    case = filed(scene)
    for part, verb, text, more, refusal in REFUSALS:
        with pytest.raises(refusal):
            move(scene.actors[part], case, verb, text, **dict(more))
    with pytest.raises(UnitElsewhere):
        move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("SO-MAU"))
    assert (Feedback.objects.get().status, FeedbackLine.objects.count()) == (S.NEW.value, 1)
    with pytest.raises(TellUsMore):
        filed(scene, content="Chậm quá")
    with pytest.raises(FeedbackNotFound):
        api.get_feedback_by_code(actor=ANONYMOUS, code="PA-2222222222")


def test_it_waits_in_the_one_worklist_of_whoever_is_next(scene: Scene) -> None:
    case = filed(scene)

    def waiting(part: str, filters: dict[str, str] | None = None) -> list[str]:
        source = FeedbackWorklist()
        found = source.list_waiting(actor=scene.actors[part], after=None, limit=9, filters=filters or {})
        return [item.code for item in found]

    named = f"PA-…{case.code[-4:]}"
    assert waiting("desk_head") == waiting("chairman") == [named]
    assert waiting("officer") == waiting("other_chairman") == waiting("citizen") == []
    assert waiting("desk_head", {"kind": "review"}) == []
    move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("VP-XA-99001"))
    assert (waiting("officer"), waiting("desk_head")) == ([named], [])


def test_the_officers_page_shows_the_sender_and_keeps_what_was_typed(scene: Scene) -> None:
    case = filed(scene)
    shown = page(feedback_work.case, scene.desk_head, case_id=case.id).content.decode()
    assert "Nguyễn Thị Hồng" in shown
    wrong = page(feedback_work.case, scene.desk_head, {"verb": "refuse", "text": ""}, case_id=case.id)
    assert wrong.status_code == 422
    assert page(feedback_work.case, scene.desk_head, {"verb": "assign", "text": ""}, case_id=case.id).status_code == 302
    public = page(feedback.case, ANONYMOUS, code=case.code).content.decode()
    assert "Nguyễn Thị Hồng" not in public
    assert page(feedback.published, ANONYMOUS).status_code == 200


def answered(scene: Scene, case: FeedbackView) -> None:
    """Assigned, drafted, approved."""
    move(scene.desk_head, case, V.ASSIGN, unit_id=scene.unit("VP-XA-99001"))
    move(scene.officer, case, V.DRAFT, "Xin lỗi Ông/Bà.")
    move(scene.chairman, case, V.APPROVE)


def test_nobody_rates_their_own_answer(scene: Scene) -> None:
    """An account's case is its own, whoever knows the code; a visitor's code is never shown to officers."""
    own, visitor = filed(scene, scene.citizen), filed(scene)
    for case in (own, visitor):
        answered(scene, case)
    for actor in (ANONYMOUS, scene.officer, scene.stranger):
        with pytest.raises(FeedbackNotNow):
            api.answer_feedback(actor=actor, code=own.code, verb=V.RATE, text="very_satisfied", at=MORNING)
        assert api.get_feedback_by_code(actor=actor, code=own.code).verbs == ()
    assert "/dang-nhap/" in page(feedback.case, ANONYMOUS, code=own.code).content.decode().partition("<main")[2]
    api.answer_feedback(actor=scene.citizen, code=own.code, verb=V.RATE, text="satisfied", at=MORNING)
    drain()
    shown = page(feedback_work.case, scene.chairman, case_id=visitor.id).content.decode()
    assert f"PA-…{visitor.code[-4:]}" in shown
    letters = Message.objects.filter(template="dossiers.feedback_waiting")
    assert letters.exists()
    told = [shown, *(letter.subject + letter.body for letter in letters)]
    assert not [one for one in told if visitor.code in one]


@pytest.mark.parametrize("by_account", [True, False])
def test_a_case_without_its_sender_is_rated_by_nobody(scene: Scene, by_account: bool) -> None:
    """What was anonymised names nobody, in its history neither, and whoever holds the code is not taken for them."""
    case = filed(scene, scene.citizen if by_account else None)
    answered(scene, case)
    if by_account:
        assert forget_sender(account_id=scene.stranger.id, at=later(days=9)) == 0  # type: ignore[arg-type]
        assert forget_sender(account_id=scene.citizen.id, at=later(days=9)) == 1  # type: ignore[arg-type]
    else:
        assert forget_senders(before=MORNING, limit=9, at=later(days=9)) == 0
        assert forget_senders(before=later(days=1), limit=9, at=later(days=9)) == 1
    row = Feedback.objects.get()
    assert (row.owner_account_id, row.sender_name, row.sender_phone, row.sender_email) == (None, "", "", "")
    for actor in (ANONYMOUS, scene.officer, scene.chairman, scene.citizen):
        assert api.get_feedback_by_code(actor=actor, code=case.code).verbs == ()
        with pytest.raises(FeedbackNotNow):
            api.answer_feedback(actor=actor, code=case.code, verb=V.RATE, text="very_satisfied", at=later(days=9))
    named = dict(FeedbackLine.objects.values_list("verb", "actor_id"))
    assert named == {
        "file": None,
        "assign": scene.desk_head.id,
        "draft": scene.officer.id,
        "approve": scene.chairman.id,
    }


def test_an_officer_who_writes_is_no_more_named_than_anybody(scene: Scene) -> None:
    case = filed(scene, scene.other_chairman)
    move(scene.desk_head, case, V.ASK, "Ngày nào?", at=later(days=1))
    api.answer_feedback(actor=scene.other_chairman, code=case.code, verb=V.ADD, text="Thứ Hai", at=later(days=2))
    lines = FeedbackLine.objects.values_list("verb", "actor_id", "actor_name", "post_id")
    asked = ("ask", scene.desk_head.id, scene.desk_head.name, scene.desk_head.post_id)
    assert list(lines.order_by("line")) == [("file", None, "", None), asked, ("add", None, "", None)]


def test_a_typed_code_that_is_none_is_said_and_one_from_before_receipt_is_known(scene: Scene, client: Client) -> None:
    dossier_id = scene.submitted()
    filed(scene, dossier_code=scene.row(dossier_id).registration_code.lower())
    assert Feedback.objects.get().dossier_id == dossier_id
    with pytest.raises(DossierNotFound) as refusal:
        filed(scene, dossier_code="H99.7-261122-0001")
    assert refusal.value.field == "dossier"
    typed = {"kind": "reflection", "topic": "delay", "agency": str(scene.unit("UBND-XA-99001")), "content": WORDS}
    sent = client.post("/phan-anh/", {**typed, "contact": "0987654321", "dossier": "H99.7-261122-0001"})
    assert sent.status_code == 422
    assert 'href="#dossier"' in sent.content.decode()
    drain()
    assert not Message.objects.filter(template="identity.code_contact").exists(), "no code for what cannot be filed"


def test_a_contact_that_is_proven_counts_no_more_at_its_address(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_codes, "SENT_PER_ADDRESS", 2)
    typed = {"kind": "reflection", "topic": "delay", "agency": str(scene.unit("UBND-XA-99001")), "content": WORDS}
    for one in range(3):
        assert client.post("/phan-anh/", {**typed, "contact": f"098765432{one}"}).status_code == 302
        message = Message.objects.filter(template="identity.code_contact").latest("created_at")
        (code,) = re.findall(r"\d{6}", message.body)
        assert client.post("/phan-anh/xac-nhan/", {"code": code}).status_code == 302
    assert Feedback.objects.count() == 3


def test_a_visitor_without_account_proves_a_contact_first(scene: Scene, client: Client) -> None:
    typed = {
        "kind": "reflection",
        "topic": "delay",
        "agency": str(scene.unit("UBND-XA-99001")),
        "content": "<script>alert(1)</script> Hồ sơ chậm mười ngày",
        "contact": "0987 654 321",
    }
    lacking = client.post("/phan-anh/", {**typed, "contact": ""})
    assert lacking.status_code == 422
    assert "Hồ sơ chậm mười ngày" in lacking.content.decode(), "nothing typed is lost"
    assert client.post("/phan-anh/", typed).status_code == 302
    assert Feedback.objects.count() == 0
    assert client.post("/phan-anh/xac-nhan/", {"code": "000000"}).status_code == 422
    # Before it goes out: nothing keeps a code that was sent, or that no gateway takes.
    message = Message.objects.get(template="identity.code_contact")
    (code,) = re.findall(r"\d{6}", message.body)
    sent = client.post("/phan-anh/xac-nhan/", {"code": code})
    assert sent.status_code == 302
    row = Feedback.objects.get()
    assert (row.sender_phone, row.owner_account_id) == ("+84987654321", None)
    assert sent.headers["Location"] == f"/phan-anh/{row.code}/"
    assert "&lt;script&gt;" in client.get(f"/phan-anh/{row.code}/").content.decode()
    assert client.get("/phan-anh/PA-KHONGCO/").status_code == 404


def test_the_desks_screen_rates_what_was_handed_over_last(scene: Scene) -> None:
    dossier_id = scene.returned()
    asked = api.last_returned(actor=scene.reception, at=later(hours=1))
    assert asked is not None
    assert asked.dossier_id == dossier_id
    assert api.last_returned(actor=scene.other_reception, at=later(hours=1)) is None
    assert api.last_returned(actor=scene.reception, at=later(hours=5)) is None
    with pytest.raises(DossierNotFound):
        rate(scene.other_reception, dossier_id)
    rate(scene.reception, dossier_id)
    row = Rating.objects.get()
    assert (row.level, row.reasons, row.via) == ("not_satisfied", ["attitude"], "desk")
    assert api.last_returned(actor=scene.reception, at=later(hours=1)) is None
    assert page(rating.kiosk, scene.reception).status_code == 200


def test_the_screen_never_asks_about_somebody_else_s_dossier(scene: Scene) -> None:
    """Who signed last stands there; once they have answered, an earlier one or a download is not theirs to rate."""
    earlier, posted = scene.returned(), scene.resolved()
    last = scene.resolved()
    by_post = ReturnEvidence(kind=EvidenceKind.POSTAL_NUMBER, reference="EA123456789VN")
    for dossier_id, evidence, hours in ((last, scene.signature(), 0.5), (posted, by_post, 0.7)):
        api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=evidence, at=later(hours=hours))
    asked = api.last_returned(actor=scene.reception, at=later(hours=1))
    assert asked is not None and asked.dossier_id == last
    with pytest.raises(DossierNotFound):
        rate(scene.reception, posted)
    rate(scene.reception, last)
    assert api.last_returned(actor=scene.reception, at=later(hours=1)) is None
    assert scene.row(earlier).returned_at is not None
    pressed = {"level": "satisfied", "ho_so": str(last)}
    again = page(rating.kiosk, scene.reception, pressed)
    assert again.status_code == 302, "pressed twice or too late, the screen goes on"
    assert Rating.objects.count() == 1


def rate(actor: Actor, dossier_id: UUID) -> None:
    """Somebody presses the third button and says why."""
    reasons = (RatingReason.ATTITUDE,)
    api.rate_at_desk(
        actor=actor, dossier_id=dossier_id, level=Satisfaction.NOT_SATISFIED, reasons=reasons, at=later(hours=1)
    )


def test_a_link_rates_one_dossier_once(scene: Scene, client: Client) -> None:
    dossier_id = scene.resolved()
    address = rating_address(dossier_id)
    early = client.get(address)
    assert (early.status_code, "Sau khi nhận kết quả" in early.content.decode()) == (200, True)
    assert 'name="level"' not in early.content.decode(), "the receipt's link asks nothing before the hand-over"
    client.post(address, {"level": "satisfied"})
    assert not Rating.objects.exists()
    api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=scene.signature(), at=MORNING)
    shown = client.get(address).content.decode()
    assert "Nguyễn Thị Hồng" not in shown
    assert client.post(address, {"level": "bad"}).status_code == 422
    assert client.post(address, {"level": "very_satisfied", "reasons": ["time", "no"]}).status_code == 302
    client.post(address, {"level": "not_satisfied"})
    assert list(Rating.objects.values_list("level", "reasons", "via")) == [("very_satisfied", ["time"], "link")]
    assert "Cảm ơn" in client.get(address).content.decode()
    drain()
    assert address in Message.objects.filter(template="dossiers.returned").exclude(channel="inbox").first().body  # type: ignore[union-attr]


def test_a_link_on_paper_outlives_the_key_it_was_sealed_under(scene: Scene, client: Client, settings: Any) -> None:
    address = rating_address(scene.resolved())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = ["older", settings.SECRET_KEY], "a-new-key"
    assert client.get(address).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.STOPPED])
def test_a_link_promises_no_hand_over_where_none_will_come(scene: Scene, client: Client, status: Status) -> None:
    dossier_id = scene.at(status)
    address, row = rating_address(dossier_id), scene.row(dossier_id)
    shown = client.get(address).content.decode()
    assert "Sau khi nhận kết quả" not in shown and 'name="level"' not in shown
    assert f'href="/phan-anh/?ho_so={row.code or row.registration_code}"' in shown
    client.post(address, {"level": "satisfied"})
    assert not Rating.objects.exists()


def test_a_rating_token_is_ours_or_nothing() -> None:
    dossier_id, key = UUID(int=7), b"k"
    token = rating_token(dossier_id, key)
    assert read_rating_token(token, key) == dossier_id
    forged = [rating_token(dossier_id, b"x"), token[:-1], "B" + token[1:], "", "…", token + "A"]
    assert [read_rating_token(one, key) for one in forged] == [None] * len(forged)


def test_the_desks_screen_leads_the_public_nowhere(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.returned()
    monkeypatch.setattr(rating, "now", lambda: later(hours=1))
    shown = page(rating.kiosk, scene.reception).content.decode()
    assert 'name="level"' in shown
    assert "<a " not in shown.partition("<header")[2], "it is signed in as the clerk"
