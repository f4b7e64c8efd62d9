"""The server for language models, asked by a client of the protocol over stdin and stdout."""

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import coalition as co
from tests.tools.conftest import TOOLS

mcp = pytest.importorskip("mcp", reason="mcp is not installed")
anyio = pytest.importorskip("anyio")

CASE = "migration-2023"


def asked(folder: Path, talk: Callable[[Any], Awaitable[None]]) -> None:
    """Start the server with a shipped case and a file, and talk to it."""
    co.write_case(co.load_case(CASE).at("2023-01"), folder / "talks.toml")
    co.write_case(CASE, folder / "secret.toml")
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=[str(TOOLS / "mcp_server.py"), CASE, "talks.toml"],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=folder,
    )

    async def talked() -> None:
        async with mcp.Client(mcp.stdio_client(server)) as client:
            await talk(client)

    anyio.run(talked)


def test_what_it_answers(tmp_path: Path) -> None:
    """It lists the questions, and answers as the library does, with the sources."""
    case = co.load_case(CASE)

    async def talk(client: Any) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        for tool in tools.values():
            jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            fields = tool.input_schema["properties"]
            cases = fields["codings"]["items"] if tool.name == "coders" else fields["case"]
            assert cases["enum"] == [CASE, "talks"]
            assert tool.description
        assert tools["about"].input_schema["required"] == ["case", "name"]

        given: dict[str, Any] = {"case": CASE, "at": "2023-07", "rule": "majority of 150"}
        jsonschema.validate(given, tools["blockers"].input_schema)
        answer = await client.call_tool("blockers", given)
        found = co.from_data(answer.structured_content)
        july = case.at("2023-07")
        assert tuple(found["decisions"]) == co.decisions(july, rule="majority of 150")
        cited = {source for one in found["decisions"] for p in one.reasons for source in p.sources}
        assert found["sources"] == [case.source(name) for name in sorted(cited)]
        text = answer.content[0].text
        assert text.startswith("Rule: majority of 150\n")
        assert all(source.title in text for source in found["sources"])

        given = {"case": "talks", "topic": "migration/labour", "without": ["hearsay"]}
        answer = await client.call_tool("splits", given)
        (split,) = co.from_data(answer.structured_content)["splits"]
        assert split == co.split(case.at("2023-01").without("hearsay"), "migration/labour")

        given = {"case": "talks", "new": CASE}
        answer = await client.call_tool("changes", given)
        found = co.from_data(answer.structured_content)
        january = co.read_case(tmp_path / "talks.toml")  # which does not say what `at` left out
        assert found["changes"] == co.changes(january, case)
        assert set(found["sources"]) <= {*case.sources}

        answer = await client.call_tool("coders", {"codings": ["talks", CASE]})
        (found, *_) = co.from_data(answer.structured_content).values()
        assert found == co.coder_agreement(january, case, names=["talks", CASE])

        async with anyio.create_task_group() as group:
            for name in (CASE, "talks"):
                group.start_soon(decided, client, name)

    async def decided(client: Any, name: str) -> None:
        answer = await client.call_tool("blockers", {"case": name})
        known = case if name == CASE else case.at("2023-01")
        for one in (found := co.from_data(answer.structured_content)["decisions"]):
            assert one == co.decide(known, one.proposal)
        assert {one.proposal for one in found} == {one.proposal for one in known.positions}

    asked(tmp_path, talk)


def test_what_it_refuses(tmp_path: Path) -> None:
    """A mistake is an error of the tool in the library's words; no other file can be read."""

    async def talk(client: Any) -> None:
        for name, given, message in (
            ("blockers", {"case": CASE, "rule": "majorty"}, "did you mean 'majority'?"),
            ("blockers", {"case": CASE, "proposals": ["x"]}, "no proposal 'x'"),
            ("about", {"case": CASE}, "Missing argument 'NAME'."),
            ("splits", {"case": CASE, "output": "x"}, "cannot be asked with output"),
            ("coders", {"codings": [CASE]}, "There must be two codings, or more."),
            ("coders", {"codings": {"a": CASE}}, "codings must be a list of texts, not {"),
            ("changes", {"case": [CASE], "new": CASE}, "case must be one text or number, not ["),
            ("changes", {"old": CASE, "new": CASE}, "with old, but with case, new, at, "),
            ("splits", {}, "Missing argument 'CASE'."),
            ("convert", {"case": CASE, "target": "x.toml"}, "No such question 'convert'"),
            ("splits", {"case": "secret.toml"}, "(there are: migration-2023, talks)"),
            ("splits", {"case": str(tmp_path / "secret.toml")}, "(there are: migration-2023,"),
            ("splits", {"case": "talks.toml"}, "(there are: migration-2023, talks)"),
        ):
            answer = await client.call_tool(name, given)
            assert answer.is_error
            assert message in answer.content[0].text
            assert answer.structured_content is None

    asked(tmp_path, talk)
