* Writes a file with a multiple-response set, with GNU PSPP. Run here: pspp -b make-sets.sps.
DATA LIST LIST NOTABLE /media_television media_radio web w.
BEGIN DATA
1 0 0 1
1 1 . 2
0 0 0 1
. . . 3
0 1 1 1
END DATA.
VARIABLE LABELS media_television 'Television' media_radio 'Radio' web 'The web'.
MRSETS /MDGROUP NAME=$media LABEL='Media used' VARIABLES=media_television media_radio web VALUE=1.
SAVE OUTFILE='pspp-sets.sav'.
