"""The commands as their user meets them."""

from __future__ import annotations

import pytest

from scripts import __main__ as commands


def test_without_a_command_all_are_listed_with_what_they_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert commands.main([]) == 2
    told = " ".join(capsys.readouterr().err.split())
    for name, command in commands.COMMANDS.items():
        assert command.run.__doc__ is not None
        assert f"{name} {command.run.__doc__}" in told


def test_a_command_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["handouts"])
    assert "handout" in capsys.readouterr().err
