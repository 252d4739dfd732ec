"""Everything an Ofsted ILACS inspection asks for, from case data and a register.

    extracts ------------- case_data -- lists.make -----+
                                                        +-- checks -- worklist -- Pack -- workbooks, CSV files
    an Annex A workbook -- lists.read_workbook ---------+                           |
                                                                                Overview -- Word, Excel, page
    register.xlsx, documents/ -- register -- preparedness, evaluation -- Standing --+

``annex_a/`` says what all of it means and ``templates/`` how it looks; readiness.yaml says for whom and for which day.
An Overview holds no child, and is all that the planning pack and the status page are given.

``commands.build`` calls the stages in this order, those before the Pack in ``run.data_stage`` and those of the register
in ``run.register_stage``; every other module does one of them.
"""

__version__ = "0.1.0"
