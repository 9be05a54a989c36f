"""One bad file per error message: what the engine and the directory's sections say about it, and where."""

import re
import shutil
from pathlib import Path

import pytest

from honglam.pack import api
from tests.pack.folders import UNITS_AND_AGENCIES, only_sections

BROKEN = Path(__file__).resolve().parents[1] / "packs" / "broken"
ROOT = Path(__file__).resolve().parents[2] / "src" / "honglam"

MESSAGES = {
    "agency_wrong_order": [
        "agencies/more.yaml:9: agencies[0].valid_to: The last day lies before the first.",
    ],
    "cell_count": [
        "administrative_units/successions.csv:2: This line has 4 cells, the header has 7.",
    ],
    "circle": [
        "agencies/more.yaml:2: agencies[0].parent: “A” stands below itself.",
        "agencies/more.yaml:3: agencies[1].parent: “B” stands below itself.",
    ],
    "control_character": [
        "agencies/more.yaml:2: This text contains signs that are no letters.",
    ],
    "divided_not_split": [
        "administrative_units/successions.csv:2: divided: Only a unit that is split can be divided.",
    ],
    "duplicate_column": [
        "administrative_units/successions.csv:1: The column “old_code” stands here twice.",
    ],
    "duplicate_key": [
        "agencies/more.yaml:8: The key “name” stands here twice.",
    ],
    "duplicate_record": [
        "agencies/more.yaml:2: agencies[0]: “SO-MAU” is already defined in agencies/agencies.yaml:36.",
    ],
    "duplicate_source": [
        "pack.yaml:15: sources[1]: “mau” stands in this list twice.",
    ],
    "empty": [
        "agencies/more.yaml:1: The file is empty.",
    ],
    "empty_table": [
        "administrative_units/successions.csv:1: The file is empty.",
    ],
    "empty_text": [
        "agencies/more.yaml:2: agencies[0].name: This text must not be empty.",
    ],
    "expected_boolean": [
        "agencies/more.yaml:8: agencies[0].provisional: Expected true or false, not “yes”.",
    ],
    "expected_date": [
        "agencies/more.yaml:8: agencies[0].valid_from: Expected a date such as 2025-07-01, not “01/03/2025”.",
    ],
    "expected_integer": [
        "agencies/more.yaml:9: agencies[0].posts[0].seats: Expected a whole number, not “nhiều”.",
    ],
    "expected_list": [
        "agencies/more.yaml:8: agencies[0].posts: Expected a list here.",
    ],
    "expected_list_on_top": [
        "agencies/more.yaml:1: Expected a list here.",
    ],
    "expected_lists": [
        "agencies/more.yaml:1: Expected one of these lists here: agencies, successions.",
    ],
    "expected_mapping": [
        "agencies/more.yaml:2: agencies[0]: Expected keys with values here.",
    ],
    "expected_number": [
        "administrative_units/units.csv:6: area_km2: Expected a number, not “tám”.",
    ],
    "expected_text": [
        "agencies/more.yaml:8: agencies[0].short_name: Expected a text; write “12” in quotes.",
    ],
    "expected_value": [
        "agencies/more.yaml:8: agencies[0].short_name: Expected one value here.",
    ],
    "key_not_text": [
        "agencies/more.yaml:2: A key must be a text.",
    ],
    "lives_overlap": [
        "administrative_units/successions.csv:2: on: The old unit is still there on that day.",
        "administrative_units/successions.csv:3: on: The old unit is still there on that day.",
        "administrative_units/units.csv:4: code: Another unit bears the code “99001” on the same day.",
        "administrative_units/units.csv:5: code: Another unit bears the code “99001” on the same day.",
    ],
    "many_documents": [
        "agencies/more.yaml:2: A file holds one document; another begins here.",
    ],
    "merge_key": [
        "agencies/more.yaml:3: Merge keys (<<) are not allowed in a pack.",
    ],
    "missing": [
        "agencies/more.yaml:2: agencies[0].administrative_unit: “administrative_unit” is missing.",
    ],
    "missing_column": [
        "administrative_units/successions.csv:1: The column “divided” is missing.",
    ],
    "no_such_date": [
        "agencies/more.yaml:8: There is no such date as 2025-02-30.",
    ],
    "not_a_colour": [
        "pack.yaml:11: branding.colours.brand: “blue” is not a colour such as #0B4F6C.",
    ],
    "not_a_desk": [
        "agencies/more.yaml:8: agencies[0].one_stop: “SO-MAU” is not a one-stop.",
    ],
    "not_csv": [
        "administrative_units/successions.csv:2: This is not a comma-separated table: unexpected end of data.",
    ],
    "not_one_of": [
        "agencies/more.yaml:9: agencies[0].posts[0].roles[0]: “boss” is not one of: reception_officer, pr"
        "ocessing_officer, unit_head, approver, clerk, result_officer, one_stop_head, procedure_controlle"
        "r, leader, auditor, administrator, cashier, accountant, postal_clerk.",
    ],
    "not_utf8": [
        "agencies/more.yaml:2: The file is not UTF-8 text.",
    ],
    "not_yaml": [
        "agencies/more.yaml:3: This is not YAML: did not find expected ',' or '}'.",
    ],
    "out_of_range": [
        "agencies/more.yaml:9: agencies[0].posts[0].seats: “0” is outside the range 1…500.",
    ],
    "parent_not_there": [
        "agencies/more.yaml:2: agencies[0].parent: “SO-CU” is not there during the whole of that time.",
    ],
    "pattern": [
        "agencies/more.yaml:2: agencies[0].code: “Sở-Thêm” does not have the form ^[A-Z0-9-]+$.",
    ],
    "role_twice": [
        "agencies/more.yaml:9: agencies[0].posts[0].roles[1]: “leader” stands in this list twice.",
    ],
    "still_there": [
        "administrative_units/successions.csv:2: on: The old unit is still there on that day.",
    ],
    "succeeds_itself": [
        "agencies/more.yaml:2: successions[0].new: An agency cannot succeed itself.",
    ],
    "succeeded_by_none_there": [
        "agencies/more.yaml:2: successions[0].new: “SO-CU” is not there on 01/01/2026.",
    ],
    "succession_of_unknown": [
        "administrative_units/successions.csv:2: old_code: units.csv has no line for 99009@.",
    ],
    "succession_of_unknown_agency": [
        "agencies/more.yaml:2: successions[0].new: There is no agency “SO-KHAC”.",
    ],
    "tag": [
        "agencies/more.yaml:1: The tag tag:yaml.org,2002:python/object/apply:os.system is not allowed in a pack.",
    ],
    "too_deep": [
        "agencies/more.yaml:1: This is nested too deeply.",
    ],
    "too_few": [
        "agencies/more.yaml:9: agencies[0].posts[0].roles: At least 1 are needed here.",
    ],
    "too_long": [
        "agencies/more.yaml:8: agencies[0].short_name: This text is longer than 40 characters.",
    ],
    "too_many": [
        "agencies/more.yaml:6: The file holds more than 300000 values.",
    ],
    "unit_wrong_order": [
        "administrative_units/units.csv:3: valid_to: The last day lies before the first.",
    ],
    "unknown_agency": [
        "agencies/more.yaml:8: agencies[0].one_stop: There is no agency “MC-KHAC”.",
    ],
    "unknown_anchor": [
        "agencies/more.yaml:2: Nothing before is called &so_them.",
    ],
    "unknown_column": [
        "administrative_units/successions.csv:1: The column “share” is unknown.",
    ],
    "unknown_contact": [
        "pack.yaml:11: branding.contact.agency: There is no agency “MC-KHAC”.",
    ],
    "unknown_file": [
        "agences/so.yaml:1: No section of the pack reads this file.",
    ],
    "unknown_key": [
        "agencies/more.yaml:8: agencies[0].budget: The key “budget” is unknown. Known here: source, provi"
        "sional, code, name, name_en, short_name, kind, level, parent, administrative_unit, identifier_co"
        "de, identifier_provisional, one_stop, valid_from, valid_to, contact, posts.",
    ],
    "unknown_key_near": [
        "agencies/more.yaml:8: agencies[0].shortname: The key “shortname” is unknown. Did you mean “short_name”?",
    ],
    "unknown_list": [
        "agencies/more.yaml:1: The key “agencys” is unknown. Known here: agencies, successions.",
    ],
    "unknown_parent": [
        "administrative_units/units.csv:6: parent_code: No unit “999” is there during the whole of that time.",
    ],
    "unknown_province": [
        "pack.yaml:4: province_code: There is no administrative unit with the code “98”.",
    ],
    "unknown_source": [
        "administrative_units/units.csv:6: source: pack.yaml names no source “khac”.",
    ],
    "unknown_unit": [
        "agencies/more.yaml:2: agencies[0].administrative_unit: No administrative unit “98” is there at that time.",
    ],
    "wrong_parent": [
        "administrative_units/units.csv:6: parent_code: Every unit but the province stands below another.",
    ],
}


