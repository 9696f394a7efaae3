//! Uninstalling: registrations first, programs last, so that no hook is registered whose program is
//! gone.

use crate::{
    Args, Error,
    files::{self, Item, State},
    merge,
    place::{Place, SETTINGS},
    record::Record,
    report::{MINIMUM_CLIENT, Report, Status},
    settings::Settings,
};

/// Takes away what was installed; both settings files are restored.
pub(crate) fn run(args: &Args, place: &Place) -> Result<Report, Error> {
    let record = Record::open(place)?;
    let mut report = Report {
        status: Status::Uninstalled,
        dry_run: args.dry_run,
        project: place.root.display().to_string(),
        settings: Vec::new(),
        minimum_client: MINIMUM_CLIENT,
        changed: Vec::new(),
        programs: Vec::new(),
        documents: Vec::new(),
        warnings: Vec::new(),
    };
    // Both are read before either is written.
    for name in SETTINGS {
        Settings::open(&place.settings(name))?;
    }
    for name in SETTINGS {
        restore(name, args, place, &record, &mut report)?;
    }
    for name in record.files.keys() {
        let Some(state) = files::take(name, place, &record, args.dry_run)? else { continue };
        if state == State::Kept {
            report.warnings.push(format!("{name} was changed since it was installed, and stays"));
        }
        match name.strip_prefix("bin/") {
            Some(name) => report.programs.push(Item { name: name.to_owned(), state }),
            None => report.documents.push(Item { name: name.clone(), state }),
        }
    }
    if !args.dry_run {
        Record::remove(place)?;
        for name in SETTINGS {
            store::remove(&place.settings(&format!("{name}.lock")))?;
        }
    }
    if report.is_unchanged() {
        report.status = Status::Unchanged;
    } else if !args.dry_run {
        for folder in files::folders(place) {
            store::remove_empty_folder(&folder);
        }
    }
    Ok(report)
}

/// Takes our registrations out of one settings file.
fn restore(
    name: &str,
    args: &Args,
    place: &Place,
    record: &Record,
    report: &mut Report,
) -> Result<(), Error> {
    let path = place.settings(name);
    if !path.exists() {
        return Ok(());
    }
    let made = record.settings.get(name).cloned().unwrap_or_default();
    let _lock = Place::lock(&path, args)?;
    let settings = Settings::open(&path)?;
    let merged = merge::unregister(&settings.text, &made.containers);
    if merged.text == settings.text && !(made.file && Settings::is_empty(&merged.text)) {
        return Ok(());
    }
    if !args.dry_run {
        if made.file && Settings::is_empty(&merged.text) {
            settings.remove()?;
        } else {
            settings.write(&merged.text)?;
        }
    }
    report.settings.push(place.shown(&path));
    report.changed.extend(merged.changes);
    Ok(())
}
