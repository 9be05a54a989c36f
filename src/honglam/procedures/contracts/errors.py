"""Refusals of the catalogue."""

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class ProcedureNotFound(NotFound):
    """No such procedure, or none in force on that date."""

    code = "procedure_not_found"
    message = text_noop("There is no procedure %(code)s in force.")


class VersionNotFound(NotFound):
    """No such version."""

    code = "version_not_found"
    message = text_noop("There is no such version of the procedure.")


class LifeEventNotFound(NotFound):
    """No such life event."""

    code = "life_event_not_found"
    message = text_noop("There is no life event “%(code)s”.")


class FormPageNotFound(NotFound):
    """The form has no such page."""

    code = "form_page_not_found"
    message = text_noop("The form has no page %(page)s.")


class FormMissing(NotFound):
    """The procedure has no electronic form."""

    code = "form_missing"
    message = text_noop("This procedure has no electronic form; its papers are filed as files or at the one-stop desk.")


class VersionInUse(Conflict):
    """A dossier or draft stands on the version: it can only be succeeded."""

    code = "version_in_use"
    message = text_noop(
        "Version %(number)s of procedure %(code)s is in use and cannot be changed. Add a new version that succeeds it."
    )


class ChannelNotOffered(Invalid):
    """The procedure cannot be filed that way."""

    code = "channel_not_offered"
    message = text_noop("This procedure cannot be filed this way. Please choose another way.")


class StepNotFound(NotFound):
    """The process has no such step."""

    code = "step_not_found"
    message = text_noop("The process has no step “%(step)s”.")
