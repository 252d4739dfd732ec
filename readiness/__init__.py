"""Everything an Ofsted ILACS inspection asks for, from case data and a register.

    annex_a/ --- spec ---+
                         |
    case_data/ -- sources -- intake -- store -- lists -- results: Pack -- render -- output/
                         |
    readiness.yaml -- workspace, inspection

``readiness.generate`` calls the stages in this order; every other module does one of them.
"""

__version__ = "0.1.0"
