"""Campaigns: many letters in many languages, checked by many processes, with the same findings as one after the other."""
