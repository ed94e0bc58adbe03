"""Somebody's own plan in any of the forms it comes in, as the files that the command reads."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from . import _doorstep
from ._errors import UsageError
from ._result import Result
from ._ron import ron, settings

__all__ = ["PlanLike", "plan_files"]

PlanLike = Mapping[str, Any] | str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Result | Any
"""A dict, a path or several, a table, or another result."""

_OF_A_RUN = ("sites.csv", "offers.csv")


def plan_files(plan: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """What the command is told to read, and those of it that are not on disk."""
    if isinstance(plan, Result):
        files = [(name, plan.files[name].decode()) for name in _OF_A_RUN if name in plan.files]
        if not files:
            raise UsageError("this result holds no plan: there is nothing to score")
    elif isinstance(plan, (str, os.PathLike)):
        return [os.fspath(plan)], []
    elif isinstance(plan, Mapping):
        files = [("plan.ron", _written(plan))]
    elif hasattr(plan, "to_csv"):  # pandas, which need not have pyarrow
        files = [("plan.csv", plan.to_csv(index=False))]
    elif hasattr(plan, "__arrow_c_stream__"):
        files = [("plan.csv", _doorstep.csv_of(plan))]
    elif isinstance(plan, Sequence) and all(isinstance(one, (str, os.PathLike)) for one in plan):
        return [os.fspath(one) for one in plan], []
    else:
        raise UsageError(f"{type(plan).__name__} is no plan. Use a dict, a table, a path or a result")
    return [name for name, _ in files], files


def _written(plan: Mapping[str, Any]) -> str:
    """``Plan(levels: {…}, sessions: {…})``; a dict of words alone states levels."""
    if plan and all(isinstance(value, str) for value in plan.values()):
        return settings("Plan", levels=dict(plan))
    return "Plan(" + ", ".join(f"{name}: {ron(value)}" for name, value in plan.items()) + ")"
