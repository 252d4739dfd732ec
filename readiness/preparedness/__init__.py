"""How ready things are: documents, actions, people and the days after the call."""
