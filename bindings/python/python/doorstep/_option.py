"""The options of a result, as its manifest has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Goal", "Option", "option_of"]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as one option meets it."""

    goal: str
    """Its name, ``most-reach`` say."""
    value: float
    """What the option makes of it, in the goal's unit."""
    bound: float | None
    """No plan that holds the goals before it is better than this."""
    gap: float | None
    """|bound - value| ÷ |bound|."""
    bound_is: str
    """What the bound rests on."""
    closed: bool
    """Is it within the goal's tolerance?"""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a result: the status quo, a plan, an alternative."""

    label: str
    """As tables have it in their column ``option``."""
    cost_pence: int
    """A year's cost, in whole pence of the scenario's price year."""
    saving_pence: int
    """What counts towards targets, in whole pence a year."""
    goals: tuple[Goal, ...]
    """In order."""
    missed: tuple[str, ...]
    """Ids of the rules and targets it misses."""
    broken: tuple[str, ...]
    """What asks for more or less than there is: only somebody's own plan can."""


def option_of(entry: dict[str, Any]) -> Option:
    kept = ("goal", "value", "bound", "gap", "bound_is", "closed")
    goals = tuple(Goal(**{name: goal[name] for name in kept}) for goal in entry["goals"])
    missed, broken = tuple(entry["missed"]), tuple(entry.get("broken", ()))
    return Option(entry["label"], entry["cost_pence"], entry["saving_pence"], goals, missed, broken)
