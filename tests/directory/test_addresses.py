"""What old papers mean today: names, codes, districts, divisions, typing of every kind."""

import csv
from datetime import date

import pytest

from honglam.directory.contracts import (
    Certainty,
    Level,
    SuccessionKind,
    UnitKind,
    UnitSuccessionView,
    UnitView,
)
from honglam.directory.rules.addresses import resolve, search
from honglam.directory.rules.gazetteer import Gazetteer
from honglam.directory.rules.places import bare_name, read_address
from tests.pack.folders import PACKS

NEW = date(2025, 7, 1)
LAST = date(2025, 6, 30)
TODAY = date(2026, 11, 16)


def unit(number: int, code: str, name: str, kind: UnitKind, parent: int | None, old: bool = False) -> UnitView:
    """A unit; `old`: one that ended on 30 June 2025."""
    levels = {UnitKind.PROVINCE: Level.PROVINCE, UnitKind.DISTRICT: Level.DISTRICT, UnitKind.CITY: Level.DISTRICT}
    first = None if old or number == 1 else NEW
    return UnitView(
        id=number,
        code=code,
        name=name,
        kind=kind,
        level=levels.get(kind, Level.COMMUNE),
        parent_id=parent,
        valid_from=first,
        valid_to=LAST if old else None,
    )


def way(old: int, new: int, divided: bool = False) -> UnitSuccessionView:
    kind = SuccessionKind.SPLIT if divided else SuccessionKind.MERGE
    return UnitSuccessionView(old_id=old, new_id=new, kind=kind, since=NEW, divided=divided)


BOOK = Gazetteer(
    [
        unit(1, "99", "Tỉnh Mẫu", UnitKind.PROVINCE, None),
        unit(2, "991", "Thành phố Sông Cả", UnitKind.CITY, 1, old=True),
        unit(3, "992", "Huyện Hồng Sơn", UnitKind.DISTRICT, 1, old=True),
        unit(11, "99101", "Phường Trần Phú", UnitKind.WARD, 2, old=True),
        unit(12, "99102", "Phường Bắc Hà", UnitKind.WARD, 2, old=True),
        unit(13, "99103", "Phường Đại Nài", UnitKind.WARD, 2, old=True),
        unit(14, "99201", "Thị trấn Hồng Sơn", UnitKind.TOWNSHIP, 3, old=True),
        unit(15, "99202", "Xã Thạch Hạ", UnitKind.COMMUNE, 3, old=True),
        unit(16, "99203", "Xã Thạch Hà", UnitKind.COMMUNE, 3, old=True),
        unit(21, "99101", "Phường Thành Sen", UnitKind.WARD, 1),
        unit(22, "99202", "Phường Trần Phú", UnitKind.WARD, 1),
        unit(23, "99201", "Xã Hồng Sơn", UnitKind.COMMUNE, 1),
    ],
    [
        way(11, 21),
        way(12, 21),
        way(13, 21, divided=True),
        way(13, 22, divided=True),
        way(14, 23),
        way(15, 22),
        way(16, 23),
    ],
)


@pytest.mark.parametrize(
    ("text", "certainty", "code"),
    [
        ("Phường Thành Sen", Certainty.CURRENT, "99101"),
        ("thành sen", Certainty.CURRENT, "99101"),
        ("thanh sen", Certainty.CURRENT, "99101"),
        ("P. Thành Sen", Certainty.CURRENT, "99101"),
        ("P.Thành Sen", Certainty.CURRENT, "99101"),
        ("THÀNH SEN", Certainty.CURRENT, "99101"),
        ("Tha\u0300nh Sen", Certainty.CURRENT, "99101"),
        ("bac ha", Certainty.SUCCEEDED, "99101"),
        ("Phường Bắc Hà, TP Sông Cả", Certainty.SUCCEEDED, "99101"),
        ("Phường Bắc Hà, thành phố Sông Cả, tỉnh Mẫu", Certainty.SUCCEEDED, "99101"),
        ("số 5, tổ 3, Phường Bắc Hà, TP. Sông Cả", Certainty.SUCCEEDED, "99101"),
        ("xã Bắc Hà", Certainty.SUCCEEDED, "99101"),
        ("xóm 5 xã Thạch Hạ huyện Hồng Sơn tỉnh Mẫu", Certainty.SUCCEEDED, "99202"),
        ("Xã Thạch Hà", Certainty.SUCCEEDED, "99201"),
        ("thạch hà", Certainty.SUCCEEDED, "99201"),
        ("TT Hồng Sơn", Certainty.SUCCEEDED, "99201"),
        ("99101", Certainty.CURRENT, "99101"),
        ("99102", Certainty.SUCCEEDED, "99101"),
        ("Phường Trần Phú, TP Sông Cả", Certainty.SUCCEEDED, "99101"),
        ("Phường Trần Phú, tỉnh Mẫu", Certainty.CURRENT, "99202"),
    ],
)
def test_what_is_certain_is_translated(text: str, certainty: Certainty, code: str) -> None:
    found = resolve(BOOK, text, TODAY)
    assert (found.certainty, found.unit and found.unit.code) == (certainty, code)
    assert found.options == ()


