"""The endpoint, in a server of its own, asked by HTTP; and a view of Flask."""

import json
import urllib.error
from typing import Any
from urllib.parse import quote, urlencode

import pytest

import coalition as co
from tests.tools.conftest import HTTP, Serve

CASE = "migration-2023"


@pytest.fixture(scope="module")
def address(serve: Serve) -> str:
    for needed in ("fastapi", "uvicorn"):
        pytest.importorskip(needed, reason=f"{needed} is not installed")
    return serve("uvicorn", "endpoint:app", "--port", "{port}", path="/cases")


def asked(address: str, path: str, **query: str) -> tuple[int, Any]:
    """Return the status and what is answered."""
    try:
        with HTTP.open(f"{address}{path}?{urlencode(query)}") as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_who_blocks_what(address: str) -> None:
    """The answer is that of the library, as of a date and under a rule in words."""
    words = "majority of 150 and veto VVD"
    july = co.load_case(CASE).at("2023-07")
    status, data = asked(address, f"/cases/{CASE}/blockers", at="2023-07", rule=words)
    assert (status, co.from_data(data)) == (200, co.decisions(july, rule=words))
    asylum = "asylum-target"
    status, data = asked(address, f"/cases/{CASE}/blockers", proposal=asylum)
    assert (status, co.from_data(data)) == (200, co.decide(CASE, asylum))
    assert asked(address, "/cases") == (200, list(co.list_cases()))


@pytest.mark.parametrize(
    ("path", "query", "status", "message"),
    [
        ("/cases/migration/blockers", {}, 404, "no shipped case 'migration'"),
        (f"/cases/{CASE}/blockers", {"proposal": "asylum"}, 404, "no proposal 'asylum'"),
        (f"/cases/{CASE}/blockers", {"at": "2023-13"}, 422, "there is no date 2023-13"),
        (f"/cases/{CASE}/blockers", {"rule": "majorty"}, 422, "did you mean 'majority'?"),
        (f"/cases/{CASE}/blockers", {"rule": "veto X"}, 422, "there is no member 'X'"),
    ],
)
def test_what_is_wrong(
    address: str, path: str, query: dict[str, str], status: int, message: str
) -> None:
    """What is not there is 404, what makes no sense 422, each with the message of the library."""
    code, data = asked(address, path, **query)
    assert code == status
    assert message in data["message"]
    assert bool(data["faults"]) == (status == 422)


def test_no_other_file_can_be_read(address: str, tmp_path: Any) -> None:
    """A path in place of a name is no case."""
    co.write_case(CASE, tmp_path / "mine.toml")
    name = quote(str(tmp_path / "mine.toml"), safe="")
    assert asked(address, f"/cases/{name}/blockers")[0] == 404


def test_a_view_of_flask() -> None:
    """What `to_data` gives, Flask answers as it is."""
    flask = pytest.importorskip("flask", reason="flask is not installed")
    app = flask.Flask("tool")

    def decision(case: str, proposal: str) -> Any:
        return co.to_data(co.decide(case, proposal))

    app.add_url_rule("/<case>/<proposal>", view_func=decision)
    answer = app.test_client().get(f"/{CASE}/asylum-target")
    assert answer.content_type == "application/json"
    assert co.from_data(answer.get_json()) == co.decide(CASE, "asylum-target")
