"""``python -m caseload`` is the command line."""

import sys

from caseload.cli import main

sys.exit(main())
