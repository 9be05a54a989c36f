"""From the contracts to the API's shapes."""

from collections.abc import Sequence

import msgspec

from honglam.procedures.contracts import (
    NATIONAL_CHANNEL,
    FeeLine,
    FieldView,
    FormDefinition,
    LifeEventView,
    PaperRequest,
    ProcedureSummary,
    Source,
    VersionView,
)
from honglam.procedures.rest import shapes
from honglam.procedures.rules.fees import total


def field(view: FieldView) -> shapes.FieldOut:
    """A field."""
    return shapes.FieldOut(code=view.code, slug=view.slug, name=view.name, name_en=view.name_en, count=view.count)


def life_event(view: LifeEventView) -> shapes.LifeEventOut:
    """A life event."""
    return shapes.LifeEventOut(
        code=view.code,
        name=view.name,
        name_en=view.name_en,
        description=view.description,
        audience=view.audience,
        count=view.count,
    )


def summary(item: ProcedureSummary) -> shapes.SummaryOut:
    """A procedure in a list."""
    return shapes.SummaryOut(
        code=item.code,
        version_id=item.version_id,
        name=item.name,
        name_en=item.name_en,
        summary=item.summary,
        field=item.field.code,
        levels=list(item.levels),
        online=item.online,
        has_form=item.has_form,
        immediate=item.immediate,
        provisional=item.provisional,
    )


def procedure(version: VersionView) -> shapes.ProcedureOut:
    """A procedure in full."""
    return shapes.ProcedureOut(
        code=version.code,
        name=version.name,
        name_en=version.name_en,
        version_id=version.version_id,
        version=version.number,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        field=field(version.field),
        levels=list(version.levels),
        summary=version.summary,
        applicants=list(version.applicants),
        online=version.online,
        online_reason=version.online_reason,
        immediate=version.immediate,
        channels=_channels(version),
        components=_components(version),
        fees=_fees(version),
        free=_free(version),
        requirements=list(version.requirements),
        sequence=list(version.sequence),
        legal_basis=[
            shapes.LegalBasisOut(number=basis.number, name=basis.name, article=basis.article)
            for basis in version.legal_basis
        ],
        result_name=version.result.name,
        result_code=version.result.code,
        other_results=[shapes.OtherResultOut(name=one.name, code=one.code) for one in version.result.also],
        has_form=version.form is not None,
        provisional=version.provisional,
    )


def form(version: VersionView, definition: FormDefinition) -> shapes.FormOut:
    """An electronic form."""
    return shapes.FormOut(
        code=version.code,
        version_id=version.version_id,
        form_schema=definition.schema,
        layout=msgspec.to_builtins(definition.layout),
    )


def verdict(
    *, faults: list[shapes.FaultOut], papers: Sequence[PaperRequest], fees: Sequence[FeeLine]
) -> shapes.CheckOut:
    """The verdict on answers."""
    return shapes.CheckOut(
        errors=faults,
        papers=[
            shapes.PaperOut(code=paper.code, name=paper.name, required=paper.required, upload=paper.upload)
            for paper in papers
        ],
        fees=[
            shapes.FeeLineOut(
                code=fee.code,
                name=fee.name,
                quantity=fee.quantity,
                amount=fee.amount,
                exemption=fee.exemption,
                collect=fee.collect,
            )
            for fee in fees
        ],
        total=total(fees),
    )


def _source(source: Source | None) -> shapes.SourceOut | None:
    if source is None:
        return None
    dated = source.dated.isoformat() if source.dated else None
    return shapes.SourceOut(document=source.document, article=source.article, date=dated, url=source.url)


def _channels(version: VersionView) -> list[shapes.ChannelOut]:
    return [
        shapes.ChannelOut(
            channel=rule.channel,
            code=NATIONAL_CHANNEL[rule.channel].value,
            duration=str(rule.duration),
            note=rule.note,
            provisional=rule.provisional,
            source=_source(rule.source),
        )
        for rule in version.channels
    ]


def _components(version: VersionView) -> list[shapes.ComponentOut]:
    return [
        shapes.ComponentOut(
            code=component.code,
            name=component.name,
            originals=component.originals,
            copies=component.copies,
            required=component.required,
            when=component.when,
            is_form=component.is_form,
            show_only=component.show_only,
            form_name=component.form_name,
            note=component.note,
            provisional=component.provisional,
            source=_source(component.source),
        )
        for component in version.components
    ]


def _fees(version: VersionView) -> list[shapes.FeeOut]:
    return [
        shapes.FeeOut(
            code=fee.code,
            kind=fee.kind,
            name=fee.name,
            amount=fee.amount,
            formula=fee.formula,
            quantity=fee.quantity,
            per=fee.per,
            when=fee.when,
            channels=list(fee.channels),
            exemptions=[exemption.name for exemption in fee.exemptions],
            collect=fee.collect,
            provisional=fee.provisional,
            source=_source(fee.source),
        )
        for fee in version.fees
    ]


def _free(version: VersionView) -> shapes.FreeOut | None:
    if version.free is None:
        return None
    return shapes.FreeOut(provisional=version.free.provisional, source=_source(version.free.source))
