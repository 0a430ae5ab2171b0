"""Facts and style to advice: bands, congruence, rules, drills."""
