"""From hits to an answer or a briefing: engines, prompts and the chains."""
