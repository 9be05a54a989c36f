"""The pack's section: what is shipped is sound, goes in once, comes back the same; one bad file per error message."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from honglam.documents.models import Citation, Document
from honglam.kernel.values import SYSTEM
from honglam.pack import api
from tests.dossiers.scene import MORNING
from tests.pack.folders import PACKS, keep_sections, only_sections

SECTIONS = ("pack", "documents")
BROKEN = Path(__file__).resolve().parents[1] / "packs" / "broken_documents"
MESSAGES = {
    "kind_against_symbol": "documents/more.yaml:3: documents[0].kind: "
    "The symbol says that this is another kind of document: plan.",
    "symbol_malformed": "documents/more.yaml:4: documents[0].symbol: “mười/QĐ-UBND” is no number and symbol.",
    "too_long": "documents/more.yaml:4: documents[0].symbol: This text is longer than 80 characters.",
    "unknown_document": "documents/more.yaml:7: documents[0].cites[0].document: "
    "There is no document “khong-co” in the register of the pack.",
}


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other blocks ask for files of their own."""
    keep_sections(monkeypatch, SECTIONS)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_each_fault_is_named_with_its_place(name: str, tmp_path: Path, sections: None) -> None:
    folder = only_sections("trivial", SECTIONS, tmp_path / "pack")
    shutil.copytree(BROKEN / name, folder, dirs_exist_ok=True)
    with translation.override("en"):
        errors = [str(error) for error in api.check(path=folder).errors]
    assert errors == [MESSAGES[name]]


def test_every_bad_file_is_tried() -> None:
    assert {path.name for path in BROKEN.iterdir()} == set(MESSAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("pack", ["trivial", "ha_tinh"])
def test_what_is_applied_is_exported_the_same(pack: str, tmp_path: Path, sections: None) -> None:
    folder = only_sections(pack, SECTIONS, tmp_path / pack)
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert api.plan(path=folder).changes == ()
    api.export(path=tmp_path / "export")
    assert api.plan(path=tmp_path / "export").changes == ()


@pytest.mark.django_db
def test_what_the_source_documents_do_not_agree_about_is_flagged(tmp_path: Path, sections: None) -> None:
    api.apply(path=only_sections("ha_tinh", SECTIONS, tmp_path / "pack"), actor=SYSTEM, at=MORNING)
    told = Citation.objects.filter(cited__code="qd-739-2017").values_list("dated", flat=True)
    assert {date(2017, 3, 22), date(2017, 3, 23)} < set(told)
    flagged = set(Document.objects.filter(disputed=True).values_list("code", flat=True))
    assert {"qd-739-2017", "kh-11-2017", "nq-22-2016", "nq-36a-2015"} <= flagged
    assert "kh-239-2016" not in flagged, "29/7/2016 and 29/07/2016 are one day"


def test_the_register_and_the_sources_of_figures_say_the_same() -> None:
    """Figures name their documents by the same codes; no second truth about number, date or issuer."""
    folder = PACKS / "ha_tinh"
    sources = yaml.safe_load((folder / "indicators/sources.yaml").read_text(encoding="utf-8"))["documents"]
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (folder / "documents").glob("*.yaml")]
    known = {one["code"]: one for file in files for one in file["documents"]}
    for source in sources:
        mine = known[source["code"]]
        assert [mine.get(name) for name in ("symbol", "dated", "issuer")] == [
            source.get(name) for name in ("symbol", "dated", "issuer")
        ]
