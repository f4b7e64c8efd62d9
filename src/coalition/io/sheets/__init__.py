"""Tables of any kind as rows of plain cells: text with a delimiter, workbooks, data frames."""
