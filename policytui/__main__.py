"""`python -m policytui` is the same program as the console script."""

import sys

from policytui.cli.main import main

sys.exit(main())
