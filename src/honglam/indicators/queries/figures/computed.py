"""What a formula gives now: measures counted, other indicators computed in turn, standing values where none has one."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from honglam.indicators.contracts import Definition, NoFormula, NoVersionThen, ScopeRef, Span
from honglam.indicators.models import Indicator
from honglam.indicators.queries.figures.dictionary import definition_of, versions_on
from honglam.indicators.queries.figures.inputs import Standing, read_measures, read_standing
from honglam.indicators.rules.figures.formulas import Computed, compute, is_measure, names_of


class Reader(Protocol):
    """Where a computation gets what it needs."""

    def definition(self, code: str, span: Span) -> Definition:
        """The version that holds on the span's last day. Raises NoVersionThen."""
        ...

    def measures(self, names: set[str], scope: ScopeRef, span: Span, at: datetime) -> dict[str, Decimal]:
        """What blocks count."""
        ...

    def standing(self, definition: Definition, scope: ScopeRef, span: Span) -> Standing | None:
        """What stands of an indicator."""
        ...


class Asking:
    """One question after the other: for a single value."""

    def definition(self, code: str, span: Span) -> Definition:
        """As it holds then."""
        return definition_then(code, span)

    def measures(self, names: set[str], scope: ScopeRef, span: Span, at: datetime) -> dict[str, Decimal]:
        """Counted now."""
        return read_measures(names, scope, span, at)

    def standing(self, definition: Definition, scope: ScopeRef, span: Span) -> Standing | None:
        """As it stands now."""
        return read_standing(definition, scope, span)


@dataclass
class Run:
    """One computation, or several of the same subject and time: what is asked, what is known of it so far."""

    scope: ScopeRef
    span: Span
    at: datetime
    reader: Reader = field(default_factory=Asking)
    known: dict[str, Decimal] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    public: bool = True


def definition_then(code: str, span: Span) -> Definition:
    """The version that holds on the span's last day. Raises NoVersionThen."""
    ids = set(Indicator.objects.filter(code=code).values_list("id", flat=True))
    for version in versions_on(ids, span.last_on).values():
        return definition_of(code, version)
    raise NoVersionThen(field="indicator")


def computed(definition: Definition, run: Run) -> Computed:
    """The result with both sides; what was read stays in the run. Raises NoFormula, NoVersionThen."""
    if not definition.expressions:
        raise NoFormula(field="indicator")
    names = names_of(definition.expressions)
    wanted = {name for name in names if is_measure(name)} - run.known.keys()
    run.known |= run.reader.measures(wanted, run.scope, run.span, run.at)
    for name in sorted(names - run.known.keys()):
        found = None if is_measure(name) else _indicator(name, run)
        if found is None:
            run.missing.add(name)
        else:
            run.known[name] = found
    return compute(definition, {name: run.known[name] for name in names if name in run.known})


def _indicator(code: str, run: Run) -> Decimal | None:
    """Another indicator's number. The pack has refused circles, so this ends."""
    definition = run.reader.definition(code, run.span)
    found = computed(definition, run).value if definition.expressions else None
    if found is not None:
        run.public = run.public and definition.public
        return found
    said = run.reader.standing(definition, run.scope, run.span)
    if said is None:
        return None
    run.public = run.public and said.public
    return said.number
