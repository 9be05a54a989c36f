"""How the one-stop's form, filled in at a post office, comes to us."""

from datetime import datetime

from django.urls import reverse

from honglam.dossiers.contracts import Submission
from honglam.kernel.values import Actor
from honglam.postal import api


class PostOffice:
    """Registered with `dossiers` as the counter of the postal channel."""

    def keep(self, *, actor: Actor, submission: Submission, consented: bool, key: str, at: datetime) -> str:
        """Keep it as a parcel; next comes its page, where it is weighed and noted."""
        made = api.keep_parcel(actor=actor, submission=submission, consented=consented, key=key, at=at)
        return reverse("postal:parcel", args=[made])
