"""The pages of one draft in their order, under the rules in force on the day on which one of them is opened."""

from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import DraftView, RulesChanged
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.procedures import api as procedures
from honglam.procedures.contracts import VersionView


@dataclass(frozen=True, kw_only=True)
class Way:
    """The pages of one draft in their order, so that each can say “step 2 of 5”.

    `renewed_from`: the revision that this very request put on other rules, where it did.
    """

    draft: DraftView
    version: VersionView
    form_pages: int
    renewed_from: int | None = None

    @property
    def total(self) -> int:
        """People, the form's pages, papers, check."""
        return self.form_pages + 3

    @property
    def place_needed(self) -> bool:
        """Whether the applicant must say in which commune it is settled."""
        return self.version.competent.unit_from == "desk"

    def as_seen(self, revision: int | None) -> int | None:
        """The revision on which a save builds: who typed before the rules changed has not been overtaken by anybody."""
        return self.draft.revision if revision is not None and revision == self.renewed_from else revision


def way_of(request: HttpRequest, draft_id: UUID) -> Way:
    """The draft of this actor with its procedure, under the rules in force."""
    return renewed(request, as_way(api.get_draft(actor=actor_of(request), draft_id=draft_id)))


def as_way(draft: DraftView) -> Way:
    """The pages of a draft under the rules that it stands on."""
    version = procedures.get_version(version_id=draft.version_id)
    pages = len(version.form.layout.pages) if version.form else 0
    return Way(draft=draft, version=version, form_pages=pages)


def renewed(request: HttpRequest, way: Way) -> Way:
    """The same draft, put on the version in force if the rules changed since; its owner is told.

    Where the procedure is over, the draft can still be read; submitting it is refused.
    """
    with suppress(DomainError):
        current = procedures.current_version(code=way.version.code, on=today())
        if current.version_id != way.draft.version_id:
            before = way.draft.revision
            way = as_way(api.renew_draft(actor=actor_of(request), draft_id=way.draft.id, at=now()))
            # More than one step further: somebody else saved in between, and is not to be written over.
            way = replace(way, renewed_from=before if way.draft.revision == before + 1 else None)
            messages.warning(request, gettext(RulesChanged.message))
    return way


def typed_in_form(request: HttpRequest, way: Way) -> dict[str, object]:
    """The answers with what was sent, on whichever page the form in force asks it: the one shown may have been another.

    What was not on the sent page stays as it was.
    """
    answers = dict(way.draft.answers)
    for page in range(1, way.form_pages + 1):
        answers = procedures.read_page(
            version_id=way.draft.version_id, page=page, data=request.POST, answers=answers, on=today()
        )
    return answers
