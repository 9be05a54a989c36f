"""What another window saved of a draft and this one has otherwise: shown beside what was typed, to choose between."""

from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers.contracts import DraftChange, DraftView, OwnerKind, ReturnMethod
from honglam.kernel.clock import today
from honglam.kernel.values import text_noop
from honglam.procedures import api as procedures

Rows = list[tuple[str, str]]
_OF_APPLICANT = {
    "name": text_noop("Full name"),
    "id_number": text_noop("Citizen id, or tax code of an enterprise"),
    "phone": text_noop("Telephone"),
    "email": text_noop("E-mail"),
    "address": text_noop("Address"),
}
_KINDS = {
    OwnerKind.CITIZEN: text_noop("A citizen"),
    OwnerKind.ENTERPRISE: text_noop("An enterprise"),
    OwnerKind.HOUSEHOLD_BUSINESS: text_noop("A household business"),
    OwnerKind.ORGANISATION: text_noop("Another organisation"),
}
_METHODS = {
    ReturnMethod.AT_DESK: text_noop("Collect it at the desk"),
    ReturnMethod.ONLINE: text_noop("Download it"),
    ReturnMethod.POSTAL: text_noop("By public post, to my address"),
}
_OF_BRINGER = {
    "name": text_noop("My full name"),
    "id_number": text_noop("My citizen id"),
    "phone": text_noop("My telephone"),
    "capacity": text_noop("I am the applicant's"),
}


def theirs_on_page(draft: DraftView, number: int, answers: dict[str, object]) -> Rows:
    """Of a page of the form: the question, and the answer there."""
    there, here = (
        [
            row
            for page in procedures.summarise(version_id=draft.version_id, answers=given, on=today())
            if page.number == number
            for group in page.groups
            for row in group.rows
        ]
        for given in (dict(draft.answers), answers)
    )
    mine = {row.name: row.value for row in here}
    return [(row.label, row.value) for row in there if row.value != mine.get(row.name, "")]


def theirs_of_people(draft: DraftView, typed: DraftChange) -> Rows:
    """Of the page of people: the field, and what stands in it there."""
    there = _told(draft, draft.unit_code)
    here = dict(_told(typed, typed.unit_code or ""))
    return [(label, value or "–") for label, value in there if value != here[label]]


def _told(one: DraftView | DraftChange, unit_code: str) -> Rows:
    kind = one.applicant.kind if one.applicant else OwnerKind.CITIZEN
    rows = [(text_noop("The applicant is"), gettext(_KINDS[kind]))]
    rows += [(label, getattr(one.applicant, part, "")) for part, label in _OF_APPLICANT.items()]
    rows += [(label, getattr(one.submitter, part, "")) for part, label in _OF_BRINGER.items()]
    place = directory.unit_label(code=unit_code, on=today()) if unit_code else ""
    rows.append((text_noop("Commune or ward where the matter is settled"), place))
    method = one.return_method or ReturnMethod.AT_DESK
    rows.append((text_noop("How would you like to receive the result?"), gettext(_METHODS[method])))
    rows.append((text_noop("Address for the post"), one.return_address or ""))
    return [(gettext(label), value) for label, value in rows]
