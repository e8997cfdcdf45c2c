//! Which kind of data a file holds, told by its first bytes: printed shares, or one line per respondent.

use super::encoding;
use super::error::ReadError;
use super::published;
use super::records::Grid;
use std::io::Read as _;
use std::path::Path;

/// The two kinds of data there are readers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataKind {
    /// Shares as printed: a table of answers by groups or waves, or one line per figure.
    Published,
    /// One line per respondent.
    Microdata,
}

/// Bytes looked at.
pub const HEAD: usize = 1 << 16;

/// The kind of a file. Reads at most its first [`HEAD`] bytes.
///
/// # Errors
/// A file that cannot be opened, or as [`sniff_bytes`].
pub fn sniff(path: &Path) -> Result<DataKind, ReadError> {
    let file = path.display().to_string();
    let io = |reason| ReadError::Io { file: file.clone(), reason };
    if path.is_dir() {
        return Err(ReadError::Directory { file });
    }
    let mut head = Vec::new();
    std::fs::File::open(path).map_err(io)?.take(HEAD as u64).read_to_end(&mut head).map_err(io)?;
    sniff_bytes(&file, &head)
}

/// The kind of a file that begins with these bytes. Parquet, SPSS, Stata and SAS files are microdata; a text is published if it is a
/// long table (columns named answer and percent or share), has a line labelled as a base, prints per cent signs, or is a small table with
/// titles, with groups or dates across, or with columns that add up to 100. Every other text is microdata.
///
/// # Errors
/// An empty file, another kind of file, or bytes that are no text.
pub fn sniff_bytes(file: &str, head: &[u8]) -> Result<DataKind, ReadError> {
    const MICRODATA: [&[u8]; 6] = [
        b"PAR1",
        b"$FL2",
        b"$FL3",
        b"<stata_dta>",
        b"HEADER RECORD*******",
        b"\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60",
    ];
    if MICRODATA.iter().any(|magic| head.starts_with(magic)) {
        return Ok(DataKind::Microdata);
    }
    let cut = head.len() >= HEAD;
    let head = if cut { whole_lines(head) } else { head };
    let text = encoding::decode(file, head, None)?.text;
    match Grid::read(file, &text, None) {
        Ok(grid) if published::looks_published(&grid) => Ok(DataKind::Published),
        Ok(_) => Ok(DataKind::Microdata),
        // A quoted text may go on beyond the head; published tables are small.
        Err(_) if cut => Ok(DataKind::Microdata),
        Err(error) => Err(error),
    }
}

