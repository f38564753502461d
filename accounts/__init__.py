"""Who is signed in: Microsoft's sign-in, the tokens it gives, and the session that carries them."""
