"""What a host must send with every page: files that common hosts read, with the same headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rolebook.model.site_config import AllowedHosts

from .page import OutputFile

#: Only files of the site itself run, and nothing written into a page. Pictures within style sheets
#: are data: addresses. Nobody may show a page within theirs, where a button could be laid over it.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
#: Which directive lets pages use the hosts that an employer allows for something.
_ALLOWED_BY = {
    "scripts": "script-src",
    "connections": "connect-src",
    "frames": "frame-src",
    "forms": "form-action",
    "pictures": "img-src",
    "styles": "style-src",
    "fonts": "font-src",
}


def content_security_policy(allowed: AllowedHosts) -> str:
    """Give the policy of every page, with the hosts that an employer allows."""
    policy = dict(_POLICY)
    for field, directive in _ALLOWED_BY.items():
        if hosts := getattr(allowed, field):
            policy[directive] = " ".join([policy.get(directive, ""), *hosts]).strip()
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def _headers(allowed: AllowedHosts) -> dict[str, str]:
    return {
        "Content-Security-Policy": content_security_policy(allowed),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


#: Files whose names change with what they hold may be kept for a year.
_KEPT = "public, max-age=31536000, immutable"
_KEPT_FOLDERS = ("/assets/stylesheets/", "/assets/javascripts/")
_KEPT_NAMES = r"\.[0-9a-f]{8}\.min\.(css|js)$"
#: Everything else is asked for again, which costs a few bytes where it has not changed: a page that
#: was kept would go on showing a vacancy that has been withdrawn.
_ASKED_AGAIN = "no-cache"


def host_files(allowed: AllowedHosts) -> Iterator[OutputFile]:
    """Give the files: for Netlify and Cloudflare Pages, for Apache, and for nginx."""
    headers = _headers(allowed)
    for path, write in _WRITTEN.items():
        yield OutputFile(path, write(headers).encode())


def _netlify(headers: Mapping[str, str]) -> str:
    """Write ``_headers``; these hosts ask for pages again by themselves."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    for folder in _KEPT_FOLDERS:
        lines += [f"{folder}*", f"  Cache-Control: {_KEPT}"]
    return "\n".join(lines) + "\n"


def _apache(headers: Mapping[str, str]) -> str:
    lines = [
        "# Read by Apache where AllowOverride has FileInfo; elsewhere, copy it into <Directory>.",
        "AddType text/calendar .ics",
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in headers.items()),
        f'  Header set Cache-Control "{_ASKED_AGAIN}"',
        f'  <FilesMatch "{_KEPT_NAMES}">',
        f'    Header set Cache-Control "{_KEPT}"',
        "  </FilesMatch>",
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def _nginx(headers: Mapping[str, str]) -> str:
    lines = [
        "# Include this file in the http block. A server or location with an add_header of its own",
        "# does not take these over: include it there as well, without the map.",
        "map $uri $rolebook_cache {",
        f'  default "{_ASKED_AGAIN}";',
        f'  "~{_KEPT_NAMES}" "{_KEPT}";',
        "}",
        "add_header Cache-Control $rolebook_cache always;",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
    ]
    return "\n".join(lines) + "\n"


#: Every file, relative to the site, by which a host learns of the headers.
_WRITTEN: dict[str, Callable[[Mapping[str, str]], str]] = {
    "_headers": _netlify,
    ".htaccess": _apache,
    "hosting/nginx.conf": _nginx,
}
HOST_FILES = tuple(_WRITTEN)
