from reports.models.annual import AnnualReport, ReportSection, SectionDraft
from reports.models.incoming import IncomingFile

__all__ = ["AnnualReport", "IncomingFile", "ReportSection", "SectionDraft"]
