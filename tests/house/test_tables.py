"""Laws of the tables: who owns a model, which way keys point, nothing unmigrated."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.house import tree


def own_models() -> list[type[models.Model]]:
    """Models of our blocks, not of libraries."""
    return [model for model in apps.get_models() if model.__module__.startswith("honglam.")]


def crossing_keys() -> list[tuple[type[models.Model], models.ForeignKey, str, str]]:
    """Keys that point from one of our blocks into another."""
    found = []
    for model in own_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.model is model:
                there = field.related_model._meta.app_label  # type: ignore[union-attr]
                if there != here and field.related_model.__module__.startswith("honglam."):  # type: ignore[union-attr]
                    found.append((model, field, here, there))
    return found


def test_every_model_lives_in_its_block() -> None:
    for model in own_models():
        assert model.__module__.startswith(f"honglam.{model._meta.app_label}.models"), model


def test_keys_between_blocks_point_down_hidden_and_protected() -> None:
    faults = []
    for model, field, here, there in crossing_keys():
        name = f"{model.__name__}.{field.name}"
        if tree.rank(there) >= tree.rank(here):
            faults.append(f"{name} points up or sideways to {there}")
        if not field.remote_field.hidden:
            faults.append(f"{name} has a reverse accessor")
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT:
            faults.append(f"{name} does not PROTECT")
    assert faults == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", *tree.blocks(), check=True, dry_run=True, stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(out.getvalue())
