"""The week's round: what `briefer.toml` names is fetched, read and written about."""
