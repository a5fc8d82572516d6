"""The tables of the choices app, one group a module."""
