"""The annual completion report (業務完了報告書; DOMAIN §5.4): its sections, their drafts, what is missing, the paper.

Its words are Japanese whatever language its writer uses: it is handed to a Japanese city."""
