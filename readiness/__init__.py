"""Everything an Ofsted ILACS inspection asks for, from case data and a register.

    case_data/ ----------- sources -- intake -- lists --+
                                                        +-- checks -- worklist -- Pack -- workbooks
    an Annex A workbook -- sources -- adopting ---------+                          |
                                                                               Overview -- pack, page
    register.xlsx, documents/ -- register -- documents -- planning -- Standing ----+

``annex_a/`` says what all of it means and ``templates/`` how it looks; readiness.yaml says for whom and for which day.
An Overview holds no child, and is all that the planning pack and the status page are given.

``readiness.generate`` calls the stages in this order; every other module does one of them.
"""

__version__ = "0.1.0"
