"""Figures in the world of the faces: one that is contradicted, one that an officer entered, what the checker found."""

from decimal import Decimal

from honglam.indicators import api
from honglam.indicators.contracts import Figure, FindingKind, ScopeRef, Span, ValueEntry
from honglam.indicators.models import Finding
from honglam.kernel import clock
from honglam.kernel.values import SYSTEM
from tests.journeys.world import World, person


def measure(world: World) -> None:
    """What the pack brought is checked; an officer enters one more value and nobody has confirmed it yet."""
    at = clock.now()
    said = api.list_values(actor=SYSTEM, indicator="level3_services").items
    world.named["figure"] = next(one.id for one in said if one.in_conflict)
    entry = ValueEntry(
        indicator="level4_services",
        scope=ScopeRef(area="42"),
        span=Span(first_on=None, last_on=clock.today().replace(year=2021)),
        figure=Figure(value=Decimal(31)),
    )
    keeper = person("kiemsoat.p-kstthc-vpubt")
    world.named["entered"] = api.record_value(actor=keeper, entry=entry, note="Đếm trên cổng.", at=at)
    api.check_figures(actor=SYSTEM, at=at)
    world.named["finding"] = Finding.objects.filter(indicator__code="level3_services").order_by("rank", "id")[0].id
    world.named["finding_cited"] = Finding.objects.filter(kind=FindingKind.CITATION.value).order_by("id")[0].id
