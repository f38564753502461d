"""Tests, one file a job, against the sandbox over real sockets."""
