"""Backup and restore: the database, the delivered files, the operator's settings, no secrets."""
