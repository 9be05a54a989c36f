"""What the pages of the catalogue show beside the contracts: words for codes, due times, names, addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.kernel.clock import local, today
from honglam.kernel.values import DomainError
from honglam.procedures import api
from honglam.procedures.contracts import (
    LABELS,
    ApplicantKind,
    Channel,
    ChannelRule,
    Fee,
    FieldView,
    Level,
    OnlineLevel,
    SearchCriteria,
    Source,
    VersionState,
    VersionView,
)
from honglam.procedures.forms.filters import address_of
from honglam.procedures.rules.conditions import Context
from honglam.procedures.rules.fees import amount_once
from honglam.ui.tongues import in_tongue
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Policy, Unit


@dataclass(frozen=True, kw_only=True)
class ChannelLine:
    """A way of filing in words; `due`: when the result is due if filed at this moment, where the calendar knows."""

    label: str
    words: str
    note: str
    due: datetime | None
    due_provisional: bool
    provisional: bool
    source: Source | None


@dataclass(frozen=True, kw_only=True)
class FeeRow:
    """A fee of the tariff in words, also one that only some pay. `groups`: who pays less, by answer or on evidence."""

    name: str
    words: str
    ways: str
    conditional: bool
    collect: str
    groups: tuple[str, ...]
    provisional: bool
    source: Source | None


def choices() -> dict[str, list[tuple[str, str]]]:
    """Options of the filters."""
    return {
        "levels": [(level.value, _(LABELS[level])) for level in Level],
        "applicants": [(kind.value, _(LABELS[kind])) for kind in ApplicantKind],
        "online": [(online.value, _(LABELS[online])) for online in OnlineLevel],
    }


def agency_options(criteria: SearchCriteria, on: date) -> list[tuple[str, str]]:
    """The agencies to choose from: those that procedures name, and the one that an address asks for."""
    found = [directory.find_agency_by_code(code=code) for code in api.list_settlers(on=on)]
    known = sorted((one for one in found if one), key=lambda agency: agency.sort_key)
    options = [(agency.code, in_tongue(agency.name)) for agency in known]
    if criteria.agency and criteria.agency not in dict(options):
        options.append((criteria.agency, _agency_name(criteria.agency)))
    return options


def active_filters(criteria: SearchCriteria, fields: Sequence[FieldView]) -> list[tuple[str, str]]:
    """The filters in force with the address that takes each one away."""
    names = {name: in_tongue(field.name) for field in fields for name in (field.slug, field.code)}
    events = (
        {event.code: in_tongue(event.name) for event in api.list_life_events(on=today())} if criteria.life_event else {}
    )
    shown = {
        "field": names.get(criteria.field, criteria.field),
        "level": _(LABELS[criteria.level]) if criteria.level else "",
        "agency": _agency_name(criteria.agency) if criteria.agency else "",
        "life_event": events.get(criteria.life_event, criteria.life_event),
        "applicant": _(LABELS[criteria.applicant]) if criteria.applicant else "",
        "online": _(LABELS[criteria.online]) if criteria.online else "",
        "channel": _(LABELS[criteria.channel]) if criteria.channel else "",
    }
    return [(label, address_of(criteria, without=criterion)) for criterion, label in shown.items() if label]


def procedure_page(version: VersionView, *, at: datetime) -> dict[str, Any]:
    """The context of a procedure's page beside the version itself."""
    on = local(at).date()
    is_open = version.state is VersionState.PUBLISHED and not version.closed and version.valid_from <= on
    is_open = is_open and (version.valid_to is None or version.valid_to >= on)
    return {
        "applicants": [_(LABELS[kind]) for kind in version.applicants],
        "levels": [_(LABELS[level]) for level in version.levels],
        "online_words": _(LABELS[version.online]),
        "channels": [_channel(version, rule, at) for rule in version.channels],
        "fees": [_fee(fee, on) for fee in version.fees],
        "competent": competent_words(version),
        "supporting": [_agency_name(code) for code in version.supporting],
        "in_person": any(rule.channel is Channel.IN_PERSON for rule in version.channels),
        "start_url": _start_url(version) if is_open else "",
        "versions": api.list_versions(code=version.code),
        "is_open": is_open,
    }


def duration_words(duration: Duration) -> str:
    """`3 working days`, `the same day`, …"""
    n = duration.amount
    match duration.unit:
        case Unit.SAME_DAY:
            return _("The same day (handed in after 15:00: the next working day)")
        case Unit.HOUR:
            text = ngettext("%(n)s hour", "%(n)s hours", n)
        case Unit.WORKING_HOUR:
            text = ngettext("%(n)s working hour", "%(n)s working hours", n)
        case Unit.DAY:
            text = ngettext("%(n)s day", "%(n)s days", n)
        case Unit.WORKING_DAY:
            text = ngettext("%(n)s working day", "%(n)s working days", n)
        case Unit.MONTH:
            text = ngettext("%(n)s month", "%(n)s months", n)
    return text % {"n": n}


def _fee(fee: Fee, on: date) -> FeeRow:
    return FeeRow(
        name=fee.name,
        words=_amount_words(fee, on),
        ways=", ".join(_(LABELS[channel]) for channel in fee.channels),
        conditional=bool(fee.when),
        collect=_(LABELS[fee.collect]),
        groups=tuple(exemption.name for exemption in fee.exemptions),
        provisional=fee.provisional,
        source=fee.source,
    )


def _amount_words(fee: Fee, on: date) -> str:
    """What a fee comes to before anything is filled in."""
    once = amount_once(fee, Context(on=on).variables({}))
    if once is None:
        return _("Worked out from what you fill in")
    if once == 0:
        return _("Free of charge")
    amount = f"{once:,}".replace(",", ".") + "\u00a0đ"
    return f"{amount}/{in_tongue(fee.per)}" if fee.per else amount


def competent_words(version: VersionView) -> str:
    """Who settles, in words."""
    rule = version.competent
    if rule.agency:
        return _agency_name(rule.agency)
    if rule.kind == AgencyKind.COMMITTEE.value:
        if rule.level is Level.COMMUNE:
            return _("The People's Committee of the commune or ward")
        return _("The People's Committee of the province")
    if rule.level is Level.COMMUNE:
        return _("The specialised agency at the commune or ward")
    return _("The specialised agency of the province")


def _channel(version: VersionView, rule: ChannelRule, at: datetime) -> ChannelLine:
    policy = Policy(count_from=version.clock.count_from, clock=version.clock.policy)
    try:
        due = worktime.due_at(start=at, duration=rule.duration, policy=policy)
    except DomainError:
        due = None
    return ChannelLine(
        label=_(LABELS[rule.channel]),
        words=duration_words(rule.duration),
        note=rule.note,
        due=due.at if due else None,
        due_provisional=bool(due and due.provisional),
        provisional=rule.provisional,
        source=rule.source,
    )


def _agency_name(code: str) -> str:
    agency = directory.find_agency_by_code(code=code)
    return agency.name if agency else code


def _start_url(version: VersionView) -> str:
    """Where filing begins: a name that the block above gives, looked up when it is needed."""
    if version.online is OnlineLevel.NONE:
        return ""
    try:
        return reverse("dossiers:start", args=[version.code])
    except NoReverseMatch:
        return ""
