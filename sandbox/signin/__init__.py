"""Sign-in as Entra ID does it, below each tenant's address, and the AD FS way below /adfs."""
