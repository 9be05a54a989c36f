"""An officer's account for administrators: the second step lost, or the account to be closed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from honglam.identity import queries
from honglam.identity.contracts import AccountNotFound, OwnAccount
from honglam.identity.services import accounts, second_factor
from honglam.identity.views.pages import draw, fresh_proof, say
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError


@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Take the second step off, or close; each after a fresh proof of who does it."""
    refusal: DomainError | None = None
    try:
        account = queries.get_staff_account(actor=actor_of(request), account_id=account_id)
        if request.method == "POST":
            _act(request, account_id)
            return redirect("identity:staff_account", account_id=account_id)
    except AccountNotFound as absent:
        raise Http404 from absent
    except OwnAccount as own:
        return draw(request, "sorry", own, back="identity:account")
    except DomainError as error:
        refusal = error
    state, closing = queries.second_factor_state(account_id=account_id), "dong" in request.GET
    return draw(request, "staff_account", refusal, account=account, second_factor=state, closing=closing)


def _act(request: HttpRequest, account_id: UUID) -> None:
    actor, at, wanted = actor_of(request), now(), request.POST.get("act")
    if wanted == "reset":
        second_factor.reset_second_factor(actor=actor, account_id=account_id, at=at)
        say(request, _("The second step was taken off. A new one is set up at the next sign-in."))
    elif wanted == "close":
        accounts.close_account(actor=actor, account_id=account_id, at=at)
        say(request, _("The account is closed."))
    else:
        raise Http404
