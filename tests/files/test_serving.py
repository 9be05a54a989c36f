"""Handing files out: safe headers, and links that open one file for a short time."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory

from honglam.files import api, models
from honglam.files.contracts import (
    FileNotFound,
    FileNotScanned,
    LinkExpired,
    MalwareFound,
    MalwareFoundLater,
    Scan,
    StoredFile,
)
from honglam.kernel.clock import now
from honglam.kernel.problems import spoken
from honglam.kernel.values import ANONYMOUS, SYSTEM, Actor, ActorKind
from tests.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> StoredFile:
    return api.store(actor=SYSTEM, content=samples.PDF, name="Giấy khai sinh.pdf", at=now(), purpose="paper")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_bytes_come_with_safe_headers(file: StoredFile) -> None:
    response = api.serve(request=RequestFactory().get("/"), file_id=file.id, inline=True)
    assert body(response) == samples.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(samples.PDF))
    assert response["Content-Disposition"].startswith('inline; filename="Giay khai sinh.pdf"; filename*=UTF-8')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_web_server_in_front_sends_the_bytes(
    file: StoredFile, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILES_ACCEL = "/_files/"
    monkeypatch.setattr(api, "_opened", lambda _file: pytest.fail("opened"))
    response = api.serve(request=RequestFactory().get("/"), file_id=file.id, inline=True)
    sha = file.sha256
    assert response["X-Accel-Redirect"] == f"/_files/{sha[:2]}/{sha[2:4]}/{sha}"
    assert (response.content, response["Content-Type"]) == (b"", "application/pdf")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_head_request_reads_nothing(file: StoredFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_opened", lambda _file: pytest.fail("opened"))
    assert body(api.serve(request=RequestFactory().head("/"), file_id=file.id)) == b""


@pytest.mark.parametrize(("scan", "refusal"), [(Scan.PENDING, FileNotScanned), (Scan.INFECTED, MalwareFound)])
def test_what_the_scanner_has_not_cleared_is_not_handed_out(
    file: StoredFile, scan: Scan, refusal: type[Exception]
) -> None:
    models.Blob.objects.update(scan=scan)
    with pytest.raises(refusal):
        api.serve(request=RequestFactory().get("/"), file_id=file.id)


def test_what_was_found_harmful_later_says_what_was_found(file: StoredFile) -> None:
    models.Blob.objects.update(scan=Scan.INFECTED, signature="Eicar-Signature")
    with pytest.raises(MalwareFoundLater) as refusal:
        api.serve(request=RequestFactory().get("/"), file_id=file.id)
    said = spoken(refusal.value.message, dict(refusal.value.params))
    assert said.startswith("Tệp đã nhận nhưng sau khi kiểm tra có mã độc (Eicar-Signature)")


def test_there_is_nothing_under_an_unknown_id() -> None:
    with pytest.raises(FileNotFound):
        api.serve(request=RequestFactory().get("/"), file_id=uuid4())


def test_a_link_opens_its_file_for_whoever_has_it(client: Client, file: StoredFile) -> None:
    response = client.get(api.make_link(file_id=file.id, at=now(), inline=True))
    assert response.status_code == 200
    assert body(response) == samples.PDF
    assert response["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in response["Content-Security-Policy"]


def opened(link: str, *, file: StoredFile, actor: Actor = ANONYMOUS, after: timedelta = timedelta(0)) -> bytes:
    token = link.partition("ve=")[2].replace("%3A", ":")
    request = RequestFactory().get(link)
    return body(api.serve_link(request=request, actor=actor, file_id=file.id, token=token, at=now() + after))


def test_a_link_dies_with_its_time(file: StoredFile) -> None:
    link = api.make_link(file_id=file.id, at=now(), life=timedelta(minutes=5))
    assert opened(link, file=file, after=timedelta(minutes=4)) == samples.PDF
    with pytest.raises(LinkExpired):
        opened(link, file=file, after=timedelta(minutes=6))


def test_a_link_for_one_account_opens_for_nobody_else(file: StoredFile) -> None:
    owner = Actor(kind=ActorKind.PERSON, id=uuid4())
    link = api.make_link(file_id=file.id, at=now(), only_for=owner)
    assert opened(link, file=file, actor=owner) == samples.PDF
    for stranger in (ANONYMOUS, Actor(kind=ActorKind.PERSON, id=uuid4())):
        with pytest.raises(LinkExpired):
            opened(link, file=file, actor=stranger)


def test_a_link_to_one_file_opens_no_other(file: StoredFile) -> None:
    other = api.store(actor=SYSTEM, content=samples.PDF, name="Khác.pdf", at=now(), purpose="paper")
    with pytest.raises(LinkExpired):
        opened(api.make_link(file_id=file.id, at=now()), file=other)


@pytest.mark.parametrize("token", ["", "x", "x:y:z", "WyJhIl0:1abc:zzz"])
def test_a_forged_link_looks_like_a_page_that_is_not_there(client: Client, file: StoredFile, token: str) -> None:
    assert client.get(f"/tep/{file.id}/", {"ve": token}).status_code == 404


def test_a_link_is_only_for_reading(client: Client, file: StoredFile) -> None:
    assert client.post(api.make_link(file_id=file.id, at=now())).status_code == 405
