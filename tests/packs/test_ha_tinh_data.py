"""The real province, read as files: the facts that somebody would notice if they were wrong."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from honglam.kernel import expressions
from honglam.pack import api as packs

ROOT = Path(__file__).parents[2] / "packs" / "ha_tinh"
TODAY = "2026-11-23"
LAST_DAY_OF_DISTRICTS = "2025-06-30"
FIRST_DAY_OF_TWO_LEVELS = "2025-07-01"
WARDS = {
    *("Phường Thành Sen", "Phường Trần Phú", "Phường Hà Huy Tập", "Phường Bắc Hồng Lĩnh", "Phường Nam Hồng Lĩnh"),
    *("Phường Sông Trí", "Phường Hải Ninh", "Phường Vũng Áng", "Phường Hoành Sơn"),
}

Item = dict[str, Any]


@cache
def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "administrative_units" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def document(path: str) -> Item:
    loaded: Item = yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@cache
def agencies() -> dict[str, Item]:
    found: dict[str, Item] = {}
    for path in sorted((ROOT / "agencies").glob("*.yaml")):
        for agency in document(f"agencies/{path.name}")["agencies"]:
            assert agency["code"] not in found, agency["code"]
            found[agency["code"]] = agency
    return found


@cache
def agency_successions() -> list[Item]:
    files = sorted((ROOT / "agencies").glob("*.yaml"))
    return [one for path in files for one in document(f"agencies/{path.name}").get("successions", [])]


@cache
def procedures() -> dict[str, Item]:
    paths = sorted((ROOT / "procedures").glob("*/*.yaml"))
    return {path.stem: document(str(path.relative_to(ROOT))) for path in paths}


def versions() -> Iterator[tuple[str, Item]]:
    for code, procedure in procedures().items():
        for version in procedure["versions"]:
            yield code, version


def current(code: str, on: date = date(2026, 11, 23)) -> Item:
    for version in procedures()[code]["versions"]:
        if version["valid_from"] <= on <= version.get("valid_to", date.max):
            found: Item = version
            return found
    raise AssertionError(code)


def units_on(day: str, level: str) -> list[dict[str, str]]:
    return [
        unit
        for unit in table("units.csv")
        if unit["level"] == level and unit["valid_from"] <= day <= (unit["valid_to"] or "9999")
    ]


class TestUnits:
    @pytest.mark.parametrize(
        ("day", "districts", "communes"),
        [("2024-12-31", 13, 209), (LAST_DAY_OF_DISTRICTS, 12, 209), (FIRST_DAY_OF_TWO_LEVELS, 0, 69), (TODAY, 0, 69)],
    )
    def test_how_many_there_were(self, day: str, districts: int, communes: int) -> None:
        assert len(units_on(day, "district")) == districts
        assert len(units_on(day, "commune")) == communes
        assert len(units_on(day, "province")) == 1

    def test_kinds_before_and_after(self) -> None:
        old = Counter(unit["kind"] for unit in units_on(LAST_DAY_OF_DISTRICTS, "commune"))
        new = Counter(unit["kind"] for unit in units_on(TODAY, "commune"))
        assert old == {"xa": 170, "phuong": 25, "thi_tran": 14}
        assert new == {"xa": 60, "phuong": 9}
        assert {unit["name"] for unit in units_on(TODAY, "commune") if unit["kind"] == "phuong"} == WARDS

    def test_the_key_is_the_code_and_its_beginning(self) -> None:
        keys = Counter((unit["code"], unit["valid_from"]) for unit in table("units.csv"))
        assert set(keys.values()) == {1}

    def test_a_code_survives_with_another_meaning(self) -> None:
        names = [unit["name"] for unit in table("units.csv") if unit["code"] == "18073"]
        assert names == ["Phường Nam Hà", "Phường Thành Sen"]

    def test_every_unit_stands_under_a_unit_of_its_time(self) -> None:
        for unit in table("units.csv"):
            if unit["level"] == "province":
                continue
            day = unit["valid_to"] or TODAY
            parents = [one["code"] for one in units_on(day, "province") + units_on(day, "district")]
            assert unit["parent_code"] in parents, unit
            if unit["level"] == "commune":
                assert (unit["parent_code"] == "42") is (day > LAST_DAY_OF_DISTRICTS), unit

    def test_points_lie_in_the_province(self) -> None:
        for unit in units_on(TODAY, "commune"):
            assert 17.8 < float(unit["lat"]) < 18.8, unit
            assert 105.0 < float(unit["lon"]) < 106.6, unit
        assert 5900 < sum(float(unit["area_km2"]) for unit in units_on(TODAY, "commune")) < 6100

    def test_loc_ha_ended_with_2024(self) -> None:
        ended = [unit for unit in table("units.csv") if unit["code"] == "448"]
        assert [unit["valid_to"] for unit in ended] == ["2024-12-31"]
        moved = [one for one in table("successions.csv") if one["old_code"] == "448"]
        assert {one["new_code"] for one in moved} == {"445", "436"}


class TestSuccession:
    def on_first_of_july(self) -> list[dict[str, str]]:
        return [one for one in table("successions.csv") if one["on"] == FIRST_DAY_OF_TWO_LEVELS]

    def test_every_old_commune_has_a_successor_and_every_new_one_ancestors(self) -> None:
        rows = self.on_first_of_july()
        assert len(rows) == 212
        before = {unit["code"] for unit in units_on(LAST_DAY_OF_DISTRICTS, "commune")}
        after = {unit["code"] for unit in units_on(TODAY, "commune")}
        assert {one["old_code"] for one in rows} == before
        assert {one["new_code"] for one in rows} == after

    def test_only_two_communes_were_divided(self) -> None:
        divided = Counter(one["old_code"] for one in self.on_first_of_july() if one["divided"] == "true")
        assert divided == {"18082": 2, "18796": 3}
        assert all((one["kind"] == "split") is (one["divided"] == "true") for one in self.on_first_of_july())

    def test_rows_point_at_units_that_exist(self) -> None:
        keys = {(unit["code"], unit["valid_from"]) for unit in table("units.csv")}
        for one in table("successions.csv"):
            assert (one["old_code"], one["old_valid_from"]) in keys, one
            assert (one["new_code"], one["new_valid_from"]) in keys, one


class TestAgencies:
    def test_every_commune_has_its_committee_desk_units_and_police(self) -> None:
        for unit in units_on(TODAY, "commune"):
            code = unit["code"]
            committee = agencies()[f"UBND-XA-{code}"]
            assert committee["one_stop"] == f"TTPVHCC-XA-{code}"
            ward = unit["kind"] == "phuong"
            economy = agencies()[f"KT-XA-{code}"]["name"]
            assert economy.startswith("Phòng Kinh tế, Hạ tầng và Đô thị " if ward else "Phòng Kinh tế "), economy
            for prefix in ("VP", "VHXH", "TTPVHCC"):
                assert agencies()[f"{prefix}-XA-{code}"]["parent"] == committee["code"]
            assert agencies()[f"CA-XA-{code}"]["parent"] == "CONGAN-TINH"
            assert f"HDND-XA-{code}" in agencies()

    def test_identifier_codes_are_unique_and_only_the_provinces_own_is_certain(self) -> None:
        carrying = [agency for agency in agencies().values() if "identifier_code" in agency]
        assert max(Counter(agency["identifier_code"] for agency in carrying).values()) == 1
        assert [agency["code"] for agency in carrying if not agency.get("identifier_provisional")] == ["UBND-TINH"]
        assert agencies()["UBND-TINH"]["identifier_code"] == "H27"
        assert all(re.fullmatch(r"H27(\.\d{1,3})?", agency["identifier_code"]) for agency in carrying)

    def test_the_mergers_of_march_2025(self) -> None:
        merged = {
            one["old"]: one["new"]
            for one in agency_successions()
            if one["kind"] == "merge" and one["since"] == date(2025, 3, 1)
        }
        assert merged == {
            "SOKHDT": "SOTAICHINH",
            "SOGTVT": "SOXAYDUNG",
            "SOTNMT": "SONNMT",
            "SONNPTNT": "SONNMT",
            "SOTTTT": "SOKHCN",
            "SOLDTBXH": "SONOIVU",
        }
        assert all(agencies()[old]["valid_to"] == date(2025, 2, 28) for old in merged)
        assert not any("valid_to" in agencies()[new] for new in merged.values())

    def test_nobody_ends_without_an_heir(self) -> None:
        heirs = {one["old"] for one in agency_successions()}
        assert {code for code, agency in agencies().items() if "valid_to" in agency} <= heirs

    def test_an_heir_is_there_when_the_old_one_ends(self) -> None:
        for one in agency_successions():
            new = agencies()[one["new"]]
            assert new.get("valid_from", date.min) <= one["since"] <= new.get("valid_to", date.max), one

    def test_nobody_stands_under_a_dissolved_agency(self) -> None:
        for code, agency in agencies().items():
            parent = agencies()[agency["parent"]] if "parent" in agency else {}
            assert agency.get("valid_to", date.max) <= parent.get("valid_to", date.max), code

    def test_every_desk_has_somebody_to_receive_and_to_hand_over(self) -> None:
        for agency in agencies().values():
            if agency["kind"] == "one_stop" and "valid_to" not in agency:
                roles = {role for post in agency["posts"] for role in post["roles"]}
                assert {"reception_officer", "result_officer", "one_stop_head"} <= roles, agency["code"]


class TestProcedures:
    def test_there_are_enough_of_them(self) -> None:
        assert len(procedures()) >= 60
        assert len({procedure["field"] for procedure in procedures().values()}) >= 15
        levels = Counter(level for procedure in procedures().values() for level in procedure["levels"])
        assert min(levels["province"], levels["commune"]) >= 25

    def test_codes_are_national_or_plainly_ours(self) -> None:
        for code, procedure in procedures().items():
            assert code == procedure["code"]
            if not re.fullmatch(r"\d\.\d{6}", code):
                assert re.fullmatch(r"HT-[A-Z]+-\d{3}", code), code
                assert all(version.get("provisional") for version in procedure["versions"]), code

    def test_at_least_twelve_can_be_filed_and_settled_to_the_paper(self) -> None:
        complete = {
            code
            for code, version in versions()
            if version.get("form") and version.get("process") and version["result"].get("template")
        }
        assert len(complete) >= 12
        shapes = {
            "on the spot": {code for code in complete if current(code)["immediate"]},
            "with a fee": {code for code in complete if current(code)["fees"]},
            "several papers": {code for code in complete if len(current(code)["components"]) >= 5},
            "for enterprises": {code for code in complete if "enterprise" in current(code)["applicants"]},
            "with opinions": {code for code in complete if '"parallel"' in json.dumps(current(code)["process"])},
            "repeating groups": {code for code in complete if '"repeat"' in json.dumps(current(code)["form"])},
            "computed answers": {code for code in complete if current(code)["form"]["layout"].get("calculated")},
            "by calendar days": {code for code in complete if current(code)["channels"][0]["duration"].endswith("d")},
            "where the law asks": {code for code in complete if current(code)["competent"].get("field")},
        }
        assert not {shape for shape, members in shapes.items() if len(members) < 2}

    def test_two_bodies_of_two_levels_settle_the_first_land_certificate(self) -> None:
        asked = {
            opinion["unit"]["agency"]
            for step in current("1.013978")["process"]["steps"]
            for opinion in step.get("parallel", [])
        }
        assert asked == {"P-KTDC-VPDKDD", "P-DD-SONNMT", "THUE-TINH"}

    def test_what_binds_a_citizen_cites_its_law_or_says_so(self) -> None:
        for code, version in versions():
            for part in (*version["channels"], *version["components"], *version["fees"]):
                assert part.get("source") or part.get("provisional"), (code, part)

    def test_what_is_free_cites_its_law(self) -> None:
        for code, version in versions():
            if "free" in version:
                assert not version["fees"], code
                assert version["free"].get("source") or version["free"].get("provisional"), code

    @pytest.mark.parametrize(
        "code", ["1.000894", "1.001022", "2.000806", "2.000884", "2.001019", "2.001035", "2.001263"]
    )
    def test_where_people_must_come_the_sequence_says_so(self, code: str) -> None:
        """Who files from home or by post would not know otherwise."""
        version = current(code)
        ways = {one["channel"] for one in version["channels"]}
        told = [line for line in version["sequence"] if re.search("đến ký|có mặt|cùng đến", line)]
        assert told or ways == {"in_person"}
        assert re.search("có mặt", version["online_reason"])

    def test_summaries_speak_to_people(self) -> None:
        for code, version in versions():
            assert 20 <= len(version["summary"]) <= 200, code
            assert version["summary"].endswith("."), code
            assert procedures()[code]["keywords"], code

    def test_every_procedure_belongs_to_an_event_of_a_life(self) -> None:
        events = document("life_events.yaml")["life_events"]
        named = {code for event in events for code in event["procedures"]}
        assert named == set(procedures())
        assert len(events) >= 10


class TestFees:
    """Amounts that people know by heart."""

    def due(self, code: str, fee: str, **answers: Any) -> int:
        rule = next(one for one in current(code)["fees"] if one["code"] == fee)
        names = {"today": TODAY, "channel": "in_person", **answers}
        if "when" in rule and not expressions.holds(expressions.parse(rule["when"]), names):
            return 0
        amount = rule.get("amount") or expressions.evaluate(expressions.parse(rule["formula"]), names)
        quantity = expressions.evaluate(expressions.parse(rule["quantity"]), names) if "quantity" in rule else 1
        return int(amount * quantity)

    @pytest.mark.parametrize(
        ("pages", "copies", "amount"),
        [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (10, 2, 24_000), (198, 1, 200_000), (1000, 3, 600_000)],
    )
    def test_certified_copies_get_cheaper_and_end_at_a_ceiling(self, pages: int, copies: int, amount: int) -> None:
        assert self.due("2.000815", "PCT", so_trang=pages, so_ban=copies) == amount

    def test_copies_of_civil_status_papers_cost_eight_thousand_each(self) -> None:
        assert self.due("2.000635", "PBS", so_ban=3) == 24_000

    def test_a_birth_within_sixty_days_is_free(self) -> None:
        in_time = {"con": {"ngay_sinh": "2026-09-24"}, "truong_hop": "thong_thuong"}
        late = {"con": {"ngay_sinh": "2026-09-23"}, "truong_hop": "thong_thuong"}
        assert self.due("1.001193", "LP-QH", **in_time) == 0
        assert self.due("1.001193", "LP-QH", **late) > 0

    def test_criminal_record_sheets(self) -> None:
        assert self.due("3.000333", "PLL") == 200_000
        assert self.due("3.000333", "PTB", so_phieu=2) == 0
        assert self.due("3.000333", "PTB", so_phieu=4) == 10_000

    @pytest.mark.parametrize(("code", "half", "full"), [("1.004756", 25_000, 50_000), ("1.002010", 25_000, 50_000)])
    def test_fees_halved_until_the_end_of_2026_come_back(self, code: str, half: int, full: int) -> None:
        assert [fee["amount"] for fee in current(code, date(2026, 12, 31))["fees"]] == [half]
        assert [fee["amount"] for fee in current(code, date(2027, 1, 1))["fees"]] == [full]


@pytest.mark.parametrize("name", ["ha_tinh", "trivial"])
def test_the_engine_finds_no_fault(name: str) -> None:
    report = packs.check(path=ROOT.parent / name)
    assert [str(error) for error in report.errors] == []
