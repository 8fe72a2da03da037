"""What every test stands on: a home of its own, no sockets to the outside, nothing left running."""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="loa-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["LOA_HOME"] = HOME
os.environ.pop("LOA_PUBLIC_URL", None)
