"""The genogram (家族関係図): a family's people and how they stand to each other, drawn as SVG.

    reading       records → what may be drawn of them          family         what is drawn
    generations   who stands in which row                      order          from left to right
    places        x and y of everybody                         lines, routes  what joins them
    ring          round those who live together                symbols        how a person and a line look
    picture       all of it, as SVG                            words          all of it, in words

Nothing but `reading` knows the database. The same family gives the same picture, to the letter."""
