"""What every stage rests on and no stage is about: acts, files, errors shown, clock, ids."""
