"""The WSGI entry of the server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.server.settings")
application = get_wsgi_application()

# What stands after the start stands until the end. The collector would walk all of it,
# and every kept day, some hundred milliseconds in the middle of a request.
gc.freeze()
gc.set_threshold(50_000, 50, 50)
