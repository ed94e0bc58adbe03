"""Doorstep: options for reallocating money across children's centres, drop-ins and targeted services.

>>> import doorstep
>>> result = doorstep.Scenario.example("two-centres").solve()
>>> result.status
'proven'
>>> result["reach"].to_pandas()

Exact optimisation, every plan proved again by a checker, the same answers as the command ``doorstep``: the library
is that command's code. Outputs are options for consideration: decision support, not a decision.
"""

from ._ask import Progress
from ._compare import Comparison, compare
from ._doorstep import __version__
from ._ensemble import Ensemble, EnsembleStatus, run_chunk
from ._errors import (
    DoorstepError,
    EnsembleError,
    Fault,
    ImpossibleError,
    InputError,
    InternalError,
    OutputError,
    SolverError,
    StoppedError,
    UsageError,
)
from ._option import Goal, Option
from ._result import Result
from ._ron import Ron, settings
from ._runs import load_run, report
from ._scenario import Scenario, examples
from ._svg import Picture
from ._table import Table

__all__ = [
    "Comparison",
    "DoorstepError",
    "Ensemble",
    "EnsembleError",
    "EnsembleStatus",
    "Fault",
    "Goal",
    "ImpossibleError",
    "InputError",
    "InternalError",
    "Option",
    "OutputError",
    "Picture",
    "Progress",
    "Result",
    "Ron",
    "Scenario",
    "SolverError",
    "StoppedError",
    "Table",
    "UsageError",
    "__version__",
    "compare",
    "examples",
    "load_run",
    "report",
    "run_chunk",
    "settings",
]
