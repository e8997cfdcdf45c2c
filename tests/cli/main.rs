//! The command line as a stranger meets it: the binary itself, in a folder of its own. What it prints and writes, what it refuses and in
//! which words, and its exit codes.

mod bad_input;
mod contract;
mod covariance;
mod functions;
mod idle_options;
mod interrupted;
mod kit;
mod made_replicates;
mod manners;
mod nets;
mod no_answer;
mod no_spread;
mod outputs;
mod published;
mod refusals;
mod replicate_types;
mod respondents;
mod respondents_over_waves;
mod rough_edges;
mod runs;
mod schemas;
mod second_look;
mod sets;
mod standards;
mod strangers;
mod study_files;
mod totals;
mod trend_and_equivalence;
mod verbs;
