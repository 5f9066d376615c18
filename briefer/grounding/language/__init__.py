"""What sentences say, read by rule: words, amounts, days, names, who did what, who says so, and how surely."""
