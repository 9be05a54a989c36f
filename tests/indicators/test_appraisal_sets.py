"""What a pack may not say of how people score: each fault at its line."""

from pathlib import Path

import pytest

from honglam.pack import api
from tests.pack.folders import UNITS_AND_AGENCIES, only_sections

SET = "indicators/sets/cham-2026.yaml"
FAULTS = [
    ("judged: points,", "", "criterion_ways"),
    ("judged: points,", "absent: chưa có, judged: points,", "criterion_ways"),
    ("steps: [{at_least: 10, points: 3}, {at_least: 20, points: 6}], ", "", "criterion_judging"),
    ("each: 1, ", "", "criterion_judging"),
    ("points: 6}", "points: 7}", "points_over"),
    ("judged: boolean", "judged: boolean, normalised: true", "criterion_judging"),
    ("total: 40", "total: 41", "maxima"),
]


@pytest.mark.parametrize(("sound", "wrong", "code"), FAULTS)
def test_a_set_that_cannot_be_scored_is_refused(sound: str, wrong: str, code: str, tmp_path: Path) -> None:
    root = only_sections("trivial", (*UNITS_AND_AGENCIES, "registers", "indicators"), tmp_path / "pack")
    text = (root / SET).read_text("utf-8")
    assert sound in text
    (root / SET).write_text(text.replace(sound, wrong), "utf-8")
    told = [(error.file, error.code) for error in api.check(path=root).errors if error.file == SET]
    assert told == [(SET, code)]
