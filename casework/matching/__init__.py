"""One person, several records: what people are found and compared by, who may be the same, and how sure that is."""
