"""Make the installation ready to serve: translations, tables, static files, the pack if none is applied, demo accounts.

`honglam up` does this by itself when the code or the pack has changed; several web servers beside one database have
it done once, before they start.
"""

import argparse

from honglam.cli import catalogues


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_options: argparse.Namespace | None = None) -> int:
    """Each step may be repeated."""
    from django.conf import settings
    from django.core.management import call_command

    from honglam.cli import tables

    catalogues.compile_all(catalogues.find_blocks())
    print("Bringing the tables up to date …")
    tables.bring_up_to_date()
    print("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    if code := apply_first_pack():
        return code
    from honglam.cli import demo_accounts

    if not settings.DEMO:
        demo_accounts.close()
    else:
        from honglam.cli import demo_directives, demo_registers, demo_rounds, demo_scoring

        demo_accounts.ensure()
        demo_directives.ensure()
        demo_registers.ensure()
        demo_rounds.ensure()
        demo_scoring.ensure()
    return 0


def apply_first_pack() -> int:
    """Apply the pack when there is none; a later one is planned and applied by a person."""
    from django.conf import settings

    from honglam.cli.pack import show_errors
    from honglam.kernel import clock
    from honglam.kernel.values import SYSTEM
    from honglam.pack import api

    if api.current_pack() is not None:
        return 0
    print(f"Applying the pack {settings.PACK} …")
    try:
        plan = api.apply(path=settings.PACK, actor=SYSTEM, at=clock.now())
    except api.PackRefused as refusal:
        return show_errors(refusal.errors)
    if plan.errors:
        return show_errors(plan.errors)
    print(f"Applied: {len(plan.changes)} records.")
    return 0
