"""Gathers the home page from the blocks: a few small reads, none of them over dossiers' rows."""

from datetime import date, datetime

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import CountsAsked, Measure
from honglam.kernel.clock import local
from honglam.portal.contracts import Home, Service
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel

EVENTS_SHOWN = 6


def get_home(*, at: datetime) -> Home:
    """What the home page shows at this moment."""
    events = procedures.list_life_events(on=local(at).date())[:EVENTS_SHOWN]
    return Home(events=tuple(events), service=get_service(at=at))


def get_service(*, at: datetime) -> Service:
    """This year's four numbers for the whole province."""
    today = local(at).date()
    first_on = date(today.year, 1, 1)
    counts = dossiers.get_counts(asked=CountsAsked(first_on=first_on, last_on=today), at=at)
    received = counts.period.get(Measure.RECEIVED, 0)
    late = counts.period.get(Measure.SETTLED_OVERDUE, 0)
    return Service(
        first_on=first_on,
        as_of=at,
        received=received,
        settled=counts.settled,
        in_time_share=(counts.settled - late) / counts.settled if counts.settled else None,
        online_share=counts.received_by_channel.get(Channel.ONLINE, 0) / received if received else None,
    )
