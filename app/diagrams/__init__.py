"""Reads BPMN as a document: reader, Camunda namespace, citations, rules, picture. Runs nothing."""
