"""What a clerk may extend: one line an entry, written form on the left, spoken form on the right."""
