"""Forms ready for use, and the words around them that other blocks know: people's formats, names of units."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.directory.contracts import Level as UnitLevel
from honglam.identity import api as identity
from honglam.kernel.clock import today
from honglam.kernel.values import DomainError, FieldError
from honglam.procedures.contracts import FormMissing
from honglam.procedures.queries.versions import content_of
from honglam.procedures.rules.browser import Units
from honglam.procedures.rules.formats import OWN_FORMATS, NotAUnit, UnitDivided
from honglam.procedures.rules.forms import CompiledForm, FormatCheck, compile_form
from honglam.procedures.rules.pages import Words
from honglam.procedures.rules.writing import show_date
from honglam.ui.tongues import named

FORMATS: Mapping[str, FormatCheck] = {
    **OWN_FORMATS,
    "citizen-id": lambda text: identity.check_citizen_id(value=text, on=today()),
    "tax-code": lambda text: identity.check_tax_code(value=text),
    "phone-vn": lambda text: identity.check_phone(value=text),
    "email": lambda text: identity.check_email(value=text),
    "person-name": lambda text: identity.check_name(value=text),
}


def compiled(*, version_id: int, digest: str) -> CompiledForm:
    """The form of a version, or FormMissing."""
    return _compiled(version_id, digest)


@lru_cache(maxsize=256)
def _compiled(version_id: int, digest: str) -> CompiledForm:
    form = content_of(version_id=version_id, digest=digest).form
    if form is None:
        raise FormMissing
    return compile_form(form, FORMATS)


def find_unit(text: str, on: date) -> str | None:
    """The code of the commune that a code or a name, old or new, means today; None where somebody must be asked."""
    try:
        unit = directory.resolve_unit(text=text, on=on).unit
    except DomainError:
        return None
    return unit.code if unit is not None and unit.level is UnitLevel.COMMUNE else None


def units(on: date) -> Units:
    """The directory's words for communes on a day."""
    return Units(find=lambda text: find_unit(text, on), label=lambda code: directory.unit_label(code=code, on=on))


def unit_faults(answers: Mapping[str, str], on: date) -> list[FieldError]:
    """The answers (field → code, or name as typed) that are no communes of that day; a divided one names its parts."""
    return [_unit_fault(field, text, on) for field, text in answers.items() if find_unit(text, on) != text]


def _unit_fault(field: str, text: str, on: date) -> FieldError:
    try:
        options = directory.resolve_unit(text=text, on=on).options
    except DomainError:
        options = ()
    if not options:
        return FieldError(field=field, code=NotAUnit.code, message=NotAUnit.message)
    names = ", ".join(dict.fromkeys(option.unit.name for option in options[:6]))
    return FieldError(
        field=field, code=UnitDivided.code, message=UnitDivided.message, params={"text": text, "names": names}
    )


def words(on: date) -> Words:
    """Everything pages and summaries speak, in the reader's language."""
    return Words(
        speak=_speak,
        show_format={
            "commune": lambda code: directory.unit_label(code=code, on=on),
            "phone-vn": lambda phone: identity.show_phone(phone=phone),
            "date-vn": show_date,
            "date": show_date,
            "partial-date": show_date,
        },
        yes=gettext("Yes"),
        no=gettext("No"),
    )


def _speak(error: FieldError) -> str:
    text = gettext(error.message)
    return text % named(error.params) if error.params else text
