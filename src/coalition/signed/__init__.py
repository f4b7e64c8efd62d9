"""Any signed graph: the partition of least frustration, balance, and the search behind them."""
