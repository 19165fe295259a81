"""FEEL texts: parse, check names, evaluate with limits. Only here is the JavaScript engine for FEEL known."""
