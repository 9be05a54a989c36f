"""Pure rules of money: words, QR text, signatures, matching, sums. No ORM, no clock."""
