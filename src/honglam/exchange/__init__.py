"""The provincial data-exchange platform; so far: signed webhooks for other systems."""
