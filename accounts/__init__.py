"""Signs people in with Microsoft, keeps their tokens, and makes the HTTP calls to Microsoft."""
