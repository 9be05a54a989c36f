"""The PostgreSQL supervisor, the process runner behind `honglam up`, backup, restore and doctor.

Nothing in here imports Django while it starts or stops processes: the runner must live when the product cannot.
"""
