"""Read, check, plan, apply and export a province."""
