"""Mail servers and SMS gateways."""
