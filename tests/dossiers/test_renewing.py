"""A draft begun under rules that are over goes on under those in force, with all that was typed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory

from honglam.dossiers import api
from honglam.dossiers.contracts import DraftChange, DraftView, PaperInput, ProcedureNotOffered, RulesChanged
from honglam.dossiers.models import Dossier, Draft
from honglam.dossiers.views import drafting
from honglam.kernel.clock import now, today
from honglam.kernel.models import AuditEntry
from honglam.procedures.models import ProcedureVersion
from honglam.procedures.queries import memory
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, MORNING, Scene


def begun(scene: Scene) -> DraftView:
    """A complete draft of a household registration."""
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    asked = scene.submission()
    change = DraftChange(answers=ANSWERS, applicant=asked.applicant, unit_code=asked.unit_code)
    api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=None, at=MORNING)
    for paper in asked.papers:
        api.attach_paper(actor=scene.citizen, draft_id=draft.id, paper=paper, at=MORNING)
    return api.get_draft(actor=scene.citizen, draft_id=draft.id)


def end_version(last: date) -> ProcedureVersion:
    """The version in force ends on this day."""
    row = ProcedureVersion.objects.get(procedure__code=HOUSEHOLD, valid_to=None)
    ProcedureVersion.objects.filter(id=row.id).update(valid_to=last)
    memory.forget()
    return row


def succeed(first: date) -> int:
    """The same rules under another number, from this day on."""
    row = end_version(first - timedelta(days=1))
    row.pk, row.number, row.valid_from, row.valid_to, row.in_use = None, row.number + 1, first, None, False
    row.save(force_insert=True)
    memory.forget()
    return int(row.id)


def shorten(first: date) -> None:
    """The same questions on one page instead of two, from this day on."""
    row = ProcedureVersion.objects.get(id=succeed(first))
    pages = row.content["form"]["layout"]["pages"]
    pages[0]["sections"] += pages.pop()["sections"]
    row.digest = "shorter"
    row.save()
    memory.forget()


def opened(
    scene: Scene, view: Any, draft: DraftView, sent: dict[str, str] | None = None, **parts: Any
) -> tuple[HttpRequest, Any]:
    """A page of the draft, opened or sent."""
    request = RequestFactory().get("/") if sent is None else RequestFactory().post("/", sent)
    request.actor = scene.citizen  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request, view(request, draft.id, **parts)


def test_nothing_is_filed_under_rules_that_are_over(scene: Scene) -> None:
    draft, newer = begun(scene), succeed(today())
    # A question that the form of before had, and this one has not.
    Draft.objects.filter(id=draft.id).update(answers=ANSWERS | {"da_bo": "x"})
    stale = PaperInput(component_code="DA-BO", file_id=scene.file(scene.citizen, "da-bo.pdf"), file_name="da-bo.pdf")
    api.attach_paper(actor=scene.citizen, draft_id=draft.id, paper=stale, at=MORNING)
    with pytest.raises(RulesChanged):
        api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="rules-over", at=now())
    assert not Dossier.objects.exists()
    renewed = api.renew_draft(actor=scene.citizen, draft_id=draft.id, at=now())
    assert (renewed.version_id, renewed.revision) == (newer, draft.revision + 2)
    assert (renewed.answers, renewed.papers, renewed.applicant) == (draft.answers, draft.papers, draft.applicant)
    assert AuditEntry.objects.filter(action="dossiers.draft_renewed", subject_id=str(draft.id)).count() == 1
    assert api.renew_draft(actor=scene.citizen, draft_id=draft.id, at=now()).revision == renewed.revision
    done = api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="rules-over", at=now())
    assert Dossier.objects.get(id=done.dossier_id).version_id == newer


def test_what_is_over_and_has_no_successor_is_not_filed(scene: Scene) -> None:
    draft = begun(scene)
    end_version(today() - timedelta(days=1))
    with pytest.raises(ProcedureNotOffered):
        api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="rules-gone", at=now())
    request, page = opened(scene, drafting.people, draft)
    assert page.status_code == 200, "it can still be read"
    assert not list(get_messages(request))


def test_opening_it_puts_it_on_the_rules_in_force_and_says_so(scene: Scene) -> None:
    draft, newer = begun(scene), succeed(today())
    request, page = opened(scene, drafting.check, draft)
    assert page.status_code == 302
    assert "have changed" in str(*get_messages(request)) or "đã thay đổi" in str(*get_messages(request))
    assert Draft.objects.get(id=draft.id).version_id == newer
    request, page = opened(scene, drafting.check, draft)
    assert (page.status_code, list(get_messages(request))) == (200, [])


def typed(draft: DraftView, copies: str, behind: int = 0) -> dict[str, str]:
    """What the second page of the longer form sends."""
    return {"so_ban": copies, "_page": "2", "_revision": str(draft.revision - behind)}


def told_of_new_rules(request: HttpRequest) -> bool:
    said = str([str(one) for one in get_messages(request)])
    return "have changed" in said or "đã thay đổi" in said


def test_what_was_typed_on_a_page_that_is_no_more_is_kept(scene: Scene) -> None:
    draft = begun(scene)
    shorten(today())
    request, page = opened(scene, drafting.form_page, draft, typed(draft, "3"), number=2)
    assert (page.status_code, page.headers["Location"]) == (302, f"/ho-so/nhap/{draft.id}/giay-to/")
    assert told_of_new_rules(request)
    kept = api.get_draft(actor=scene.citizen, draft_id=draft.id)
    assert kept.answers == ANSWERS | {"so_ban": 3}
    _, page = opened(scene, drafting.form_page, draft, typed(kept, "99"), number=2)
    assert page.status_code == 422
    assert 'value="99"' in page.content.decode()


def test_a_page_that_is_no_more_leads_to_the_last_one(scene: Scene) -> None:
    draft = begun(scene)
    shorten(today())
    request, page = opened(scene, drafting.form_page, draft, number=2)
    assert (page.status_code, page.headers["Location"]) == (302, f"/ho-so/nhap/{draft.id}/trang/1/")
    assert told_of_new_rules(request)


def test_new_rules_are_no_leave_to_write_over_another_window(scene: Scene) -> None:
    draft = begun(scene)
    shorten(today())
    _, page = opened(scene, drafting.form_page, draft, typed(draft, "3", behind=1), number=2)
    assert page.status_code == 422
    assert api.get_draft(actor=scene.citizen, draft_id=draft.id).answers == ANSWERS


def test_what_saves_itself_is_kept_under_new_rules_too(scene: Scene) -> None:
    draft = begun(scene)
    shorten(today())
    _, answer = opened(scene, drafting.autosave, draft, typed(draft, "4"))
    assert answer.status_code == 200
    kept = api.get_draft(actor=scene.citizen, draft_id=draft.id)
    assert (kept.answers, kept.applicant) == (ANSWERS | {"so_ban": 4}, draft.applicant)
