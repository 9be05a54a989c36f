"""Session and sign-in behind it, read together: every request asks for both, and a round trip costs more than either.

Which sign-in a session names stands inside the session, sealed. So this process remembers it, only to know what to ask
for: what counts is what the database says of both now, and whoever uses the sign-in compares its id with the session's.
"""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from honglam.identity.models import SignIn
from honglam.kernel.ready import ReadyQuery, together

_MOST = 20_000
_SESSION = ReadyQuery(
    lambda *, key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key="a key",
    at=datetime(1971, 1, 1, tzinfo=UTC),
)
_SIGN_IN = ReadyQuery(
    lambda *, pk: SignIn.objects.select_related("account").filter(pk=pk, ended_at=None, account__is_active=True),
    pk=UUID(int=1),
)
_behind: dict[str, UUID] = {}


def read_session(*, key: str, at: datetime) -> tuple[Session | None, SignIn | None]:
    """The session while it lasts; with it the live sign-in that it named when this process last saw it. One query."""
    named = _behind.get(key)
    if named is None:
        return _SESSION.first(key=key, at=at), None
    sessions, sign_ins = together(_SESSION.of(key=key, at=at), _SIGN_IN.of(pk=named))
    if not sessions:
        _behind.pop(key, None)
    return (sessions[0] if sessions else None), (sign_ins[0] if sign_ins else None)


def find_live_sign_in(*, sign_in_id: UUID, session_key: str | None = None) -> SignIn | None:
    """The sign-in with its account, while neither is over; next time it is read with its session."""
    found = _SIGN_IN.first(pk=sign_in_id)
    if session_key and found is not None:
        if len(_behind) >= _MOST:
            _behind.clear()
        _behind[session_key] = sign_in_id
    return found
