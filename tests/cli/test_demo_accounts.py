"""Where the demo has ended, nobody gets in with the password that was printed for everybody."""

import io
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from honglam.cli import demo_accounts, doctor
from honglam.embedded.doctor import Level
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def left() -> None:
    """A demo account with the printed password, one with a password of its own, and somebody who lives here."""
    for email in ("an@honglam.example", "binh@honglam.example", "cuc@example.vn"):
        identity.create_account(actor=SYSTEM, full_name="Nguyễn Thị An", at=now(), email=email)
    demo_accounts.set_passwords(["an@honglam.example", "cuc@example.vn"])
    own = Account.objects.get(email="binh@honglam.example")
    own.set_password("cua-rieng-toi-1930")
    own.save()


def opens(email: str, password: str) -> bool:
    return Account.objects.get(email=email).check_password(password)


@pytest.mark.usefixtures("left")
def test_the_printed_password_opens_nothing_after_the_demo(settings: Any) -> None:
    assert demo_accounts.still_open() == ["an@honglam.example"]
    (finding,) = doctor.look_at_demo()
    assert finding.level is Level.NOTE, "a demo may be served by another shell's settings"
    settings.DEMO = True
    assert list(doctor.look_at_demo()) == []
    settings.DEMO = False
    demo_accounts.close()
    assert list(doctor.look_at_demo()) == []
    assert not opens("an@honglam.example", demo_accounts.PASSWORD)
    assert opens("binh@honglam.example", "cua-rieng-toi-1930")
    assert opens("cuc@example.vn", demo_accounts.PASSWORD), "not ours to close"


@pytest.mark.usefixtures("left")
def test_accounts_closed_by_mistake_open_at_the_next_start_of_the_demo(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path
    mark = tmp_path / "database" / "prepared"
    mark.parent.mkdir()
    mark.write_text("as it was", encoding="ascii")
    demo_accounts.close()
    assert not mark.exists(), "the next start prepares again"
    demo_accounts.set_passwords(["an@honglam.example"])
    mark.write_text("as it was", encoding="ascii")
    Account.objects.filter(email="an@honglam.example").update(password="!")
    demo_accounts.close()
    assert mark.exists(), "nothing was closed"


def test_made_up_dossiers_are_never_put_beside_real_ones() -> None:
    with pytest.raises(CommandError, match="HONGLAM_DEMO"):
        call_command("demo", "load", "--dossiers", "1", stdout=io.StringIO())


def test_the_doctor_names_files_that_are_not_as_they_were(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * 2 * size)
    stored = files.store(actor=SYSTEM, content=b"Xin nghi phep", name="don.txt", at=now(), purpose="paper")
    assert list(doctor.look_at_files()) == []
    path = tmp_path / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    path.write_bytes(b"Xin nghi phop")
    (finding,) = doctor.look_at_files()
    assert finding.level is Level.FAULT
    assert stored.sha256[:12] in str(finding)


def test_a_database_that_is_away_is_a_finding_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(doctor, "standing", lambda _needs: nullcontext())
    monkeypatch.setattr(doctor, "look_at_tables", away)
    (finding,) = doctor.look_inside()
    assert finding.level is Level.FAULT
    assert "connection refused" in str(finding)
