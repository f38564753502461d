"""Code that all pages share: the request and its person, errors, dialogs, fields, the installable app."""
