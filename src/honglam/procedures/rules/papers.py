"""Which papers these answers ask for, and what is missing among those sent."""

from collections.abc import Mapping, Sequence

from honglam.kernel.expressions import holds, parse
from honglam.kernel.values import FieldError, text_noop
from honglam.procedures.contracts import Answers, Channel, Component, PaperRequest
from honglam.procedures.rules.conditions import Context

PREFIX = "papers."
_MISSING = text_noop("Attach a file: %(label)s.")
_UNKNOWN = text_noop("This procedure does not ask for such a paper.")


def papers_asked(
    components: Sequence[Component], *, channel: Channel, answers: Answers, context: Context
) -> tuple[PaperRequest, ...]:
    """The components whose condition holds. Online, what the form makes and what is only shown is not uploaded."""
    variables = context.variables(answers)
    return tuple(
        PaperRequest(
            code=component.code,
            name=component.name,
            originals=component.originals,
            copies=component.copies,
            required=component.required,
            upload=channel is Channel.ONLINE and not component.is_form and not component.show_only,
            is_form=component.is_form,
            show_only=component.show_only,
            form_name=component.form_name,
            note=component.note,
            provisional=component.provisional,
        )
        for component in components
        if not component.when or holds(parse(component.when), variables)
    )


def paper_faults(requests: Sequence[PaperRequest], attachments: Mapping[str, int]) -> list[FieldError]:
    """Required uploads without a file, and files for papers that were not asked for. Fields are `papers.<code>`."""
    asked = {request.code for request in requests}
    missing = [
        FieldError(field=PREFIX + request.code, code="paper_missing", message=_MISSING, params={"label": request.name})
        for request in requests
        if request.upload and request.required and not attachments.get(request.code)
    ]
    strange = [
        FieldError(field=PREFIX + code, code="paper_unknown", message=_UNKNOWN)
        for code, count in attachments.items()
        if count and code not in asked
    ]
    return [*missing, *strange]
