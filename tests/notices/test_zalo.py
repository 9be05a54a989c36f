"""Messages through Zalo, against a service that has bad days; whom it does not reach gets a text message."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from honglam.kernel.clock import now
from honglam.kernel.relay import drain
from honglam.kernel.sealing import seal, unseal
from honglam.kernel.values import SYSTEM
from honglam.notices import api
from honglam.notices.contracts import Channel, Recipient, State
from honglam.notices.gateways.zalo import PURPOSE, international
from honglam.notices.models import GatewayKey, Message
from honglam.notices.queries import find_template
from honglam.notices.services.wording import Words, put_words
from honglam.simulators import zalo as simulator

pytestmark = pytest.mark.django_db
FORM = {"template": "330874", "data": {"ma_ho_so": "{code}", "hen_tra": "{due_at:date}"}, "provisional": True}


@pytest.fixture(autouse=True)
def gateways(settings: Any, words: None) -> Iterator[None]:
    """Both simulators, and words for Zalo."""
    settings.ZALO = {
        "app_id": "honglam",
        "secret_key": "s",
        "refresh_token": simulator.FIRST_REFRESH,
        "url": "http://127.0.0.1/gia-lap/zalo",
        "oauth_url": "http://127.0.0.1/gia-lap/zalo",
        "transport": "honglam.simulators.zalo.transport",
    }
    settings.SMS_GATEWAY_URL = "http://127.0.0.1/gia-lap/sms"
    settings.SMS_TRANSPORT = "honglam.simulators.sms.transport"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    found = find_template(code="test.accepted")
    assert found is not None
    plain = Words(code=found.code, subject=found.subject, body=found.body, sms=found.sms, channels=(), secret=False)
    put_words(actor=SYSTEM, words=replace(plain, zalo=FORM), at=now())
    yield
    cache.clear()


def write(number: str, email: str = "") -> None:
    """Write to a telephone and let the jobs run."""
    api.send(
        template="test.accepted",
        recipient=Recipient(key="", phone=number, email=email),
        context={"code": "H99-1", "due_at": now(), "url": "/x/"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key=number,
    )
    drain()


def taken() -> list[dict[str, Any]]:
    """What Zalo took, newest first."""
    return list(cache.get(simulator._LIST, []))


def test_the_blanks_of_the_approved_form_are_filled() -> None:
    write("0912345678")
    sent = Message.objects.get()
    assert (sent.channel, sent.state) == (Channel.ZALO, State.SENT)
    assert sent.provider_ref
    [message] = taken()
    assert message["phone"] == "84912345678"
    assert message["template_id"] == "330874"
    assert message["template_data"]["ma_ho_so"] == "H99-1"
    assert message["tracking_id"] == str(sent.id)


@pytest.mark.parametrize("number", ["0912340118", "0912340139"])
def test_whom_zalo_does_not_reach_gets_the_same_words_as_a_text(number: str) -> None:
    write(number)
    states = dict(Message.objects.values_list("channel", "state"))
    assert states == {Channel.ZALO: State.DEAD, Channel.SMS: State.SENT}
    bodies = set(Message.objects.values_list("body", flat=True))
    assert len(bodies) == 1


def test_a_key_that_ran_out_is_renewed_once_and_each_refresh_key_is_used_once() -> None:
    write("0912345678")
    first = GatewayKey.objects.get()
    write("0912340124")
    second = GatewayKey.objects.get()
    assert first.refresh != second.refresh
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert simulator.FIRST_REFRESH not in second.refresh, "keys are sealed"


def test_a_bad_day_passes_and_nobody_is_told_twice() -> None:
    write("0912340503")
    at = now()
    for _ in range(3):
        at += timedelta(hours=1)
        api.deliver_overdue(at=at)
    assert Message.objects.get().state == State.SENT
    assert len(taken()) == 1


def test_a_refresh_key_that_was_used_elsewhere_needs_a_person(settings: Any) -> None:
    settings.ZALO = settings.ZALO | {"refresh_token": "stolen"}
    write("0912345678")
    row = Message.objects.get()
    assert row.state == State.FAILED
    assert "ZALO_REFRESH_TOKEN" in row.last_error


def at_zalo(key: str) -> str:
    """A refresh key that Zalo has given out on its own page."""
    cache.set(simulator._KEY + key, True)
    return key


def used(key: str) -> bool:
    """Whether that refresh key was exchanged for a pair."""
    return cache.get(simulator._USED + key) is not None


def test_another_first_key_takes_the_place_of_what_was_kept(settings: Any) -> None:
    write("0912345678")
    cache.delete(simulator._KEY + unseal(GatewayKey.objects.get().refresh, purpose=PURPOSE).partition("\n")[0])
    settings.ZALO = settings.ZALO | {"refresh_token": at_zalo("set-anew")}
    write("0912345679")
    assert used("set-anew")
    write("0912340124")
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.parametrize("alive", [True, False])
def test_a_slip_in_the_setting_does_not_stop_what_works(settings: Any, alive: bool) -> None:
    """Not even where the pair itself can be renewed no more: its access key stands until its hour."""
    write("0912345678")
    row = GatewayKey.objects.get()
    kept = unseal(row.refresh, purpose=PURPOSE).partition("\n")[0]
    if not alive:
        cache.delete(simulator._KEY + kept)
    settings.ZALO = settings.ZALO | {"refresh_token": "a-slip"}
    write("0912345679")
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert used(kept) is alive
    write("0912340124")
    refused = Message.objects.exclude(state=State.SENT)
    assert refused.exists() is not alive, "a key that Zalo has refused is not used on"


def test_a_setting_that_was_emptied_keeps_the_pair_in_force(settings: Any) -> None:
    write("0912345678")
    settings.ZALO = settings.ZALO | {"refresh_token": ""}
    write("0912340124")
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.parametrize("alive", [True, False])
def test_a_pair_kept_before_its_setting_was_noted_is_tried_first(settings: Any, alive: bool) -> None:
    kept = at_zalo("kept") if alive else "gone"
    GatewayKey.objects.create(
        name="zalo", access=seal("x", purpose=PURPOSE), refresh=seal(kept, purpose=PURPOSE), expires_at=now()
    )
    settings.ZALO = settings.ZALO | {"refresh_token": at_zalo("set-anew")}
    write("0912345678")
    assert Message.objects.get().state == State.SENT
    assert (used("kept"), used("set-anew")) == (alive, not alive)


def test_a_pair_under_a_lost_key_is_none_and_a_new_setting_takes_its_place(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    write("0912345678")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    settings.ZALO = settings.ZALO | {"refresh_token": at_zalo("set-anew")}
    write("0912345679")
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert used("set-anew")
    assert "HONGLAM_SECRET_KEY_BEFORE" in caplog.text
    caplog.clear()
    write("0912340124")
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert "HONGLAM_SECRET_KEY_BEFORE" not in caplog.text, "the new pair opens"


def test_whom_the_text_reached_is_no_message_that_did_not_arrive() -> None:
    write("0912340118")
    assert (list(api.list_undelivered().items), api.count_by_state()["dead"]) == ([], 0)
    Message.objects.filter(channel=Channel.SMS).update(state=State.DEAD)
    assert [one.channel for one in api.list_undelivered().items] == [Channel.SMS]
    assert api.count_by_state()["dead"] == 1


def test_without_an_account_and_with_an_address_nothing_goes_through_zalo(settings: Any) -> None:
    write("0912345671", email="a@example.vn")
    settings.ZALO = settings.ZALO | {"app_id": ""}
    write("0912345672")
    assert set(Message.objects.values_list("channel", flat=True)) == {Channel.EMAIL, Channel.SMS}
    assert taken() == []


@pytest.mark.parametrize(("typed", "sent"), [("0912345678", "84912345678"), ("+84912345678", "84912345678")])
def test_telephone_numbers_are_written_as_zalo_wants_them(typed: str, sent: str) -> None:
    assert international(typed) == sent
