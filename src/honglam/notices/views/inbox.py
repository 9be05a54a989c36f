"""Pages of notices: a person's inbox, and what did not arrive."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.notices import api
from honglam.notices.contracts import TROUBLE_LABELS


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that was written to me, newest first."""
    actor = actor_of(request)
    page = api.list_own_inbox(actor=actor, after=request.GET.get("sau", ""))
    context = {"page": page, "unread": api.count_unread(actor=actor), "first": "sau" not in request.GET}
    return render(request, "notices/inbox.html", context)


@require_POST
def read(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Mark one message as read, and go to what it is about."""
    path = api.mark_read(actor=actor_of(request), message_id=message_id, at=now())
    return redirect(path or "notices:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    count = api.mark_all_read(actor=actor_of(request), at=now())
    text = ngettext("%(count)s message marked as read.", "%(count)s messages marked as read.", count)
    messages.success(request, text % {"count": count})
    return redirect("notices:inbox")


@require_safe
def undelivered(request: HttpRequest) -> HttpResponse:
    """Messages that failed or died, with why."""
    page = api.list_undelivered(after=request.GET.get("sau", ""))
    return render(
        request, "notices/undelivered.html", {"page": page, "counts": api.count_by_state(), "troubles": TROUBLE_LABELS}
    )


@require_POST
def again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send a message again after what was wrong has been mended."""
    api.send_again(actor=actor_of(request), message_id=message_id, at=now())
    messages.success(request, _("The message will be sent again."))
    return redirect("notices:undelivered")


@require_POST
def put_aside(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Put a message aside that was told another way."""
    api.put_aside(actor=actor_of(request), message_id=message_id, at=now())
    messages.success(request, _("The message was put aside as done another way."))
    return redirect("notices:undelivered")
