"""Practice: a role-play in which the partner reacts to how each reply was said, with feedback at once."""
