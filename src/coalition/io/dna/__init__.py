"""Files of the Discourse Network Analyzer."""
