"""Sessions in the database, as Django keeps them; the one question that every request asks is compiled once."""

from datetime import UTC, datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from honglam.kernel.clock import now
from honglam.kernel.ready import ReadyQuery

_LIVE = ReadyQuery(
    lambda *, key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key="a key",
    at=datetime(1971, 1, 1, tzinfo=UTC),
)


class SessionStore(db.SessionStore):
    """Django's store, named by SESSION_ENGINE."""

    def _get_session_from_db(self) -> Session | None:
        found = _LIVE.first(key=self.session_key, at=now()) if self.session_key else None
        return found or super()._get_session_from_db()  # type: ignore[misc]
