"""The programs that Rolebook's speed is measured beside, each with its best settings."""
