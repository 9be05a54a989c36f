"""Letters are erased when the pack's time is over: the words go, the fact stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from honglam.notices import access, api, queries
from honglam.notices.contracts import MessageNotFound, State
from honglam.notices.models import Attempt, Message, Retention
from honglam.notices.services.retention import Rule, put_retention, retire_retention

pytestmark = pytest.mark.django_db
PASSWORD = "con trâu ăn cỏ non"


def rule(days: int, valid_from: date = date(2025, 7, 1)) -> None:
    put_retention(actor=SYSTEM, rule=Rule(valid_from=valid_from, days=days, source=None, provisional=True), at=now())


def letter(*, age: int, state: State = State.SENT, **changes: Any) -> Message:
    """A letter written so many days ago."""
    at = now() - timedelta(days=age)
    values: dict[str, Any] = {
        "dedupe_key": str(uuid7()),
        "channel": "email",
        "template": "dossiers.accepted",
        "recipient_key": "account:an",
        "recipient_name": "Nguyễn Thị An",
        "address": "nguyen.an@example.vn",
        "subject": "Hồ sơ đã được tiếp nhận",
        "body": "Kính gửi bà Nguyễn Thị An",
        "form": {"template": "1", "data": {"name": "An"}},
        "subject_kind": "dossier",
        "subject_id": "1",
        "state": state,
        "created_at": at,
    }
    return Message.objects.create(**values | changes)


@pytest.mark.parametrize("state", [State.SENT, State.DEAD])
def test_the_words_go_and_the_fact_stays(state: State) -> None:
    rule(730)
    old, young = letter(age=731, state=state, last_error="nguyen.an@example.vn is full"), letter(age=729, state=state)
    Attempt.objects.create(message=old, at=now(), outcome=State.FAILED, detail="550 <nguyen.an@example.vn> unknown")
    assert api.erase_old(at=now()) == 1
    assert Attempt.objects.get().detail == ""
    old.refresh_from_db()
    assert (old.body, old.form, old.recipient_name, old.last_error) == ("…", None, "", "")
    assert old.address == "ng•••@example.vn"
    assert (old.template, old.state, old.subject_id) == ("dossiers.accepted", state, "1")
    assert old.erased_at is not None
    young.refresh_from_db()
    assert young.body == "Kính gửi bà Nguyễn Thị An"
    row = AuditEntry.objects.get(action="notices.letters_erased")
    assert row.detail["letters"] == 1
    assert api.erase_old(at=now()) == 0, "what is erased is not erased again"


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.FAILED])
def test_what_is_still_on_its_way_is_left_alone(state: State) -> None:
    rule(730)
    row = letter(age=900, state=state)
    assert api.erase_old(at=now()) == 0
    row.refresh_from_db()
    assert row.body == "Kính gửi bà Nguyễn Thị An"


def test_without_a_rule_nothing_is_erased() -> None:
    letter(age=9000)
    assert api.erase_old(at=now()) == 0
    rule(365, valid_from=now().date() + timedelta(days=30))
    assert api.erase_old(at=now()) == 0, "a rule that has not begun erases nothing"


def test_the_latest_rule_that_has_begun_counts_and_a_retired_one_does_not() -> None:
    rule(3650)
    rule(730, valid_from=date(2026, 1, 1))
    letter(age=800)
    retire_retention(actor=SYSTEM, valid_from=date(2026, 1, 1), at=now())
    assert api.erase_old(at=now()) == 0
    rule(730, valid_from=date(2026, 1, 1))
    assert api.erase_old(at=now()) == 1
    assert Retention.objects.count() == 2


def test_an_erased_letter_is_not_sent_again() -> None:
    rule(730)
    row = letter(age=800, state=State.DEAD)
    api.erase_old(at=now())
    keeper = Actor(kind=ActorKind.PERSON, id=uuid7(), post_id=1, roles=frozenset({"administrator"}))
    assert queries.list_undelivered().items == []
    with pytest.raises(MessageNotFound):
        access.get_undelivered(actor=keeper, message_id=row.id)


def test_the_inbox_says_why_a_text_is_gone(client: Client) -> None:
    account = identity.ensure_account(
        email="an@example.vn", full_name="Nguyễn Thị An", password="con trâu ăn cỏ non", at=now()
    )
    rule(730)
    letter(age=800, channel="inbox", recipient_key=f"account:{account.id}", address="")
    api.erase_old(at=now())
    client.force_login(Account.objects.get(id=account.id))
    page = client.get("/thong-bao/").content.decode()
    assert "Hồ sơ đã được tiếp nhận" in page
    assert "đã được xóa" in page
