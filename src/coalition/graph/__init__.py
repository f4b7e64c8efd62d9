"""The agreement graph: plain networkx, with a written contract for what its edges carry."""
