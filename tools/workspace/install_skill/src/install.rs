//! Installing: programs and documents first, registrations last, so that no hook is registered
//! before its program is there.

use crate::{
    Args, Error,
    files::{self, Content, Item, State},
    merge::{self, Merged},
    place::{Place, SETTINGS},
    programs::{self, Program},
    record::Record,
    registration,
    report::{MINIMUM_CLIENT, Report, Status},
    settings::Settings,
    switches,
};
use cli::Io;

/// Puts everything in place.
pub(crate) fn run(args: &Args, place: &Place, io: &Io) -> Result<Report, Error> {
    let name = SETTINGS[usize::from(args.local)];
    let path = place.settings(name);
    // Before anything is written: what cannot be done is not begun.
    let programs = programs::find(args, io)?;
    Settings::open(&path)?;
    if !args.dry_run {
        store::make(&place.skill().join("bin"))?;
    }
    let _lock = Place::lock(&path, args)?;
    let settings = Settings::open(&path)?;
    let mut record = Record::open(place)?;
    let before = record.clone();
    let merged = merge::register(&settings.text, &registration::wanted());
    note(&settings, name, &merged, &mut record);
    record.version = env!("CARGO_PKG_VERSION").into();
    let programs = put_programs(args, &programs, place, &mut record)?;
    let documents = put_documents(args, place, &mut record)?;
    let retired = take_retired(args, place, &mut record)?;
    if !args.dry_run {
        if record != before {
            record.write(place)?;
        }
        if merged.text != settings.text || !settings.is_there {
            settings.write(&merged.text)?;
        }
    }
    let mut warnings = warnings(place, io, name, &settings);
    warnings.extend(documents.iter().filter(|item| item.state == State::Kept).map(|item| {
        format!("{} is not ours or was changed, and stays; remove it to get ours", item.name)
    }));
    let mut report = Report {
        status: Status::Installed,
        dry_run: args.dry_run,
        project: place.root.display().to_string(),
        settings: vec![place.shown(&path)],
        minimum_client: MINIMUM_CLIENT,
        changed: merged.changes,
        programs: programs.into_iter().chain(retired).collect(),
        documents,
        warnings,
    };
    if report.is_unchanged() {
        report.status = Status::Unchanged;
    }
    Ok(report)
}

/// Notes what we make around our registrations, for whoever takes them out again.
fn note(settings: &Settings, name: &str, merged: &Merged, record: &mut Record) {
    let made = record.settings.entry(name.to_owned()).or_default();
    made.file |= !settings.is_there;
    made.containers.extend(merged.made.iter().cloned());
    made.containers.sort();
    made.containers.dedup();
}

fn put_programs(
    args: &Args,
    programs: &[Program],
    place: &Place,
    record: &mut Record,
) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    let link = args.link || !args.copy && record.has_links();
    for program in programs {
        let content = if link { Content::Link(program) } else { Content::Program(program) };
        let state =
            files::put(&format!("bin/{}", program.name), &content, place, record, args.dry_run)?;
        items.push(Item { name: program.name.clone(), state });
    }
    Ok(items)
}

fn put_documents(args: &Args, place: &Place, record: &mut Record) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for (name, text) in crate::documents::DOCUMENTS {
        let state = files::put(name, &Content::Text(text), place, record, args.dry_run)?;
        items.push(Item { name: name.to_owned(), state });
    }
    Ok(items)
}

/// Takes away the programs of an older version that this one does not have.
fn take_retired(args: &Args, place: &Place, record: &mut Record) -> Result<Vec<Item>, Error> {
    let names = programs::names();
    let retired = |file: &&String| {
        file.strip_prefix("bin/").is_some_and(|name| !names.iter().any(|there| there == name))
    };
    let files: Vec<String> = record.files.keys().filter(retired).cloned().collect();
    let mut items = Vec::new();
    for file in files {
        let state = files::take(&file, place, record, args.dry_run)?;
        record.files.remove(&file);
        let name = file.trim_start_matches("bin/").to_owned();
        items.extend(state.map(|state| Item { name, state }));
    }
    Ok(items)
}

fn warnings(place: &Place, io: &Io, name: &str, settings: &Settings) -> Vec<String> {
    let mut warnings = switches::in_the_way(place, io);
    warnings.extend(switches::ignored(place, io, Some(name)));
    warnings.extend(
        settings
            .objections()
            .into_iter()
            .map(|it| format!("{} in {name}: {}", it.pointer, it.message)),
    );
    warnings.extend(registration::namesakes(&settings.tree).into_iter().map(|command| {
        format!("{name} also starts `{command}`; take it out there if our hook is to replace it")
    }));
    if settings.has_bom {
        warnings.push(format!(
            "{name} begins with a BOM: the client reads it in a terminal, its desktop app ignores it"
        ));
    }
    warnings.extend(switches::elsewhere(place, name));
    let other = SETTINGS[usize::from(name == SETTINGS[0])];
    if let Ok(other_settings) = Settings::open(&place.settings(other))
        && !merge::unregister(&other_settings.text, &[]).changes.is_empty()
    {
        warnings.push(format!(
            "{other} registers our hooks, too; --uninstall and install again leaves one"
        ));
    }
    warnings
}
