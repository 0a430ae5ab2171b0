"""Many recordings: jobs, their outcomes, and the engines that work on them."""
