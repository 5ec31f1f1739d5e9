//! The usual figures of ranked answers.

use std::{collections::HashMap, time::Duration};

/// Answers that count: the first ten.
const DEPTH: usize = 10;

/// Sums over some questions.
#[derive(Clone, Default)]
pub struct Tally {
    pub queries: f64,
    ndcg: f64,
    recall: f64,
    mrr: f64,
    first_five: f64,
    none: f64,
    pub times: Vec<Duration>,
}

impl Tally {
    /// Takes in the answers to one question, best first.
    pub fn add(&mut self, found: &[&str], grades: &HashMap<String, u32>, took: Duration) {
        let gain = |grade: u32| f64::from(2u32.pow(grade) - 1);
        let discount = |at: usize| 1.0 / (at as f64 + 2.0).log2();
        let grade = |name: &&str| grades.get(*name).copied().unwrap_or(0);
        let first = &found[..found.len().min(DEPTH)];
        let got: f64 = first.iter().enumerate().map(|(at, name)| gain(grade(name)) * discount(at)).sum();
        let mut best: Vec<u32> = grades.values().copied().collect();
        best.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let ideal: f64 = best.iter().take(DEPTH).enumerate().map(|(at, grade)| gain(*grade) * discount(at)).sum();
        // Of those that have room among the first ten.
        let right = best.iter().filter(|grade| **grade == 2).count().min(DEPTH);
        let found_right = first.iter().filter(|name| grade(name) == 2).count();
        let place = first.iter().position(|name| grade(name) == 2);
        self.queries += 1.0;
        self.ndcg += if ideal > 0.0 { got / ideal } else { 0.0 };
        self.recall += if right > 0 { found_right as f64 / right as f64 } else { 0.0 };
        self.mrr += place.map_or(0.0, |at| 1.0 / (at as f64 + 1.0));
        self.first_five += f64::from(place.is_some_and(|at| at < 5));
        self.none += f64::from(found.is_empty());
        self.times.push(took);
    }

    /// Adds the sums of other questions.
    pub fn join(&mut self, other: &Self) {
        self.queries += other.queries;
        self.ndcg += other.ndcg;
        self.recall += other.recall;
        self.mrr += other.mrr;
        self.first_five += other.first_five;
        self.none += other.none;
        self.times.extend(&other.times);
    }

    /// NDCG@10 with gains of 2^grade - 1.
    pub fn ndcg(&self) -> f64 {
        self.ndcg / self.queries
    }

    /// The share of right answers among the first ten, of those that have room there.
    pub fn recall(&self) -> f64 {
        self.recall / self.queries
    }

    /// Mean of one over the place of the first right answer, 0 beyond the tenth.
    pub fn mrr(&self) -> f64 {
        self.mrr / self.queries
    }

    /// The share of questions with a right answer among the first five.
    pub fn first_five(&self) -> f64 {
        self.first_five / self.queries
    }

    /// The share of questions without any answer.
    pub fn none(&self) -> f64 {
        self.none / self.queries
    }

    /// A quantile of the times in microseconds; sort them before.
    pub fn micros(&self, hundredths: usize) -> u128 {
        self.times.get((self.times.len() * hundredths / 100).min(self.times.len() - 1)).map_or(0, Duration::as_micros)
    }
}
