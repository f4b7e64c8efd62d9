"""What a case says, fact by fact: in order of time, or of one actor, proposal or source."""
