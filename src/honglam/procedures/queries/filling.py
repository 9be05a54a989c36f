"""Filling in a version's form: the rules, with the words of other blocks put in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from honglam.kernel.values import FieldError
from honglam.procedures.contracts import Answers, DocumentDraft, FormMissing, PageModel, SummaryPage, VersionView
from honglam.procedures.queries import forms, versions
from honglam.procedures.rules import browser, documents, pages, prefill, summary, validation
from honglam.procedures.rules.conditions import Context, Settled, settle
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.hygiene import cleaned
from honglam.procedures.rules.messages import unknown
from honglam.procedures.rules.paths import compact, find, spell, told
from honglam.procedures.rules.questions import leaves


def settled_answers(*, version: VersionView, answers: Answers, context: Context) -> Answers:
    """The answers that count; those of a procedure without a form are none."""
    form = _form_of(version)
    return settled(form, answers, context).answers if form else {}


def settled(form: CompiledForm, answers: Answers, context: Context) -> Settled:
    """How the questions stand."""
    return settle(form, compact(validation.known_answers(form, cleaned(answers).answers)), context)


def answer_faults(*, version: VersionView, answers: Answers, context: Context) -> list[FieldError]:
    """Every fault of the answers, units of today included; without a form any answer is one too many."""
    form = _form_of(version)
    if form is None:
        return [unknown(name) for name in answers]
    return form_faults_of(form, answers, context)


def check_page(*, version_id: int, page: int, answers: Answers, context: Context) -> list[FieldError]:
    """The faults that stand on one page."""
    form = get_form(version_id)
    return validation.page_faults(form, form_faults_of(form, answers, context), page)


def page_of(*, version_id: int, field: str) -> int | None:
    """The page of a field."""
    form = _find_form(version_id)
    return validation.page_of(form, field) if form else None


def read_page(*, version_id: int, page: int, data: Mapping[str, Any], answers: Answers, on: date) -> Answers:
    """A browser's page laid over the answers."""
    return browser.read_page(get_form(version_id), page, Sent(data), answers, forms.units(on))


def edit_items(*, version_id: int, answers: Answers, command: str) -> Answers:
    """Items of a list added or taken out."""
    return browser.edit_items(get_form(version_id), answers, command)


def prefilled(*, version_id: int, facts: Mapping[str, Any]) -> Answers:
    """First answers of a draft."""
    form = _find_form(version_id)
    return prefill.prefilled(form, facts) if form else {}


def is_untouched(*, version_id: int, answers: Answers) -> bool:
    """Whether nothing was said but what the form proposes by itself."""
    return bool(told(answers) == told(prefilled(version_id=version_id, facts={})))


def known(*, version_id: int, answers: Answers) -> Answers:
    """Only what this form asks."""
    form = _find_form(version_id)
    return validation.known_answers(form, answers) if form else {}


def bindings(*, version_id: int) -> dict[str, str]:
    """Which question is bound to which fact."""
    form = _find_form(version_id)
    return prefill.bindings(form) if form else {}


def bound_facts(*, version_id: int, answers: Answers) -> dict[str, Any]:
    """What answers say under the names that questions are bound to."""
    form = _find_form(version_id)
    return prefill.bound_facts(form, answers) if form else {}


def finish(*, version_id: int, answers: Answers, context: Context) -> Answers:
    """What is stored."""
    form = _find_form(version_id)
    return validation.finish(form, answers, context) if form else {}


def page_model(
    *,
    version_id: int,
    page: int,
    answers: Answers,
    context: Context,
    errors: Sequence[FieldError],
    sources: Mapping[str, str],
    together: bool,
) -> PageModel:
    """One page for the macros."""
    return pages.page_model(
        get_form(version_id),
        version_id=version_id,
        page=page,
        answers=answers,
        context=context,
        errors=errors,
        sources=sources,
        words=forms.words(context.on),
        together=together,
    )


def summarise(*, version_id: int, answers: Answers, context: Context) -> tuple[SummaryPage, ...]:
    """Questions and answers as text."""
    form = _find_form(version_id)
    return summary.summarise(form, answers, context, forms.words(context.on)) if form else ()


def draft_document(
    *, version_id: int, answers: Answers, facts: Mapping[str, str], context: Context
) -> DocumentDraft | None:
    """The result document that the version's template makes of the answers; None where there is no template."""
    version = versions.get_version(version_id=version_id)
    template, form = version.result.template, _form_of(version)
    if template is None:
        return None
    words = forms.words(context.on)
    material = documents.Material(
        answers=settled(form, answers, context).answers if form else {},
        leaves=leaves(version.form.schema) if version.form else {},
        facts={**facts, "today": context.on.isoformat()},
        show=words.show_format,
        unit_label=words.show_format["commune"],
        yes_no=(words.yes, words.no),
    )
    return documents.compose(template, material, context)


def get_form(version_id: int) -> CompiledForm:
    """The form of a version, ready for use. Raises VersionNotFound, FormMissing."""
    version = versions.get_version(version_id=version_id)
    return forms.compiled(version_id=version_id, digest=version.digest)


def _form_of(version: VersionView) -> CompiledForm | None:
    if version.form is None:
        return None
    return forms.compiled(version_id=version.version_id, digest=version.digest)


def _find_form(version_id: int) -> CompiledForm | None:
    try:
        return get_form(version_id)
    except FormMissing:
        return None


def form_faults_of(form: CompiledForm, answers: Answers, context: Context) -> list[FieldError]:
    """What the rules find, and what the directory says of communes, in the order of the questions."""
    standing = settled(form, answers, context)
    units = {
        spell(asked.path): code
        for asked in standing.asked
        if asked.visible and asked.question.leaf.format == "commune" and (code := find(standing.answers, asked.path))
    }
    wrong = forms.unit_faults({field: code for field, code in units.items() if isinstance(code, str)}, context.on)
    named = {fault.field for fault in wrong}
    faults = [fault for fault in validation.validate(form, answers, context) if fault.field not in named]
    order = {spell(asked.path): number for number, asked in enumerate(standing.asked)}
    return sorted([*faults, *wrong], key=lambda fault: order.get(fault.field, len(order))) if wrong else faults


class Sent(Mapping[str, Sequence[str]]):
    """A browser's data as name → list of texts, whether it is a QueryDict or a plain mapping of lists or texts."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __getitem__(self, name: str) -> Sequence[str]:
        if hasattr(self._data, "getlist"):
            if name not in self._data:
                raise KeyError(name)
            texts: list[str] = self._data.getlist(name)
            return texts
        value = self._data[name]
        return [value] if isinstance(value, str) else list(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)
