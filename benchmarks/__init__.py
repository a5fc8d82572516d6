"""Quality benchmarks, one suite per engine and one for the demo."""
