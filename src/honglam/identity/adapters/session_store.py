"""Sessions in the database, as Django keeps them; the one question that every request asks brings the sign-in along."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from honglam.identity.models import SignIn
from honglam.identity.queries.live import read_session
from honglam.kernel.clock import now


class SessionStore(db.SessionStore):
    """Django's store, named by SESSION_ENGINE. `sign_in`: what was read with the session; it may be another's."""

    sign_in: SignIn | None = None

    def _get_session_from_db(self) -> Session | None:
        found = None
        if self.session_key:
            found, self.sign_in = read_session(key=self.session_key, at=now())
        return found or super()._get_session_from_db()  # type: ignore[misc]