def broken(case: str, tmp_path: Path) -> Path:
    """A whole and sound pack with the files of one case laid over it."""
    root = only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "pack")
    shutil.copytree(BROKEN / case, root, dirs_exist_ok=True)
    return root


@pytest.mark.parametrize("case", sorted(MESSAGES))
def test_a_broken_pack_is_told_where_and_why(case: str, tmp_path: Path) -> None:
    assert [str(error) for error in api.check(path=broken(case, tmp_path)).errors] == MESSAGES[case]


def test_every_case_is_in_the_table() -> None:
    assert {path.name for path in BROKEN.iterdir()} == set(MESSAGES)


def test_the_pack_under_the_cases_is_sound(tmp_path: Path) -> None:
    root = only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "pack")
    assert api.check(path=root).errors == ()


def test_every_message_has_its_bad_file(tmp_path: Path) -> None:
    # Committees stand in a section of their own, with their bad files in tests/directory/test_committees.py.
    known = {"committees.py"}
    sources = [
        *ROOT.glob("pack/*.py"),
        *(one for one in ROOT.glob("directory/pack_section/*.py") if one.name not in known),
    ]
    told_by_code = {
        code
        for path in sources
        for code in re.findall(r'"([a-z0-9_]+)",\s*(?:text_noop|message\b|missing\b|_UNKNOWN)', path.read_text("utf-8"))
    }
    seen = {error.code for case in MESSAGES for error in api.check(path=broken(case, tmp_path / case)).errors}
    # These need tables or a file of megabytes, and have tests of their own.
    elsewhere = {"still_held", "conflict", "other_province", "too_large", "no_manifest", "shape", "unreadable"}
    assert told_by_code - seen == elsewhere & told_by_code


def test_a_pack_without_its_head_says_so(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    errors = api.check(path=tmp_path).errors
    assert [str(error) for error in errors] == ["pack.yaml:1: The pack has no pack.yaml."]


def test_a_file_of_megabytes_is_not_read(tmp_path: Path) -> None:
    root = broken("unknown_key", tmp_path)
    (root / "agencies" / "more.yaml").write_bytes(b"agencies: []\n" + b"#" * 5_000_000)
    assert [error.code for error in api.check(path=root).errors] == ["too_large"]
