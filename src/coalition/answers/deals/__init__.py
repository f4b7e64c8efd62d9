"""What would let it pass: packages, concessions, compromises, exchanges."""
