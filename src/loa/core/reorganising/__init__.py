"""Reorganising units (sắp xếp đơn vị hành chính): what a table of changes says, whether it can be, and who must hand what to whom."""
