"""Sentences about a dossier name agencies and times as their reader does."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation

from honglam.dossiers.contracts import Phrase
from tests.dossiers.scene import Scene

PAGE = '{% from "dossiers/words.html" import said %}{{ said(phrase) }}'
TEXT = "%(agency)s is considering your dossier. Result due before %(due_at)s."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "People's Committee of Mẫu Province is considering your dossier. Result due before 17:00 on 18/11/2026.",
        ),
        (
            "vi",
            "Ủy ban nhân dân tỉnh Mẫu đang xem xét hồ sơ. Hẹn trả kết quả trước 17:00 ngày 18/11/2026.",
        ),
    ],
)
def test_a_sentence_names_the_agency_in_the_readers_language(scene: Scene, language: str, sentence: str) -> None:
    due = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
    phrase = Phrase(text=TEXT, params={"agency": "Ủy ban nhân dân tỉnh Mẫu", "due_at": due})
    with translation.override(language):
        said = engines["jinja2"].from_string(PAGE).render({"phrase": phrase})
    assert " ".join(said.replace("&#39;", "'").split()) == sentence
