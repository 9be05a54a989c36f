"""Where webhooks never go: behind our own wall."""

import socket
from typing import Any

import pytest

from honglam.exchange import api
from honglam.exchange.contracts import (
    DeliveryFault,
    Outgoing,
    TargetForbidden,
    TargetInsecure,
    TargetMalformed,
    TargetUnknown,
    Topic,
    Wish,
)
from honglam.exchange.gateways import posting
from honglam.exchange.models import Subscription
from honglam.exchange.rules.targets import check_target, is_allowed
from honglam.kernel.ids import uuid7
from tests.dossiers.scene import MORNING, Scene
from tests.exchange.conftest import subscribe
from tests.exchange.receiver import Receiver


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://nhan.example.vn/tin?x=1", ("nhan.example.vn", 443)),
        ("https://nhan.example.vn/a;b/tin?x=1;y=2", ("nhan.example.vn", 443)),
        ("http://nhan.example.vn", ("nhan.example.vn", 80)),
        ("https://nhan.example.vn:8443/", ("nhan.example.vn", 8443)),
        ("https://[2001:db8::1]/", ("2001:db8::1", 443)),
    ],
)
def test_addresses_that_can_be_posted_to(target: str, expected: tuple[str, int]) -> None:
    assert check_target(target) == expected


@pytest.mark.parametrize(
    "target",
    [
        "",
        "nhan.example.vn",
        "ftp://nhan.example.vn/",
        "file:///etc/passwd",
        "gopher://nhan.example.vn/",
        "https://",
        "https:///tin",
        "https://ten:mk@nhan.example.vn/",
        "https://nhan.example.vn@10.0.0.1/",
        "https://nhan.example.vn/#x",
        "https://nhan.example.vn/tin;v=1",
        "https://nhan.example.vn:99999/",
        "https://nhan.example.vn:0/",
        "https://nhan.example.vn/a b",
        "https://nhan.example.vn/\r\nX-A: b",
        "https://nhận.example.vn/",
        "https://nhan.example.vn\\@10.0.0.1/",
        "https://[::1/",
        "https://%31%30.0.0.1/",
        "https://nhan.example.vn/" + "x" * 500,
    ],
)
def test_what_is_no_address(target: str) -> None:
    with pytest.raises(TargetMalformed):
        check_target(target)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "not an address",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_allowed(address, private=[])


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.4.190", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_allowed(address, private=[])


def test_a_named_network_is_allowed_and_no_other() -> None:
    assert is_allowed("10.20.3.4", private=["10.20.0.0/16", "::1/128"])
    assert not is_allowed("10.21.3.4", private=["10.20.0.0/16", "::1/128"])
    assert not is_allowed("::ffff:127.0.0.1", private=["10.20.0.0/16"])


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:8000/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_a_subscription_to_our_own_network_is_refused(scene: Scene, target: str) -> None:
    with pytest.raises(TargetForbidden) as refused:
        subscribe(scene.administrator, target)
    assert refused.value.field == "target"
    assert Subscription.objects.count() == 0


def test_plain_http_is_for_named_networks_only(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    point_to(monkeypatch, "8.8.8.8")
    with pytest.raises(TargetInsecure) as refused:
        subscribe(scene.administrator, "http://nhan.example.vn/tin")
    assert refused.value.field == "target"
    assert Subscription.objects.count() == 0


def test_a_name_that_points_inside_or_nowhere_is_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    point_to(monkeypatch, "203.162.4.190", "10.0.0.5")
    with pytest.raises(TargetForbidden):
        subscribe(scene.administrator, "https://hai-mat.example.vn/")
    point_to(monkeypatch)
    with pytest.raises(TargetUnknown):
        subscribe(scene.administrator, "https://khong-co.example.vn/")
    point_to(monkeypatch, "203.162.4.190")
    assert subscribe(scene.administrator, "https://nhan.example.vn/").subscription.active


def test_a_name_that_points_elsewhere_after_it_was_judged_gains_nothing(
    scene: Scene, receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receiver listens on loopback; the name was public when subscribed and points inside when posted to."""
    settings.WEBHOOK_PRIVATE = []
    target = f"https://doi-y.example.vn:{receiver.server_address[1]}/"
    point_to(monkeypatch, "203.162.4.190")
    api.create_subscription(
        actor=scene.administrator,
        wish=Wish(target=target, events=(Topic.ACCEPTED,)),
        key="k",
        at=MORNING,
    )
    point_to(monkeypatch, "127.0.0.1")
    with pytest.raises(DeliveryFault, match="not a public one"):
        posting.post(outgoing=outgoing(target), secret="hlw_x", timestamp=0)
    assert receiver.posts == []


def test_nothing_is_posted_in_clear_once_the_name_points_to_the_public_network(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_PRIVATE = ["10.20.0.0/16"]
    point_to(monkeypatch, "8.8.8.8")
    with pytest.raises(DeliveryFault, match="without encryption"):
        posting.post(outgoing=outgoing("http://noi-bo.example.vn/tin"), secret="hlw_x", timestamp=0)


def test_the_connection_goes_to_the_address_that_was_judged(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look-up per post; the name itself is only said to the receiver."""
    asked = point_to(monkeypatch, "127.0.0.1")
    target = f"http://nhan.example.vn:{receiver.server_address[1]}/tin"
    assert posting.post(outgoing=outgoing(target), secret="hlw_x", timestamp=0) == 200
    assert asked.count("nhan.example.vn") == 1
    assert receiver.posts[0].headers["Host"].startswith("nhan.example.vn:")


def test_proxies_of_the_environment_are_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert posting.post(outgoing=outgoing(receiver.url), secret="hlw_x", timestamp=0) == 200


def outgoing(target: str) -> Outgoing:
    """Something to post."""
    return Outgoing(id=uuid7(), target=target, event=Topic.ACCEPTED, body="{}", sealed="")


def point_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """From now on every name has these addresses; the list fills with the names asked for."""
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def answer(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if not str(host).endswith("example.vn"):
            return resolve(host, port, *args, **kwargs)
        asked.append(str(host))
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(posting.socket, "getaddrinfo", answer)
    return asked
