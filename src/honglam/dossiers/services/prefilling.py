"""The first answers of a new draft: nobody types what is known already (NĐ 309/2026)."""

from dataclasses import asdict
from uuid import UUID

from honglam.dossiers.contracts import Applicant, OwnerKind, Submitter
from honglam.dossiers.models import Draft
from honglam.dossiers.rules.facts import enterprise_facts, person_facts
from honglam.identity import api as identity
from honglam.identity.contracts import Person
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures


def prefill(draft: Draft, *, actor: Actor) -> None:
    """Put what is known of the actor into an unsaved draft: about whom, by whom, where, the answers."""
    assert actor.id is not None  # noqa: S101 - a draft belongs to an account
    person = identity.get_person(account_id=actor.id)
    phone = identity.show_phone(phone=person.phone)
    facts = person_facts(
        full_name=person.full_name,
        citizen_id=person.citizen_id,
        birth=person.birth,
        gender=person.gender,
        phone=phone,
        email=person.email,
        address=person.address,
        unit_code=person.unit_code,
    )
    if actor.enterprise_id is None:
        draft.applicant = asdict(_person(person, phone))
        draft.unit_code = person.unit_code
    else:
        facts |= _for_enterprise(draft, person, phone, actor.enterprise_id)
    draft.answers = procedures.prefill(version_id=draft.version_id, facts=facts)


def _person(person: Person, phone: str) -> Applicant:
    return Applicant(
        name=person.full_name,
        id_number=person.citizen_id,
        birth_on=person.birth,
        phone=phone,
        email=person.email,
        address=person.address,
    )


def _for_enterprise(draft: Draft, person: Person, phone: str, enterprise_id: UUID) -> dict[str, str]:
    """The enterprise is what the dossier is about; the person who acts for it brings it."""
    enterprise = identity.get_enterprise(enterprise_id=enterprise_id)
    draft.applicant = asdict(
        Applicant(
            name=enterprise.name,
            kind=OwnerKind.ENTERPRISE,
            id_number=enterprise.tax_code,
            phone=phone,
            email=person.email,
            address=enterprise.address,
        )
    )
    draft.submitter = asdict(Submitter(name=person.full_name, id_number=person.citizen_id, phone=phone))
    draft.unit_code = enterprise.unit_code
    return enterprise_facts(
        name=enterprise.name,
        tax_code=enterprise.tax_code,
        address=enterprise.address,
        unit_code=enterprise.unit_code,
        representative=person.full_name,
    )
