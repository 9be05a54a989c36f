"""Registers the block; no logic."""

from typing import Any

from django.apps import AppConfig

from honglam.kernel.values import text_noop

SCOPES = {
    "dossiers:read": text_noop("Look at dossiers that the account may see"),
    "dossiers:write": text_noop("File dossiers and answer requests in the account's name"),
    "dossiers:act": text_noop("Act on dossiers in the post that the account holds"),
}
DOORS: dict[str, dict[str, Any]] = {
    "dossiers.mine": {
        "label": text_noop("My dossiers"),
        "url_name": "dossiers:mine",
        "audience": "citizen",
        "order": 20,
    },
    "dossiers.lapses": {
        "label": text_noop("Late and untouched"),
        "url_name": "dossiers:lapses",
        "audience": "desk",
        "order": 60,
        "roles": frozenset({"unit_head", "approver", "one_stop_head", "leader", "procedure_controller", "auditor"}),
        "icon": "alert",
    },
    "dossiers.register": {
        "label": text_noop("Register of dossiers"),
        "url_name": "dossiers:register",
        "audience": "desk",
        "order": 15,
        "roles": frozenset({"reception_officer", "result_officer", "one_stop_head"}),
        "icon": "book",
    },
    "dossiers.originals": {
        "label": text_noop("Originals kept"),
        "url_name": "dossiers:originals",
        "audience": "desk",
        "order": 16,
        "roles": frozenset({"reception_officer", "result_officer", "one_stop_head", "unit_head", "approver", "leader"}),
        "icon": "copy",
    },
    "dossiers.tell": {
        "label": text_noop("Feedback and proposals"),
        "url_name": "dossiers:tell",
        "audience": "citizen",
        "order": 50,
    },
    "dossiers.kiosk": {
        "label": text_noop("Rating screen"),
        "url_name": "dossiers:kiosk",
        "audience": "desk",
        "order": 15,
        "roles": frozenset({"reception_officer", "result_officer", "one_stop_head"}),
        "icon": "check-circle",
    },
    "dossiers.counter": {
        "label": text_noop("Receive at the counter"),
        "url_name": "dossiers:choose",
        "audience": "desk",
        "order": 10,
        "roles": frozenset({"reception_officer", "one_stop_head"}),
        "icon": "document",
    },
}


class DossiersConfig(AppConfig):
    """A dossier's whole life at the one-stop."""

    name = "honglam.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to events, offer the worklist and the pack section, declare the letters."""
        from honglam.dossiers import checks, subscribers  # noqa: F401 - importing registers them
        from honglam.dossiers.pack_section import FeedbackSection, FormsSection, PromisesSection
        from honglam.dossiers.queries import looks
        from honglam.dossiers.queries.feedback import KEY as FEEDBACK
        from honglam.dossiers.queries.feedback import FeedbackWorklist
        from honglam.dossiers.queries.worklist import KIND, DossierWorklist
        from honglam.dossiers.services.cosigning import end_requests_to
        from honglam.dossiers.services.feedback_letters import FEEDBACK_LETTERS
        from honglam.dossiers.services.letters import LETTERS
        from honglam.dossiers.services.moving import DossierFollower, FeedbackFollower, OrderFollower
        from honglam.identity import api as identity
        from honglam.identity.contracts import Audience
        from honglam.kernel.registry import MenuEntry, followers, menu, pack_sections, worklists
        from honglam.notices import api as notices

        pack_sections.register("forms", FormsSection())
        pack_sections.register("service_promises", PromisesSection())
        pack_sections.register("feedback", FeedbackSection())
        worklists.register(FEEDBACK, FeedbackWorklist())
        worklists.register(KIND, DossierWorklist())
        worklists.register(looks.KIND, looks.LookWorklist())
        followers.register(KIND, DossierFollower())
        followers.register(FEEDBACK, FeedbackFollower())
        followers.register("payment_orders", OrderFollower())
        notices.declare(letters=(*LETTERS, *FEEDBACK_LETTERS))
        identity.register_sent_to_contacts(key="dossiers.cosigners", end=end_requests_to)
        _offer_measures()
        _tell_what_is_kept()
        _tell_owners()
        for code, description in SCOPES.items():
            audience = Audience.OFFICERS if code == "dossiers:act" else Audience.EVERYBODY
            identity.register_scope(code=code, description=description, audience=audience)
        for key, entry in DOORS.items():
            menu.register(key, MenuEntry(**entry))


