"""`mcp`: the archive for programs that speak the Model Context Protocol."""

from __future__ import annotations

from briefer.cli.opening import opened_archive, settings_of
from briefer.cli.options import ArchiveOption, AsOfOption, JudgeOption, ModelOption


def mcp(
    model: ModelOption = None,
    judge: JudgeOption = None,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Serve the archive to an assistant over MCP.

    Speaks the Model Context Protocol on standard input and output, until its input ends: tools ask, brief, search,
    show and check, and bulletins as resources. An assistant starts it; nothing else is printed.
    """
    from briefer.mcp.server import serve

    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    with opened_archive(settings) as opened:
        serve(opened, settings)
