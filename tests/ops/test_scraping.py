"""Who may read the metrics, and what an installation may have written for it."""

from typing import Any

import pytest
from django.test import Client

from honglam.ops.queries.health import may_scrape
from honglam.settings.base import env_networks

NAME = "HONGLAM_METRICS_FROM"


@pytest.mark.parametrize(
    ("written", "allowed", "refused"),
    [
        ("", "127.0.0.1", "10.0.0.5"),
        ("10.0.0.0/8", "10.9.9.9", "192.168.1.1"),
        ("10.0.0.5/8, 192.168.1.7/24 ,", "10.9.9.9", "192.168.2.1"),
        ("10.0.0.5", "10.0.0.5", "10.0.0.6"),
        ("fd00::/8", "fd00::1", "10.0.0.5"),
    ],
)
def test_networks_are_taken_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, settings: Any, written: str, allowed: str, refused: str
) -> None:
    monkeypatch.setenv(NAME, written)
    settings.METRICS_FROM = env_networks(NAME)
    assert may_scrape(allowed)
    assert not may_scrape(refused)


def test_a_monitor_is_answered_where_its_address_was_written_for_its_network(
    monkeypatch: pytest.MonkeyPatch, settings: Any, client: Client, db: None
) -> None:
    monkeypatch.setenv(NAME, "10.0.0.5/8")
    settings.METRICS_FROM = env_networks(NAME)
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="11.1.2.3").status_code == 404


@pytest.mark.parametrize("written", ["10.0.0.0/33", "monitor.example", "10.0.0.0/8;10.1.0.0/16"])
def test_what_is_no_network_is_said_when_the_product_starts(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(SystemExit, match=f"{NAME} is not understood.*10.0.0.0/8"):
        env_networks(NAME)
