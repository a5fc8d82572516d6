"""The simulated demo: a school system that exists nowhere, built from one seed."""
