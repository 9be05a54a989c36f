"""Make the installation ready to serve: translations, tables, static files, the pack if none is applied, demo accounts.

`honglam up` does this by itself when the code or the pack has changed; several web servers beside one database have
it done once, before they start.
"""

import argparse

from django.conf import settings
from django.core.management import call_command

from honglam.cli import catalogues, demo_accounts
from honglam.cli.pack import show_plan
from honglam.kernel import clock
from honglam.kernel.values import SYSTEM
from honglam.pack import api as packs


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_options: argparse.Namespace) -> int:
    """Each step may be repeated."""
    catalogues.compile_all(catalogues.find_blocks())
    print("Bringing the tables up to date …")
    call_command("migrate", interactive=False, verbosity=0)
    print("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    if packs.current_pack() is None:
        print(f"Applying the pack {settings.PACK} …")
        try:
            plan = packs.apply(path=settings.PACK, actor=SYSTEM, at=clock.now())
        except packs.PackRefused as refusal:
            plan = packs.Plan(pack_code="", changes=(), kept=(), errors=refusal.errors, digest="")
        if plan.errors:
            return show_plan(plan, done=False)
        print(f"Applied: {len(plan.changes)} records.")
    if settings.DEMO:
        demo_accounts.ensure()
    return 0
