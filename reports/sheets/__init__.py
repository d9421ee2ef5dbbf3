"""The tsunagu sheet on paper: A4, front and back, as Okayama's form of 2018-10-01 (DOMAIN §2.1, §2.2)."""