@pytest.mark.parametrize(
    ("text", "certainty", "codes"),
    [
        ("Phường Đại Nài", Certainty.DIVIDED, {"99101", "99202"}),
        ("dai nai, song ca", Certainty.DIVIDED, {"99101", "99202"}),
        ("99103", Certainty.DIVIDED, {"99101", "99202"}),
        ("Phường Trần Phú", Certainty.AMBIGUOUS, {"99202", "99101"}),
        ("thach ha", Certainty.AMBIGUOUS, {"99202", "99201"}),
        ("huyện Hồng Sơn", Certainty.UNKNOWN, {"99201", "99202"}),
        ("Thàn Sen", Certainty.UNKNOWN, {"99101"}),
        ("Thành", Certainty.UNKNOWN, {"99101"}),
        ("Paris", Certainty.UNKNOWN, set()),
        ("99999", Certainty.UNKNOWN, set()),
        ("", Certainty.UNKNOWN, set()),
        (",,, ;", Certainty.UNKNOWN, set()),
        ("x", Certainty.UNKNOWN, set()),
        ("%", Certainty.UNKNOWN, set()),
    ],
)
def test_doubt_is_offered_to_a_person(text: str, certainty: Certainty, codes: set[str]) -> None:
    found = resolve(BOOK, text, TODAY)
    assert found.certainty is certainty
    assert found.unit is None
    assert {option.unit.code for option in found.options} == codes


def test_a_divided_unit_says_so_and_where_it_was() -> None:
    first, second = search(BOOK, "Đại Nài", TODAY)
    assert first.ask
    assert second.ask
    assert first.was is not None
    assert (first.was.name, first.was_in) == ("Phường Đại Nài", "Thành phố Sông Cả")


def test_a_district_asks_for_the_commune() -> None:
    found = search(BOOK, "huyện Hồng Sơn", TODAY)
    assert all(match.ask and match.was and match.was.name == "Huyện Hồng Sơn" for match in found)


def test_on_an_earlier_day_the_old_units_are_in_force() -> None:
    assert resolve(BOOK, "Phường Bắc Hà", LAST).certainty is Certainty.CURRENT
    assert resolve(BOOK, "99101", LAST).unit == BOOK.units[11]


def test_the_name_of_today_comes_first_and_stands_once() -> None:
    found = search(BOOK, "hong son", TODAY)
    assert found[0].unit.code == "99201"
    assert found[0].was is None
    assert [match.unit.code for match in found if match.score >= 1] == ["99201"]


def test_a_limit_is_kept() -> None:
    assert len(search(BOOK, "h", TODAY, limit=3)) <= 3
    assert len(search(BOOK, "ha", TODAY, limit=2)) == 2


def test_kind_words_are_not_names() -> None:
    assert bare_name(BOOK.units[21]) == "thành sen"
    assert bare_name(BOOK.units[14]) == "hồng sơn"
    place = read_address("Thị trấn Hồng Sơn")[0]
    assert (place.written, place.kinds) == ("hồng sơn", frozenset({UnitKind.TOWNSHIP}))


def test_parts_are_found_without_commas() -> None:
    parts = [place.folded for place in read_address("thôn 3 xã Thạch Hạ thị xã Hồng Sơn tỉnh Mẫu")]
    assert parts == ["thon 3", "thach ha", "hong son", "mau"]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def province_on_paper() -> Gazetteer:
    """Every unit of the real province in each of its lives, from the tables of its pack."""
    folder = PACKS / "ha_tinh" / "administrative_units"
    with (folder / "units.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (folder / "successions.csv").open(encoding="utf-8", newline="") as lines:
        ways = list(csv.DictReader(lines))
    ids = {(row["code"], row["valid_from"]): number for number, row in enumerate(rows, start=1)}

    def above(row: dict[str, str]) -> int | None:
        """The life of the unit above that was there on the row's last day."""
        last = row["valid_to"] or "9999"
        lives = [one for one in rows if one["code"] == row["parent_code"] and one["valid_from"] <= last]
        fitting = [one for one in lives if not one["valid_to"] or last <= one["valid_to"]]
        return ids[fitting[0]["code"], fitting[0]["valid_from"]] if fitting else None

    units = [
        UnitView(
            id=ids[row["code"], row["valid_from"]],
            code=row["code"],
            name=row["name"],
            kind=UnitKind(row["kind"]),
            level=Level(row["level"]),
            parent_id=above(row),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in rows
    ]
    successions = [
        UnitSuccessionView(
            old_id=ids[one["old_code"], one["old_valid_from"]],
            new_id=ids[one["new_code"], one["new_valid_from"]],
            kind=SuccessionKind(one["kind"]),
            since=date.fromisoformat(one["on"]),
            divided=one["divided"] == "true",
        )
        for one in ways
    ]
    return Gazetteer(units, successions)


def test_every_old_commune_with_its_district_is_understood() -> None:
    """As papers of 2024 say it: a district that gave its name to a commune of today is still the district."""
    real = province_on_paper()
    old = [unit for unit in real.units.values() if unit.level is Level.COMMUNE and unit.valid_to == LAST]
    assert len(old) == 209
    unclear = {}
    for unit in old:
        district, top = real.above(unit)
        said = f"{unit.name}, {bare_name(district).title()}, {bare_name(top).title()}"
        for text in (said, f"{bare_name(unit).title()}, {district.name}, {top.name}"):
            found = resolve(real, text, TODAY)
            meant = {after.code for after, _ in real.successors(unit, TODAY)}
            certain = found.unit is not None and found.unit.code in meant
            # Divided, or the name is borne by another commune today: only a person knows which is meant.
            offered = {one.unit.code for one in found.options}
            others = {one.code for one, name, _ in real.communes if name == bare_name(unit) and not one.valid_to}
            asked = meant <= offered <= meant | others and (len(meant) > 1 or not others <= meant)
            if not (certain or asked):
                unclear[text] = (found.certainty.value, [one.unit.name for one in found.options])
    assert unclear == {}
