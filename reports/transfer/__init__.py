"""Tables in and out by page: what an uploaded file would do, the papers that go with it, exports as files."""