/// The bytes up to the last line end, which in UTF-16 is of two bytes: in which order its mark says.
fn whole_lines(head: &[u8]) -> &[u8] {
    let line_end: &[u8] = match head {
        [0xff, 0xfe, ..] => b"\n\0",
        [0xfe, 0xff, ..] => b"\0\n",
        _ => b"\n",
    };
    let end = head.chunks_exact(line_end.len()).rposition(|letter| letter == line_end);
    end.map_or(head, |at| &head[..(at + 1) * line_end.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Cyrillic а has 0x30 and 0x04, a line end 0x0a and 0 in either order: cut elsewhere all letters after it would be others.
    #[test]
    fn heads_of_utf_16_end_with_a_whole_line() {
        let text = "\u{feff}id,ага\n".to_owned() + &"1,а\n".repeat(HEAD / 6);
        let of = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).take(HEAD - 1).collect::<Vec<u8>>();
        for (head, line_end) in [(of(u16::to_le_bytes), b"\n\0"), (of(u16::to_be_bytes), b"\0\n")] {
            let whole = whole_lines(&head);
            assert!(whole.len().is_multiple_of(2) && whole.ends_with(line_end) && whole.len() + 8 > head.len());
            assert_eq!(sniff_bytes("p.csv", &[head.clone(), vec![b'1']].concat()).unwrap(), DataKind::Microdata);
        }
    }

    #[test]
    fn published_tables_and_microdata_are_told_apart() {
        let published = [
            "question,answer,sex,percent,n\nq,yes,,60,1600\n",
            "Ответ;Всего;Мужчины\nДа;38,5;40,1\nНет;61,5;59,9\n",
            "Title\n\n;Total;Men\nYes;40%;38%\nNo;60%;62%\n",
            "answer,2024,2025\nsupport,73,75\n",
            ",A,B\nsupport,73,75\noppose,27,25\n",
            "date,pollster,n,Support,Oppose\n2025-01,L,1600,60,30\n2025-02,L,1600,61,31\n",
            "date,n,A,B,W\n2024-01-01,1000,40,35,25\n2024-02-01,1000,41,34,25\n2024-03-01,1000,42,33,25\n",
            "Answer,Total\nYes,60\nBase,1600\n",
            "Answer,Total\nN,1600\nYes,60\nNo,38\n",
            "A poll\n;Total;Men\nYes;60;62\nNo;38;36\nN;1600;760\n",
            "Q1,Total,A\nYes,60,40\nNo,38,57\nN,1600,24\n",
            "Q1;Total;Men\n;%;%\nN;1600;760\nYes;60;62\nNo;40;38\n",
            "Q1;Total;Men\nN;1600;760\nn;1590;770\nYes;60;62\nNo;40;38\n",
            "Question;Answer;Total;Men\nQ1;Yes;60;62\nQ1;No;40;38\nN;;1600;760\n",
            "Q1,Total,A\nYes,60,55\nNo,30,45\nN,25,11\n",
            ",support,oppose\n2021,70,30\n2024,75,25\n",
            ",Total,Men\n0,20,25\n5,50,45\n9,30,30\n",
            ",Agree,Disagree\n3,60,40\n5,55,45\n9,70,30\n",
            ",support,n\n18,40,420\n30,45,470\n50,52,550\n",
            ",topic,Agree\n3,Economy,60\n5,Health,55\n9,Schools,70\n",
            "Question,Answer,Result\nQ1,Yes,60\nQ1,No,40\nQ1,N,1600\nQ2,Yes,30\nQ2,No,70\nQ2,N,800\n",
            "Question,Answer,Result\nQ1,N,1600\n,Yes,60\n,No,40\nQ2,N,800\n,Yes,30\n,No,70\n",
            "n,support,oppose\n1600,73,27\n1601,75,25\n",
            // Typed by hand: lines of words, each another.
            "Bundesland,Zustimmung (%),n\nBayern,55,540\nSachsen,34,212\n",
            "Land,percent,n\nBayern,55,540\nSachsen,34,212\n",
            "date,percent,n\n2025-01,-12,1010\n2025-03,3,1002\n",
            "date,approve,n\n2025-01,-12,1010\n2025-03,3,1002\n",
            "date,net approval,n\n2025-01,-12,1010\n2025-03,3,1002\n",
            "Кому довіряєте?,Довіряю,Не довіряю,Важко сказати\nАрмії,64,30,6\nСуду,14,74,12\nПресі,40,51,9\n",
            "Politician,approve,disapprove,net\nSchmidt,52,35,17\nMüller,41,47,-6\n",
            "Politician,approve,disapprove\nSchmidt,52,35\nMüller,41,47\n",
            "question,like,loathe\nSchmidt,52,35\nMüller,41,47\n",
            // Wrong figures are still figures of a published table.
            "answer,percent\nyes,130\nno,20\n",
            "answer,sex,percent\nyes,,130\n",
        ];
        for text in published {
            assert_eq!(sniff_bytes("t.csv", text.as_bytes()).unwrap(), DataKind::Published, "{text}");
        }
        let mut interviews = String::from("id,date,weight,q1,q2,sex\n");
        (0..300).for_each(|i| {
            interviews += &format!("{i},2025-01-{:02},1.0{i},{},{},{}\n", i % 28 + 1, i % 5, i % 3, i % 2)
        });
        let mut coded = String::from("q1;q2;q3\n");
        (0..40).for_each(|i| coded += &format!("{};{};{}\n", i % 5, i % 4, i % 2));
        let mut labelled = String::from("region,sex,opinion,weight\n");
        (0..200).for_each(|i| {
            labelled += &format!("North,{},{},1.2\n", ["men", "women"][i % 2], ["yes", "don't know"][i % 2])
        });
        let named_n = [
            "n,yes,no\n1,0,1\n2,1,0\n3,0,1\n",
            "N,first,second\n1,40,60\n2,50,50\n3,20,80\n",
            "sex,yes,no\nmen,0,1\nwomen,1,0\n",
            "region,psu,age\nN,1,30\nS,2,51\nN,3,44\nS,4,28\n",
            "region,age\nN,30\nN,51\nS,44\n",
            "region,score\nN,3\nS,5\n",
            "region,sex,age\nN,m,64\nS,f,30\nS,m,40\n",
            "id,region,age\n1,N,64\n2,S,30\n3,S,40\n",
            "id,working,age\nP1,N,73\nP2,Y,49\nP3,Y,36\nP4,N,71\n",
            "id,part_time,hours\nP1,N,40\nP2,Y,20\nP3,Y,25\nP4,N,40\n",
            "region,age\nN,64\nN,51\nS,40\n",
            "region,all\nN,4\nS,14\nN,10\nS,8\n",
            ",q,age\n0,yes,31\n2,no,40\n3,yes,52\n",
            "\"\",\"q\",\"age\"\n\"4\",\"yes\",31\n\"7\",\"no\",40\n\"2019\",\"yes\",52\n",
            "name,maths,reading\nAnna,31,40\nPaul,50,45\nJean,12,63\n",
            "name,n,percent,age\nAnna,31,40,12\nPaul,50,45,13\n",
            "region,percent\nNorth,40\nNorth,35\nSouth,60\n",
            "\"\",\"sex\",\"age\"\n\"1\",\"m\",31\n\"2\",\"f\",40\n",
        ];
        for text in named_n {
            assert_eq!(sniff_bytes("t.csv", text.as_bytes()).unwrap(), DataKind::Microdata, "{text}");
        }
        let mut waves = String::from("wave,weight,sex,gov\n");
        (0..90).for_each(|i| waves += &format!("2024-0{},0.9{i},Men,Trust\n", i % 9 + 1));
        let mut ages = String::from("wave,weight,sex,age\n");
        (0..90).for_each(|i| ages += &format!("2024-0{},0.9{i},Men,{}\n", i % 9 + 1, 45 + i % 40));
        for text in [waves, ages] {
            assert_eq!(sniff_bytes("t.csv", text.as_bytes()).unwrap(), DataKind::Microdata, "{text}");
        }
        let mut broken = interviews.clone();
        broken += "1,2\n";
        for text in [&interviews, &coded, &labelled, &broken] {
            assert_eq!(sniff_bytes("t.csv", text.as_bytes()).unwrap(), DataKind::Microdata, "{}", &text[..60]);
        }
        assert_eq!(sniff_bytes("t.parquet", b"PAR1....").unwrap(), DataKind::Microdata);
        assert!(matches!(sniff_bytes("t.csv", b""), Err(ReadError::Empty { .. })));
    }

    #[test]
    fn a_long_file_is_told_by_its_head() {
        let line = "0,1,2,3,4,5,6,7,8,9\n";
        let text = "a,b,c,d,e,f,g,h,i,j\n".to_owned() + &line.repeat(HEAD / line.len() + 10);
        assert_eq!(sniff_bytes("t.csv", &text.as_bytes()[..HEAD]).unwrap(), DataKind::Microdata);
    }
}
