//! The command line as a stranger meets it: the binary itself, in a folder of its own. What it prints and writes, what it refuses and in
//! which words, and its exit codes.

mod bad_input;
mod contract;
mod idle_options;
mod interrupted;
mod kit;
mod manners;
mod outputs;
mod published;
mod runs;
mod schemas;
mod study_files;
mod verbs;
