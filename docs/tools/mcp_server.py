"""Let a language model ask cases what the shell can: ``python mcp_server.py CASE...``.

It speaks the Model Context Protocol on stdin and stdout. A CASE is a case file, or the name of a
shipped case. These alone can be asked through it: it opens no other file, and no network.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio.to_thread
import click
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, TextContent, Tool

import coalition as co
from coalition.cli.commands import QUESTIONS, answered

ASKED = ("case", "new", "codings")  # the parameters that are cases
KINDS = {"integer": "integer", "float": "number", "boolean": "boolean"}  # all else is text
SECONDS = 20  # for a search without a limit
CASES = {
    Path(name).stem: co.read_case(name) if name.endswith(".toml") else co.load_case(name)
    for name in sys.argv[1:]
}


def tool(question: click.Command) -> Tool:
    """Describe a question, and as JSON Schema how it is asked."""
    fields: dict[str, Any] = {}
    for param in question.params:
        kind: dict[str, Any] = {"type": KINDS.get(param.type.name.split()[0], "string")}
        choices = CASES if param.name in ASKED else getattr(param.type, "choices", None)
        if choices:
            kind["enum"] = list(choices)
        field = {"type": "array", "items": kind} if param.multiple or param.nargs < 0 else kind
        fields[str(param.name)] = field | {"description": getattr(param, "help", None) or ""}
    del fields["as_json"]  # it answers in data in any case
    needed = [str(param.name) for param in question.params if param.required]
    schema = {"type": "object", "properties": fields, "required": needed}
    told = inspect.cleandoc(question.help or "")
    return Tool(name=str(question.name), description=told, input_schema=schema)


TOOLS = {name: tool(question) for name, question in QUESTIONS.items()}


def cited(data: Any) -> Iterator[str]:
    """Yield the ids of the sources of all that stands in data."""
    if isinstance(data, dict):
        yield from (one for one in data.get("sources", ()) if isinstance(one, str))
    for held in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from cited(held)


async def call(_: object, params: CallToolRequestParams) -> CallToolResult:
    """Answer in words and as data, both with the sources; or say what is wrong."""
    given = params.arguments or {}
    if params.name in TOOLS and "time_limit" in TOOLS[params.name].input_schema["properties"]:
        given = {"time_limit": SECONDS} | given
    try:  # in a thread, so that nobody waits
        found = await anyio.to_thread.run_sync(answered, params.name, given, CASES)
    except (click.ClickException, co.CoalitionError) as error:
        wrong = error.format_message() if isinstance(error, click.ClickException) else str(error)
        return CallToolResult(content=[TextContent(text=wrong)], is_error=True)
    ids = set(cited(co.to_data(found.values)))
    asked = [given.get(name, ()) for name in ASKED]
    cases = [CASES[one] for name in asked for one in ([name] if isinstance(name, str) else name)]
    known = {one.id: one for case in cases for one in case.sources}
    sources = [known[one] for one in sorted(ids)]
    heads = [f"{one.id} (source): {one.title}" for one in sources] or ["none"]
    told = "\n".join([found.text, "Sources", *heads])
    data = co.to_data({**(found.values or {}), "sources": sources})
    return CallToolResult(content=[TextContent(text=told)], structured_content=data)


async def tools(*_: object) -> ListToolsResult:
    """List the questions."""
    return ListToolsResult(tools=[*TOOLS.values()])


async def main() -> None:
    """Serve until stdin ends."""
    server = Server("coalition", on_list_tools=tools, on_call_tool=call)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


if __name__ == "__main__":
    anyio.run(main)
