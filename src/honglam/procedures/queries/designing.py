"""A draft's form as people would meet it: compiled and drawn by the very code that draws the published ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from honglam.directory import api as directory
from honglam.directory.contracts import Level as UnitLevel
from honglam.procedures.contracts import Answers, Channel, FormDefinition, PageModel
from honglam.procedures.queries import forms
from honglam.procedures.queries.filling import Sent, form_faults_of
from honglam.procedures.rules import browser, pages, validation
from honglam.procedures.rules.conditions import Context
from honglam.procedures.rules.designing.samples import sample_answers
from honglam.procedures.rules.form_check import form_faults
from honglam.procedures.rules.forms import CompiledForm, compile_form
from honglam.procedures.rules.hygiene import cleaned


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A page of a form in the making, and what has been answered so far."""

    model: PageModel
    answers: Answers


def preview(
    *, form: dict[str, Any], page: int, data: Mapping[str, Any] | None, answers: Answers, command: str, on: date
) -> Preview | None:
    """Page `page` with `data` laid over the answers; None while the form has faults. Raises FormPageNotFound.

    `command`: `check` shows the faults of the page, `sample` fills everything in, `add:…`/`remove:…` move items,
    `page:3` turns to another page.
    """
    compiled = _compiled(form)
    if compiled is None:
        return None
    context = Context(on=on, channel=Channel.ONLINE)
    answers = validation.known_answers(compiled, cleaned(answers).answers)
    if data is not None:
        answers = browser.read_page(compiled, page, Sent(data), answers, forms.units(on))
    if command == "sample":
        answers = sample_answers(compiled, _some_commune(on))
    elif command.startswith(("add:", "remove:")):
        answers = browser.edit_items(compiled, answers, command)
    elif command.startswith("page:") and command[5:].isdecimal():
        page = min(int(command[5:8]), compiled.page_count)
    wrong = form_faults_of(compiled, answers, context) if command == "check" else []
    model = pages.page_model(
        compiled,
        version_id=0,
        page=page,
        answers=answers,
        context=context,
        errors=validation.page_faults(compiled, wrong, page),
        words=forms.words(on),
    )
    return Preview(model=model, answers=answers)


def _compiled(form: dict[str, Any]) -> CompiledForm | None:
    try:
        definition = msgspec.convert(form, FormDefinition)
    except msgspec.ValidationError:
        return None
    return None if form_faults(definition) else compile_form(definition, forms.FORMATS)


def _some_commune(on: date) -> str:
    return next((unit.code for unit in directory.list_units(on=on, level=UnitLevel.COMMUNE)), "")
