"""Use cases, the only interface that ui and cli see. May import: every row below, platformdirs."""
