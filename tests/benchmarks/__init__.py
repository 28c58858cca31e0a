"""Measurements, run by hand as modules: `python -m tests.benchmarks.bench_store`. No tests."""
