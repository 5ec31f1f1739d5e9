//! Looking for a part of a text.

/// The pattern of `LIKE` for texts that hold this one; nothing where nothing is looked for.
pub fn like(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    (!text.is_empty()).then(|| format!("%{plain}%"))
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn signs_of_the_pattern_are_looked_for_as_they_are() {
        assert_eq!(like(" 100% _a\\ ").as_deref(), Some("%100\\% \\_a\\\\%"));
        assert_eq!(like("  "), None);
    }
}
