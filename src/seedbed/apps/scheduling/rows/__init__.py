"""What the tables say about a day, as plain frozen rows for the bridge."""
