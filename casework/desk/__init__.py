"""What casework puts on the home page, a file for each subject; each registers itself with accounts.desk."""

from casework.desk import cases, outreach, pairs, referrals, sheets

__all__ = ["cases", "outreach", "pairs", "referrals", "sheets"]
