"""The command that runs, as the record tells it: no password, no path, no child."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from readiness.commands.options import Day

NOT_TOLD = ("folder", "quiet")
LOOKED_UP = ("documents", "only")  # words that a command has looked up and found before it writes anything
LOOKED_UP_ALONE = "request"  # and one word of that kind


def as_asked() -> str:
    """The command with its options; empty when none runs. Of what was given, only days, choices and names are told."""
    ctx = click.get_current_context(silent=True)
    if ctx is None:
        return ""
    words = [str(ctx.info_name)]
    for param in ctx.command.params:
        name = str(param.name)
        if name not in NOT_TOLD and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            words += _told(param, ctx.params.get(name))
    return " ".join(words)


def _told(param: click.Parameter, value: Any) -> list[str]:
    shown = [*map(str, value)] if param.name in LOOKED_UP else []
    if isinstance(param.type, Day | click.Choice | click.IntRange):
        shown = [value.isoformat() if hasattr(value, "isoformat") else str(value)]
    elif param.name == LOOKED_UP_ALONE:
        shown = [str(value)]
    elif param.name == "source" and isinstance(value, Path):
        shown = [value.name]
    if isinstance(param, click.Argument):
        return shown or [str(param.metavar or param.name)]
    return [max(param.opts, key=len), *shown]
