"""Messages to people by e-mail, SMS or in the product, with templates, receipts and retries."""
