"""Another system gets an account and a token on the command line, and is served with it."""

import argparse
from collections.abc import Callable

import pytest
from django.test import Client

from honglam.cli import token, user
from honglam.embedded.errors import MachineError
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, Proof
from honglam.kernel.values import SYSTEM
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene
from tests.exchange.test_national_portal import portal

__all__ = ["portal"]
pytestmark = pytest.mark.django_db
Word = Callable[..., str]


@pytest.fixture
def word(capsys: pytest.CaptureFixture[str]) -> Word:
    """`word(user, "create", …)`: what the word of the command line prints on the standard output."""

    def said(module: object, *typed: str) -> str:
        parser = argparse.ArgumentParser()
        module.arguments(parser)  # type: ignore[attr-defined]
        module.run(parser.parse_args(typed))  # type: ignore[attr-defined]
        return capsys.readouterr().out.strip()

    return said


def test_a_service_made_on_the_command_line_files_with_its_token(scene: Scene, client: Client, word: Word) -> None:
    made = word(user, "create", "--service", "--name", "Cổng dịch vụ công quốc gia")
    account = user.find(made)
    assert account.kind is AccountKind.SERVICE
    secret = word(token, "issue", made, "--scope", "portal:file", "--label", "cổng")
    body = {"MaHoSo": "G22-1", "MaTTHC": HOUSEHOLD, "NgayNop": "20261115190000", "ChuHoSo": "Nguyễn Thị Hồng"}
    answer = client.post(
        "/api/v1/national-portal/filings",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 202, answer.content
    word(user, "close", made)
    assert identity.authenticate_token(raw=secret) is None
    with pytest.raises(MachineError):
        user.find(made)


def test_a_service_has_no_post_and_no_password(scene: Scene, word: Word) -> None:
    with pytest.raises(MachineError):
        word(user, "create", "--service", "--name", "Trục liên thông", "--post", "QT@UBND-MAU")
    made = word(user, "create", "--service", "--name", "Trục liên thông")
    with pytest.raises(MachineError, match="program"):
        word(user, "password", made)


def test_somebody_is_found_by_a_number_that_was_vouched_for(scene: Scene) -> None:
    known = identity.create_account(
        actor=SYSTEM, full_name="Hồ Văn Cụ", citizen_id="042035000001", citizen_id_proof=Proof.COUNTER, at=MORNING
    )
    typed = identity.create_account(actor=SYSTEM, full_name="Ai Đó", citizen_id="042085009999", at=MORNING)
    assert user.find("042 035 000 001").id == known.id
    assert user.find(str(typed.id)).id == typed.id
    for nobody in ("042085009999", "00000000-0000-0000-0000-000000000000", "ai@example.vn"):
        with pytest.raises(MachineError):
            user.find(nobody)


def test_closing_says_which_appointment_remains(scene: Scene, word: Word) -> None:
    assert "its appointment ends with the day" in word(user, "close", str(scene.officer.id))
