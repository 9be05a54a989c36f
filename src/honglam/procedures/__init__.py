"""The catalogue of administrative procedures: components, forms, fees, time limits, process, versions."""
