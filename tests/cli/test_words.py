"""The command line's front: overview, unknown words, what each word stands on."""

import importlib

import pytest

from honglam.cli import main
from honglam.cli.words import WORDS, First, Needs
from honglam.embedded.errors import AlreadyRunning


def test_without_a_word_it_lists_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    told = capsys.readouterr().out
    assert [word for word in WORDS if f"\n  {word} " not in told] == []


def test_an_unknown_word_is_exit_code_2_and_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve"])
    assert end.value.code == 2
    assert "no word 'serve'" in capsys.readouterr().err


@pytest.mark.parametrize("word", [word for word, entry in WORDS.items() if not entry.of_a_block])
def test_each_word_of_ours_is_a_module_that_explains_itself(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(f"honglam.cli.{word}")
    assert module.__doc__
    assert callable(module.run)
    with pytest.raises(SystemExit) as end:
        main([word, "--help"])
    assert end.value.code == 0
    assert f"usage: honglam {word}" in capsys.readouterr().out


def test_words_of_blocks_want_the_province_and_are_commands_of_theirs() -> None:
    from django.core.management import get_commands

    commands = get_commands()
    for word, entry in WORDS.items():
        if entry.of_a_block:
            assert entry.needs is Needs.DATABASE
            assert entry.first is First.PROVINCE
            assert str(commands.get(word, "")).startswith("honglam."), word


def test_a_refusal_of_the_machine_is_a_sentence_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> int:
        raise AlreadyRunning("Hồng Lam already runs.")

    monkeypatch.setattr("honglam.cli.up.up", refuse)
    with pytest.raises(SystemExit) as end:
        main(["up"])
    assert end.value.code == 3
    assert capsys.readouterr().err == "honglam: Hồng Lam already runs.\n"
