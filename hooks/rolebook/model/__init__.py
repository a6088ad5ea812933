"""The model: what a role, a vacancy, an organisation and the rest consist of."""
