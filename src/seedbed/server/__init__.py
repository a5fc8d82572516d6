"""Settings, addresses, system checks and the simulated demo."""
