"""The web container's health check: does the program answer as it would to the proxy?"""

import os
import sys
from urllib import error, request

asked = request.Request(
    "http://127.0.0.1:8000/", headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0], "X-Forwarded-Proto": "https"}
)


class Stay(request.HTTPRedirectHandler):
    """To the sign-in page and no further: its name is not this machine's."""

    def redirect_request(self, *args, **kwargs):
        return None


try:
    request.build_opener(request.ProxyHandler({}), Stay).open(asked, timeout=8)
except error.HTTPError as answer:
    sys.exit(answer.code >= 500)
