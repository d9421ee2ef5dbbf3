"""The figures of a year as a report says them: each with a name, a label and its words (24件, 42%)."""
