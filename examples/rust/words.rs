// Counts the words of its standard input in Rust and prints the most frequent of them.
// The argument says how many to print; without one it is five.

use std::collections::HashMap;
use std::env;
use std::io::{self, BufRead};
use std::process;

fn main() {
    let limit = match env::args().nth(1).map(|argument| argument.parse::<usize>()) {
        None => 5,
        Some(Ok(limit)) => limit,
        Some(Err(_)) => {
            eprintln!("usage: words [HOW-MANY]");
            process::exit(2);
        }
    };

    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in io::stdin().lock().lines() {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                eprintln!("words: {}", error);
                process::exit(1);
            }
        };
        for word in line.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_ascii_lowercase()).or_insert(0) += 1;
        }
    }

    // A HashMap has an order of its own in every run, so words that are equally frequent are put in alphabetical order.
    let mut words: Vec<_> = counts.into_iter().collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    for (word, count) in words.iter().take(limit) {
        println!("{:6} {}", count, word);
    }
}
