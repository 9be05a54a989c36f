"""Filing: from answers, papers and a person to a registered dossier at a desk.

Everything that may be wrong is found here, at once and at its field, so that no dossier is accepted and then lies
where nobody works on it. The rows are written in few round trips: what is filed online is filed by thousands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.directory.contracts import Level as AgencyLevel
from honglam.dossiers.contracts import (
    Applicant,
    BringerUnnamed,
    ChannelNotOffered,
    PlaceRequired,
    ProcedureNotOffered,
    ReturnMethod,
    Submission,
    Unrouted,
)
from honglam.dossiers.queries.people import check_numbers, in_one_writing
from honglam.dossiers.rules.building import counted_papers
from honglam.identity import api as identity
from honglam.kernel.clock import local
from honglam.kernel.values import DomainError, FieldError, FieldErrors, NotFound, text_noop
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, Level, VersionView

_REQUIRED = text_noop("Enter the full name of the applicant.")
_CONTACT = text_noop("Enter a phone number or an e-mail address, so that the result can be announced.")
_MISSING = text_noop("“%(name)s” is missing. Ask for it, or refuse to receive the dossier.")
_ADDRESS = text_noop("Enter the address to which the result is to be sent.")


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a dossier goes: the agency that settles it and the desk that receives it, which may be another agency's."""

    lead_agency_id: int
    desk_id: int
    elsewhere: bool = False


def version_offered(*, code: str, channel: Channel, at: datetime) -> VersionView:
    """The version of a procedure under which a dossier is filed now, through this channel; used from now on."""
    try:
        version = procedures.current_version(code=code, on=local(at).date())
    except NotFound as fault:
        raise ProcedureNotOffered(field="procedure_code") from fault
    if all(rule.channel is not channel for rule in version.channels):
        raise ChannelNotOffered(field="channel")
    return stand_on(version)


def stand_on(version: VersionView) -> VersionView:
    """Mark the version as used, so that the catalogue can only succeed it; nothing to do for all but the first."""
    return version if version.in_use else procedures.stand_on(version_id=version.version_id)


def route(
    *, version: VersionView, answers: dict[str, Any], unit_code: str, at: datetime, desk_id: int | None = None
) -> Route:
    """The competent agency, and its desk unless the dossier is brought to another one; or a named refusal."""
    place = procedures.competent_place(version_id=version.version_id, answers=answers, desk_unit=unit_code)
    if not place.agency and place.level is Level.COMMUNE and not place.administrative_unit:
        raise PlaceRequired(field="unit_code")
    try:
        lead = directory.competent_agency(
            agency_code=place.agency,
            level=AgencyLevel(place.level.value) if place.level else None,
            unit_code=place.administrative_unit,
            kind=AgencyKind(place.kind),
            on=local(at).date(),
        )
    except DomainError as fault:
        raise Unrouted(field="unit_code") from fault
    desk = directory.one_stop_of(agency_id=lead.id)
    if desk_id is not None:
        return Route(lead_agency_id=lead.id, desk_id=desk_id, elsewhere=desk is not None and desk.id != desk_id)
    if desk is None:
        raise Unrouted(field="unit_code")
    return Route(lead_agency_id=lead.id, desk_id=desk.id)


def check_submission(
    *, version: VersionView, submission: Submission, channel: Channel, at: datetime, elsewhere: bool = False
) -> list[FieldError]:
    """Every fault of the form, the papers and the person, each at its field. `elsewhere`: filled in at another door."""
    faults = procedures.validate_answers(
        version_id=version.version_id,
        answers=submission.answers,
        channel=channel,
        attachments=counted_papers(submission.papers),
        on=local(at).date(),
    )
    if channel is not Channel.ONLINE or elsewhere:
        if not submission.answers:
            # The form lies on the counter, or came as a file: its questions are not asked again.
            faults = [fault for fault in faults if fault.field.startswith("papers.")]
        if channel is not Channel.ONLINE:
            faults = [*faults, *_missing_sheets(version, submission, channel, at)]
    return [*_check_people(submission), *faults]


def _missing_sheets(version: VersionView, submission: Submission, channel: Channel, at: datetime) -> list[FieldError]:
    """Papers that must lie on the counter and do not. The form itself may be typed in instead."""
    there = counted_papers(submission.papers)
    asked = procedures.papers_for(
        version_id=version.version_id, channel=channel, answers=submission.answers, on=local(at).date()
    )
    return [
        FieldError(field=f"papers.{paper.code}", code="required", message=_MISSING, params={"name": paper.name})
        for paper in asked
        if paper.required
        and not paper.show_only
        and not there.get(paper.code)
        and not (paper.is_form and submission.answers)
    ]


def owner_of(submission: Submission) -> UUID | None:
    """The account whose citizen number somebody vouched for: a walk-in then shows among that citizen's dossiers."""
    number = in_one_writing(submission.applicant).id_number.strip()
    found = identity.find_by_citizen_id(citizen_id=number) if number.isdigit() else None
    return found.id if found else None


def refuse_faults(faults: list[FieldError]) -> None:
    """Raise all faults at once: nobody has to file ten times to find ten of them."""
    if faults:
        raise FieldErrors(faults)


def component_names(version: VersionView) -> dict[str, str]:
    """What the procedure calls its papers."""
    return {component.code: component.name for component in version.components}


def _check_people(submission: Submission) -> list[FieldError]:
    applicant: Applicant = submission.applicant
    faults: list[FieldError] = []
    if not applicant.name.strip():
        faults.append(FieldError(field="applicant.name", code="required", message=_REQUIRED))
    if submission.submitter is not None and not submission.submitter.name.strip():
        faults.append(FieldError(field="submitter.name", code=BringerUnnamed.code, message=BringerUnnamed.message))
    if not applicant.phone.strip() and not applicant.email.strip():
        faults.append(FieldError(field="applicant.phone", code="required", message=_CONTACT))
    if submission.return_method is ReturnMethod.POSTAL and not submission.return_address.strip():
        faults.append(FieldError(field="return_address", code="required", message=_ADDRESS))
    return faults + check_numbers(applicant)
