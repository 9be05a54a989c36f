"""Every form of the real province can be drawn, checked, summed up and sent back; no database is needed."""

from functools import lru_cache
from typing import Any

import pytest

from honglam.pack import api as pack
from honglam.procedures.contracts import Channel, VersionContent
from honglam.procedures.contracts.shapes import VersionShape, stored
from honglam.procedures.queries.forms import FORMATS
from honglam.procedures.rules.browser import read_page
from honglam.procedures.rules.fees import fee_lines
from honglam.procedures.rules.forms import compile_form
from honglam.procedures.rules.pages import page_model
from honglam.procedures.rules.papers import papers_asked
from honglam.procedures.rules.paths import compact
from honglam.procedures.rules.storage import to_content
from honglam.procedures.rules.summary import summarise
from honglam.procedures.rules.validation import finish, page_of, validate
from tests.procedures.conftest import ROOT
from tests.procedures.rules.test_browser import sent_by_browser
from tests.procedures.samples import ON, UNITS, WORDS


@lru_cache
def versions() -> dict[str, VersionContent]:
    """All versions of the pack by key."""
    report = pack.check(path=ROOT / "packs" / "ha_tinh")
    records = report.pack.records("procedure_version", VersionShape)
    return {key: to_content(stored(record.value)) for key, record in records.items()}


FILES = sorted((ROOT / "packs" / "ha_tinh" / "procedures").glob("*/*.yaml"))
WITH_FORM = [path.stem for path in FILES if "\n    form:" in path.read_text("utf-8")]


def test_there_are_forms_of_many_shapes() -> None:
    assert len([key for key, content in versions().items() if content.form is not None]) >= 12


@pytest.mark.parametrize("code", WITH_FORM)
def test_a_form_holds_from_the_first_page_to_the_summary(code: str) -> None:
    content = next(c for key, c in versions().items() if key.startswith(f"{code}/") and c.form is not None)
    assert content.form is not None
    form = compile_form(content.form, FORMATS)
    answers: dict[str, Any] = {}
    for number in range(1, form.page_count + 1):
        model = page_model(form, version_id=1, page=number, answers=answers, context=ON, errors=[], words=WORDS)
        assert model.sections or number > 1
        answers = read_page(form, number, sent_by_browser(model), answers, UNITS)
    faults = validate(form, answers, ON)
    assert faults, "an empty form asks for something"
    assert all(page_of(form, fault.field) for fault in faults), "each fault has its page"
    assert len(summarise(form, answers, ON, WORDS)) == form.page_count
    finished = finish(form, answers, ON)
    assert finish(form, finished, ON) == finished == compact(finished)
    for channel in Channel:
        papers_asked(content.components, channel=channel, answers=answers, context=ON)
        fee_lines(content.fees, channel=channel, answers=answers, context=ON)
