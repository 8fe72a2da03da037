"""The simulated week: a cast for every agency of Hà Nội, a seeded chance, and the journey of one letter through all stages."""
