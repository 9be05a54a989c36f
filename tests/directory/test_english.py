"""Agencies and places on pages that are read in English."""

from pathlib import Path

import pytest
import yaml
from django.utils import translation

from honglam.directory.contracts import UnitKind
from honglam.directory.rules.english import english_of, english_place
from honglam.ui.tongues import in_tongue, told

PACK = Path(__file__).parents[2] / "packs" / "ha_tinh" / "agencies"
KNOWN = {
    "Sở Lao động – Thương binh và Xã hội": "Department of Labour",
    "Phòng Văn hóa – Xã hội": "Cultural and Social Division",
    "Sở Y tế": "Department of Health",
}


@pytest.mark.parametrize(
    ("kind", "name", "english"),
    [
        (UnitKind.WARD, "Phường Thành Sen", "Thành Sen Ward"),
        (UnitKind.COMMUNE, "Xã Cẩm Bình", "Cẩm Bình Commune"),
        (UnitKind.TOWNSHIP, "Thị trấn Nghèn", "Nghèn Township"),
        (UnitKind.TOWN, "Thị xã Hồng Lĩnh", "Hồng Lĩnh Town"),
        (UnitKind.CENTRAL_CITY, "Thành phố Huế", "Huế City"),
        (UnitKind.PROVINCE, "Tỉnh Hà Tĩnh", "Hà Tĩnh Province"),
        (UnitKind.COMMUNE, "Xã Xã Đàn", "Xã Đàn Commune"),
        (UnitKind.COMMUNE, "Hà Linh", "Hà Linh Commune"),
    ],
)
def test_a_place_is_named_by_its_kind(kind: UnitKind, name: str, english: str) -> None:
    assert english_place(kind, name) == english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Sở Y tế", "Department of Health"),
        ("Phòng Văn hóa – Xã hội – Sở Y tế", "Cultural and Social Division – Department of Health"),
        (
            "Phòng Văn hóa – Xã hội – Sở Lao động – Thương binh và Xã hội",
            "Cultural and Social Division – Department of Labour",
        ),
        ("Phòng Không Ai – Sở Y tế", ""),
        ("Sở", ""),
        ("", ""),
    ],
)
def test_a_unit_is_named_with_its_agency_or_not_at_all(text: str, english: str) -> None:
    assert english_of(text, KNOWN) == english


def test_every_agency_of_the_province_has_an_english_name() -> None:
    bare = [
        agency["name"]
        for path in PACK.glob("*.yaml")
        for agency in yaml.safe_load(path.read_text(encoding="utf-8")).get("agencies", ())
        if not agency.get("name_en")
    ]
    assert bare == []


def test_pages_ask_for_the_name_in_their_tongue(province: None) -> None:
    committee, desk = "Ủy ban nhân dân tỉnh Mẫu", "Trung tâm Phục vụ hành chính công tỉnh Mẫu"
    with translation.override("en"):
        assert in_tongue(committee) == told(committee) == "People's Committee of Mẫu Province"
        assert told(desk) == f'<span lang="vi">{desk}</span>', "nobody wrote its English"
    with translation.override("vi"):
        assert in_tongue(committee) == committee
