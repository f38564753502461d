"""How times, people, states and outcomes are said, in the language of the request; no template in it."""
