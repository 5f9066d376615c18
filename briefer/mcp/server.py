"""The server: tools and resources over standard input and output, and what goes wrong in one line."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from briefer import __version__
from briefer.errors import BrieferError, InputError
from briefer.mcp.tools import INSTRUCTIONS, Tools
from briefer.reading.cleaning import one_line

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.tools import Tool

    from briefer.archive.archive import Archive
    from briefer.settings import Settings

# Tools whose results have a JSON Schema that ships, or one of two.
_SCHEMAS = {"ask": ("answer",), "brief": ("briefing", "briefings")}


def serve(archive: Archive, settings: Settings) -> None:
    """Serve an archive over standard input and output until the input ends; to be called in the main thread.

    Raises InputError where the package `mcp` is not installed.
    """
    server = server_for(archive, settings)
    # An interrupt ends the process at once: the SDK would go on waiting for the next line of the input.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        server.run("stdio")
    finally:
        signal.signal(signal.SIGINT, before)


def server_for(archive: Archive, settings: Settings) -> MCPServer[Any]:
    """Return the server, not yet running. Raises InputError where the package `mcp` is not installed."""
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        raise InputError("the package mcp is not installed", 'run: pip install "briefer[mcp]"') from None
    tools = Tools(archive, settings)

    class Server(MCPServer[Any]):
        """Tells what went wrong in one line, without what only its developers can read."""

        async def call_tool(self, name: str, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401
            from mcp.server.mcpserver.exceptions import ToolError

            try:
                return await super().call_tool(name, *arguments, **more)
            except ToolError as error:
                line = _line(error.__cause__)
                if line is None:
                    raise  # a crash, of which the SDK keeps the details from the caller and logs them
                raise ToolError(line) from error.__cause__

    server = Server(
        "briefer",
        title="briefer",
        description="News bulletins: ask, brief, search, read, check",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=[_tool(each) for each in (tools.ask, tools.brief, tools.search, tools.show, tools.check)],
        log_level="WARNING",
    )
    _add_bulletins(server, tools)
    return server


def _tool(method: Callable[..., Any]) -> Tool:
    from mcp.server.mcpserver.tools import Tool
    from mcp.types import ToolAnnotations

    reads_only = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    description = "\n".join(line.strip() for line in (method.__doc__ or "").strip().splitlines())
    tool = Tool.from_function(method, description=description, annotations=reads_only, structured_output=True)
    names = _SCHEMAS.get(tool.name)
    if names:
        tool.fn_metadata.output_schema = _any_of(names)
    return tool


def _any_of(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the JSON Schema of a record that one of the shipped ones describes."""
    folder = files("briefer.rendering").joinpath("schemas")
    shipped = [json.loads(folder.joinpath(f"{name}.schema.json").read_text("utf-8")) for name in names]
    if len(shipped) == 1:
        return dict(shipped[0])
    definitions = {key: each for schema in shipped for key, each in schema.pop("$defs", {}).items()}
    return {"$schema": shipped[0]["$schema"], "type": "object", "anyOf": shipped, "$defs": definitions}


def _add_bulletins(server: MCPServer[Any], tools: Tools) -> None:
    from mcp.server.mcpserver.exceptions import ResourceNotFoundError

    @server.resource(
        "bulletin://{bulletin_id}",
        name="bulletin",
        description="One bulletin whole, as the tool show returns it: a quotation of an untrusted source.",
        mime_type="application/json",
    )
    def bulletin(bulletin_id: str) -> str:
        try:
            return json.dumps(tools.show(bulletin_id), ensure_ascii=False)
        except BrieferError as error:
            raise ResourceNotFoundError(one_line(str(error))) from None


def _line(cause: BaseException | None) -> str | None:
    """Return what to tell of what the caller can mend; None for anything else."""
    from pydantic import ValidationError

    if isinstance(cause, BrieferError):
        return one_line(str(cause))
    if isinstance(cause, ValidationError):
        wrong = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in cause.errors())
        return one_line(f"wrong arguments: {'; '.join(wrong)}")
    return None
