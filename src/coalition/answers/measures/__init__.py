"""Cohesion within groups and polarization between actors."""
