"""The page and its JSON interface: `briefer serve`.

    app         puts the parts together
    desk        what requests share: the archive, the settings, the jobs
    jobs        answers, briefings, checks and ingests being made, in threads
    security    what every request passes: host, origin, sign-in, sizes and rates; the headers of every response
    sessions    who is signed in, and the tokens that forms carry
    limits      how much, how often, how long
    problems    errors as application/problem+json, or as a page
    uploads     files that were dropped in
    api         /api/v1
    pages       the pages for people
    static      style sheet and scripts; nothing is fetched from elsewhere

The JSON is what the command line writes, in the same schemas. Bulletins are never markup: templates escape, scripts
set text.
"""
