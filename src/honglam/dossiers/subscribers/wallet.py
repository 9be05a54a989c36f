"""Results and checked papers go into the wallets of those they are about, once each, after commit."""

from datetime import datetime
from typing import cast

from honglam.dossiers.contracts import DossierAccepted, DossierEvent, ResultIssued, ResultRevoked
from honglam.dossiers.services.counting_reuse import count_reuse
from honglam.dossiers.services.depositing import deposit_papers, deposit_results, revoke_results
from honglam.kernel.events import Delivered, subscribe


@subscribe(DossierAccepted, name="dossiers.keep_papers", batch=True)
def keep_papers(delivered: list[Delivered]) -> None:
    """Whoever receives a dossier has checked its papers."""
    heard = [cast(DossierEvent, one.event) for one in delivered]
    deposit_papers(checked_by={event.dossier_id: event.actor_name for event in heard}, at=delivered[-1].at)


@subscribe(DossierAccepted, name="dossiers.count_reuse", batch=True)
def share_of_reuse(delivered: list[Delivered]) -> None:
    """How many of the papers asked for were held already."""
    count_reuse(received=[(cast(DossierEvent, one.event).dossier_id, one.at) for one in delivered])


@subscribe(ResultIssued, name="dossiers.keep_results", batch=True)
def keep_results(delivered: list[Delivered]) -> None:
    """The result, and the papers that came later and that it rests on."""
    heard = [cast(DossierEvent, one.event) for one in delivered]
    deposit_results(dossier_ids=[event.dossier_id for event in heard], at=delivered[-1].at)
    deposit_papers(checked_by={event.dossier_id: event.actor_name for event in heard}, at=delivered[-1].at)


@subscribe(ResultRevoked, name="dossiers.revoke_kept")
def revoke_kept(event: ResultRevoked, *, at: datetime, **_: object) -> None:
    """Nobody reuses what was found wrong."""
    revoke_results(dossier_id=event.dossier_id, reason=event.reason, at=at)
