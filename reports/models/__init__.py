from reports.models.annual import AnnualReport, ReportSection, SectionDraft

__all__ = ["AnnualReport", "ReportSection", "SectionDraft"]
