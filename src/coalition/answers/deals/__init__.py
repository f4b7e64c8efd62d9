"""What would unlock it: packages, concessions, compromises, exchanges."""
