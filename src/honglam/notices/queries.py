"""Reading messages: an inbox, what did not arrive, what there is to send."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.registry import Registry
from honglam.notices.contracts import (
    Channel,
    InboxItem,
    Kind,
    Letter,
    LetterNotFound,
    LetterTexts,
    LetterView,
    Outgoing,
    Receipt,
    State,
    Undelivered,
    ZaloForm,
)
from honglam.notices.models import Message, Template
from honglam.notices.rules.again import why_not_again
from honglam.notices.rules.writing import covered, masked, without_keys

UNFINISHED = Q(state__in=[State.QUEUED, State.SENDING, State.FAILED])
# What the blocks above have said they send; the pack must have words for each of them.
letters: Registry[Letter] = Registry("letters")
_UNREAD = f"""
SELECT count(*) FROM {Message._meta.db_table}
WHERE channel = %s AND state = %s AND recipient_key = %s AND read_at IS NULL
"""  # noqa: S608
_INBOX = Q(channel=Channel.INBOX, state=State.SENT)


def list_inbox(*, recipient_key: str, after: str = "", limit: int = 20) -> Page[InboxItem]:
    """The newest messages of an inbox first, keyed by id (ids are in the order of time)."""
    rows = Message.objects.filter(_INBOX, recipient_key=recipient_key).order_by("-id")
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows[: limit + 1])
    items = [
        InboxItem(
            id=row.id,
            subject=row.subject,
            body=row.body,
            url=row.url,
            at=row.created_at,
            is_read=row.read_at is not None,
            is_erased=row.erased_at is not None,
        )
        for row in found[:limit]
    ]
    more = len(found) > limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


def count_unread(*, recipient_key: str) -> int:
    """How many messages of an inbox nobody has read."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [Channel.INBOX.value, State.SENT.value, recipient_key])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def list_undelivered(*, after: str = "", limit: int = 50) -> Page[Undelivered]:
    """Messages that failed or died and that nobody has put aside, newest first, addresses masked."""
    rows = Message.objects.filter(~_told_by_text(), state__in=[State.FAILED, State.DEAD], erased_at=None)
    rows = rows.filter(settled_at=None).order_by("-id")
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows[: limit + 1])
    items = [_as_undelivered(row) for row in found[:limit]]
    more = len(found) > limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


def to_erase() -> QuerySet[Message]:
    """Letters that are done with and not erased yet."""
    return Message.objects.filter(state__in=[State.SENT, State.DEAD], erased_at=None)


def list_own(*, recipient_key: str, limit: int) -> QuerySet[Message]:
    """The letters in one reader's inbox, newest first: every letter but a code lies there, however else it went."""
    rows = Message.objects.filter(recipient_key=recipient_key, channel=Channel.INBOX, state=State.SENT)
    return rows.order_by("-id")[:limit]


def list_overdue(*, channel: Channel, at: datetime, limit: int) -> list[UUID]:
    """What should have been sent by now: its job got lost, or the worker that had it was killed."""
    rows = Message.objects.filter(UNFINISHED, channel=channel, next_attempt_at__lt=at).order_by("next_attempt_at")
    return list(rows.values_list("id", flat=True)[:limit])


def list_without_receipt(*, since: datetime, limit: int) -> list[tuple[UUID, str]]:
    """Text messages the gateway took since then and has not yet said anything about: our id and its reference.

    In any order, so that those of which nothing is ever heard keep no others from being asked for.
    """
    rows = Message.objects.filter(channel=Channel.SMS, state=State.SENT, receipt="", sent_at__gt=since)
    return list(rows.exclude(provider_ref="").order_by("?").values_list("id", "provider_ref")[:limit])


def count_by_state() -> dict[str, int]:
    """How many messages wait, and how many died and wait for a person: for the watchers."""
    waiting = Message.objects.filter(UNFINISHED).count()
    given_up = Message.objects.filter(state=State.DEAD, erased_at=None, settled_at=None)
    dead = given_up.filter(~_told_by_text()).count()
    return {"waiting": waiting, "dead": dead}


def _told_by_text() -> Q:
    """Whom Zalo does not reach was sent a text instead: if somebody was not told, it is the text that says so."""
    text = Message.objects.filter(dedupe_key=OuterRef("dedupe_key"), channel=Channel.SMS)
    return Q(Exists(text), channel=Channel.ZALO, state=State.DEAD)


def find_template(*, code: str) -> Template | None:
    """The words of a letter, if the pack has any."""
    return Template.objects.filter(code=code, retired_at=None).first()


def list_letters() -> list[LetterView]:
    """Every letter that some block sends, by code, with its words. One query."""
    rows = {row.code: row for row in Template.objects.filter(retired_at=None)}
    return [as_letter(letter, rows.get(code)) for code, letter in sorted(letters.items())]


def get_letter(*, code: str) -> LetterView:
    """One of them. Raises LetterNotFound."""
    if code not in letters:
        raise LetterNotFound
    return as_letter(letters.get(code), find_template(code=code))


def as_letter(letter: Letter, row: Template | None) -> LetterView:
    """What a block sends with the words that are in force."""
    return LetterView(
        code=letter.code,
        fields={"name": Kind.TEXT, **letter.fields},
        texts=LetterTexts(subject=row.subject, body=row.body, sms=row.sms or {}) if row else None,
        channels=tuple(Channel(code) for code in row.channels) if row else (),
        zalo=bool(row and row.zalo),
        secret=bool(row and row.secret),
    )


def as_outgoing(row: Message) -> Outgoing:
    """A row as a gateway needs it."""
    return Outgoing(
        id=row.id,
        channel=Channel(row.channel),
        name=row.recipient_name,
        address=row.address,
        subject=row.subject,
        body=row.body,
        language=row.language,
        form=ZaloForm(template=row.form["template"], data=row.form["data"]) if row.form else None,
        reference=_reference(row),
    )


def _reference(row: Message) -> str:
    """A gateway sends nothing under a reference that it has taken: a text it gave up goes again under another."""
    if row.channel != Channel.SMS or not row.provider_ref:
        return str(row.id)
    given_up = row.tries.filter(outcome=State.DEAD, detail=Receipt.UNDELIVERED.value).count()
    return f"{row.id}:{given_up}" if given_up else str(row.id)


def _as_undelivered(row: Message) -> Undelivered:
    refusal = why_not_again(channel=row.channel, state=row.state, trouble=row.trouble, body=row.body, secret=row.secret)
    return Undelivered(
        id=row.id,
        template=row.template,
        channel=Channel(row.channel),
        address=masked(row.address),
        subject="" if row.secret else without_keys(row.subject, path=row.url),
        state=State(row.state),
        attempts=row.attempts,
        trouble=row.trouble,
        last_error=covered(row.last_error, address=row.address),
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        not_again=refusal.message if refusal else "",
    )
