"""Calls on paper: bundles to print, sheets to type, blank forms for everybody."""
