"""Answers over http and https with bounds on headers and chunks, and a word on refused addresses.

Scrapy bounds a body (DOWNLOAD_MAXSIZE) and the time of an answer (DOWNLOAD_TIMEOUT), but not what stands around the
body: a server that sends headers for a minute fills the memory.  An answer beyond these bounds is not asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as WireRequest
from twisted.web.client import ResponseFailed
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.iweb import IResponse

from crawler.downloading.drop_reasons import AnswerOutOfBounds, NotPublic
from crawler.downloading.resolver import refusal_of

MAX_HEAD_BYTES = 256 * 1024  # status lines and headers of one answer; browsers take as much in all
MAX_HEAD_LINES = 1000  # status lines and headers, those of answers 1xx before it included; chosen
MAX_CHUNK_OVERHEAD_BYTES = 1024 * 1024  # sizes, extensions and ends of chunks, beside an eighth of the body
ANSWER_SECONDS = "answer_seconds"  # in the request's meta: from sending it to the end of its answer, or to its failure
_STATUSES = range(100, 1000)  # RFC 9110: three digits


class BeyondBounds(Exception):
    """An answer is ended, since what stands around its body is too much; the message says what."""


class BoundedAnswers:
    """What a download handler over Scrapy's for HTTP 1.1 gets by deriving from this one first."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)  # type: ignore[call-arg]  # the handler's
        self._pool._factory = _BoundedFactory  # type: ignore[attr-defined]

    async def download_request(self, request: Request) -> Response:
        """Return the answer.

        Raises AnswerOutOfBounds where too much stands around its body, NotPublic where the host's address is special.
        """
        begun = monotonic()
        try:
            return await super().download_request(request)  # type: ignore[misc,no-any-return]
        except (DownloadFailedError, ResponseDataLossError) as error:
            if beyond := next(_bounds_passed(error), None):
                raise AnswerOutOfBounds(str(beyond)) from None
            raise
        except CannotResolveHostError:
            if refused := refusal_of(urlparse_cached(request).hostname or ""):
                raise NotPublic(refused) from None
            raise
        finally:
            request.meta[ANSWER_SECONDS] = monotonic() - begun


class _BoundedChunks(_ChunkedTransferDecoder):
    """Twisted's decoder of chunks, which ends a body whose chunks are mostly sizes and extensions."""

    def __init__(self, take: Callable[[bytes], None], finish: Callable[[bytes], None]) -> None:
        super().__init__(self._taken, finish)
        self._take = take
        self._wire_bytes = self._body_bytes = 0

    def dataReceived(self, data: bytes) -> None:
        self._wire_bytes += len(data)
        super().dataReceived(data)
        overhead = self._wire_bytes - self._body_bytes - len(self._buffer)
        if overhead > MAX_CHUNK_OVERHEAD_BYTES + self._body_bytes // 8:
            raise BeyondBounds(f"{overhead} bytes around {self._body_bytes} bytes of body in chunks; it was left")

    def _taken(self, chunk: bytes) -> None:
        self._body_bytes += len(chunk)
        self._take(chunk)


class _BoundedParser(_LenientHTTPClientParser):
    """Scrapy's parser of answers; what it counts begins with each request, not with each answer 1xx."""

    _transferDecoders: dict[bytes, type[_ChunkedTransferDecoder]] = {b"chunked": _BoundedChunks}  # noqa: RUF012
    _head_bytes = 0
    _head_lines = 0

    def dataReceived(self, data: bytes) -> None:
        if self.state in (STATUS, HEADER):
            self._head_bytes += len(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self.state in (STATUS, HEADER) and self._head_bytes > MAX_HEAD_BYTES:
            raise BeyondBounds(f"more than {MAX_HEAD_BYTES} bytes of headers; the answer was left")

    def lineReceived(self, line: bytes) -> None:
        self._head_lines += 1
        if self._head_lines > MAX_HEAD_LINES:
            raise BeyondBounds(f"more than {MAX_HEAD_LINES} lines of headers; the answer was left")
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:
        raise BeyondBounds(f"a header of more than {self.MAX_LENGTH} bytes; the answer was left")

    def statusReceived(self, status: bytes) -> None:
        super().statusReceived(status)  # type: ignore[no-untyped-call]
        if self.response.code not in _STATUSES:
            raise BeyondBounds(f"the status {status[:40]!r} is none; the answer was left")


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: WireRequest) -> Deferred[IResponse]:
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _BoundedParser  # as Scrapy itself puts its parser in the place of Twisted's
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _bounds_passed(error: BaseException | None) -> Iterator[BeyondBounds]:
    """Yield the bounds that were passed, wherever they stand among the causes of *error*."""
    while error is not None:
        if isinstance(error, ResponseFailed):
            yield from (reason.value for reason in error.reasons if isinstance(reason.value, BeyondBounds))
        error = error.__cause__
