"""How others rank the province: pack data over the dictionary, every number with its year and source."""

from pathlib import Path

import pytest

from honglam.indicators import api
from honglam.indicators.contracts import OutsideIndexNotFound
from honglam.indicators.views.figures import outside
from honglam.kernel.values import ANONYMOUS
from honglam.pack import api as packs
from tests.cost import cost
from tests.dossiers.scene import Scene
from tests.indicators.test_figure_pages import page
from tests.pack.folders import UNITS_AND_AGENCIES, only_sections

FILE = "indicators/outside.yaml"


def test_an_index_shows_its_components_year_by_year(scene: Scene) -> None:
    listed = page(outside.listing).content.decode()
    assert "Chỉ số mẫu" in listed
    shown = page(outside.index, code="mau").content.decode()
    for words in ("Bên chấm mẫu công bố", "2024", "50"):
        assert words in shown
    view = api.get_outside(actor=ANONYMOUS, code="mau")
    assert 2024 in view.years
    said = {
        (line.definition.code, line.part): [one.figure.value for one in line.values if one.figure]
        for line in view.lines
    }
    assert said["services", "cấp tỉnh"] == [60]
    assert said["services", "cấp xã"] == [45]
    assert 50 in said["communes_with_site_rate", ""]
    assert "50" in page(outside.index, given={"dang": "csv"}, code="mau").content.decode()


def test_what_the_pack_does_not_name_is_not_found(scene: Scene) -> None:
    with pytest.raises(OutsideIndexNotFound):
        page(outside.index, code="khong-co")


def test_the_number_of_queries_is_fixed(scene: Scene) -> None:
    page(outside.index, code="mau")
    assert cost(lambda: page(outside.index, code="mau")) <= 8


@pytest.mark.parametrize(
    ("sound", "wrong", "code"),
    [
        ("communes_with_site_rate", "khong_co", "index_unknown"),
        ("components: [communes_with_site_rate, services]", "components: []", "index_empty"),
    ],
)
def test_an_index_over_nothing_is_refused(sound: str, wrong: str, code: str, tmp_path: Path) -> None:
    root = only_sections("trivial", (*UNITS_AND_AGENCIES, "indicators"), tmp_path / "pack")
    text = (root / FILE).read_text("utf-8")
    assert sound in text
    (root / FILE).write_text(text.replace(sound, wrong), "utf-8")
    told = [(error.file, error.code) for error in packs.check(path=root).errors if error.file == FILE]
    assert told == [(FILE, code)]
