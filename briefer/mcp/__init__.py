"""The archive for programs that speak the Model Context Protocol (the extra `mcp`).

tools     ask, brief, search, show, check: typed inputs, the command line's JSON records as results
server    those tools, and bulletins as resources, over standard input and output
"""
