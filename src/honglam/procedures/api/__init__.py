"""The door of the catalogue. README.md says what each function is for; everything returned is a frozen value.

`on` is today's date in Vietnam, `channel` the way of filing; conditions look at both.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from honglam.kernel.paging import Page
from honglam.kernel.values import FieldError
from honglam.procedures.contracts import (
    Answers,
    Audience,
    Channel,
    ChannelNotOffered,
    CompetentPlace,
    DocumentBlock,
    DocumentDraft,
    FeeLine,
    FieldView,
    LifeEventPage,
    LifeEventView,
    PageModel,
    PaperRequest,
    ProcedureSummary,
    SearchCriteria,
    SummaryPage,
    VersionMark,
    VersionView,
)
from honglam.procedures.queries import browsing, filling, offered, searching, versions
from honglam.procedures.rules import competence, documents, fees, papers, process
from honglam.procedures.rules.conditions import Context
from honglam.procedures.services import versions as version_services
from honglam.worktime.contracts import Duration


def get_version(*, version_id: int) -> VersionView:
    """A version in full, also one that is over. Raises VersionNotFound."""
    return versions.get_version(version_id=version_id)


def count_sets(*, version_ids: Collection[int]) -> dict[int, int]:
    """How many sets of the dossier each of these versions has handed in (số lượng hồ sơ, bộ). One query."""
    return versions.count_sets(version_ids=version_ids)


def current_version(*, code: str, on: date) -> VersionView:
    """The version of a procedure in force on a date. Raises ProcedureNotFound."""
    return versions.current_version(code=code, on=on)


def get_numbered_version(*, code: str, number: int) -> VersionView:
    """A version by the procedure's code and its own number, also one that is over. Raises VersionNotFound."""
    return versions.get_numbered(code=code, number=number)


def list_versions(*, code: str) -> list[VersionMark]:
    """All versions of a procedure, newest first."""
    return versions.list_versions(code=code)


@transaction.atomic
def stand_on(*, version_id: int) -> VersionView:
    """Say that a draft or dossier stands on the version, inside the transaction that makes it; returns the version."""
    version_services.mark_used(version_id=version_id)
    return versions.get_version(version_id=version_id)


def search(*, criteria: SearchCriteria, on: date, after: str | None = None, limit: int = 20) -> Page[ProcedureSummary]:
    """Procedures in force, best first for a query, alphabetically without one. Raises BadCursor."""
    return searching.search(criteria=criteria, on=on, after=after, limit=limit)


def list_fields(*, on: date) -> list[FieldView]:
    """Fields with procedures in force, each with their number."""
    return browsing.list_fields(on=on)


def list_settlers(*, on: date) -> list[str]:
    """Codes of the agencies that settle some procedure in force by name; a commune settles by its level instead."""
    return browsing.list_settlers(on=on)


def list_life_events(*, on: date, audience: Audience | None = None) -> list[LifeEventView]:
    """Life events, each with the number of procedures in force."""
    return browsing.list_life_events(on=on, audience=audience)


def get_life_event(*, code: str, on: date) -> LifeEventPage:
    """A life event and its procedures in the order people need them. Raises LifeEventNotFound."""
    return browsing.get_life_event(code=code, on=on)


def list_full_online_versions() -> list[int]:
    """Ids of the versions, over or not, whose whole course is online."""
    return offered.list_full_online_versions()


def codes_by_agency(*, on: date) -> dict[int, tuple[str, ...]]:
    """The codes of the procedures that each agency settles on a day."""
    return {
        agency_id: tuple(offer.code for offer in offers)
        for agency_id, offers in offered.offers_by_agency(on=on).items()
    }


def charging_codes_by_agency(*, on: date) -> dict[int, frozenset[str]]:
    """The codes of the procedures with a fee or charge that each agency settles on a day; agencies without any too."""
    return {
        agency_id: frozenset(offer.code for offer in offers if offer.charges)
        for agency_id, offers in offered.offers_by_agency(on=on).items()
    }


def names_of_procedures(*, on: date) -> dict[str, str]:
    """The names of the procedures in force on a day, by code."""
    return {offer.code: offer.name for offer in offered.list_offers(on=on)}


def set_popularity(*, counts: Mapping[str, int]) -> None:
    """Dossiers of the last months by procedure code: what people mean first in search."""
    version_services.set_popularity(counts=counts)


def prefill(*, version_id: int, facts: Mapping[str, Any]) -> Answers:
    """First answers of a draft from what is known (`person.full_name`, `enterprise.tax_code`, …); {} without a form."""
    return filling.prefilled(version_id=version_id, facts=facts)


def is_untouched(*, version_id: int, answers: Answers) -> bool:
    """Whether a form was left as it came: its own proposals, no box ticked, lists with empty items."""
    return filling.is_untouched(version_id=version_id, answers=answers)


def known_answers(*, version_id: int, answers: Answers) -> Answers:
    """Answers given to another version, without what this one does not ask; {} without a form."""
    return filling.known(version_id=version_id, answers=answers)


def bindings(*, version_id: int) -> dict[str, str]:
    """Questions outside of lists with the fact each is bound to (`chu_ho.ho_ten` → `person.full_name`)."""
    return filling.bindings(version_id=version_id)


def bound_facts(*, version_id: int, answers: Answers) -> dict[str, Any]:
    """What these answers say under the names of facts: an earlier dossier speaks for a new one."""
    return filling.bound_facts(version_id=version_id, answers=answers)


def read_page(*, version_id: int, page: int, data: Mapping[str, Any], answers: Answers, on: date) -> Answers:
    """What a browser sent for one page, laid over the answers. Raises FormMissing."""
    return filling.read_page(version_id=version_id, page=page, data=data, answers=answers, on=on)


