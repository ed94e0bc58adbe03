"""``python -m doorstep`` is the command ``doorstep``."""

import sys

from ._command import main

sys.exit(main())
