"""What stands in the logs. A database says in its complaint which row it is about, with every word of it: that is left
out, since a log is read by people who may read no record."""

import logging
import re

# From "DETAIL:" to the end of that complaint, which may be long: a row holds what somebody typed.
ROW = re.compile(r"\n(?:DETAIL|CONTEXT):.*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL)


class WithoutRows(logging.Formatter):
    """Lines of the log with the level, the logger and the time."""

    def formatException(self, ei) -> str:
        return ROW.sub("\nDETAIL:  left out", super().formatException(ei))
