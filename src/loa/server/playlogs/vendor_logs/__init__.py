"""Reading a vendor's play log: the file into rows, the rows against the plan. Pure; nothing here touches the database."""
