* Writes test files in windows-1251 with GNU PSPP. Run here: pspp -b make.sps.
SET LOCALE='windows-1251'.
DATA LIST LIST NOTABLE /id (F8) q1 (F2) region (A12) source (A12) comment (A400) day (DATE11) wt (F8.2).
BEGIN DATA
1 1 'север' 'site' 'первый' 17-MAY-2024 1.5
2 8 'юг' 'phone' 'второй' 31-DEC-1999 0.5
3 -1 'нет отв' '' 'третий' . 1
4 99 'север' 'site' '' 01-JAN-1960 2
5 . '' 'site' 'пятый' 28-FEB-1900 0.25
END DATA.
COMPUTE comment = CONCAT(RTRIM(comment), RPAD('', 300, 'я'), 'конец').
VARIABLE LABELS q1 'Согласны ли вы с этим?' /region 'Регион'.
VALUE LABELS q1 1 'Да' 8 'Затрудняюсь ответить' 99 'Отказ' /source 'site' 'Сайт'.
MISSING VALUES q1 (LO THRU 0, 99) /region ('нет отв').
WEIGHT BY wt.
SAVE OUTFILE='pspp-1251.sav' /UNCOMPRESSED.
SAVE OUTFILE='pspp-1251-compressed.sav' /COMPRESSED.
SAVE OUTFILE='pspp-1251.zsav' /ZCOMPRESSED.
