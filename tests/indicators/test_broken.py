"""One bad pack file per error message of the dictionary and of figures: what is said about it, and where."""

import re
import shutil
from pathlib import Path

import pytest

from honglam.pack import api
from honglam.pack.api import PackError
from tests.pack.folders import UNITS_AND_AGENCIES, only_sections

BROKEN = Path(__file__).resolve().parents[1] / "packs" / "broken_figures"
ROOT = Path(__file__).resolve().parents[2] / "src" / "honglam" / "indicators" / "pack_section"
TOLD = re.compile(r'"([a-z_]+)",\s*(?:text_noop|message\b|NoSuchTime)')
SECTIONS = (*UNITS_AND_AGENCIES, "registers", "indicators")

MESSAGES: dict[str, list[str]] = {
    "cites_unknown": [
        "indicators/values/them.yaml:7: statements[0].cites[0].document: sources.yaml describes no document “qd-9"
        "-2023”.",
    ],
    "formula": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: This formula cannot be read: The expression en"
        "ds too early. (at 11)",
    ],
    "formula_circle": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: The formula of more comes back to itself: more"
        " → more2 → more.",
        "indicators/dictionary/more.yaml:17: indicators[1].formula: The formula of more2 comes back to itself: mo"
        "re2 → more → more2.",
    ],
    "formula_ways": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: Give a formula, or a numerator and a denominator.",
        "indicators/dictionary/more.yaml:10: indicators[0].numerator: This gives count ÷ count; the unit of more "
        "is count.",
    ],
    "growth_ways": [
        "indicators/values/them.yaml:7: statements[0].growth[0]: Say in one way how much it grew: times, plus or "
        "percent.",
    ],
    "many_subjects": [
        "indicators/values/them.yaml:7: statements[0].figures[0]: A number is about one subject: an agency, an ar"
        "ea or somebody else.",
    ],
    "no_such_time": [
        "indicators/values/them.yaml:7: statements[0].figures[0].period: There is no such time as “2023-02-30”. W"
        "rite 2018, 2018-Q1, 2018-H1, 2018-05 or 2015..2018.",
    ],
    "no_time": [
        "indicators/values/them.yaml:7: statements[0].figures[0].period: Give a period or a day, one of the two.",
    ],
    "no_version": [
        "indicators/values/them.yaml:7: statements[0].figures[0].indicator: No version of communes holds on 2009-"
        "12-31.",
    ],
    "numerator_alone": [
        "indicators/dictionary/more.yaml:2: indicators[0].formula: Give a formula, or a numerator and a denominator.",
    ],
    "one_time": [
        "indicators/values/them.yaml:7: statements[0].figures[0].period: Give a period or a day, one of the two.",
    ],
    "part_twice": [
        "indicators/dictionary/more.yaml:9: indicators[0].parts[1]: “a” stands in this list twice.",
    ],
    "part_without_whole": [
        "indicators/dictionary/more.yaml:9: indicators[0].parts[0].code: Name the part a before what it is made of.",
    ],
    "range_ends": [
        "indicators/values/them.yaml:7: statements[0].figures[0].upper: A range has two ends, the upper one the g"
        "reater; every other number has one.",
    ],
    "range_upside_down": [
        "indicators/values/them.yaml:7: statements[0].figures[0].upper: A range has two ends, the upper one the g"
        "reater; every other number has one.",
    ],
    "says_nothing": [
        "indicators/values/them.yaml:2: statements[0].figures: This sentence says nothing: no figure, no growth, "
        "no citation.",
    ],
    "unit_mismatch": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: This formula cannot be read: Unlike things are"
        " put together: count and million_dong. (at 10)",
    ],
    "unit_of_quotient": [
        "indicators/dictionary/more.yaml:9: indicators[0].numerator: This gives count ÷ count; the unit of more i"
        "s count.",
    ],
    "unit_of_result": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: This gives million_dong; the unit of more is count.",
    ],
    "unknown_agency": [
        "indicators/values/them.yaml:7: statements[0].figures[0].agency: There is no agency “SO-KHAC”.",
    ],
    "unknown_area": [
        "indicators/values/them.yaml:7: statements[0].figures[0].area: There is no administrative unit “98”.",
    ],
    "unknown_document": [
        "indicators/values/them.yaml:3: statements[0].document: sources.yaml describes no document “bc-9-2024”.",
    ],
    "unknown_indicator": [
        "indicators/values/them.yaml:7: statements[0].figures[0].indicator: The dictionary has no indicator “comunes”.",
    ],
    "unknown_measure": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: No block counts “dossiers.recieved”. Near: dos"
        "siers.received.",
    ],
    "unknown_name": [
        "indicators/dictionary/more.yaml:9: indicators[0].formula: The dictionary has no indicator “comunes”. Nea"
        "r: communes.",
    ],
    "unknown_owner": [
        "indicators/dictionary/more.yaml:7: indicators[0].owner: There is no agency “SO-KHAC”.",
    ],
    "unknown_part": [
        "indicators/values/them.yaml:7: statements[0].figures[0].part: The dictionary does not divide services in"
        "to “district”.",
    ],
    "version_wrong_order": [
        "indicators/dictionary/more.yaml:9: indicators[0].valid_to: The version ends before it begins.",
    ],
    "versions_overlap": [
        "indicators/dictionary/more.yaml:15: indicators[1].valid_from: Versions 1 and 2 of more hold on the same days.",
    ],
}


def faults(case: str, tmp_path: Path) -> list[PackError]:
    """What is said of the files of this section; the small pack has no letters and forms for the other blocks."""
    return [error for error in api.check(path=broken(case, tmp_path)).errors if error.file.startswith("indicators/")]


def broken(case: str, tmp_path: Path) -> Path:
    """A whole and sound pack with the files of one case laid over it."""
    root = only_sections("trivial", SECTIONS, tmp_path / "pack")
    shutil.copytree(BROKEN / case, root, dirs_exist_ok=True)
    return root


@pytest.mark.parametrize("case", sorted(MESSAGES))
def test_a_broken_pack_is_told_where_and_why(case: str, tmp_path: Path) -> None:
    assert [str(error) for error in faults(case, tmp_path)] == MESSAGES[case]


def test_every_case_is_in_the_table() -> None:
    assert {path.name for path in BROKEN.iterdir()} == set(MESSAGES)


def test_every_message_has_its_bad_file(tmp_path: Path) -> None:
    sources = [ROOT / "dictionary_meaning.py", ROOT / "statement_meaning.py"]
    told = {code for path in sources for code in re.findall(TOLD, path.read_text("utf-8"))}
    seen = {error.code for case in MESSAGES for error in faults(case, tmp_path / case)}
    assert told - seen == set()
    assert len(told) >= 20


def test_the_pack_under_the_cases_is_sound(tmp_path: Path) -> None:
    root = only_sections("trivial", SECTIONS, tmp_path / "pack")
    assert [error for error in api.check(path=root).errors if error.file.startswith("indicators/")] == []
