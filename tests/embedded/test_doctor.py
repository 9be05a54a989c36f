"""What the doctor says of settings that do not fit together."""

from pathlib import Path

import pytest

from honglam.embedded.doctor import Level, look_at_names
from honglam.embedded.state import State

SET = {"HONGLAM_PUBLIC_URL": "https://motcua.example.vn", "HONGLAM_HOSTS": "10.0.0.11, 127.0.0.1"}


@pytest.mark.parametrize(
    ("settings", "faulty"),
    [
        ({}, True),
        ({"HONGLAM_HOSTS": "10.0.0.11,motcua.example.vn"}, False),
        ({"HONGLAM_HOSTS": ".example.vn"}, False),
        ({"HONGLAM_HOSTS": ""}, False),
        ({"HONGLAM_PUBLIC_URL": ""}, False),
        ({"HONGLAM_PUBLIC_URL": "http://[::1]:8000", "HONGLAM_HOSTS": "[::1]"}, False),
        ({"HONGLAM_DEMO": "1"}, False),
        ({"DJANGO_SETTINGS_MODULE": "honglam.settings.local"}, False),
    ],
)
def test_an_address_at_which_nobody_is_served_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: dict[str, str], faulty: bool
) -> None:
    monkeypatch.setenv("HONGLAM_DEMO", "")
    for name, value in (SET | settings).items():
        monkeypatch.setenv(name, value)
    findings = list(look_at_names(State(tmp_path)))
    assert [finding.level for finding in findings] == ([Level.FAULT] if faulty else [])
    if faulty:
        assert "HONGLAM_HOSTS='motcua.example.vn,10.0.0.11,127.0.0.1'" in str(findings[0])
