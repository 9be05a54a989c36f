"""How the dictionary, cited documents and their sentences get from a pack into the tables and back."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.indicators.contracts import Figure, ScopeRef, ValueEntry
from honglam.indicators.models import CitedDocument, IndicatorValue, IndicatorVersion, Statement
from honglam.indicators.pack_section.figure_shapes import (
    CitationShape,
    DocumentShape,
    FigureShape,
    GrowthShape,
    IndicatorShape,
    StatementShape,
)
from honglam.indicators.pack_section.statement_meaning import Said, base_of, span_of
from honglam.indicators.services.figures import dictionary, statements
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, PackError, Plan, Row

KINDS = frozenset({"indicator", "cited_document", "statement"})
MEANING = ("unit", "formula", "numerator", "denominator", "valid_from")
"""What a number means: no other meaning may be put under values that stand."""


def rows() -> Iterator[Row]:
    """What the tables hold, retired ones included."""
    for version in IndicatorVersion.objects.select_related("indicator").order_by("indicator__code", "number"):
        key = f"{version.indicator.code}@{version.number}"
        yield Row("indicator", key, _read(version.content, IndicatorShape))
    for document in CitedDocument.objects.filter(from_pack=True).order_by("code"):
        yield Row("cited_document", document.code, _read(document.content, DocumentShape))
    for statement in Statement.objects.order_by("code"):
        yield Row("statement", statement.code, _read(statement.content, StatementShape))


def check_life(plan: Plan) -> Iterator[PackError]:
    """A version on which values stand keeps its meaning; a new one begins where it ends."""
    for change in plan.changes:
        if change.kind != "indicator" or change.action is not ChangeAction.CHANGE:
            continue
        changed = [one.path for one in change.differences if one.path in MEANING]
        code, _, number = change.key.partition("@")
        held = IndicatorValue.objects.filter(version__indicator__code=code, version__number=number)
        if changed and held.exists():
            message = text_noop("Values stand on %(key)s: end it and add a version instead of changing %(paths)s.")
            params = (("key", change.key), ("paths", ", ".join(changed)))
            yield PackError(
                file=change.file, line=change.line, path="", code="version_stands", message=message, params=params
            )


def apply(change: Change, *, actor: Actor, at: datetime) -> None:
    """Put or retire one record."""
    if change.action is ChangeAction.RETIRE:
        _retire(change, actor, at)
    elif isinstance(change.after, IndicatorShape):
        dictionary.put_version(actor=actor, words=_version(change.after), at=at)
    elif isinstance(change.after, DocumentShape):
        shape = change.after
        words = statements.DocumentWords(
            code=shape.code, symbol=shape.symbol, dated=shape.dated, content=msgspec.to_builtins(shape)
        )
        statements.put_document(actor=actor, words=words, at=at)
    elif isinstance(change.after, StatementShape):
        statements.put_statement(actor=actor, words=_statement(change.after), at=at)


def _retire(change: Change, actor: Actor, at: datetime) -> None:
    if change.kind == "indicator":
        code, _, number = change.key.partition("@")
        dictionary.retire_version(actor=actor, code=code, number=int(number), at=at)
    elif change.kind == "cited_document":
        statements.retire_document(actor=actor, code=change.key, at=at)
    else:
        statements.retire_statement(actor=actor, code=change.key, at=at)


def _read(content: dict[str, Any], shape: type[Any]) -> Any:
    return msgspec.convert(content, shape, strict=False)


def _version(shape: IndicatorShape) -> dictionary.VersionWords:
    return dictionary.VersionWords(
        code=shape.code,
        number=shape.version,
        name=shape.name.vi,
        topic=shape.topic,
        owner=shape.owner,
        public=shape.public,
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        content=msgspec.to_builtins(shape),
    )


def _statement(shape: StatementShape) -> statements.StatementWords:
    return statements.StatementWords(
        code=shape.code,
        document=shape.document,
        place=shape.place,
        quote=shape.quote,
        note=shape.note,
        public=shape.public,
        figures=tuple(_entry(one) for one in shape.figures),
        growth=tuple(_growth(one) for one in shape.growth),
        cites=tuple(_cited(one) for one in shape.cites),
        content=msgspec.to_builtins(shape),
    )


def _entry(said: FigureShape) -> ValueEntry:
    upper = None if said.upper is None else _decimal(said.upper)
    figure = Figure(value=_decimal(said.value), upper=upper, bound=said.bound, unit=said.said_in)
    return ValueEntry(
        indicator=said.indicator, scope=_scope(said), span=span_of(said), figure=figure, nature=said.nature
    )


def _growth(said: GrowthShape) -> statements.GrowthWords:
    ways = {"times": said.times, "plus": said.plus, "percent": said.percent}
    kind, amount = next((kind, amount) for kind, amount in ways.items() if amount is not None)
    return statements.GrowthWords(
        indicator=said.indicator,
        scope=_scope(said),
        span=span_of(said),
        base=base_of(said),
        kind=kind,
        amount=_decimal(amount),
        bound=said.bound,
    )


def _cited(said: CitationShape) -> statements.CitedWords:
    return statements.CitedWords(document=said.document, symbol=said.symbol, dated=said.dated, issuer=said.issuer)


def _scope(said: Said) -> ScopeRef:
    """Without a subject of its own a number is about the whole province."""
    if said.agency:
        return ScopeRef(agency_id=directory.get_agency_by_code(code=said.agency).id, part=said.part)
    if said.external:
        return ScopeRef(external=said.external, part=said.part)
    if said.area:
        return ScopeRef(area=said.area, part=said.part)
    provinces = directory.list_units(on=span_of(said).last_on, level=Level.PROVINCE)
    return ScopeRef(area=provinces[0].code if provinces else "", part=said.part)


def _decimal(number: float) -> Decimal:
    return Decimal(str(number)) if number != int(number) else Decimal(int(number))
