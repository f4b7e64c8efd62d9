"""Files of the exchange model decide."""
