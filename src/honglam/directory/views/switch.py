"""Which post an officer acts in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from honglam.directory.contracts import CHOSEN_POST, UnknownPost
from honglam.directory.forms.staff import SwitchForm
from honglam.kernel.guards import actor_of
from honglam.ui.filling import fill, typed


def posts(request: HttpRequest) -> HttpResponse:
    """The posts held or stood in for; choosing one changes what the officer may see and do."""
    held = request.posts  # type: ignore[attr-defined]
    form = typed(request, SwitchForm)

    def perform() -> tuple[str, str]:
        chosen = next((post for post in held if post.post_id == form.cleaned_data["post"]), None)
        if chosen is None:
            raise UnknownPost(field="post")
        request.session[CHOSEN_POST] = chosen.post_id
        return reverse("directory:posts"), _("You now act as %(title)s.") % {"title": chosen.title}

    context = {"posts": held, "chosen": actor_of(request).post_id}
    return fill(request, form, "directory/desk/posts.html", context, perform)
