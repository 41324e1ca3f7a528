"""What the log says of a fault: where it happened and its kind; never its message or its address, which may quote a person."""

import logging
import traceback
from types import TracebackType


class PlaceFormatter(logging.Formatter):
    """A line a frame, then the kinds of the chained exceptions."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the name is the library's
        """Of a request, the pattern of its address: the address itself may hold a secret of one use."""
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            route = "" if match is None else match.route
            reference = getattr(request, "reference", "")
            record.message = f"{request.method} /{route} {reference}".rstrip()
        return super().formatMessage(record)

    def formatException(  # noqa: N802 -- the name is the library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        lines = []
        fault = ei[1]
        while fault is not None:
            frames = traceback.extract_tb(fault.__traceback__)
            lines += [f"  {one.filename}:{one.lineno} {one.name}" for one in frames]
            lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)