def edit_items(*, version_id: int, answers: Answers, command: str) -> Answers:
    """Add an item to a repeated group or take one out (`add:thanh_vien`, `remove:thanh_vien.2`)."""
    return filling.edit_items(version_id=version_id, answers=answers, command=command)


def page_model(
    *,
    version_id: int,
    page: int,
    answers: Answers,
    on: date,
    errors: Sequence[FieldError] = (),
    channel: Channel = Channel.ONLINE,
    sources: Mapping[str, str] | None = None,
    together: bool = False,
) -> PageModel:
    """One page of the form for the macros. Raises FormMissing, FormPageNotFound.

    `sources`: where prefilled answers came from, as words under their fields. `together`: all pages of the form stand
    on one screen, so what depends on another page's answer may appear on this one.
    """
    return filling.page_model(
        version_id=version_id,
        page=page,
        answers=answers,
        context=Context(on=on, channel=channel),
        errors=errors,
        sources=sources or {},
        together=together,
    )


def check_page(
    *, version_id: int, page: int, answers: Answers, on: date, channel: Channel = Channel.ONLINE
) -> list[FieldError]:
    """The faults of one page."""
    return filling.check_page(
        version_id=version_id, page=page, answers=answers, context=Context(on=on, channel=channel)
    )


def validate_answers(
    *, version_id: int, answers: Answers, channel: Channel, attachments: Mapping[str, int], on: date
) -> list[FieldError]:
    """Every fault of the form and of the papers (`attachments`: component code → number of files)."""
    version = versions.get_version(version_id=version_id)
    context = Context(on=on, channel=channel)
    offered = any(rule.channel is channel for rule in version.channels)
    return [
        *([] if offered else [_not_offered()]),
        *filling.answer_faults(version=version, answers=answers, context=context),
        *papers.paper_faults(_papers(version, answers, context), attachments),
    ]


def page_of(*, version_id: int, field: str) -> int | None:
    """The page on which the field of an error stands; None for papers and unknown fields."""
    return filling.page_of(version_id=version_id, field=field)


def finish_answers(*, version_id: int, answers: Answers, on: date, channel: Channel = Channel.ONLINE) -> Answers:
    """The answers as they are stored at submission."""
    return filling.finish(version_id=version_id, answers=answers, context=Context(on=on, channel=channel))


def summarise(
    *, version_id: int, answers: Answers, on: date, channel: Channel = Channel.ONLINE
) -> tuple[SummaryPage, ...]:
    """Every visible question and its answer as text; nothing where there is no form."""
    return filling.summarise(version_id=version_id, answers=answers, context=Context(on=on, channel=channel))


def draft_document(
    *, version_id: int, answers: Answers, facts: Mapping[str, str], on: date, channel: Channel = Channel.ONLINE
) -> DocumentDraft | None:
    """The result document that the version's template makes of the answers; None where there is no template.

    `facts`: dossier.code, dossier.accepted_on, applicant.name, applicant.citizen_id, agency.name, agency.place. Places
    that only the issue knows (result.number, result.date, signer.*) stay; `fill_blocks` fills them.
    """
    return filling.draft_document(
        version_id=version_id, answers=answers, facts=facts, context=Context(on=on, channel=channel)
    )


def fill_blocks(*, blocks: Sequence[DocumentBlock], facts: Mapping[str, str]) -> tuple[DocumentBlock, ...]:
    """Blocks of a draft with what the issue knows: result.number, result.date (ISO), signer.title, signer.name.

    A fact that is not given yet stays a blank place.
    """
    return documents.fill_at_issue(blocks, facts)


def papers_for(*, version_id: int, channel: Channel, answers: Answers, on: date) -> tuple[PaperRequest, ...]:
    """The papers that these answers ask for."""
    return _papers(versions.get_version(version_id=version_id), answers, Context(on=on, channel=channel))


def fees_for(
    *,
    version_id: int,
    channel: Channel | None,
    answers: Answers,
    on: date,
    granted: Collection[str] = (),
) -> tuple[FeeLine, ...]:
    """What is to be paid. `granted`: names of exemptions that an officer allowed on evidence."""
    version = versions.get_version(version_id=version_id)
    context = Context(on=on, channel=channel or "")
    settled = filling.settled_answers(version=version, answers=answers, context=context)
    return fees.fee_lines(version.fees, channel=channel, answers=settled, context=context, granted=granted)


def time_limit(*, version_id: int, channel: Channel) -> Duration:
    """How long it may take when filed this way. Raises ChannelNotOffered."""
    for rule in versions.get_version(version_id=version_id).channels:
        if rule.channel is channel:
            return rule.duration
    raise ChannelNotOffered


def competent_place(*, version_id: int, answers: Answers, desk_unit: str) -> CompetentPlace:
    """Where the dossier goes; `desk_unit` is the code of the commune of the desk chosen or stood at."""
    rule = versions.get_version(version_id=version_id).competent
    return competence.competent_place(rule, answers=answers, desk_unit=desk_unit)


def next_step(
    *, version_id: int, step: str | None, outcome: str, answers: Answers, channel: Channel, on: date
) -> str | None:
    """The code of the step that follows `step` (None: the first), None at the end. Raises StepNotFound."""
    version = versions.get_version(version_id=version_id)
    variables = {**Context(on=on, channel=channel).variables(answers), "outcome": outcome or None}
    return process.next_step(version.process, step, variables)


def _not_offered() -> FieldError:
    return FieldError(field="channel", code=ChannelNotOffered.code, message=ChannelNotOffered.message)


def _papers(version: VersionView, answers: Answers, context: Context) -> tuple[PaperRequest, ...]:
    settled = filling.settled_answers(version=version, answers=answers, context=context)
    return papers.papers_asked(version.components, channel=Channel(context.channel), answers=settled, context=context)
