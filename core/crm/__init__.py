"""Contacts, companies, deals, pipelines, people and the timeline: records, and one verb a change."""
