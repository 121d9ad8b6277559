"""`python -m kano`."""

from __future__ import annotations

import sys

from kano.cli import main

if __name__ == "__main__":
    sys.exit(main())
