"""What granian's own worker process loads under the supervisor: the application, in a process that ends with its parent."""

import os

from loa.launch import parent

# Granian's first process is the parent here, not the supervisor.
os.environ[parent.PARENT] = str(os.getppid())
parent.die_with_parent()

from loa.server.site.wsgi import application  # noqa: E402 -- first make sure that this process cannot be left behind

__all__ = ["application"]
