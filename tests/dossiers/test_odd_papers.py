"""A paper that is taken although something is odd about it says so to the officer before it is opened."""

import io
import zipfile

from django.test import Client

from honglam.dossiers.contracts import PaperInput
from honglam.files import api as files
from honglam.identity.models import Account
from tests.dossiers.scene import MORNING, PDF, Scene


def test_an_officer_is_told_what_is_odd_about_a_file(scene: Scene) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"):
            archive.writestr(name, b"<a/>")
    script = PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    papers = tuple(_paper(scene, code, content, name) for code, content, name in (
        ("TK", book.getvalue(), "to-khai.xlsx"), ("GT", script, "giay-to.pdf"),
    ))  # fmt: skip
    dossier_id = scene.accepted(papers=papers)
    assert scene.officer.id is not None
    officer = Client()
    officer.force_login(Account.objects.get(id=scene.officer.id))
    page = officer.get(f"/can-bo/ho-so/{dossier_id}/").content.decode()
    assert "tệp này chứa macro" in page
    assert "tệp này chứa chương trình tự chạy khi mở" in page
    clean = scene.accepted()
    assert "tệp này" not in officer.get(f"/can-bo/ho-so/{clean}/").content.decode()


def _paper(scene: Scene, code: str, content: bytes, name: str) -> PaperInput:
    stored = files.store(actor=scene.citizen, content=content, name=name, at=MORNING, purpose="dossier")
    return PaperInput(component_code=code, file_id=stored.id, file_name=name)