def _offer_measures() -> None:
    from honglam.dossiers.queries.feedback import KEY as FEEDBACK
    from honglam.dossiers.queries.feedback import FeedbackMeasures
    from honglam.dossiers.queries.serving.behind import opens
    from honglam.dossiers.queries.serving.services import SERVICES
    from honglam.dossiers.queries.serving.source import KEY, ServingMeasures
    from honglam.dossiers.rules.measuring import FEEDBACK_WORDS, WORDS
    from honglam.kernel.measures import Measure
    from honglam.kernel.registry import measures

    serving, feedback = ServingMeasures(), FeedbackMeasures()
    for name, (label, definition, unit) in WORDS.items():
        code, shown = f"{KEY}.{name}", opens(name) or name in SERVICES
        now = name in {"open_in_time", "open_overdue"}
        one = Measure(
            code=code, label=label, definition=definition, unit=unit, source=serving, opens=shown, listed_now=now
        )
        measures.register(code, one)
    for name, (label, definition, unit) in FEEDBACK_WORDS.items():
        code = f"{FEEDBACK}.{name}"
        one = Measure(code=code, label=label, definition=definition, unit=unit, source=feedback)
        measures.register(code, one)


def _tell_what_is_kept() -> None:
    from honglam.dossiers.services import erasing
    from honglam.kernel.personal import DataKind, Fate, data_kinds

    dossiers = DataKind(
        label=text_noop("Dossiers and results"),
        what=text_noop("Forms, papers, decisions and the whole course of each dossier that was filed."),
        counted_from=text_noop("the day the result was handed over"),
        fate=Fate.ARCHIVE,
        told_in=("dossiers", "who-looked"),
    )
    drafts = DataKind(
        label=text_noop("Drafts that were not filed"),
        what=text_noop("What you filled in and uploaded for a dossier that you began and left."),
        counted_from=text_noop("the day it was last saved"),
        fate=Fate.ERASE,
        erase=erasing.erase_drafts,
        erase_of=erasing.erase_drafts_of,
        told_in=("drafts",),
    )
    data_kinds.register("dossiers.dossiers", dossiers)
    data_kinds.register("dossiers.drafts", drafts)
    _tell_what_is_kept_of_words()


def _tell_what_is_kept_of_words() -> None:
    from honglam.dossiers.services import erasing
    from honglam.kernel.personal import DataKind, Fate, data_kinds

    comments = DataKind(
        label=text_noop("Your words in ratings"),
        what=text_noop("What you wrote when you rated a service. How content you were stays, without the words."),
        counted_from=text_noop("the day of the rating"),
        fate=Fate.ANONYMISE,
        erase=erasing.erase_comments,
        erase_of=erasing.erase_comments_of,
        told_in=("dossiers",),
    )
    senders = DataKind(
        label=text_noop("Who sent feedback"),
        what=text_noop("Your name and contact at feedback that is settled. Question and answer stay without them."),
        counted_from=text_noop("the day it was received"),
        fate=Fate.ANONYMISE,
        erase=erasing.forget_senders,
        erase_of=erasing.forget_sender,
        told_in=("feedback",),
    )
    data_kinds.register("dossiers.rating_comments", comments)
    data_kinds.register("dossiers.feedback_senders", senders)


def _tell_owners() -> None:
    from honglam.dossiers.queries import own_data as own
    from honglam.kernel.personal import own_data

    own_data.register("dossiers", own.list_own_dossiers)
    own_data.register("who-looked", own.list_own_looks)
    own_data.register("drafts", own.list_own_drafts)
    own_data.register("feedback", own.list_own_feedback)
