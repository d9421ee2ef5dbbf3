from reports.models.annual import AnnualReport, ReportSection

__all__ = ["AnnualReport", "ReportSection"]
