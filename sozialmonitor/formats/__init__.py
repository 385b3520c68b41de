"""How dates are written, where Django's way would mislead (FORMAT_MODULE_PATH)."""
