"""`python -m honglam …` is the same as `honglam …`."""

from honglam.cli import main

if __name__ == "__main__":
    main()
