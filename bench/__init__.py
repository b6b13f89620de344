"""Measurements, printed as tables of ratios: ours beside a peer or a limit, in one run on one machine."""
