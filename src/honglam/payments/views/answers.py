"""Files as answers."""

from django.http import HttpResponse


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, kept by nobody on the way."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; plugin-types application/pdf",
            "Cache-Control": "private, no-store",
        },
    )
