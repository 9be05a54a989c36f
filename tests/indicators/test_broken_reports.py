"""One bad report template per error message: what is said about it, and where."""

import re
import shutil
from pathlib import Path

import pytest

from honglam.pack import api
from honglam.pack.api import PackError
from tests.indicators.test_broken import ROOT, SECTIONS
from tests.pack.folders import only_sections

BROKEN = Path(__file__).resolve().parents[1] / "packs" / "broken_reports"
TOLD = re.compile(r'"([a-z_]+)",\s*(?:text_noop|message\b)')
# Each stands in indicators/reports/.
MESSAGES: dict[str, list[str]] = {
    "assigned_ways": [
        "hong.yaml:7: assigned[0]: Name an agency, or a kind and level of agencies.",
    ],
    "calculated_ways": [
        "hong.yaml:9: tables.bang.mot.ty_le: The calculated cell bang.mot.ty_le is a number and is not "
        "counted as well.",
    ],
    "cell_circle": [
        "hong.yaml:9: tables.bang.mot.so: The cell bang.mot.so is calculated from itself: bang.mot.so → "
        "bang.hai.so → bang.mot.so.",
    ],
    "cell_twice": [
        "hong.yaml:19: tables[0].cells[1]: This cell is described twice.",
    ],
    "code_taken": [
        "hong.yaml:16: tables[0].rows[1].code: The code bang is taken already.",
    ],
    "definition_too_short": [
        "hong.yaml:9: tables.bang.mot.so: The definition of agency_staff does not hold for as long as the template.",
    ],
    "form_formula": [
        "hong.yaml:9: tables.bang.hai.ty_le: This formula cannot be read: The expression ends too early. (at 5)",
        "hong.yaml:9: tables.bang.mot.ty_le: This formula cannot be read: The expression ends too early. (at 5)",
    ],
    "no_frequency": [
        "hong.yaml:3: frequency: Say month, quarter, half or year.",
    ],
    "template_wrong_order": [
        "hong.yaml:24: valid_to: The template ends before it begins.",
    ],
    "templates_overlap": [
        "hong-2.yaml:24: valid_from: Two versions of the template hong hold on the same days.",
    ],
    "unbound_cell": [
        "hong.yaml:9: tables.bang.mot.so: The dictionary has no indicator “agency_stuff” for the cell bang.mot.so.",
    ],
    "unit_of_cell": [
        "hong.yaml:9: tables.bang.mot.so: The cell bang.mot.so (integer) does not fit the unit of "
        "agency_pc_rate: percent.",
    ],
    "unknown_address": [
        "hong.yaml:22: rules[0].at: The form has no cell “bang.ba.so”.",
    ],
    "unknown_cell": [
        "hong.yaml:18: tables[0].cells[0]: The table bang has no cell ba, so.",
    ],
    "unknown_counted": [
        "hong.yaml:9: tables.bang.mot.so: The formula names “dossiers.recieved”, which is not there.",
    ],
    "unknown_in_formula": [
        "hong.yaml:9: tables.bang.hai.ty_le: The formula names “sai”, which is not there.",
        "hong.yaml:9: tables.bang.mot.ty_le: The formula names “sai”, which is not there.",
    ],
    "unknown_in_rule": [
        "hong.yaml:22: rules[0].check: The formula names “before.bang.ba.so”, which is not there.",
    ],
    "unknown_kind": [
        "hong.yaml:7: assigned[0]: There is no such kind or level of agencies: sở commune.",
    ],
    "unknown_part_of_cell": [
        "hong.yaml:9: tables.bang.mot.so: The dictionary does not divide agency_staff into “nam”.",
    ],
    "unknown_receiver": [
        "hong.yaml:5: receiver: There is no agency “SO-KHAC” to receive the reports.",
    ],
    "unknown_reporter": [
        "hong.yaml:7: assigned[0].agency: There is no agency “SO-KHAC” to report.",
    ],
}


def faults(case: str, tmp_path: Path) -> list[PackError]:
    """What is said of a sound pack with one bad template laid over it."""
    root = only_sections("trivial", SECTIONS, tmp_path / "pack")
    shutil.copytree(BROKEN / case, root, dirs_exist_ok=True)
    return [error for error in api.check(path=root).errors if error.file.startswith("indicators/")]


@pytest.mark.parametrize("case", sorted(MESSAGES))
def test_a_broken_template_is_told_where_and_why(case: str, tmp_path: Path) -> None:
    assert [str(error).removeprefix("indicators/reports/") for error in faults(case, tmp_path)] == MESSAGES[case]


def test_every_message_has_its_bad_file(tmp_path: Path) -> None:
    assert {path.name for path in BROKEN.iterdir()} == set(MESSAGES)
    told = set(re.findall(TOLD, (ROOT / "round_meaning.py").read_text("utf-8")))
    seen = {error.code for case in MESSAGES for error in faults(case, tmp_path / case)}
    assert told - seen == set()
    assert len(told) >= 18
