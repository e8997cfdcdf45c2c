* Writes a file with a set of several mentions, with GNU PSPP. Run here: pspp -b make-mentions.sps.
DATA LIST LIST NOTABLE /first second third w.
BEGIN DATA
1 2 . 1
2 . . 2
3 1 2 1
. . . 3
9 . . 1
1 1 9 1
END DATA.
VARIABLE LABELS first 'First' second 'Second' third 'Third'.
VALUE LABELS first second third 1 'Television' 2 'Radio' 3 'The web' 4 'Papers' 9 'Refused'.
MISSING VALUES first second third (9).
MRSETS /MCGROUP NAME=$media LABEL='Media used' VARIABLES=first second third.
SAVE OUTFILE='pspp-mentions.sav'.
