"""Pages of people: who works here and as what, how they come in, for whom they act; and everybody's own."""
