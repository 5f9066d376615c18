"""From a page to its bulletins: formats, sentences, dates, countries."""
