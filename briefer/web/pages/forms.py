"""What the forms of several pages share."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Form, Query, Request
from starlette.exceptions import HTTPException

from briefer.reading.countries.gazetteer import country_rows
from briefer.web.desk import AtDesk
from briefer.web.security import STALE

Text = Annotated[str, Form()]
Country = Annotated[str, Query(max_length=100)]
Day = Annotated[str, Query(max_length=20)]


def _check_form(request: Request, desk: AtDesk, form_token: Text = "") -> None:
    """Refuse a form that does not come from a page which this browser was given."""
    if not desk.sessions.is_form_token(request.state.session, form_token):
        raise HTTPException(STALE.status, f"{STALE.detail}: {STALE.hint}")


FROM_OUR_PAGE = Depends(_check_form)


@lru_cache(maxsize=1)
def country_names() -> tuple[str, ...]:
    """Return the names that the country fields suggest, sorted."""
    return tuple(sorted(row.name for row in country_rows()))
