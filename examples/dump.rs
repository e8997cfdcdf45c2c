use std::path::Path;
fn main() {
    for f in std::env::args().skip(1) {
        match topline::ingest::published::read(Path::new(&f), &Default::default()) {
            Ok(r) => {
                println!("{}", r.layout);
                for x in &r.figures {
                    println!(
                        "{} | {} | {} | {} | {} [{} {}] {:?} {:?}",
                        x.place.line,
                        x.question,
                        x.answer,
                        x.groups.iter().map(|g| format!("{}={}", g.variable, g.level)).collect::<Vec<_>>().join(","),
                        x.printed.share(),
                        x.printed.low(),
                        x.printed.high(),
                        x.base,
                        x.wave.as_ref().map(|w| (w.label.to_string(), w.period.map(|p| p.to_string())))
                    );
                }
                for n in &r.nets {
                    println!("{n:?}");
                }
                for n in &r.findings {
                    println!("{} {} {:?}", n.code.as_str(), n.message, n.place.as_ref().map(|p| p.to_string()));
                }
            }
            Err(e) => println!("ERROR {e}"),
        }
    }
}
