"""In and out, where there is a token."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from briefer.web.desk import AtDesk
from briefer.web.pages.forms import FROM_OUR_PAGE, Text
from briefer.web.security import cookie
from briefer.web.templating import page

router = APIRouter()


@router.get("/login")
def form(request: Request, desk: AtDesk, next: str = "/") -> Response:
    """Ask for the token."""
    if request.state.session.is_signed_in:
        return RedirectResponse(_here(next), 303)
    return HTMLResponse(page(request, "login.html.j2", title="Sign in", target=_here(next), wrong=False))


@router.post("/login", dependencies=[FROM_OUR_PAGE])
def sign_in(request: Request, desk: AtDesk, token: Text = "", target: Text = "/") -> Response:
    """Give a browser that sends the token a session; a wrong one is asked for again."""
    if not desk.sessions.is_token(token.strip()):
        shown = page(request, "login.html.j2", title="Sign in", target=_here(target), wrong=True)
        return HTMLResponse(shown, 401)
    response = RedirectResponse(_here(target), 303)
    response.headers["Set-Cookie"] = cookie(request, desk.sessions.sign_in())
    return response


@router.post("/logout", dependencies=[FROM_OUR_PAGE])
def sign_out(request: Request, desk: AtDesk) -> Response:
    """Forget the session."""
    desk.sessions.sign_out(request.state.session)
    return RedirectResponse("/login", 303)


def _here(target: str) -> str:
    """Return a path of this server, whatever was asked for."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if is_path else "/"
