"""Pages under /tai-khoan/: each translates in, calls one verb or query, and speaks the refusal at its field."""
