"""The rules, a module for each family; `policytui.checks.registry` gathers them."""
