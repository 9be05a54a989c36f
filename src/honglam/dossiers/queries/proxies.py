"""Who may act for the applicant of a dossier."""

from datetime import datetime

from honglam.dossiers.access import Case, topics_of
from honglam.identity import api as identity
from honglam.identity.contracts import MandateView


def proxies_over(case: Case, *, at: datetime) -> tuple[MandateView, ...]:
    """The mandates in force that cover the dossier, for whoever settles it or hands its result over. One query."""
    owner = case.dossier.owner_account_id
    if owner is None or case.dossier.enterprise_id is not None:
        return ()
    topics, subject_id = topics_of(case.version), case.dossier.id
    return tuple(identity.list_mandates_over(principal_id=owner, topics=topics, subject_id=subject_id, at=at))
