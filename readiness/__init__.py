"""Everything an Ofsted ILACS inspection asks for, from case data and a register.

``annex_a/`` says what all of it means and ``templates/`` how it looks; readiness.yaml says for whom and for which day.
Each package is a stage of a run; docs/architecture.md draws them and walks through them.
"""

__version__ = "0.1.0"
