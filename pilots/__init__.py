"""What is being tried, what was planned, what happened."""
