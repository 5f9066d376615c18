"""From a draft to claims whose citations resolve to the words of a bulletin."""
