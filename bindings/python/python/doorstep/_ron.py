"""Values of Python as the scenario language writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from ._errors import UsageError

__all__ = ["Ron", "Value", "amount", "ron", "settings"]


class Ron(str):
    """Text that stands in a scenario as it is: ``Ron('Site(["hub"])')``.

    For what is neither text, number, list nor map: words with brackets, named settings.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Ron({str.__repr__(self)})"


Value = str | bool | int | float | Decimal | Sequence["Value"] | Mapping[str, "Value"] | None
"""What can be set: text, numbers, lists, maps, `Ron`; ``None`` is ``None``."""


def ron(value: Value) -> str:
    """A value as the language writes it.

    A ``str`` becomes text in quotes, so amounts and shares are written as in a scenario: ``"£5m"``, ``"25%"``. A
    ``dict`` becomes a map ``{"key": value}``; for named settings ``(name: value)`` use `settings`.

    Raises `UsageError` for a number that is not finite, and for anything else.
    """
    match value:
        case Ron():
            return str(value)
        case None:
            return "None"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case int() | Decimal():
            return _finite(value)
        case float():
            return _finite(value)
        case Mapping():
            return "{" + ", ".join(f"{quoted(str(key))}: {ron(of)}" for key, of in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(ron(of) for of in value) + "]"
    if hasattr(value, "item"):  # a number of numpy
        return ron(value.item())
    raise UsageError(f"{value!r} cannot stand in a scenario. Use text, numbers, lists, dicts, or doorstep.Ron")


def _finite(value: int | float | Decimal) -> str:
    if not math.isfinite(value):
        raise UsageError(f"{value} cannot stand in a scenario. Use a number")
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def quoted(text: str) -> str:
    """Text in quotes."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{{{ord(found[0]):x}}}", plain) + '"'


def settings(word: str = "", /, **named: Value) -> Ron:
    """Named settings, perhaps with the word before their bracket.

    >>> settings("Lock", site="oak", level="hub")
    Ron('Lock(site: "oak", level: "hub")')
    """
    return Ron(word + "(" + ", ".join(f"{name}: {ron(value)}" for name, value in named.items()) + ")")


def amount(value: str | int | float | Decimal) -> str:
    """An amount of money as the command takes it: text as it is (``"£5m"``), a number as so many pounds."""
    if isinstance(value, str):
        return value
    try:
        pounds = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise UsageError(f'{value!r} is no amount of money: write "£62,000", or a number of pounds') from None
    return f"£{pounds:,}".removesuffix(".00")
