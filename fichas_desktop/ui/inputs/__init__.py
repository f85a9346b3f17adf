"""One input per kind of field. May import: what the layer ui may."""
