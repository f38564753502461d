"""What every page shares: the request and its person, errors, dialogs, fields, the installed app."""
