"""Records of the national catalogue: a file brought in, its plan looked through, drafts made of what was chosen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.procedures.api import national
from honglam.procedures.contracts.national import RECORD_STATE_LABELS, TAKEN, ImportPlan, RecordState
from honglam.procedures.views.keeping import compared
from honglam.ui.errors import PageErrors

PAGE_SIZE = 100


def index(request: HttpRequest) -> HttpResponse:
    """Choose a file; the files brought in before."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        file = request.FILES.get("file")
        content = file.read(national.MAX_BYTES + 1) if file else b""
        try:
            made = national.bring_in(actor=actor, file_name=file.name or "" if file else "", content=content, at=now())
            return redirect("procedures:national_plan", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"imports": national.list_imports(actor=actor), "errors": errors}
    return render(request, "procedures/keeping/national.html", context, status=422 if errors else 200)


def plan(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What would become of each record; the chosen ones become drafts."""
    actor, errors, chosen = actor_of(request), PageErrors(), None
    if request.method == "POST":
        chosen = {int(text) for text in request.POST.getlist("records") if text.isdecimal() and len(text) < 6}
        digest = request.POST.get("digest", "")
        try:
            made = national.take_over(actor=actor, import_id=import_id, digest=digest, numbers=chosen, at=now())
            said = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", made) % {"count": made}
            messages.success(request, said)
            return redirect("procedures:keep")
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = _page(national.get_plan(actor=actor, import_id=import_id), request.GET)
    context |= {"chosen": chosen, "errors": errors}
    return render(request, "procedures/keeping/national_plan.html", context, status=422 if errors else 200)


@require_safe
def record(request: HttpRequest, import_id: UUID, number: int) -> HttpResponse:
    """One record beside what stands here, place by place."""
    one = national.get_planned(actor=actor_of(request), import_id=import_id, number=number)
    context = {"import_id": import_id, "record": one, "changes": compared(one.before, one.after), "labels": _labels()}
    return render(request, "procedures/keeping/national_record.html", context)


def _page(shown: ImportPlan, asked: QueryDict) -> dict[str, object]:
    """Records of one state, a hundred at a time, in the file's order."""
    state = asked.get("loai", "")
    after = int(text) if (text := asked.get("sau", "")).isdecimal() and len(text) < 6 else 0
    matching = [one for one in shown.records if (not state or one.state == state) and one.number > after]
    return {
        "plan": shown,
        "rows": [(one, len(compared(one.before, one.after))) for one in matching[:PAGE_SIZE]],
        "next": f"?loai={state}&sau={matching[PAGE_SIZE - 1].number}" if len(matching) > PAGE_SIZE else "",
        "labels": _labels(),
        "counts": {state: sum(one.state is state for one in shown.records) for state in RECORD_STATE_LABELS},
        "state": state if state in set(RecordState) else "",
        "taken": TAKEN,
    }


def _labels() -> dict[RecordState, str]:
    return {state: _(label) for state, label in RECORD_STATE_LABELS.items()}
