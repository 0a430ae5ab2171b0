"""Role-play: scenes as data, what is wrong with one, and the machine that plays it."""
