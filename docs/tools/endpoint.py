"""Who blocks which proposal of a case, by HTTP: ``uvicorn endpoint:app``.

GET /cases/migration-2023/blockers?at=2023-07&rule=majority%20of%20150
"""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

import coalition as co

app = FastAPI(title="Who blocks what")


@app.get("/cases")
def cases() -> list[str]:
    """List the cases that are served."""
    return list(co.list_cases())


@app.get("/cases/{name}/blockers")
def blockers(
    name: str, at: str | None = None, rule: str = "unanimity", proposal: str | None = None
) -> dict[str, Any]:
    """Tell of each proposal, or of one, whether it passes, and who blocks it on what evidence."""
    case = co.load_case(name)  # by a name in the library: no file of this machine
    known = case if at is None else case.at(at)
    if proposal is None:
        return co.to_data(co.decisions(known, rule=rule))
    return co.to_data(co.decide(known, proposal, rule=rule))


@app.exception_handler(co.CoalitionError)
def refused(_: Request, error: co.CoalitionError) -> JSONResponse:
    """Answer what is not there with 404, and what makes no sense with 422 and all its faults."""
    faults = [{"place": one.place, "message": one.message} for one in getattr(error, "faults", ())]
    status = 404 if isinstance(error, LookupError) else 422
    return JSONResponse({"message": str(error), "faults": faults}, status)
