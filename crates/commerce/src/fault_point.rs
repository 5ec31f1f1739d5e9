//! Named points at which a test may stop the program, to prove that a crash there loses nothing.
//! Compiled to nothing unless the feature `faults` is on.

/// Ends the process on the spot, as `kill -9` does, when `STOA_FAULT` names this point.
#[cfg(feature = "faults")]
pub fn fault_point(name: &str) {
    if std::env::var("STOA_FAULT").is_ok_and(|wanted| wanted == name) {
        let _ = std::process::Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
        // Unreachable where there is a `kill`; elsewhere the process ends without any cleaning up all the same.
        std::process::abort();
    }
}

/// Does nothing in an ordinary build.
#[cfg(not(feature = "faults"))]
#[inline(always)]
pub fn fault_point(_name: &str) {}
