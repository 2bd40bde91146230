"""What the site forbids to the visitor's browser, and never writes of a visitor."""

import logging

import tornado.web

HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # widgets insert style elements
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# A still page runs no widget: nothing writes a style.
STILL_POLICY = HEADERS["Content-Security-Policy"].replace(" 'unsafe-inline'", "")


def with_a_form(policy: str) -> str:
    """Return a policy that lets a page send its form, a search, to this site."""
    return policy.replace("form-action 'none'", "form-action 'self'")


def framed_by_anyone(policy: str) -> str:
    """Return a policy that lets any site show the page inside its own."""
    return policy.replace("frame-ancestors 'self'", "frame-ancestors *")


class SafeHeaders(tornado.web.OutputTransform):
    """Give the same security headers to every answer, whoever made it."""

    def transform_first_chunk(self, status_code, headers, chunk, finishing):
        """Set them last, over those of the handlers."""
        for name, value in HEADERS.items():
            headers[name] = value
        headers.pop("Server", None)
        return status_code, headers, chunk


def set_no_cookie() -> None:
    """Make every handler of this process unable to set a cookie, Jupyter's included.

    Jupyter's base handler sets ``_xsrf`` on each page made from a template, though
    nothing here is ever sent that it would protect.
    """
    tornado.web.RequestHandler.set_cookie = lambda *_, **__: None


def keep_addresses_out() -> None:
    """Write down neither who asked for which page, nor their faulty requests.

    Filters, because traitlets enables again the loggers that were disabled before it.
    """
    for name in ("access", "general", "application"):
        logging.getLogger(f"tornado.{name}").addFilter(_only_our_failures)


def _only_our_failures(record: logging.LogRecord) -> bool:
    if str(record.msg).startswith("Uncaught exception"):
        record.msg, record.args = "a page failed", ()  # the traceback follows
    return record.name == "tornado.application"
