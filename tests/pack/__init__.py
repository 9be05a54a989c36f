"""The pack engine: reading, checking, planning, applying, exporting."""
