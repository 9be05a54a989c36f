"""Whoever got a post or stands in hears of it once, in the words of the pack."""

from dataclasses import replace
from pathlib import Path

import pytest

from honglam.directory import api
from honglam.directory.contracts import AbsenceRegistered, PostHeld
from honglam.directory.subscribers import on_absence_registered, on_absence_registered_by_others, on_post_held
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM
from honglam.notices import api as notices
from honglam.pack import api as pack
from tests.directory.people import AT, DAY, holding
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections


@pytest.fixture
def province(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units, agencies and the words of letters."""
    names = (*UNITS_AND_AGENCIES, "notices")
    keep_sections(monkeypatch, names)
    pack.apply(path=only_sections("trivial", names, tmp_path / "pack"), actor=SYSTEM, at=now())


pytestmark = pytest.mark.usefixtures("province")


def inbox(account_id: object) -> list[str]:
    """The subjects in somebody's inbox."""
    return [item.subject for item in notices.list_inbox(recipient_key=f"account:{account_id}", after=None).items]


def test_an_appointment_is_told_once() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    event = PostHeld(holding_id=held.id, post_id=held.post.id, account_id=held.account_id, valid_from=DAY)
    event_id = uuid7()
    on_post_held(event, event_id=event_id, at=AT)
    on_post_held(event, event_id=event_id, at=AT)
    assert inbox(held.account_id) == ["Giữ vị trí mới"]


def test_a_deputy_is_told_unless_it_was_cancelled() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    made = api.register_absence(
        actor=SYSTEM, holding_id=head.id, deputy_holding_id=deputy.id, first_day=DAY, last_day=DAY, at=AT
    )
    event = AbsenceRegistered(
        holding_id=head.id,
        post_id=head.post.id,
        account_id=head.account_id,
        deputy_id=deputy.account_id,
        first_day=DAY,
        last_day=DAY,
    )
    on_absence_registered(event, event_id=uuid7(), at=AT)
    assert inbox(deputy.account_id) == ["Làm thay"]
    api.cancel_absence(actor=SYSTEM, absence_id=made.id, at=AT)
    on_absence_registered(event, event_id=uuid7(), at=AT)
    assert inbox(deputy.account_id) == ["Làm thay"]


def test_whoever_is_sent_away_by_others_hears_of_it() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    made = api.register_absence(
        actor=SYSTEM, holding_id=head.id, deputy_holding_id=deputy.id, first_day=DAY, last_day=DAY, at=AT
    )
    event = AbsenceRegistered(
        absence_id=made.id,
        holding_id=head.id,
        post_id=head.post.id,
        account_id=head.account_id,
        deputy_id=deputy.account_id,
        first_day=DAY,
        last_day=DAY,
        by_id=head.account_id,
    )
    on_absence_registered_by_others(event, event_id=uuid7(), at=AT)
    assert inbox(head.account_id) == [], "who says so knows it"
    on_absence_registered_by_others(replace(event, by_id=uuid7()), event_id=uuid7(), at=AT)
    assert inbox(head.account_id) == ["Có người làm thay"]
