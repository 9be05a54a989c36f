"""The first answers of a new draft: nobody types what is known already (NĐ 309/2026), and each says where it is from.

In their order: the account or the enterprise acted for, papers of the wallet, earlier dossiers (only if allowed). All
of it is read when the draft begins, in a fixed number of queries; submitting asks nothing more.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.access import dossiers_of
from honglam.dossiers.contracts import Applicant, OwnerKind, Prefilled, Submitter
from honglam.dossiers.models import Draft
from honglam.dossiers.rules.facts import changed_since, enterprise_facts, person_facts
from honglam.identity import api as identity
from honglam.identity.contracts import Person
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from honglam.registries import api as registries

EARLIER = 5
"""How many of the latest dossiers are asked for what nothing else knows."""

AUTHORISED = "người được ủy quyền"
"""As what a proxy brings a dossier: the words of the official forms, which are Vietnamese."""

Known = dict[str, Prefilled]


def prefill(draft: Draft, *, actor: Actor, at: datetime) -> None:
    """Put what is known into an unsaved draft: about whom, by whom, where, the answers.

    Under a mandate all of it is the principal's, and only the principal allows it to be used.
    """
    assert actor.id is not None  # noqa: S101 - a draft belongs to an account
    subject_id = actor.mandate.principal_id if actor.mandate else actor.id
    person = identity.get_person(account_id=subject_id)
    phone = identity.show_phone(phone=person.phone)
    known = _marked("account", _facts_of(person, phone))
    if actor.enterprise_id is None:
        draft.applicant = asdict(_person(person, phone))
        draft.unit_code = person.unit_code
        if actor.mandate is not None:
            draft.submitter = asdict(proxy_as_submitter(actor))
    else:
        known |= _marked("enterprise", _for_enterprise(draft, person, phone, actor.enterprise_id))
    bound = procedures.bindings(version_id=draft.version_id)
    if any(name.startswith("paper.") for name in bound.values()):
        known |= _from_papers(actor=actor, at=at)
    if set(bound.values()) - set(known) and identity.allows(account_id=subject_id, purpose="prefill"):
        known = _from_dossiers(actor=actor) | known
    facts = {name: one.value for name, one in known.items()}
    draft.answers = procedures.prefill(version_id=draft.version_id, facts=facts)
    draft.sources = {
        field: asdict(known[name])
        for field, name in bound.items()
        if name in known and not changed_since(draft.answers, field, known[name].value)
    }


def proxy_as_submitter(actor: Actor) -> Submitter:
    """Whoever acts under a mandate, as who brings the dossier."""
    assert actor.id is not None  # noqa: S101 - a mandate belongs to an account
    person = identity.get_person(account_id=actor.id)
    return Submitter(
        name=person.full_name,
        id_number=person.citizen_id,
        phone=identity.show_phone(phone=person.phone),
        capacity=AUTHORISED,
    )


def _facts_of(person: Person, phone: str) -> dict[str, str]:
    return person_facts(
        full_name=person.full_name,
        citizen_id=person.citizen_id,
        birth=person.birth,
        gender=person.gender,
        phone=phone,
        email=person.email,
        address=person.address,
        unit_code=person.unit_code,
    )


def _marked(origin: str, facts: Mapping[str, Any], label: str = "") -> Known:
    return {name: Prefilled(origin=origin, label=label, value=value) for name, value in facts.items()}


def _from_papers(*, actor: Actor, at: datetime) -> Known:
    facts = registries.list_facts(actor=actor, at=at)
    return {name: Prefilled(origin="paper", label=fact.paper_title, value=fact.value) for name, fact in facts.items()}


def _from_dossiers(*, actor: Actor) -> Known:
    """What the actor's latest dossiers say; the newest that knows a fact speaks. One query."""
    known: Known = {}
    rows = dossiers_of(actor=actor).order_by("-id").values("code", "registration_code", "version_id", "content__data")
    for row in rows[:EARLIER]:
        facts = procedures.bound_facts(version_id=row["version_id"], answers=row["content__data"] or {})
        for name, one in _marked("dossier", facts, row["code"] or row["registration_code"]).items():
            known.setdefault(name, one)
    return known


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
