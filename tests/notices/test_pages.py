"""The inbox and the list of what did not arrive, as pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import ANONYMOUS, Actor, ActorKind
from honglam.notices import api
from honglam.notices.contracts import TROUBLE_LABELS, MessageNotFound, Recipient, State, Trouble
from honglam.notices.models import Message
from honglam.notices.rules.writing import covered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
AN = Actor(kind=ActorKind.PERSON, id=uuid4(), name="An")
BINH = Actor(kind=ActorKind.PERSON, id=uuid4(), name="Bình")
KEEPER = Actor(kind=ActorKind.PERSON, id=uuid4(), name="Quản trị", post_id=1, roles=frozenset({"administrator"}))


def write(to: Actor = AN, key: str = "k1", **more: Any) -> None:
    api.send(
        template="test.accepted",
        recipient=Recipient(key=f"account:{to.id}", **more),
        context={"code": key, "due_at": now(), "url": "/ho-so/1/"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key=key,
    )


def ids(actor: Actor) -> list[UUID]:
    return [item.id for item in api.list_own_inbox(actor=actor).items]


def test_my_messages_newest_first_and_nobody_elses(visit: Callable[..., Any]) -> None:
    write(key="cu")
    write(key="moi")
    write(BINH, key="khac")
    page = visit(AN, "/thong-bao/").content.decode()
    assert page.index("Hồ sơ moi") < page.index("Hồ sơ cu")
    assert "Hồ sơ khac" not in page
    assert api.count_unread(actor=AN) == 2


def test_opening_a_message_marks_it_and_leads_to_its_subject(visit: Callable[..., Any]) -> None:
    write()
    answer = visit(AN, f"/thong-bao/{ids(AN)[0]}/", {})
    assert (answer.status_code, answer["Location"]) == (302, "/ho-so/1/")
    assert api.count_unread(actor=AN) == 0


def test_nobody_opens_somebody_elses_message(visit: Callable[..., Any]) -> None:
    write()
    for stranger in (BINH, KEEPER):
        with pytest.raises(MessageNotFound):
            visit(stranger, f"/thong-bao/{ids(AN)[0]}/", {})
    assert api.count_unread(actor=AN) == 1


def test_everything_read_at_once(visit: Callable[..., Any]) -> None:
    for number in range(3):
        write(key=f"k{number}")
    write(BINH, key="khac")
    assert visit(AN, "/thong-bao/da-doc/", {}).status_code == 302
    assert (api.count_unread(actor=AN), api.count_unread(actor=BINH)) == (0, 1)


def test_a_long_inbox_is_walked_page_by_page(visit: Callable[..., Any]) -> None:
    for number in range(25):
        write(key=f"k{number:02d}")
    first = api.list_own_inbox(actor=AN)
    assert first.next_cursor is not None
    rest = api.list_own_inbox(actor=AN, after=first.next_cursor)
    assert [len(first.items), len(rest.items), rest.next_cursor] == [20, 5, None]
    assert "k04" in visit(AN, f"/thong-bao/?sau={first.next_cursor}").content.decode()


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "W10"])
def test_a_made_up_place_in_the_list_is_refused_by_name(cursor: str) -> None:
    from honglam.kernel.paging import BadCursor

    with pytest.raises(BadCursor):
        api.list_own_inbox(actor=AN, after=cursor)


def test_an_empty_inbox_says_so(visit: Callable[..., Any]) -> None:
    assert visit(AN, "/thong-bao/").status_code == 200


def test_anonymous_visitors_are_led_to_sign_in(client: Client) -> None:
    assert client.get("/thong-bao/").status_code == 302
    assert client.get("/thong-bao/chua-den/").status_code == 302
    assert api.count_unread(actor=ANONYMOUS) == 0


def test_an_administrator_sees_what_did_not_arrive_and_sends_it_again(visit: Callable[..., Any]) -> None:
    write(email="an@example.vn")
    row = Message.objects.get(channel="email")
    Message.objects.filter(id=row.id).update(state=State.DEAD, last_error="550 no such user")
    page = visit(KEEPER, "/thong-bao/chua-den/").content.decode()
    assert "550 no such user" in page
    assert "an•••@example.vn" in page
    assert "an@example.vn" not in page
    visit(KEEPER, f"/thong-bao/chua-den/{row.id}/gui-lai/", {})
    row.refresh_from_db()
    assert row.state == State.QUEUED


def test_others_do_not_know_of_that_page(visit: Callable[..., Any]) -> None:
    from django.http import Http404

    for path, data in (("/thong-bao/chua-den/", None), (f"/thong-bao/chua-den/{uuid4()}/gui-lai/", {})):
        with pytest.raises(Http404):
            visit(AN, path, data)


def test_reading_needs_a_post(visit: Callable[..., Any]) -> None:
    write()
    assert visit(AN, f"/thong-bao/{ids(AN)[0]}/").status_code == 405
    assert api.count_unread(actor=AN) == 1


@pytest.mark.parametrize("trouble", ["", *Trouble])
def test_what_did_not_arrive_says_why_in_words_and_keeps_the_machines_behind(
    visit: Callable[..., Any], trouble: str
) -> None:
    write(email="an@example.vn")
    Message.objects.filter(channel="email").update(
        state=State.DEAD, trouble=trouble, last_error="ConnectionRefusedError: [Errno 111]"
    )
    with translation.override("vi"):
        words = gettext(TROUBLE_LABELS[trouble])
    page = visit(KEEPER, "/thong-bao/chua-den/").content.decode()
    shown, _, behind = page.partition("<main")[2].partition("<details")
    assert words in shown
    assert "ConnectionRefusedError" not in shown
    assert "ConnectionRefusedError" in behind


def test_what_the_machine_said_shows_no_address_and_a_subject_no_key(visit: Callable[..., Any]) -> None:
    write(email="an@example.vn")
    row = Message.objects.get(channel="email")
    said = "550 <An@Example.vn>: no such user"
    Message.objects.filter(id=row.id).update(
        state=State.DEAD, last_error=said, subject="Đã nhận phản ánh PA-7K2M9QXC", url="/phan-anh/PA-7K2M9QXC/"
    )
    page = visit(KEEPER, "/thong-bao/chua-den/").content.decode()
    assert "no such user" in page and "Đã nhận phản ánh" in page
    assert "an@example.vn" not in page.lower()
    assert "PA-7K2M9QXC" not in page, "whoever has it reads what its sender wrote"


def test_a_telephone_is_covered_as_it_is_written_abroad() -> None:
    assert covered("to +84912345678 failed", address="0912345678") == "to +84••••••678 failed"


def test_what_was_told_another_way_is_put_aside_with_a_trace(visit: Callable[..., Any]) -> None:
    write(email="an@example.vn")
    row = Message.objects.get(channel="email")
    Message.objects.filter(id=row.id).update(state=State.FAILED)
    with pytest.raises(MessageNotFound):
        api.put_aside(actor=KEEPER, message_id=row.id, at=now())
    Message.objects.filter(id=row.id).update(state=State.DEAD, trouble=Trouble.NOT_WRITTEN, body="")
    path = f"/thong-bao/chua-den/{row.id}/da-xu-ly/"
    assert path in visit(KEEPER, "/thong-bao/chua-den/").content.decode(), "also where nothing can be sent again"
    with pytest.raises(MessageNotFound):
        api.put_aside(actor=AN, message_id=row.id, at=now())
    assert visit(KEEPER, path, {}).status_code == 302
    assert api.count_dead(actor=KEEPER) == 0
    assert api.list_undelivered().items == []
    assert AuditEntry.objects.filter(action="notices.put_aside", subject_id=str(row.id)).count() == 1


def test_a_long_name_loses_no_letter() -> None:
    api.send(
        template="test.accepted",
        recipient=Recipient(key="", name="Công ty " + "x" * 300, email="an@example.vn"),
        context={"code": "k", "due_at": now(), "url": "/ho-so/1/"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key="k",
    )
    assert len(Message.objects.get().recipient_name) == 200
