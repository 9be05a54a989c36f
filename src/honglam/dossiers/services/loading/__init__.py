"""Many made-up dossiers at once, written by COPY, in the rows that the verbs would have written.

`stage`: where dossiers of a procedure go and who works on them. `lives`: what happens to each. `scribe` and `acts`:
the rows of each act. `load`: batches, numbers, COPY. A test lives the same lives through the verbs and compares.
"""
