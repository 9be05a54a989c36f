"""Print the description of the API (OpenAPI 3.1, JSON)."""

import argparse
import json


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_options: argparse.Namespace) -> int:
    """The same document that /api/v1/openapi.json gives."""
    from django.core.serializers.json import DjangoJSONEncoder

    from honglam.urls.api import api

    print(json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder))
    return 0
