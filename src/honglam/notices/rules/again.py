"""Which of the messages that did not arrive can be sent again."""

from honglam.kernel.values import Conflict
from honglam.notices.contracts import Channel, CodeErased, InboxNotSent, NeverWritten, State, Trouble


def why_not_again(*, channel: str, state: str, trouble: str, body: str, secret: bool) -> type[Conflict] | None:
    """The refusal for a message that sending again would not mend; None if it may go."""
    if trouble == Trouble.NOT_WRITTEN or not body:
        return NeverWritten
    if channel == Channel.INBOX:
        return InboxNotSent
    if secret and state == State.DEAD:
        return CodeErased
    return None
