"""Fields and life events with what stands under them."""

from datetime import date

from django.db.models import Count, Q

from honglam.procedures.access import without_nul
from honglam.procedures.contracts import (
    Audience,
    FieldView,
    LifeEventNotFound,
    LifeEventPage,
    LifeEventView,
    VersionState,
)
from honglam.procedures.models import Field, LifeEvent, ProcedureVersion, SearchEntry
from honglam.procedures.queries import memory
from honglam.procedures.queries.searching import summary_of
from honglam.procedures.queries.versions import field_view, in_force


def list_fields(*, on: date) -> list[FieldView]:
    """Fields with at least one procedure in force, in their order, with the number of procedures."""
    counts = dict(
        SearchEntry.objects.filter(in_force(on), listed=True)
        .values("field_id")
        .annotate(count=Count("version_id"))
        .values_list("field_id", "count")
    )
    return [field_view(field, counts[field.id]) for field in Field.objects.filter(id__in=counts, retired_at=None)]


def list_settlers(*, on: date) -> list[str]:
    """Codes of the agencies that some procedure in force names as the one that settles it."""
    return memory.recall(("settlers", on), lambda: _settlers(on))


def _settlers(on: date) -> list[str]:
    rows = ProcedureVersion.objects.filter(
        in_force(on),
        state=VersionState.PUBLISHED.value,
        procedure__retired_at=None,
        content__competent__has_key="agency",
    )
    return list(rows.order_by().values_list("content__competent__agency", flat=True).distinct())


def list_life_events(*, on: date, audience: Audience | None = None) -> list[LifeEventView]:
    """Life events in their order, with the number of procedures in force."""
    listed = Q(places__procedure__entries__listed=True, places__procedure__entries__valid_from__lte=on) & (
        Q(places__procedure__entries__valid_to=None) | Q(places__procedure__entries__valid_to__gte=on)
    )
    events = LifeEvent.objects.filter(retired_at=None).annotate(count=Count("places", filter=listed, distinct=True))
    if audience is not None:
        events = events.filter(audience=audience.value)
    return [_view(event, event.count) for event in events]


def get_life_event(*, code: str, on: date) -> LifeEventPage:
    """A life event with its procedures in order, or LifeEventNotFound."""
    event = LifeEvent.objects.filter(code=without_nul(code), retired_at=None).first()
    if event is None:
        raise LifeEventNotFound(code=code)
    entries = (
        SearchEntry.objects.filter(in_force(on), listed=True, procedure__places__life_event=event)
        .select_related("field")
        .order_by("procedure__places__order")
    )
    procedures = tuple(summary_of(entry) for entry in entries)
    return LifeEventPage(event=_view(event, len(procedures)), procedures=procedures)


def _view(event: LifeEvent, count: int) -> LifeEventView:
    return LifeEventView(
        code=event.code,
        name=event.name,
        name_en=event.name_en,
        description=event.description,
        audience=Audience(event.audience),
        count=count,
    )
