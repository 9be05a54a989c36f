"""Pictures: whole SVG files that say what they show, carry no script and escape what they are given."""

from xml.etree import ElementTree

from honglam.ui import pictures

HOSTILE = '<script>alert("1")</script> & Xã “Lam”'
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    """The words of a picture that is well-formed."""
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_bars_say_every_number_and_grow_with_it() -> None:
    svg = pictures.bars(pictures.Words(title=HOSTILE, unit="%", source="Một cửa"), [("Sở A", 50), (HOSTILE, 25.5)])
    assert "<script" not in svg
    assert {"50", "25,5", "Sở A", "Một cửa"} <= set(texts(svg))
    lengths = [float(one.get("width", "0").rstrip("%")) for one in ElementTree.fromstring(svg).iter(f"{SVG}rect")][1:]
    assert lengths[0] > 1.9 * lengths[1] > 0


def test_a_course_names_its_ends_and_its_newest_number() -> None:
    svg = pictures.courses(pictures.Words(title="T"), ["2018", "2019", "2020"], {"%": [4.92, None, 13.25]})
    assert {"2018", "2020", "%: 13,25"} <= set(texts(svg))
    assert "NaN" not in svg


def test_a_map_has_a_square_for_everybody_and_a_class_for_nothing() -> None:
    land = [
        pictures.Square(row=0, column=0, short="TS", label="Thành Sen", value=98.5, level=4),
        pictures.Square(row=1, column=2, short="X", label=HOSTILE, value=None, level=None),
    ]
    svg = pictures.squares(pictures.Words(title="T", unit="%"), land, ["a", "b", "c", "d", "e"], "chưa có")
    titles = [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}title")]
    assert titles == ["Thành Sen: 98,5 %", f"{HOSTILE}: chưa có"]
    assert "chưa có" in texts(svg)


def test_other_sites_may_show_it_and_nothing_in_it_runs() -> None:
    answer = pictures.answer("<svg/>", "hinh")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Type"].startswith("image/svg+xml")
