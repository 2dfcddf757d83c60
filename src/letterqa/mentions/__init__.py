"""What a letter mentions, as typed values with spans: one side at a time, nothing compared."""
