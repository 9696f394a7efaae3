//! The machine, in a line.

use std::{fs, thread};

/// Processor, cores, memory, kernel.
pub(crate) fn describe() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
    };
    let processor = value(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "?".into());
    let memory = value(&read("/proc/meminfo"), "MemTotal").unwrap_or_default();
    let kibibytes = memory.trim_end_matches(" kB").parse::<u64>().unwrap_or_default();
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let kernel = read("/proc/sys/kernel/osrelease");
    format!(
        "Measured on {processor}, {cores} cores, {} GiB, Linux {}.",
        kibibytes.div_ceil(1 << 20),
        kernel.trim()
    )
}
