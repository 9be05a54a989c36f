"""Files made for others: tables as CSV and XLSX, the report as an official paper."""
