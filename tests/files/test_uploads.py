"""Uploads piece by piece, as a telephone on a bad line sends them."""

from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from honglam.files import api
from honglam.files.contracts import FileTypeNotAllowed, StorageUnavailable, UploadNotFound, UploadUnfinished
from honglam.files.gateways import staging
from honglam.files.models import Upload, UploadPiece
from honglam.files.services.uploads import erase_uploads
from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, Actor

pytestmark = pytest.mark.django_db
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def owner() -> Actor:
    """Somebody with an account."""
    account = identity.create_account(actor=SYSTEM, full_name="Nguyễn Thị Hồng", at=now())
    return identity.actor_of(account_id=account.id)


@pytest.fixture
def browser(owner: Actor) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(Account.objects.get(id=owner.id))
    return client


def test_a_full_temporary_folder_is_named(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    view = api.begin_upload(actor=owner, name="giay.pdf", size=len(PDF), at=now())
    api.add_piece(actor=owner, upload_id=view.id, position=0, data=PDF)

    class Full(BytesIO):
        def write(self, _data: Any) -> int:
            raise OSError(28, "No space left on device")

        def close(self) -> None:
            raise OSError(28, "No space left on device")

    def nowhere() -> BytesIO:
        raise OSError(28, "No space left on device")

    for temporary in (Full, nowhere):
        with monkeypatch.context() as full:
            full.setattr(staging.tempfile, "TemporaryFile", temporary)
            with pytest.raises(StorageUnavailable):
                api.finish_upload(actor=owner, upload_id=view.id, at=now(), purpose="paper")
    assert api.finish_upload(actor=owner, upload_id=view.id, at=now(), purpose="paper").size == len(PDF)


def begin(browser: Client, size: int = len(PDF), name: str = "giấy khai sinh.pdf") -> Any:
    """Announce a file."""
    metadata = f"filename {b64encode(name.encode()).decode()}"
    return browser.post("/tep/tai-len/", headers={"Upload-Length": str(size), "Upload-Metadata": metadata})


def send(browser: Client, where: str, position: int, data: bytes) -> Any:
    """The next bytes."""
    kind = "application/offset+octet-stream"
    return browser.patch(where, data, content_type=kind, headers={"Upload-Offset": str(position)})


def test_a_file_arrives_in_pieces_and_is_the_same_to_the_last_byte(browser: Client, owner: Actor) -> None:
    where = begin(browser)["Location"]
    assert send(browser, where, 0, PDF[:40])["Upload-Offset"] == "40"
    assert browser.head(where)["Upload-Offset"] == "40", "after a break the browser asks how far it came"
    assert send(browser, where, 40, PDF[40:]).status_code == 204
    upload = Upload.objects.get()
    stored = api.finish_upload(actor=owner, upload_id=upload.id, at=now(), purpose="paper")
    assert api.read(file_id=stored.id) == PDF
    assert stored.name == "giấy khai sinh.pdf"
    assert not UploadPiece.objects.exists()
    with pytest.raises(UploadNotFound):
        api.finish_upload(actor=owner, upload_id=upload.id, at=now(), purpose="paper")


@pytest.mark.parametrize(("position", "data"), [(0, b"x"), (41, b"x"), (40, b"x" * 1000)])
def test_bytes_that_do_not_fit_are_refused_and_told_where_to_go_on(browser: Client, position: int, data: bytes) -> None:
    where = begin(browser)["Location"]
    send(browser, where, 0, PDF[:40])
    refused = send(browser, where, position, data)
    assert (refused.status_code, refused["Upload-Offset"]) == (409, "40")
    assert Upload.objects.get().taken == 40


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "12"}, 400),
        ({"Upload-Length": "x", "Upload-Metadata": "filename YQ=="}, 400),
        ({"Upload-Length": "-1", "Upload-Metadata": "filename YQ=="}, 400),
        ({"Upload-Length": "12", "Upload-Metadata": "filename ***"}, 400),
        ({"Upload-Length": "99999999999", "Upload-Metadata": "filename YQ=="}, 413),
    ],
)
def test_what_is_announced_wrongly_is_refused(browser: Client, headers: dict[str, str], status: int) -> None:
    assert browser.post("/tep/tai-len/", headers=headers).status_code == status
    assert not Upload.objects.exists()


def test_bytes_of_another_kind_of_request_are_refused(browser: Client) -> None:
    where = begin(browser)["Location"]
    assert browser.patch(where, b"x", content_type="text/plain", headers={"Upload-Offset": "0"}).status_code == 415
    assert send(browser, where, -1, b"x").status_code == 400


def test_a_strangers_upload_does_not_exist(browser: Client, owner: Actor) -> None:
    where = begin(browser)["Location"]
    other = identity.create_account(actor=SYSTEM, full_name="Trần Văn Lam", at=now())
    stranger = Client()
    stranger.force_login(Account.objects.get(id=other.id))
    assert stranger.head(where).status_code == 404
    assert send(stranger, where, 0, b"x").status_code == 404
    with pytest.raises(UploadNotFound):
        api.finish_upload(
            actor=identity.actor_of(account_id=other.id), upload_id=Upload.objects.get().id, at=now(), purpose="paper"
        )


def test_half_a_file_and_a_disguised_one_are_refused(browser: Client, owner: Actor) -> None:
    half = begin(browser)["Location"]
    send(browser, half, 0, PDF[:40])
    with pytest.raises(UploadUnfinished):
        api.finish_upload(actor=owner, upload_id=Upload.objects.get().id, at=now(), purpose="paper")
    disguised = begin(browser, size=8, name="anh.pdf")["Location"]
    send(browser, disguised, 0, b"MZ\x90\x00\x03\x00\x00\x00")
    with pytest.raises(FileTypeNotAllowed):
        upload = Upload.objects.get(name="anh.pdf")
        api.finish_upload(actor=owner, upload_id=upload.id, at=now(), purpose="paper")


def test_nobody_fills_the_database(browser: Client) -> None:
    for _ in range(60):
        begin(browser)
    assert begin(browser).status_code == 409
    assert erase_uploads(before=now() + timedelta(minutes=1), limit=50, at=now()) == 50
    assert erase_uploads(before=now() + timedelta(minutes=1), limit=50, at=now()) == 10
    assert begin(browser).status_code == 201


@pytest.mark.parametrize(("name", "kept"), [("a\0b.pdf", "ab.pdf"), ("\0", None), ("a\x1f.pdf", "a.pdf")])
def test_a_name_is_kept_without_what_no_database_takes(browser: Client, name: str, kept: str | None) -> None:
    assert begin(browser, name=name).status_code == (201 if kept else 400)
    assert list(Upload.objects.values_list("name", flat=True)) == ([kept] if kept else [])
