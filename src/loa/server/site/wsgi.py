"""The WSGI application that granian serves and the in-process player talks to."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.server.site.settings")
application = get_wsgi_application()
