"""Registers the block; no logic."""

from typing import Any

from django.apps import AppConfig

from honglam.kernel.values import text_noop

SCOPES = {
    "postal:read": text_noop("Look at the parcels of the post offices that the account serves"),
    "postal:report": text_noop("Report where those parcels are"),
}
DOORS: dict[str, dict[str, Any]] = {
    "postal.intake": {
        "label": text_noop("Receive for the one-stop"),
        "url_name": "dossiers:post_choose",
        "order": 10,
        "roles": frozenset({"postal_clerk"}),
        "icon": "document",
    },
    "postal.overview": {
        "label": text_noop("Public postal service"),
        "url_name": "postal:overview",
        "order": 12,
        "roles": frozenset({"postal_clerk", "reception_officer", "result_officer", "one_stop_head"}),
        "icon": "mail",
    },
}


class PostalConfig(AppConfig):
    """The public postal service: parcels, hand-over records, deliveries."""

    name = "honglam.postal"
    label = "postal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The post office's counter, the worklist, the pack's section, letters, doors, what follows agencies."""
        from honglam.dossiers import api as dossiers
        from honglam.dossiers.contracts import Channel
        from honglam.identity import api as identity
        from honglam.kernel.personal import DataKind, Fate, data_kinds, own_data
        from honglam.kernel.registry import MenuEntry, followers, menu, pack_sections, worklists
        from honglam.notices import api as notices
        from honglam.postal import subscribers  # noqa: F401 - importing registers them
        from honglam.postal.adapters import PostOffice
        from honglam.postal.pack_section import PostalSection
        from honglam.postal.queries.own_data import list_own_parcels
        from honglam.postal.queries.worklist import PARCEL, RECORD, ParcelWorklist, RecordWorklist
        from honglam.postal.services.following import ParcelFollower
        from honglam.postal.services.letters import LETTERS

        dossiers.register_intake(channel=Channel.POSTAL, intake=PostOffice())
        pack_sections.register("postal", PostalSection())
        worklists.register(PARCEL, ParcelWorklist())
        worklists.register(RECORD, RecordWorklist())
        followers.register("parcels", ParcelFollower())
        notices.declare(letters=LETTERS)
        parcels = DataKind(
            label=text_noop("Parcels by post"),
            what=text_noop("Names, addresses and telephone numbers of sender and receiver, and where each parcel was."),
            counted_from=text_noop("the day it was delivered"),
            fate=Fate.ARCHIVE,
            told_in=("parcels",),
        )
        data_kinds.register("postal.parcels", parcels)
        own_data.register("parcels", list_own_parcels)
        for code, description in SCOPES.items():
            identity.register_scope(code=code, description=description)
        for key, entry in DOORS.items():
            menu.register(key, MenuEntry(audience="desk", **entry))
